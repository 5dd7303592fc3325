"""A host unit gives to-dos and says how it goes; the officer reads, and answers or not."""

from datetime import date

from hometown.accounts.models import User
from hometown.care import access
from hometown.care.models import Feedback, HostTask
from hometown.care.rules import TASK, may_change
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.programme.models import Posting
from hometown.tasks import actions as tasks

from .checking import said

LONG = 2000


def give_task(actor: User, *, posting: Posting, what: str, due_on: date | None = None) -> HostTask:
    """Give an officer who is posted with the actor's unit something to do. The officer closes it like any to-do."""
    access.require_host(actor, posting)
    if not posting.first_on <= clock.today() <= posting.last_on:
        raise RuleBroken("care.not_posted_now", first=posting.first_on, last=posting.last_on)
    if posting.officer.user is None:
        raise RuleBroken("care.no_account", officer=posting.officer.name)
    row = HostTask(posting=posting)
    with book.entry("duty.given", actor=actor.pk) as entry:
        row.task = tasks.set_task(
            actor, what=what, owner=posting.officer.user, due_on=due_on, kind=TASK, about=row,
            about_name=posting.host_unit.name,
        )  # fmt: skip
        entry.put(row)
    return row


def write_feedback(actor: User, *, posting: Posting, text: str) -> Feedback:
    """Say in free words how an officer's work goes."""
    access.require_host(actor, posting)
    today = clock.today()
    if today < posting.first_on:
        raise RuleBroken("care.not_posted_now", first=posting.first_on, last=posting.last_on)
    row = Feedback(posting=posting, text=said("text", text, LONG), written_on=today, written_by=actor.pk)
    with book.entry("feedback.written", actor=actor.pk) as entry:
        entry.put(row)
    return row


def edit_feedback(actor: User, *, feedback: Feedback, text: str) -> Feedback:
    """Put feedback in other words, until the officer has read it."""
    _require_open(actor, feedback)
    feedback.text = said("text", text, LONG)
    with book.entry("feedback.edited", actor=actor.pk) as entry:
        entry.put(feedback)
    return feedback


def withdraw_feedback(actor: User, *, feedback: Feedback) -> Feedback:
    """Take feedback back, until the officer has read it."""
    _require_open(actor, feedback)
    feedback.withdrawn_on = clock.today()
    with book.entry("feedback.withdrawn", actor=actor.pk) as entry:
        entry.put(feedback)
    return feedback


def see_feedback(actor: User, *, feedback: Feedback) -> Feedback:
    """Say that one has read what the host unit wrote. No answer is asked for."""
    access.require_posted(actor, feedback.posting)
    _require_standing(feedback)
    if feedback.seen_on is None:
        feedback.seen_on = clock.today()
        with book.entry("feedback.seen", actor=actor.pk) as entry:
            entry.put(feedback)
    return feedback


def answer_feedback(actor: User, *, feedback: Feedback, answer: str) -> Feedback:
    """Answer what the host unit wrote, or put the answer in other words."""
    access.require_posted(actor, feedback.posting)
    _require_standing(feedback)
    today = clock.today()
    feedback.answer, feedback.answered_on = said("answer", answer, LONG), today
    feedback.seen_on = feedback.seen_on or today
    with book.entry("feedback.answered", actor=actor.pk) as entry:
        entry.put(feedback)
    return feedback


def _require_open(actor: User, feedback: Feedback) -> None:
    access.require_host(actor, feedback.posting)
    _require_standing(feedback)
    if not may_change(feedback.seen_on, feedback.withdrawn_on):
        raise RuleBroken("care.read_already", day=feedback.seen_on)


def _require_standing(feedback: Feedback) -> None:
    if feedback.withdrawn_on is not None:
        raise RuleBroken("care.taken_back_already", day=feedback.withdrawn_on)
