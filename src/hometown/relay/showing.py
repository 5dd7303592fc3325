"""Merges and requests to be forgotten as pages show them."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.companies import industry, rules
from hometown.companies.listing import chains
from hometown.companies.models import Company, CompanyKind, Contact
from hometown.companies.places import whole_place
from hometown.companies.telling import COLUMNS
from hometown.face import formats
from hometown.kernel.money import Amount
from hometown.ledger import holdings
from hometown.ledger.models import LedgeredModel
from hometown.projects.models import Project

from . import comparing
from .models import Forgetting, Merge
from .rules import Side, Value
from .undoing import Touched

MOST = 12


def column(name: str) -> Any:
    """Return what a column is called."""
    return COLUMNS[name]


@dataclass(frozen=True)
class Compared:
    """One column of both records in words, and whose value is proposed or chosen."""

    column: str
    label: Any
    target: Any
    source: Any
    side: str
    differs: bool


def compared(values: Iterable[Value], source: Company, target: Company, chosen: dict[str, str]) -> list[Compared]:
    """Return the columns in which at least one record says something."""
    return [
        Compared(
            value.column, column(value.column), _words(target, value.column), _words(source, value.column),
            chosen.get(value.column) or value.proposed.value, value.differs,
        )
        for value in values
        if value.source or value.target
    ]  # fmt: skip


def _words(company: Company, name: str) -> Any:
    value = getattr(company, name)
    if value in (None, ""):
        return ""
    if name == "kind":
        return CompanyKind(value).label
    if name == "uscc" and company.kind == CompanyKind.INDIVIDUAL:
        return formats.masked_code(value)
    readers: dict[str, Callable[[Any], Any]] = {
        "region_code": whole_place,
        "industry_code": lambda code: " ".join([*(line.name for line in industry.path(code)[-1:]), code]),
        "chain": lambda code: dict(chains()).get(code, code),
        "capital": Amount,
    }
    return readers[name](value) if name in readers else value


@dataclass(frozen=True)
class MoveLine:
    """How many rows of a kind move, some of them, and how many become one."""

    words: Any
    count: int
    collapsing: int
    examples: tuple[str, ...]


def moves(source: Company, target: Company, columns: frozenset[str] = frozenset()) -> list[MoveLine]:
    """Return what moves, one line a kind; personal rows are counted and not named."""
    lines: dict[str, MoveLine] = {}
    for move in comparing.moves(source, target, columns):
        words = str(move.words)
        rows = (*move.rows, *move.collapsing)
        before = lines.get(words, MoveLine(words, 0, 0, ()))
        examples = (*before.examples, *(title for row in rows[:MOST] if (title := title_of(row))))[:3]
        lines[words] = MoveLine(
            words, before.count + len(rows), before.collapsing + len(move.collapsing), tuple(dict.fromkeys(examples))
        )
    return list(lines.values())


def title_of(row: LedgeredModel) -> str:
    """Return a short name of a row; a person is masked, a row that only links tells what it links to."""
    if isinstance(row, Contact):
        return rules.masked_name(row.name)
    if type(row).personal_fields or any(one.unseen(row) for one in holdings.texts() if one.model is type(row)):
        return ""
    for name in ("activity", "project"):
        linked = getattr(row, name, None)
        if linked is not None:
            return str(linked)
    return str(row)


@dataclass(frozen=True)
class Pair:
    """Two contacts of one name; shown masked."""

    source: Contact
    name: str
    source_title: str
    target_title: str
    same_phone: bool
    ticked: bool


def pairs(found: Iterable[tuple[Contact, Contact]], ticked: set[uuid.UUID]) -> list[Pair]:
    """Return contacts of one name at both firms, masked."""
    return [
        Pair(
            one, rules.masked_name(one.name), one.title, other.title,
            bool(one.phone) and one.phone == other.phone, one.pk in ticked,
        )
        for one, other in found
    ]  # fmt: skip


def projects_of_both(source: Company, target: Company) -> list[tuple[Project, Project]]:
    """Return projects of either that have one name or one chain and live: perhaps one project reported twice."""
    living = Project.objects.filter(status__in=("active", "paused")).order_by("opened_on", "pk")
    mine, theirs = list(living.filter(company=source)[:100]), list(living.filter(company=target)[:100])
    return [
        (one, other)
        for one in mine
        for other in theirs
        if one.name == other.name or (one.chain and one.chain == other.chain)
    ][:MOST]


@dataclass(frozen=True)
class MergeLine:
    """One merge in a list."""

    merge: Merge
    by: str
    undone_by: str


def merge_lines(merges: Iterable[Merge]) -> list[MergeLine]:
    """Return merges with the names of who made and undid them."""
    found = list(merges)
    people = names_of(who for one in found for who in (one.by, one.undone_by))
    return [
        MergeLine(one, people.get(one.by, ""), people.get(one.undone_by, "") if one.undone_by else "") for one in found
    ]


def counted(touched: Iterable[Touched]) -> list[tuple[str, int]]:
    """Return how many rows there are of each kind, by the kind's words."""
    found: dict[str, int] = {}
    for one in touched:
        words = str(one.words or one.model._meta.verbose_name)
        found[words] = found.get(words, 0) + 1
    return list(found.items())


def rows_counted(rows: Iterable[tuple[Any, LedgeredModel]]) -> list[tuple[str, int]]:
    """The same for rows that came since."""
    found: dict[str, int] = {}
    for words, _row in rows:
        found[str(words)] = found.get(str(words), 0) + 1
    return list(found.items())


def edited_words(touched: Touched) -> str:
    """Return what a row edited since is, and how many of its columns differ."""
    title = title_of(touched.row) if touched.row is not None else ""
    return " · ".join(part for part in (str(touched.words), title) if part)


def side_words(side: str, source: Company, target: Company) -> str:
    """Return the name of the record whose value it is."""
    return source.name if side == Side.SOURCE else target.name


@dataclass(frozen=True)
class ForgettingLine:
    """One request to be forgotten, without the person."""

    request: Forgetting
    by: str
    done: str


def forgetting_lines(found: Iterable[Forgetting]) -> list[ForgettingLine]:
    """Return requests with who answered them and what was done."""
    requests = list(found)
    people = names_of(one.by for one in requests)
    return [ForgettingLine(one, people.get(one.by, ""), _done(one)) for one in requests]


def _done(request: Forgetting) -> str:
    if request.outcome == "restricted":
        return str(request.get_outcome_display())
    return _("%(rows)s records emptied, %(texts)s sentences reworded, %(values)s past values destroyed") % {
        "rows": request.rows,
        "texts": request.texts,
        "values": request.values,
    }
