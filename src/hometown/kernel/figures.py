"""Figures: the only way a number reaches a published page.

A figure is a selection of records plus a closed reducer. It gives three results: the value, the members that
were counted, and the exclusions: what was not counted, and why. The value does not depend on who looks.

    @figure("visited_host", unit=Unit.FIRMS, reducer=Reducer.DISTINCT, name=_("…"), definition=_("…"))
    def visited_host(scope: Scope) -> Selection:
        return Selection(members=links, key="company", exclusions=(Exclusion(_("met at an event only"), others),))

    result = visited_host.of(scope);  result.value, result.members, result.exclusions
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from django.db.models import Count, Q, QuerySet, Sum

from .bounds import Bound
from .dates import Period

Words: TypeAlias = Any  # str or a lazily translated one
Kept = TypeVar("Kept")


class Unit(StrEnum):
    """What a figure counts in."""

    FIRMS = "firms"  # 家: distinct firms
    EVENTS = "events"  # 次
    FILINGS = "filings"  # 条
    PERSONS = "persons"  # 名
    PROJECTS = "projects"  # 个
    RECORDS = "records"  # 条: of whatever kind
    DAYS = "days"  # 天: distinct days
    YUAN = "yuan"


class Reducer(StrEnum):
    """The three ways to make one number of many records. There is no fourth."""

    DISTINCT = "distinct"
    COUNT = "count"
    SUM = "sum"


class Style(StrEnum):
    """How a figure prints. `TENS`: 184 prints 180余, and 23亿 prints 20余亿; 180 and 20亿 stay whole."""

    EXACT = "exact"
    TENS = "tens"


@dataclass(frozen=True)
class Scope:
    """What a figure is asked about. Region prefixes are GB/T 2260; `today` bounds what is still open."""

    period: Period
    batch: uuid.UUID | None = None
    host_prefix: str = ""
    home_prefix: str = ""
    officer: uuid.UUID | None = None
    after: bool = False  # ask about what happened after the batch's end (返航后) instead
    kept: dict[Any, Any] | None = field(default=None, compare=False, repr=False)

    def once(self, name: Any, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under this name: made anew, or once where one reader asks several figures of a moment."""
        if self.kept is None:
            return make()
        place = (name, self)
        if place not in self.kept:
            self.kept[place] = make()
        return self.kept[place]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Exclusion:
    """Records that stand near the figure and are not in it, and why. `tally` counts them sooner than a query would."""

    reason: Words
    records: "QuerySet[Any, Any]"
    key: str = "pk"
    tally: Callable[[], int] | None = None

    @cached_property
    def count(self) -> int:
        """The number of distinct things left out."""
        return self.tally() if self.tally else self.records.order_by().values(self.key).distinct().count()


@dataclass(frozen=True)
class Selection:
    """The records a figure counts: `key` tells things apart, `amount` and `bound` are columns to add up.

    `tally` tells the number that is counted, and `number` how many records are behind it, sooner than a query would;
    `look_around` finds both on the way to what was left out, for who shows that too.
    """

    members: "QuerySet[Any, Any]"
    key: str = "pk"
    amount: str = ""
    bound: str = ""
    exclusions: tuple[Exclusion, ...] = ()
    tally: Callable[[], int] | None = None
    number: Callable[[], int] | None = None
    look_around: Callable[[], None] | None = None


@dataclass(frozen=True)
class Result:
    """What a figure says of a scope."""

    figure: "Figure"
    scope: Scope
    selection: Selection

    @property
    def members(self) -> "QuerySet[Any, Any]":
        return self.selection.members

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        return self.selection.exclusions

    @cached_property
    def number(self) -> int:
        """How many records are behind the figure."""
        number = self.selection.number
        return number() if number else self.members.order_by().count()

    def look_around(self) -> None:
        """Find what is counted on the way to what was left out, for who shows both."""
        if self.selection.look_around:
            self.selection.look_around()

    @cached_property
    def _reduced(self) -> tuple[Decimal, Bound]:
        records, chosen = self.selection.members.order_by(), self.selection
        if chosen.tally and self.figure.reducer is not Reducer.SUM:
            return Decimal(chosen.tally()), Bound.EXACT
        if self.figure.reducer is Reducer.COUNT:
            return Decimal(records.count()), Bound.EXACT
        if self.figure.reducer is Reducer.DISTINCT:
            return Decimal(records.aggregate(n=Count(chosen.key, distinct=True))["n"]), Bound.EXACT
        sums = records.aggregate(
            total=Sum(chosen.amount),
            about=Count("pk", filter=Q(**{chosen.bound: Bound.ABOUT}))
            if chosen.bound
            else Count("pk", filter=Q(pk__isnull=True)),
            open=Count("pk", filter=Q(**{chosen.bound: Bound.AT_LEAST}) | Q(**{f"{chosen.amount}__isnull": True}))
            if chosen.bound
            else Count("pk", filter=Q(**{f"{chosen.amount}__isnull": True})),
        )  # an amount not known leaves the sum open: it is at least so much
        bound = Bound.ABOUT if sums["about"] else Bound.AT_LEAST if sums["open"] else Bound.EXACT
        return sums["total"] or Decimal(0), bound

    @property
    def value(self) -> Decimal:
        """The number: a count, or a sum in yuan."""
        return self._reduced[0]

    @property
    def is_nothing(self) -> bool:
        """Tell whether the number is zero. Where records are counted, the first one answers, and none is counted."""
        if self.figure.reducer is Reducer.SUM or "_reduced" in self.__dict__:
            return not self.value
        return not self.selection.members.order_by().exists()

    @property
    def bound(self) -> Bound:
        """How much of the true number the value is known to be."""
        return self._reduced[1]


@dataclass(frozen=True)
class Figure:
    """A named, defined, versioned way to count."""

    code: str
    unit: Unit
    reducer: Reducer
    name: Words
    definition: Words
    select: Callable[[Scope], Selection]
    version: int = 1
    style: Style = Style.EXACT
    facets: dict[str, str] = field(default_factory=dict)  # e.g. {"origin": "host"}: how figures are laid side by side

    def of(self, scope: Scope) -> Result:
        """Ask the figure about a scope. Nothing is read until a result is."""
        return Result(self, scope, self.select(scope))


def figure(
    code: str,
    *,
    unit: Unit,
    reducer: Reducer,
    name: Words,
    definition: Words,
    version: int = 1,
    style: Style = Style.EXACT,
    **facets: str,
) -> Callable[[Callable[[Scope], Selection]], Figure]:
    """Make a figure of the function that selects its records."""

    def named(select: Callable[[Scope], Selection]) -> Figure:
        return Figure(code, unit, reducer, name, definition, select, version, style, facets)

    return named


def in_tens(value: Decimal, unit: Decimal = Decimal(1)) -> tuple[Decimal, bool]:
    """Return (the tens below, whether there is more): 184 → (180, True), 180 → (180, False).

    `unit` is what the tens are of: 23亿 with the unit 亿 → (20亿, True). Below ten nothing is rounded.
    """
    ten = unit * 10
    if value < ten:
        return value, False
    floor = value // ten * ten
    return floor, value > floor


def catalogue(*groups: Iterable[Figure]) -> dict[str, Figure]:
    """Return figures by code. Raises ValueError when two share one."""
    found: dict[str, Figure] = {}
    for group in groups:
        for one in group:
            if one.code in found:
                raise ValueError(f"two figures share the code {one.code}")
            found[one.code] = one
    return found
