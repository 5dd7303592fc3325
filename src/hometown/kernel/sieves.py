"""Sieves: rows told apart by what is true of them, so that one pass over them answers many figures.

    marks = {"visit": Q(…), "named": Q(…)}
    sieve = Sieve(rows, "company", "activity__on", marks, {"met": "visit named", "nameless": "visit -named"})
    sieve.under("met")         the rows themselves
    sieve.distinct("met")      how many companies they are of
    sieve.further("met")       how many rows beyond the first of each
    sieve.first_months("met")  in which month each was first met: {"2024-03": 17}

The pass asks of each thing for one short text: the marks of its rows and their months. Things of which the same is
true share it, so what is kept in mind does not grow with the number of things.
"""

import operator
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Case, CharField, Expression, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Concat, Substr

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 2000  # rows fetched at a time
MONTH = len("2024-03")


class _Texts(Aggregate):
    """The texts of a group, joined by commas in whatever order."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')")


@dataclass(frozen=True)
class _Row:
    """What one row of a thing is: the names of the conditions it is under, and its month."""

    under: frozenset[str]
    month: str


@dataclass(frozen=True)
class Sieve:
    """Rows told apart by conditions. `key` names the thing a row is of, `day` its date.

    `marks` says what may be true of a row; a condition is the marks a row must bear, or with a minus before it, must
    not. `but_not` names, for a condition, another one whose things are not under it as well. `counted` names what
    figures count: a condition, and those of which all rows are under it. They are found in the few rows under the
    first; what stands beside a figure takes a pass over all rows. Whoever wants both looks at all rows first.
    """

    rows: "QuerySet[Any, Any]"
    key: str
    day: str
    marks: Mapping[str, Q]
    conditions: Mapping[str, str]
    but_not: Mapping[str, str] = field(default_factory=dict)
    counted: tuple[str, ...] = ()

    def under(self, name: str) -> "QuerySet[Any, Any]":
        """Return the rows under a condition."""
        marks = self.conditions[name].split()
        found = self.rows.filter(*(~self.marks[one[1:]] if one[0] == "-" else self.marks[one] for one in marks))
        other = self.but_not.get(name)
        if other:
            found = found.exclude(**{f"{self.key}__in": self.under(other).order_by().values(self.key)})
        return found

    def distinct(self, name: str) -> int:
        """The number of distinct things under a condition."""
        return sum(count for _rows, count in self._met(name))

    def number(self, name: str) -> int:
        """The number of rows under a condition."""
        return sum(len(rows) * count for rows, count in self._met(name))

    def further(self, name: str) -> int:
        """The number of rows under a condition beyond the first of each thing."""
        return sum((len(rows) - 1) * count for rows, count in self._met(name))

    def first_months(self, name: str) -> Counter[str]:
        """The number of things under a condition by the month of their first row under it, as "2024-03"."""
        months: Counter[str] = Counter()
        for rows, count in self._met(name):
            months[min(row.month for row in rows)] += count
        return months

    def _met(self, name: str) -> list[tuple[list[_Row], int]]:
        """Return the rows under a condition of each kind of thing that has any, and the number of such things."""
        other = self.but_not.get(name)
        found = []
        few = name in self.counted and "_of_all" not in self.__dict__
        for rows, count in self._of_counted if few else self._of_all:
            here = [row for row in rows if name in row.under]
            if here and not any(other in row.under for row in rows):
                found.append((here, count))
        return found

    def look_at_all(self) -> None:
        """Pass over all rows, so that what figures count is not looked for in a pass of its own."""
        self._of_all  # noqa: B018  made when first asked for

    @cached_property
    def _of_counted(self) -> list[tuple[list[_Row], int]]:
        return self._passed(self.under(self.counted[0]))

    @cached_property
    def _of_all(self) -> list[tuple[list[_Row], int]]:
        return self._passed(self.rows)

    def _passed(self, passed: "QuerySet[Any, Any]") -> list[tuple[list[_Row], int]]:
        """Pass over rows once. Returns the rows of each kind of thing, and how many things are of that kind."""
        text = Concat(Cast(self._code, CharField()), Value("@"), Substr(Cast(self.day, CharField()), 1, MONTH))
        things = passed.order_by().values(self.key).annotate(told=_Texts(text)).values_list("told", flat=True)
        seen: dict[str, _Row] = {}
        return [
            ([self._row(one, seen) for one in told.split(",")], count)
            for told, count in Counter(things.iterator(chunk_size=AT_ONCE)).items()
        ]

    @property
    def _code(self) -> Expression:
        """The marks a row bears as a number: each mark is a bit of it."""
        bits = [
            Case(When(mark, then=1 << place), default=0, output_field=IntegerField())
            for place, mark in enumerate(self.marks.values())
        ]
        whole: Expression = reduce(operator.add, bits)
        return whole

    def _row(self, text: str, seen: dict[str, _Row]) -> _Row:
        if text not in seen:
            code, _at, month = text.partition("@")
            borne = {mark for place, mark in enumerate(self.marks) if int(code) >> place & 1}
            under = (name for name, said in self.conditions.items() if _holds(said, borne))
            seen[text] = _Row(frozenset(under), month)
        return seen[text]


def _holds(said: str, borne: set[str]) -> bool:
    """Tell whether a row that bears these marks is under a condition."""
    return all((one[1:] not in borne) if one[0] == "-" else (one in borne) for one in said.split())
