"""Supervision: set, reported with a proof, given back, extended, confirmed by who set it."""

from collections.abc import Callable
from datetime import date
from typing import IO

from hometown.accounts.models import User
from hometown.dispatch import access, proof, rules
from hometown.dispatch.models import SupervisionExtension, SupervisionItem
from hometown.fieldwork.models import Activity, Trip
from hometown.files import actions as files
from hometown.files.receiving import take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.landing import access as landing
from hometown.landing.models import Addressee
from hometown.ledger import book
from hometown.ledger.models import LedgeredModel, label_of
from hometown.notices import actions as notices
from hometown.programme.models import Batch, PlanClause, Unit
from hometown.tasks import actions as tasks

KIND = "supervision"


def supervise_instruction(
    actor: User, *, addressee: Addressee, owner_unit: Unit, due_on: date | None = None
) -> SupervisionItem:
    """Follow up what one addressee of an instruction owes. Its words and its to-do are the instruction's."""
    access.require_supervisor(actor)
    instruction = landing.instruction_for(actor, addressee.instruction_id)
    due = due_on or instruction.due_on
    if due is None:
        raise BadInput("dispatch.due_needed", fields={"due_on": BadInput("dispatch.due_needed")})
    project = instruction.project or (instruction.escalation.project if instruction.escalation else None)
    item = SupervisionItem(
        addressee=addressee, owner_unit=owner_unit, owner=addressee.person, due_on=due, task=addressee.task,
        set_on=clock.today(), set_by=actor, batch=project.batch if project else None,
    )  # fmt: skip
    with book.turn():
        if SupervisionItem.objects.filter(addressee=addressee).exists():
            raise RuleBroken("dispatch.supervised_already")
        with book.entry("supervision.set", actor=actor.pk) as entry:
            entry.put(item)
            notices.queue(actor, to=item.owner, kind="supervision", path=_page(item))
    return item


def tie_to_clause(actor: User, *, item: SupervisionItem, clause: PlanClause | None) -> SupervisionItem:
    """Say under which clause of an action plan an item is followed up, or that it is under none."""
    access.require_decider(actor, item)
    item.clause = clause
    with book.entry("supervision.tied", actor=actor.pk) as entry:
        entry.put(item)
    return item


def supervise_promise(
    actor: User,
    *,
    words: str,
    owner_unit: Unit,
    owner: User,
    due_on: date,
    promised_to: str = "",
    promised_on: date | None = None,
    activity: Activity | None = None,
    trip: Trip | None = None,
) -> SupervisionItem:
    """Follow up what a delegation promised on an activity or a trip: who owes it, and until when."""
    access.require_supervisor(actor)
    if (activity is None) == (trip is None):
        raise RuleBroken("dispatch.about_one_thing")
    fields = {}
    if not words.strip():
        fields["words"] = BadInput("dispatch.say_what")
    if not rules.is_day_to_come(due_on, clock.today()):
        fields["due_on"] = BadInput("dispatch.day_has_passed")
    if fields:
        raise BadInput("dispatch.look_over", fields=fields)
    batch: Batch | None = activity.batch if activity is not None else trip.batch if trip is not None else None
    item = SupervisionItem(
        activity=activity, trip=trip, words=words.strip()[:300], promised_to=promised_to.strip()[:120],
        promised_on=promised_on, owner_unit=owner_unit, owner=owner, due_on=due_on, set_on=clock.today(), set_by=actor,
        batch=batch,
    )  # fmt: skip
    with book.entry("supervision.set", actor=actor.pk) as entry:
        item.task = tasks.set_task(actor, what=item.words, owner=owner, due_on=due_on, kind=KIND, about=item)
        entry.put(item)
        notices.queue(actor, to=owner, kind="supervision", path=_page(item))
    return item


