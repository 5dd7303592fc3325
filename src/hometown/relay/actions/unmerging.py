"""Undoing a merge: rows go back, what became one is two again, and nothing that was written since is lost."""

import uuid
from collections.abc import Collection
from typing import Any

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book, replay
from hometown.ledger.book import OpenEntry
from hometown.ledger.models import LedgeredModel
from hometown.relay import access, passing, undoing
from hometown.relay.models import Merge
from hometown.relay.repointing import Fate
from hometown.relay.undoing import Touched, Undoing


def unmerge_companies(actor: User, merge: Merge, *, reason: str, staying: Collection[uuid.UUID] = ()) -> Undoing:
    """Undo a merge at any later time; returns what became of every row.

    What the merge moved goes back, and what it made one is two again with the same keys, as the book holds them. A
    value somebody has changed since stays as it is; what an officer had who has handed over since is their successor's;
    a row that was edited since goes back with its edit, unless it is
    among `staying`. What came to the target after the merge stays there.
    Raises RuleBroken `relay.undo_first` where a later merge has to be undone before this one.
    """
    access.require_merger(actor)
    if not reason.strip():
        raise BadInput("relay.reason_needed", fields={"reason": BadInput("relay.reason_needed")})
    with book.entry("company.unmerged", actor=actor.pk) as entry:
        merge = Merge.objects.select_related("source", "target").get(pk=merge.pk)
        found = undoing.read(merge)
        undoing.require_undoable(found)
        _require_code_free(found)
        kept = set(staying) & {one.pk for one in found.edited}
        for one in found.of(Fate.ADDED)[::-1]:
            _take_away(entry, one)
        changed = [one for one in found.of(Fate.CHANGED) if one.pk not in kept]
        # The target lets a unique code go before the source takes it back; what was taken away last comes back first.
        for one in (one for one in changed if one.pk == merge.target_id):
            _put_back(entry, one)
        for one in found.of(Fate.REMOVED)[::-1]:
            _restore(entry, one)
        for one in (one for one in changed if one.pk != merge.target_id):
            _put_back(entry, one)
        back = [(one.model, one.pk) for one in (*changed, *found.of(Fate.REMOVED))]
        passing.follow_handovers(entry, back, merge.at)
        merge.undone_at, merge.undone_by, merge.undone_because = clock.now(), actor.pk, reason.strip()[:300]
        entry.put(merge)
    return found


def _take_away(entry: OpenEntry, one: Touched) -> None:
    """Take away what the merge added, unless somebody has made it their own by an edit."""
    if one.row is not None and not one.edited:
        entry.remove(one.row)


def _put_back(entry: OpenEntry, one: Touched) -> None:
    """Give a row the values it had before the merge, wherever nobody has changed them since."""
    if one.row is None or one.before is None or one.after is None:
        return
    now = one.now
    past = replay.row_from(one.model, one.before)
    for column in one.columns:
        if now[column] == one.after[column]:
            setattr(one.row, column, getattr(past, column))
        else:
            one.left.append(column)
    entry.put(one.row, unchecked=_unchecked(one.model))


def _restore(entry: OpenEntry, one: Touched) -> None:
    """Bring back a row that the merge took away, with its key."""
    if one.row is None and one.before is not None:
        entry.put(replay.row_from(one.model, one.before), unchecked=_unchecked(one.model))


def _unchecked(model: type[LedgeredModel]) -> Any:
    return model.personal_fields | model.text_fields


def _require_code_free(found: Undoing) -> None:
    """Refuse while another company has the code that the source had."""
    source = next(one for one in found.touched if one.pk == found.merge.source_id)
    code = (source.before or {}).get("uscc")
    if code:
        others = Company.objects.filter(uscc=code).exclude(pk__in=[found.merge.source_id, found.merge.target_id])
        for other in others[:1]:
            raise RuleBroken("relay.code_taken", code=code, company=other.name)
