"""An officer answers; the asker accepts the answer, or asks further."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.exchange import access
from hometown.exchange.models import Answer, AnswerContact, AnswerFile, Question
from hometown.fieldwork.models import Activity
from hometown.files import actions as files
from hometown.files.kinds import safe_name
from hometown.files.receiving import Taken, take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry

from . import moves
from .checking import LINE, LONG, require_live, require_said
from .claiming import taken

FURTHER = 1000
MOST_FILES = 10


@dataclass(frozen=True)
class Paper:
    """A photograph or document somebody adds."""

    content: bytes | IO[bytes]
    file_name: str


def answer(
    actor: User,
    *,
    question: Question,
    text: str,
    sources: str = "",
    activity: Activity | None = None,
    contacts: Iterable[Contact] = (),
    papers: Sequence[Paper] = (),
) -> Answer:
    """Answer a question, with where it comes from if one likes: nothing is demanded but the words.

    Whoever answers a question that nobody has claims it by that; whoever answers another's helps. Then it is the
    asker's move.
    """
    access.require_finder(actor, question)
    require_said({"text": text})
    received = _taken(papers)
    people = _known(actor, contacts)
    today = clock.today()
    row = Answer(
        question=question, by=actor, on=today, batch=access.batch_of(actor, today), text=text.strip()[:LONG],
        sources=sources.strip()[:LONG], activity=_own(actor, activity),
    )  # fmt: skip
    with book.turn():
        question.refresh_from_db()
        require_live(question)
        with book.entry("question.answered", actor=actor.pk) as entry:
            if question.holder is None:
                taken(question, actor)
            else:
                moves.helper_added(entry, question, actor)
            entry.put(row)
            _add(entry, actor, row, people, received)
            question.answered_on, question.further_on = today, None
            question.asker = access.asker_on(question, today)
            moves.to_move(actor, question, question.asker)
            entry.put(question)
    return row


def edit_answer(
    actor: User,
    *,
    answer: Answer,
    text: str,
    sources: str = "",
    activity: Activity | None = None,
    contacts: Iterable[Contact] = (),
    papers: Sequence[Paper] = (),
) -> Answer:
    """Change one's own answer until the asker has looked at it; further papers are added."""
    access.answer_for(actor, answer.pk)
    access.require_author_of(actor, answer)
    require_live(answer.question)
    require_said({"text": text})
    received, people = _taken(papers), _known(actor, contacts)
    answer.text, answer.sources = text.strip()[:LONG], sources.strip()[:LONG]
    answer.activity = activity if activity is None or activity.pk == answer.activity_id else _own(actor, activity)
    with book.entry("answer.edited", actor=actor.pk) as entry:
        entry.put(answer)
        offered = {one.pk for one in access.own_contacts(actor)}
        gone = answer.contact_links.filter(contact__in=offered).exclude(contact__in=[one.pk for one in people])
        for link in gone:
            entry.remove(link)
        held = set(answer.contact_links.values_list("contact", flat=True))
        _add(entry, actor, answer, [one for one in people if one.pk not in held], received)
    return answer


def take_out_paper(actor: User, *, paper: AnswerFile) -> Answer:
    """Take a paper out of one's own answer again, until the asker has looked at it."""
    answer = access.answer_for(actor, paper.answer_id)
    access.require_author_of(actor, answer)
    require_live(answer.question)
    with book.entry("answer.paper_taken_out", actor=actor.pk) as entry:
        entry.remove(paper)
    return answer


def accept(actor: User, *, answer: Answer) -> Answer:
    """Accept an answer: the question is settled. The unit that asked says so, and nobody who gave it."""
    question = answer.question
    _require_may_look(actor, answer)
    today = clock.today()
    answer.accepted_on, answer.accepted_by = today, actor.pk
    question.accepted_on = today
    with book.entry("question.accepted", actor=actor.pk) as entry:
        moves.end_task(actor, question, "")
        entry.put(answer)
        entry.put(question)
    return answer


def ask_further(actor: User, *, answer: Answer, further: str) -> Answer:
    """Ask further: say what is still open. The holder has the next move again."""
    question = answer.question
    _require_may_look(actor, answer)
    require_said({"further": further})
    if question.holder is None:
        raise RuleBroken("exchange.nobody_has_it")
    today = clock.today()
    answer.further, answer.further_on, answer.further_by = further.strip()[:FURTHER], today, actor.pk
    question.answered_on, question.further_on = None, today
    with book.entry("question.asked_further", actor=actor.pk) as entry:
        entry.put(answer)
        moves.to_move(actor, question, question.holder)
        entry.put(question)
    return answer


def _require_may_look(actor: User, answer: Answer) -> None:
    access.answer_for(actor, answer.pk)
    access.require_decider(actor, answer.question)
    require_live(answer.question)
    if answer.by_id == actor.pk:
        raise RuleBroken("exchange.your_own_answer")
    if answer.further_on is not None:
        raise RuleBroken("exchange.asked_further_already", day=answer.further_on)


def _own(actor: User, activity: Activity | None) -> Activity | None:
    """Return the activity on which it was found. Raises BadInput for one that is not the answerer's own."""
    if activity is not None and not access.own_activities(actor).filter(pk=activity.pk).exists():
        raise BadInput("exchange.look_over", fields={"activity": BadInput("exchange.not_your_activity")})
    return activity


def _known(actor: User, contacts: Iterable[Contact]) -> list[Contact]:
    """Return whom it comes from. Raises BadInput for a contact that is not the answerer's own."""
    chosen = list(contacts)
    own = {one.pk for one in access.own_contacts(actor)} if chosen else set()
    if any(one.pk not in own for one in chosen):
        raise BadInput("exchange.look_over", fields={"contacts": BadInput("exchange.not_your_contact")})
    return chosen


def _taken(papers: Sequence[Paper]) -> list[tuple[Taken, str]]:
    """Keep the bytes before the book is opened. Raises BadInput for what is not received."""
    if len(papers) > MOST_FILES:
        raise BadInput("exchange.look_over", fields={"papers": BadInput("exchange.too_many_files", most=MOST_FILES)})
    return [(take(one.content, file_name=one.file_name), one.file_name) for one in papers]


def _add(
    entry: OpenEntry, actor: User, row: Answer, people: Iterable[Contact], received: Iterable[tuple[Taken, str]]
) -> None:
    for one in people:
        entry.put(AnswerContact(answer=row, contact=one))
    for held, name in received:
        blob = files.receive(actor, stream_or_bytes=held, file_name=name)
        entry.put(AnswerFile(answer=row, blob=blob, file_name=safe_name(name, held.kind)[:LINE]))
