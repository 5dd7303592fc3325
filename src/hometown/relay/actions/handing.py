"""Handing over: a plan, the act that moves all of it at once, and the word of each who gets something."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book
from hometown.ledger.holdings import Held
from hometown.ledger.models import label_of
from hometown.programme.models import Officer
from hometown.relay import access, passing, plans, possessions
from hometown.relay.models import Handover, HandoverItem, NamedSuccessor
from hometown.relay.possessions import Possession


def plan_handover(actor: User, *, officer: Officer, successor: Officer, note: str = "") -> Handover:
    """Begin a plan: who leaves, who gets whatever is given to nobody else. Nothing passes yet.

    Raises RuleBroken while a plan for the officer is open already, and for a successor who does not serve.
    """
    access.require_preparer(actor, officer)
    plans.require_successor(officer, successor, clock.today())
    with book.entry("handover.planned", actor=actor.pk) as entry:
        if Handover.objects.planned().filter(officer=officer).exists():
            raise RuleBroken("relay.planned_already", person=officer.name)
        handover = Handover(officer=officer, successor=successor, note=note.strip()[:500])
        handover.prepared_by, handover.prepared_on = actor.pk, clock.today()
        entry.put(handover)
    return handover


def change_plan(
    actor: User, handover: Handover, *, successor: Officer, note: str = "", revision: int | None = None
) -> Handover:
    """Give a plan another successor for the rest, or other words."""
    _require_plan(actor, handover, revision)
    plans.require_successor(handover.officer, successor, clock.today())
    handover.successor, handover.note = successor, note.strip()[:500]
    with book.entry("handover.replanned", actor=actor.pk) as entry:
        entry.put(handover)
    return handover


def name_successor(
    actor: User,
    handover: Handover,
    *,
    kind: str,
    row: uuid.UUID | None = None,
    successor: Officer | None,
    revision: int | None = None,
) -> NamedSuccessor | None:
    """Name who gets all of a kind, or one record of it; with None, whoever gets the rest.

    Raises RuleBroken for somebody who may not have records of that kind, BadInput for a kind there is not.
    """
    _require_plan(actor, handover, revision)
    held = possessions.kinds().get(kind)
    if held is None:
        raise BadInput("relay.no_such_kind")
    if successor is not None:
        _require_fit(handover, successor, held, row)
    with book.entry("handover.successor_named", actor=actor.pk) as entry:
        named: NamedSuccessor | None = handover.named.filter(kind=kind, row=row).first()
        if successor is None:
            if named is not None:
                entry.remove(named)
                named = None
        else:
            named = named or NamedSuccessor(handover=handover, kind=kind, row=row)
            named.successor = successor
            entry.put(named)
        entry.put(handover, moved=True)
    return named


def _require_fit(handover: Handover, successor: Officer, held: Held, row: uuid.UUID | None) -> None:
    """Raise what stands against giving somebody all of a kind, or one record of it."""
    theirs = held.rows(possessions.holder_of(handover.officer))
    rows = theirs if row is None else theirs.filter(pk=row)
    if refused := plans.against(handover.officer, successor, held, clock.today(), rows):
        raise refused


def drop_plan(actor: User, handover: Handover) -> Handover:
    """Drop a plan: nothing has passed."""
    _require_plan(actor, handover, None)
    handover.dropped_on, handover.dropped_by = clock.today(), actor.pk
    with book.entry("handover.dropped", actor=actor.pk) as entry:
        entry.put(handover)
    return handover


def hand_over(
    actor: User, handover: Handover, *, revision: int | None = None, seen: Mapping[str, int] | None = None
) -> Handover:
    """Do it: everything the officer holds at this moment passes in one line, or nothing does.

    Ownership moves at once; each new owner accepts item by item, and the actor answers for what waits. Credit stays
    with who earned it, and every record keeps who wrote it. `seen` are the counts the actor looked at.
    Raises RuleBroken where a successor may not have or not read something, for nothing to hand over, and when the
    counts are others by now; ChangedMeanwhile when the plan is.
    """
    access.require_coordinator(actor, handover.officer)
    with book.entry("handover.done", actor=actor.pk) as entry:
        handover = Handover.objects.select_related("officer__user", "successor__user").get(pk=handover.pk)
        _require_plan(actor, handover, revision)
        _pass_all(entry, actor, handover, seen)
    return handover


def hand_over_all(actor: User, *, officer: Officer, successor: Officer, note: str = "") -> Handover:
    """Plan and do it in one: all to one successor. A plan that is open for the officer is done with its exceptions."""
    access.require_coordinator(actor, officer)
    with book.entry("handover.done", actor=actor.pk) as entry:
        handover = Handover.objects.planned().filter(officer=officer).select_related("officer__user").first()
        handover = handover or Handover(officer=officer, prepared_by=actor.pk, prepared_on=clock.today(), note=note)
        handover.successor = successor
        entry.put(handover)
        _pass_all(entry, actor, handover, None)
    return handover


def accept_items(actor: User, items: Collection[HandoverItem]) -> list[HandoverItem]:
    """Accept what was handed to one: from now on nobody else answers for it. What was accepted already stays so."""
    return _answered(actor, items, accepted_on=clock.today())


def _answered(actor: User, items: Collection[HandoverItem], *, accepted_on: date) -> list[HandoverItem]:
    for item in items:
        access.require_receiver(actor, item)
    with book.entry("handover.accepted", actor=actor.pk) as entry:
        keys = [item.pk for item in items]
        waiting: list[HandoverItem] = list(HandoverItem.objects.waiting().filter(pk__in=keys).order_by("pk"))
        for item in waiting:
            item.accepted_on, item.returned_on, item.returned_because = accepted_on, None, ""
        entry.put_changed(waiting, "accepted_on", "returned_on", "returned_because")
    return waiting


def return_item(actor: User, item: HandoverItem, *, because: str, revision: int | None = None) -> HandoverItem:
    """Give an item back with a reason. It stays one's own until the coordinator has named somebody else."""
    access.require_receiver(actor, item)
    _require_waiting(item)
    if revision is not None:
        item.revision = revision
    if not because.strip():
        raise BadInput("relay.reason_needed", fields={"because": BadInput("relay.reason_needed")})
    item.returned_on, item.returned_because = clock.today(), because.strip()[:300]
    with book.entry("handover.returned", actor=actor.pk) as entry:
        entry.put(item)
    return item