def report(
    actor: User,
    *,
    item: SupervisionItem,
    words: str = "",
    content: bytes | IO[bytes] | None = None,
    file_name: str = "",
    shown_by: LedgeredModel | None = None,
) -> SupervisionItem:
    """Report it done, with what proves it: a file, a record of the house, or the paper of the instruction's answer.

    What was given back comes again with another proof, or with words on why the one there is does prove it.
    """
    access.require_reporter(actor, item)
    if item.returned_words and not (words.strip() or content or shown_by):
        raise BadInput("dispatch.look_over", fields={"words": BadInput("dispatch.say_what_changed")})
    if content and shown_by is not None:
        raise BadInput("dispatch.one_proof", fields={"address": BadInput("dispatch.one_proof")})
    taken = take(content, file_name=file_name) if content else None

    def change() -> None:
        if taken is not None:
            item.blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
            item.file_name = file_name.strip()[:200]
        if shown_by is not None:
            item.about_model, item.about_id = label_of(type(shown_by)), shown_by.pk
            item.about_name = str(shown_by)[:200]
        if not proof.is_given(item):
            raise BadInput("dispatch.proof_needed", fields={"file": BadInput("dispatch.proof_needed")})
        item.reported_on, item.reported_by = clock.today(), actor.pk
        item.reported_words, item.returned_words = words.strip()[:500], ""

    return _changed(actor, item, "supervision.reported", change)


def give_back(actor: User, *, item: SupervisionItem, words: str) -> SupervisionItem:
    """Give a report back: it is not done yet, and why. The proof stays on record in the book."""
    access.require_decider(actor, item)
    _require_reported(item)
    if not words.strip():
        raise BadInput("dispatch.look_over", fields={"words": BadInput("dispatch.say_it")})

    def change() -> None:
        item.returned_words, item.reported_on, item.reported_by = words.strip()[:500], None, None

    return _changed(actor, item, "supervision.given_back", change)


def confirm(actor: User, *, item: SupervisionItem, words: str = "") -> SupervisionItem:
    """Confirm that it is done: who set it, or the bureau; never its owner or who reported it. Closes the to-do."""
    access.require_confirmer(actor, item)
    _require_reported(item)

    def change() -> None:
        item.closed_on, item.closed_by, item.closing_words = clock.today(), actor.pk, words.strip()[:500]
        if item.task is not None and item.addressee_id is None and item.task.closed_on is None:
            tasks.close_task(actor, task=item.task, note=item.reported_words, vouched=True)

    return _changed(actor, item, "supervision.closed", change)


def extend(actor: User, *, item: SupervisionItem, due_on: date, reason: str) -> SupervisionItem:
    """Give another day, with the reason; every earlier day stays on the page."""
    access.require_decider(actor, item)
    fields = {}
    if not reason.strip():
        fields["reason"] = BadInput("dispatch.say_it")
    if not rules.may_extend_to(item.due_on, due_on):
        fields["due_on"] = BadInput("dispatch.later_day_needed", day=item.due_on)
    if fields:
        raise BadInput("dispatch.look_over", fields=fields)
    _require_open(item)
    row = SupervisionExtension(
        item=item, before_on=item.due_on, due_on=due_on, reason=reason.strip()[:300], on=clock.today(), by=actor.pk
    )
    with book.entry("supervision.extended", actor=actor.pk) as entry:
        item.due_on = due_on
        entry.put(item)
        entry.put(row)
        if item.task is not None and item.task.closed_on is None:
            tasks.set_due(actor, task=item.task, due_on=due_on, vouched=True)
    return item


def _changed(actor: User, item: SupervisionItem, verb: str, change: Callable[[], None]) -> SupervisionItem:
    _require_open(item)
    with book.entry(verb, actor=actor.pk) as entry:
        change()
        entry.put(item)
    return item


def _require_open(item: SupervisionItem) -> None:
    if item.closed_on is not None:
        raise RuleBroken("dispatch.closed_already", day=item.closed_on)


def _require_reported(item: SupervisionItem) -> None:
    if item.reported_on is None:
        raise RuleBroken("dispatch.not_reported")


def _page(item: SupervisionItem) -> str:
    return f"/supervision/{item.pk}/"
