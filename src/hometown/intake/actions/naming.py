"""Deciding about doubtful names: this firm, another, one of its own, or left; and taking a decision back.

A decision is one line of the book: the name becomes one of the firm's, and the record that the import made under it is
joined to that firm by the merge, or is given the registered name where that firm was not on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hometown import names
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies import actions as firms
from hometown.companies import matching, registry
from hometown.companies.models import Company, CompanyName, NameKind
from hometown.intake import access
from hometown.intake.models import DoubtfulName
from hometown.intake.rules import Decision, may_become
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.relay import actions as relay

MOST_AT_ONCE = 5_000  # doubtful names of one list


@dataclass(frozen=True)
class Linked:
    """A name of a list that may mean one of several firms: the candidates as `DoubtfulName` keeps them."""

    written: str
    row: int
    candidates: tuple[tuple[str, str, float, tuple[tuple[str, str, str], ...]], ...]


def keep_doubtful(actor: User, *, source: str, linked: Sequence[Linked]) -> int:
    """Keep the doubtful names of a list for somebody to decide; returns how many are new to the pile.

    What is on record by that name, or was in the pile before, is passed over. Raises NotAllowed for whoever does not
    import for the whole city; BadInput for a list without a name or with too many.
    """
    access.require_lister(actor)
    if not source.strip():
        raise BadInput("intake.source_needed")
    if len(linked) > MOST_AT_ONCE:
        raise BadInput("intake.too_many_names", limit=MOST_AT_ONCE)
    with book.entry("name.listed", actor=actor.pk, note=source.strip()[:200]) as entry:
        known = {names.normal(written) for written in matching.find_many(one.written for one in linked)}
        asked = {names.normal(one.written): one for one in reversed(linked)}
        known |= set(DoubtfulName.objects.filter(normal__in=asked).values_list("normal", flat=True))
        fresh = [
            DoubtfulName(
                written=one.written.strip()[:200], normal=normal[:200], source=source.strip()[:200],
                places=[["", one.row, ""]], candidates=[[*each[:3], [*map(list, each[3])]] for each in one.candidates],
            )
            for normal, one in reversed(asked.items())
            if normal and normal not in known
        ]  # fmt: skip
        entry.put_many(fresh)
    return len(fresh)


def say_same(actor: User, name: DoubtfulName, *, firm: Company | str, revision: int | None = None) -> DoubtfulName:
    """Say that a doubtful name means a firm: one on record, or one that is called so and enters the records now.

    Raises RuleBroken for a name that is decided, and what a merge raises (two valid codes, two firms by somebody's
    word); NotAllowed where two records would become one and the person does not merge.
    """
    access.name_for(actor, name.pk)
    with book.entry("name.decided", actor=actor.pk) as entry:
        name = _fresh(name, Decision.SAME, revision)
        own, meant = access.record_of(name), matching.find(firm) if isinstance(firm, str) else firm
        if names.normal(meant.name if meant is not None else str(firm)) == name.normal:
            raise BadInput("intake.own_name", fields={"firm": BadInput("intake.own_name")})
        if meant is not None:
            companies.require_standing(meant)
            if own is not None and own.pk != meant.pk:
                reason = _("“%(name)s” of %(source)s means this firm.") % {"name": name.written, "source": name.source}
                relay.merge_companies(actor, source=own, target=meant, reason=reason[:300])
        elif own is not None:
            meant, name.was_renamed = _rename(actor, own, str(firm), name), True
        else:
            meant = firms.add_company(actor, name=str(firm), source=_source(str(firm), name))
        _keep_alias(actor, meant, name)
        name.meant = meant
        _decide(entry, actor, name, Decision.SAME)
    return name


def say_new(actor: User, name: DoubtfulName) -> DoubtfulName:
    """Say that a doubtful name is a firm of its own: it is asked about no more."""
    access.name_for(actor, name.pk)
    with book.entry("name.decided", actor=actor.pk) as entry:
        name = _fresh(name, Decision.NEW)
        _decide(entry, actor, name, Decision.NEW)
    return name


def leave_name(actor: User, name: DoubtfulName) -> DoubtfulName:
    """Leave a doubtful name as it is: out of the pile, and there to be taken up again."""
    access.name_for(actor, name.pk)
    with book.entry("name.left", actor=actor.pk) as entry:
        name = _fresh(name, Decision.LEFT)
        _decide(entry, actor, name, Decision.LEFT)
    return name


def take_up_name(actor: User, name: DoubtfulName) -> DoubtfulName:
    """Take a decision back: the name is open again, and no longer one of the firm's.

    Raises RuleBroken `intake.undo_merge_first` while the record of this name is merged: undoing that is the relay's.
    """
    access.name_for(actor, name.pk)
    with book.entry("name.taken_up", actor=actor.pk) as entry:
        name = _fresh(name, Decision.OPEN)
        if name.decision == Decision.SAME:
            _take_back(actor, name)
        name.meant, name.was_renamed = None, False
        _decide(entry, actor, name, Decision.OPEN)
    return name


def _fresh(name: DoubtfulName, wanted: Decision, revision: int | None = None) -> DoubtfulName:
    found: DoubtfulName = DoubtfulName.objects.select_related("meant").get(pk=name.pk)
    if not may_become(found.decision, wanted):
        raise RuleBroken("intake.name_decided" if wanted is not Decision.OPEN else "intake.name_open")
    if revision is not None:
        found.revision = revision
    return found


def _decide(entry: OpenEntry, actor: User, name: DoubtfulName, decision: Decision) -> None:
    is_open = decision is Decision.OPEN
    name.decision = decision.value
    name.decided_on, name.decided_by = (None, None) if is_open else (clock.today(), actor.pk)
    entry.put(name)


def _source(called: str, name: DoubtfulName) -> str:
    entry = registry.entry_of(called)
    return entry.source if entry is not None and entry.source else name.source


def _rename(actor: User, own: Company, called: str, name: DoubtfulName) -> Company:
    """Give the record of a name the registered one; its code comes from the registry where it has none."""
    entry = registry.entry_of(called)
    code = entry.uscc if entry is not None else ""
    if own.uscc and code and own.uscc != code:
        raise RuleBroken("intake.other_code", company=own.name, code=own.uscc)
    changes: dict[str, Any] = {"name": called} | ({"uscc": code} if code and not own.uscc else {})
    return firms.edit_company(actor, own, source=_source(called, name), **changes)


def _keep_alias(actor: User, firm: Company, name: DoubtfulName) -> None:
    """Let the firm be found by the name, unless it is already."""
    if name.normal == firm.normal_name or firm.names.filter(normal=name.normal).exists():
        return
    firms.add_name(actor, company=firm, text=name.written, kind=NameKind.ALIAS.value, source=name.source)


def _take_back(actor: User, name: DoubtfulName) -> None:
    record = Company.objects.filter(pk=name.company_id).first() if name.company_id else None
    if record is not None and record.merged_into_id is not None:
        raise RuleBroken("intake.undo_merge_first", company=name.written)
    for alias in CompanyName.objects.filter(company=name.meant, normal=name.normal, kind=NameKind.ALIAS):
        firms.remove_name(actor, alias)
    if name.was_renamed and record is not None:
        entry = registry.entry_of(record.name)
        is_from_there = entry is not None and record.uscc == entry.uscc
        changes: dict[str, Any] = {"name": name.written} | ({"uscc": ""} if is_from_there else {})
        firms.edit_company(actor, record, source=name.source, **changes)
