"""Assigning from the board, and answering in one tap."""

from datetime import date

from hometown.accounts.models import User
from hometown.dispatch import access, rules
from hometown.dispatch.models import KIND, Answer, Assignment
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.models import LedgeredModel
from hometown.notices import actions as notices
from hometown.programme.models import Batch
from hometown.tasks import actions as tasks

VERBS = {
    Answer.DONE: "assignment.done",
    Answer.HELP: "assignment.help_wanted",
    Answer.LATER: "assignment.put_off",
}


def assign(
    actor: User,
    *,
    what: str,
    owner: User,
    due_on: date,
    batch: Batch | None = None,
    about: LedgeredModel | None = None,
) -> Assignment:
    """Give something to one person, until a day. It is a to-do of theirs like any other."""
    access.require_dispatcher(actor, batch)
    today = clock.today()
    fields = {}
    if not what.strip():
        fields["what"] = BadInput("dispatch.say_what")
    if not rules.is_day_to_come(due_on, today):
        fields["due_on"] = BadInput("dispatch.day_has_passed")
    if fields:
        raise BadInput("dispatch.look_over", fields=fields)
    if owner not in access.people_to_ask(batch, today):
        raise RuleBroken("dispatch.not_serving", person=owner.name)
    with book.entry("assignment.given", actor=actor.pk) as entry:
        task = tasks.set_task(actor, what=what, owner=owner, due_on=due_on, kind=KIND, about=about)
        given = Assignment(task=task, batch=batch)
        entry.put(given)
        notices.queue(actor, to=owner, kind="assignment", path="/")
    return given


def answer(
    actor: User, *, assignment: Assignment, said: Answer, words: str = "", not_before: date | None = None
) -> Assignment:
    """Answer what one was assigned: done, help wanted, or not before a day. Done closes the to-do."""
    access.require_own(actor, assignment)
    today = clock.today()
    if said is Answer.LATER and not_before is None:
        raise BadInput("dispatch.say_when", fields={"not_before": BadInput("dispatch.say_when")})
    if said is Answer.LATER and not_before is not None and not rules.is_day_to_come(not_before, today):
        raise BadInput("dispatch.day_has_passed", fields={"not_before": BadInput("dispatch.day_has_passed")})
    with book.entry(VERBS[said], actor=actor.pk) as entry:
        task = assignment.task
        task.refresh_from_db()
        if task.closed_on is not None:
            raise RuleBroken("dispatch.closed_already", day=task.closed_on)
        assignment.answer, assignment.answered_on, assignment.answer_words = said, today, words.strip()[:300]
        assignment.not_before = not_before if said is Answer.LATER else None
        entry.put(assignment)
        if said is Answer.DONE:
            tasks.close_task(actor, task=task, note=assignment.answer_words)
        elif assignment.not_before is not None:
            tasks.set_due(actor, task=task, due_on=rules.moved_day(task.due_on, assignment.not_before))
    return assignment
