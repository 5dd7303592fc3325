"""Two records side by side before they are merged: values, codes, what moves, what becomes one, what stands against it.

Nothing is written here; the action asks the same questions again before it writes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from hometown.companies import checking
from hometown.companies.models import Company, Contact, DistinctFirms
from hometown.companies.rules import uscc_doubts
from hometown.kernel.errors import RuleBroken

from . import repointing, rules
from .rules import CodeConflict, Side, Value


@dataclass(frozen=True)
class Choice:
    """What somebody decided about a merge: whose value stays where both say something, which code is wrong, which
    contacts are one person (source's, target's)."""

    sides: Mapping[str, str] = field(default_factory=dict)
    wrong_code: str = ""
    contacts: tuple[tuple[Contact, Contact], ...] = ()


@dataclass(frozen=True)
class Move:
    """Rows of one kind that will point at the target, and those that become one with a row there."""

    words: Any
    label: str
    rows: tuple[Any, ...]
    collapsing: tuple[Any, ...]


def values_of(source: Company, target: Company) -> list[Value]:
    """Return both records column by column; a parent by its key."""

    def said(company: Company) -> dict[str, Any]:
        facts = {column: getattr(company, column) for column in rules.COLUMNS if column != "parent"}
        return facts | {"parent": company.parent_id}

    return rules.values(said(source), said(target))


def conflict_of(source: Company, target: Company) -> CodeConflict:
    """Tell how the codes of two records stand to each other."""
    return rules.code_conflict(
        source.uscc, target.uscc, source_adds_up=adds_up(source.uscc), target_adds_up=adds_up(target.uscc)
    )


def adds_up(code: str) -> bool:
    """Tell whether a code is there and its check signs are right."""
    return bool(code) and not uscc_doubts(code)


def taken(source: Company, target: Company, choice: Choice) -> frozenset[str]:
    """Return the columns whose value will be the source's. Raises RuleBroken where two valid codes are two firms."""
    conflict = conflict_of(source, target)
    if conflict is CodeConflict.BOTH_VALID and choice.wrong_code not in {*Side}:
        raise RuleBroken("relay.two_codes", source_code=source.uscc, target_code=target.uscc)
    code = rules.side_of_code(
        source.uscc, target.uscc, conflict, source_adds_up=adds_up(source.uscc), wrong=choice.wrong_code
    )
    return rules.taken(values_of(source, target), choice.sides, code)


def moves(source: Company, target: Company, columns: frozenset[str] = frozenset()) -> list[Move]:
    """Return what will move and what will become one, by kind of row."""
    return [
        Move(
            holding.words,
            holding.label,
            tuple(one.row for one in found if one.twin is None),
            tuple(one.row for one in found if one.twin is not None),
        )
        for holding, found in repointing.pointers(source, target, columns)
    ]


def same_person(source: Company, target: Company) -> list[tuple[Contact, Contact]]:
    """Return pairs of contacts of the same name at both firms: perhaps one person, for somebody to say."""
    known = {contact.name: contact for contact in target.contacts.active().order_by("-pk") if contact.name}
    return [(one, known[one.name]) for one in source.contacts.active().order_by("pk") if one.name in known]


def require_mergeable(source: Company, target: Company) -> None:
    """Raise RuleBroken for whatever stands against a merge of these two, each with what to do first."""
    if source.pk == target.pk:
        raise RuleBroken("relay.same_record")
    for one in (source, target):
        if one.merged_into is not None:
            raise RuleBroken("companies.merged_away", company=one.name, target=one.merged_into.name)
    first, second = sorted((source.pk, target.pk))
    if DistinctFirms.objects.filter(first=first, second=second, taken_back_on__isnull=True).exists():
        raise RuleBroken("relay.said_distinct", source=source.name, target=target.name)
    _require_no_circle(source, target)
    repointing.require_known(source)


def _require_no_circle(source: Company, target: Company) -> None:
    """A group in which one record stands above the other over a third firm would close on itself."""
    for below, above in ((source, target), (target, source)):
        over = checking.parents_above(below)
        if above.pk in over and below.parent_id != above.pk:
            raise RuleBroken("relay.group_between", below=below.name, above=above.name)


def require_pairs(source: Company, target: Company, pairs: Collection[tuple[Contact, Contact]]) -> None:
    """Raise RuleBroken unless each pair is one contact in use of either firm, and none comes twice."""
    seen: set[Any] = set()
    for one, other in pairs:
        fits = one.company_id == source.pk and other.company_id == target.pk and one.is_active and other.is_active
        if not fits or one.pk in seen:
            raise RuleBroken("relay.contacts_do_not_pair")
        seen |= {one.pk}