def give_to_another(
    actor: User, item: HandoverItem, *, successor: Officer, revision: int | None = None
) -> HandoverItem:
    """Give an item that waits to somebody else, with the record it is about: they accept it anew.

    Raises RuleBroken when the record is not the earlier successor's any more, or closed by now.
    """
    access.require_coordinator(actor, item.handover.officer)
    _require_waiting(item)
    if revision is not None:
        item.revision = revision
    with book.entry("handover.given_anew", actor=actor.pk) as entry:
        found = _still_theirs(item)
        if refused := plans.against(item.successor, successor, found.held, clock.today(), [found.row]):
            raise refused
        passing.give_one(entry, found, successor)
        item.successor, item.returned_on, item.returned_because = successor, None, ""
        entry.put(item)
    return item


def _still_theirs(item: HandoverItem) -> Possession:
    """Return the record of an item as its owner holds it now: of another kind perhaps (a question answered since).

    Raises RuleBroken `relay.theirs_no_more`.
    """
    kind = possessions.kinds().get(item.kind)
    for one in possessions.read(item.successor).items:
        if kind is not None and one.held.label == kind.label and one.row.pk == item.about_id:
            return one
    raise RuleBroken("relay.theirs_no_more", person=item.successor.name)


def _require_plan(actor: User, handover: Handover, revision: int | None) -> None:
    access.require_preparer(actor, handover.officer)
    if not handover.is_plan:
        raise RuleBroken("relay.no_plan_any_more", person=handover.officer.name)
    if revision is not None and revision != handover.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(handover))


def _require_waiting(item: HandoverItem) -> None:
    if item.accepted_on is not None or item.superseded_on is not None:
        raise RuleBroken("relay.accepted_already")


def _pass_all(entry: book.OpenEntry, actor: User, handover: Handover, seen: Mapping[str, int] | None) -> None:
    """Pass what the officer holds by the plan, note each item, and supersede what waited for the officer's own word."""
    mine, plan, today = possessions.read(handover.officer), plans.plan_of(handover), clock.today()
    if not mine.items and not mine.quiet:
        raise RuleBroken("relay.holds_nothing", person=handover.officer.name)
    if seen is not None and dict(seen) != mine.counts():
        raise RuleBroken("relay.counts_changed", person=handover.officer.name)
    plans.require_possible(mine, plan, today)
    passed = passing.pass_on(entry, mine, plan)
    waited: list[HandoverItem] = list(HandoverItem.objects.waiting().filter(successor=handover.officer).order_by("pk"))
    for item in waited:
        item.superseded_on = today
    entry.put_changed(waited, "superseded_on")
    handover.coordinator, handover.done_at, handover.done_by = actor, clock.now(), actor.pk
    entry.put(handover)
    entry.put_many(
        HandoverItem(
            handover=handover, kind=item.held.code, about_model=label_of(item.held.model), about_id=item.row.pk,
            successor=successor,
        )
        for item, successor in passed
    )  # fmt: skip
