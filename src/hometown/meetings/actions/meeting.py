"""The meeting itself: its day, its minutes, who was there where that is asked, what follows, its end."""

from collections.abc import Iterable
from datetime import date, time

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.meetings import access, composing, sentences
from hometown.meetings.models import Attendance, Exchange, FollowUp, Minutes, PackItem
from hometown.programme.models import Officer
from hometown.tasks import actions as tasks

from .standing import require_open

KIND = "exchange"


@book.turn()
def move(
    actor: User, *, exchange: Exchange, held_on: date, reason: str, starts_at: time | None = None, place: str = ""
) -> Exchange:
    """Give an exchange another day of its week, another hour or place, with the reason."""
    require_open(actor, exchange)
    fields = {}
    if held_on not in exchange.of_week:
        fields["held_on"] = BadInput("meetings.not_in_the_week", week=str(exchange.of_week))
    if not reason.strip():
        fields["reason"] = BadInput("meetings.reason_needed")
    if fields:
        raise BadInput("meetings.look_over", fields=fields)
    exchange.held_on, exchange.starts_at, exchange.place = held_on, starts_at, place.strip()[:120]
    exchange.moved_because = reason.strip()[:300]
    with book.entry("exchange.moved", actor=actor.pk) as entry:
        entry.put(exchange)
    return exchange


@book.turn()
def cancel(actor: User, *, exchange: Exchange, reason: str) -> Exchange:
    """Call an exchange off, with the reason. It stays on record; the week may have another."""
    require_open(actor, exchange)
    if not reason.strip():
        raise BadInput("meetings.look_over", fields={"reason": BadInput("meetings.reason_needed")})
    exchange.cancelled_on, exchange.cancelled_because = clock.today(), reason.strip()[:300]
    with book.entry("exchange.cancelled", actor=actor.pk) as entry:
        entry.put(exchange)
    return exchange


@book.turn()
def write_minutes(actor: User, *, minutes: Minutes, text: str, decisions: str = "") -> Minutes:
    """Write the minutes as they stand. What is kept while somebody types leaves a line only where it changed."""
    require_open(actor, minutes.exchange)
    minutes.text, minutes.decisions, minutes.written_by = text.strip(), decisions.strip(), actor.pk
    with book.entry("exchange.minuted", actor=actor.pk) as entry:
        entry.put(minutes)
    return minutes


@book.turn()
def write_attendance(actor: User, *, exchange: Exchange, officers: Iterable[Officer]) -> Exchange:
    """Write who was there, by name. Raises RuleBroken where no rulebook of the batch asks it."""
    require_open(actor, exchange)
    if access.rule_on_attendance(exchange.batch, exchange.held_on) is None:
        raise RuleBroken("meetings.attendance_not_asked")
    wanted = {one.pk: one for one in officers}
    if wanted.keys() - set(access.officers_on(exchange.batch, exchange.held_on).values_list("pk", flat=True)):
        raise BadInput("meetings.not_of_the_batch")
    with book.entry("exchange.attended", actor=actor.pk, occurred_on=exchange.held_on) as entry:
        held = {row.officer_id: row for row in exchange.attendance.all()}
        if held.keys() != wanted.keys():
            entry.put(exchange, moved=True)  # two who write the list meet
        for pk, row in held.items():
            if pk not in wanted:
                entry.remove(row)
        entry.put_many([Attendance(exchange=exchange, officer=one) for pk, one in wanted.items() if pk not in held])
    return exchange


@book.turn()
def follow_up(
    actor: User, *, exchange: Exchange, what: str, owner: User | None, due_on: date | None, item: PackItem | None = None
) -> FollowUp:
    """Agree who does what by when: a to-do of one person. The next pack tells what came of it."""
    require_open(actor, exchange)
    fields = {}
    if not what.strip():
        fields["what"] = BadInput("meetings.words_needed")
    if owner is None or not access.people_of(exchange.batch, clock.today()).filter(pk=owner.pk).exists():
        fields["owner"] = BadInput("meetings.one_person")
    if due_on is None or due_on < clock.today():
        fields["due_on"] = BadInput("meetings.day_to_come")
    if fields:
        raise BadInput("meetings.look_over", fields=fields)
    with book.entry("exchange.followed_up", actor=actor.pk) as entry:
        task = tasks.set_task(
            actor, what=what, owner=owner, due_on=due_on, kind=KIND, about=exchange,
            about_name=f"{exchange.batch.name} {exchange.of_week}",
        )  # fmt: skip
        if item is not None and item.edited_by is None:
            item.edited_by = actor.pk  # an item that led to something does not go when the pack is built again
            entry.put(item)
        followed = FollowUp(exchange=exchange, task=task, item=item)
        entry.put(followed)
    return followed


@book.turn()
def close(actor: User, *, exchange: Exchange, chair: User) -> Exchange:
    """Close an exchange that was held: pack, minutes and figures stay as they are. Says who chaired.

    Raises RuleBroken before its day.
    """
    require_open(actor, exchange)
    if exchange.held_on > clock.today():
        raise RuleBroken("meetings.not_held_yet", day=exchange.held_on)
    numbers, words = composing.Numbers.of(exchange), exchange.items.values_list("words", flat=True)
    codes = composing.places_in([*map(str, sentences.HEAD), *words]) - sentences.FACTS
    exchange.figures = numbers.to_keep(code for code in codes if code in composing.CATALOGUE)
    exchange.chair, exchange.closed_on, exchange.closed_by = chair, clock.today(), actor.pk
    with book.entry("exchange.closed", actor=actor.pk, occurred_on=exchange.held_on) as entry:
        entry.put(exchange)
    return exchange
