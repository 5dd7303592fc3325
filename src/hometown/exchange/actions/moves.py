"""Whose move it is: one to-do goes along with a question, to the holder or, once there is an answer, to the asker.

Each helper joins the entry its verb has opened.
"""

from hometown.accounts.models import User
from hometown.exchange.models import Question, QuestionHelper
from hometown.kernel import clock
from hometown.ledger.book import OpenEntry
from hometown.notices import actions as notices
from hometown.tasks import actions as tasks

KIND = "question"


def to_move(actor: User, question: Question, owner: User) -> None:
    """Let somebody have the next move: the to-do of before is closed, they get one. Only who waits for them is told."""
    end_task(actor, question, "")
    question.task = tasks.set_task(
        actor, what=question.title, owner=owner, due_on=question.due_on, kind=KIND, about=question,
        about_name=question.unit.name,
    )  # fmt: skip
    if owner.pk != actor.pk:
        notices.queue(actor, to=owner, kind=KIND, path=f"/questions/{question.pk}/")


def end_task(actor: User, question: Question, note: str) -> None:
    """Close the to-do that goes along with a question, if one is open."""
    task, question.task = question.task, None
    if task is not None and task.closed_on is None:
        tasks.close_task(actor, task=task, note=note, vouched=True)


def helper_added(entry: OpenEntry, question: Question, user: User) -> bool:
    """Let somebody be among those who help, unless they have the question or help already; tell whether they joined."""
    if question.holder_id == user.pk or QuestionHelper.objects.filter(question=question, user=user).exists():
        return False
    entry.put(QuestionHelper(question=question, user=user, on=clock.today()))
    return True
