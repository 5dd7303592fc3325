"""An officer claims a question, helps another, gives it up, passes it on."""

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Question, QuestionHelper
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, RuleBroken
from hometown.ledger import book

from . import moves
from .checking import reason_of, require_live


def claim(actor: User, *, question: Question) -> Question:
    """Take a question that nobody has. The first who claims it has it; others help."""
    access.require_finder(actor, question)
    with book.turn():
        question.refresh_from_db()
        require_live(question)
        if question.holder is not None:
            raise RuleBroken("exchange.claimed_already", person=question.holder.name)
        with book.entry("question.claimed", actor=actor.pk) as entry:
            taken(question, actor)
            moves.to_move(actor, question, actor)
            entry.put(question)
    return question


def help_with(actor: User, *, question: Question) -> QuestionHelper:
    """Say that one helps whoever has a question."""
    access.require_finder(actor, question)
    require_live(question)
    if question.holder_id == actor.pk:
        raise RuleBroken("exchange.yours_already")
    helper = QuestionHelper(question=question, user=actor, on=clock.today())
    with book.turn():
        if QuestionHelper.objects.filter(question=question, user=actor).exists():
            raise RuleBroken("exchange.helps_already")
        with book.entry("question.helped", actor=actor.pk) as entry:
            entry.put(helper)
    return helper


def release(actor: User, *, question: Question, reason: str) -> Question:
    """Give up a question one has: it is open again for others."""
    access.question_for(actor, question.pk)
    require_live(question)
    if question.holder_id != actor.pk:
        raise NotAllowed("exchange.holder_passes")
    if question.answered_on is not None:
        raise RuleBroken("exchange.answer_waits")
    why = reason_of(reason)
    question.holder, question.claimed_on = None, None
    with book.entry("question.released", actor=actor.pk) as entry:
        moves.end_task(actor, question, why)
        entry.put(question)
    return question


def pass_on(actor: User, *, question: Question, to: User, reason: str) -> Question:
    """Hand a question to another officer, as at the end of a posting: who has it, the bureau, or the branch."""
    access.require_may_pass(actor, question)
    require_live(question)
    if question.holder_id == to.pk:
        raise RuleBroken("exchange.claimed_already", person=to.name)
    if not to.is_active or not to.may(access.FIND):
        raise RuleBroken("exchange.cannot_answer", person=to.name)
    why = reason_of(reason)
    with book.entry("question.passed", actor=actor.pk, note=why) as entry:
        taken(question, to)
        if question.answered_on is None:
            moves.to_move(actor, question, to)
        entry.put(question)
    return question


def taken(question: Question, user: User) -> None:
    """Let an officer have a question from today; nothing is written yet."""
    question.holder, question.claimed_on = user, clock.today()
    question.batch = access.batch_of(user, clock.today()) or question.batch
