"""A unit at home asks, words its question anew, takes it back."""

from datetime import date

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Benchmark, Question
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.programme.models import Unit
from hometown.tasks import actions as tasks

from . import moves
from .checking import LINE, LONG, due_fault, reason_of, require_live, require_said, theme_fault


def ask(
    actor: User,
    *,
    unit: Unit,
    theme: str,
    title: str,
    why: str,
    due_on: date,
    benchmark: Benchmark | None = None,
) -> Question:
    """Set a question in the name of a unit at home. It is nobody's until an officer claims it: no work is assigned."""
    access.require_asker(actor, unit)
    require_said({"title": title, "why": why}, theme_fault(theme) | due_fault(due_on))
    today = clock.today()
    question = Question(
        theme=theme, title=title.strip()[:LINE], why=why.strip()[:LONG], unit=unit, asked_by=actor, asker=actor,
        asked_on=today, due_on=due_on, batch=access.current_batch(today), benchmark=benchmark,
    )  # fmt: skip
    with book.entry("question.asked", actor=actor.pk) as entry:
        entry.put(question)
    return question


def edit_question(actor: User, *, question: Question, theme: str, title: str, why: str, due_on: date) -> Question:
    """Word a question anew, or give it another day; the to-do of who has it follows."""
    access.require_decider(actor, question)
    require_live(question)
    moved = {} if due_on == question.due_on else due_fault(due_on)
    require_said({"title": title, "why": why}, theme_fault(theme, question.theme) | moved)
    question.theme, question.title, question.why = theme, title.strip()[:LINE], why.strip()[:LONG]
    is_moved, question.due_on = due_on != question.due_on, due_on
    with book.entry("question.edited", actor=actor.pk) as entry:
        entry.put(question)
        task = question.task
        if is_moved and task is not None and task.closed_on is None and question.answered_on is None:
            tasks.set_due(actor, task=task, due_on=due_on, vouched=True)
    return question


def take_over(actor: User, *, question: Question) -> Question:
    """Look at the answers in the asker's place from now on, as a colleague of the unit; the to-do comes along."""
    access.require_decider(actor, question)
    with book.turn():
        question.refresh_from_db()
        require_live(question)
        if question.asker_id == actor.pk:
            raise RuleBroken("exchange.yours_to_look_at")
        question.asker = actor
        with book.entry("question.taken_over", actor=actor.pk) as entry:
            if question.answered_on is not None:
                moves.to_move(actor, question, actor)
            entry.put(question)
    return question


def withdraw_question(actor: User, *, question: Question, reason: str) -> Question:
    """Take a question back, with the reason. What was answered stays with the unit."""
    access.require_decider(actor, question)
    require_live(question)
    question.withdrawn_because = reason_of(reason)
    question.withdrawn_on = clock.today()
    with book.entry("question.withdrawn", actor=actor.pk) as entry:
        moves.end_task(actor, question, question.withdrawn_because)
        entry.put(question)
    return question
