"""Rules of questions, answers and practices: where one stands, which step follows which. Pure: no Django, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"  # nobody has it
    CLAIMED = "claimed"
    ANSWERED = "answered"  # the asker is to look
    FURTHER = "further"  # the asker asks further
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Moments:
    """The days of a question that say where it stands."""

    claimed_on: date | None = None
    answered_on: date | None = None
    further_on: date | None = None
    accepted_on: date | None = None
    withdrawn_on: date | None = None


def state_of(moments: Moments) -> State:
    """Return where a question stands.

    >>> str(state_of(Moments(claimed_on=date(2019, 10, 8))))
    'claimed'
    """
    if moments.withdrawn_on is not None:
        return State.WITHDRAWN
    if moments.accepted_on is not None:
        return State.ACCEPTED
    if moments.answered_on is not None:
        return State.ANSWERED
    if moments.further_on is not None:
        return State.FURTHER
    return State.CLAIMED if moments.claimed_on is not None else State.OPEN


LIVE = frozenset({State.OPEN, State.CLAIMED, State.ANSWERED, State.FURTHER})
WAITING = frozenset({State.OPEN, State.CLAIMED, State.FURTHER})  # for an answer


# --- playbooks ------------------------------------------------------------------------------------------------------


class Moment(StrEnum):
    """The step a playbook is about, and beside which it is shown."""

    VISIT = "visit"  # a first visit
    NEGOTIATION = "negotiation"
    ANSWER = "answer"  # answering a question from home


# --- adoption -------------------------------------------------------------------------------------------------------


class Step(StrEnum):
    """How far a unit at home is with a practice."""

    IDEA = "idea"
    PILOT = "pilot"
    ADOPTED = "adopted"
    DROPPED = "dropped"


FOLLOWING: dict[Step, tuple[Step, ...]] = {
    Step.IDEA: (Step.PILOT, Step.DROPPED),
    Step.PILOT: (Step.ADOPTED, Step.DROPPED),
    Step.ADOPTED: (Step.DROPPED,),
    Step.DROPPED: (Step.IDEA,),  # taken up again
}
NEEDS_RESULT = frozenset({Step.ADOPTED, Step.DROPPED})


def may_follow(present: Step, following: Step) -> bool:
    """Tell whether a step comes after another: nothing is adopted that was not tried."""
    return following in FOLLOWING[present]


def needs_result(step: Step) -> bool:
    """Tell whether a step says what came of it."""
    return step in NEEDS_RESULT


def is_day_of_step(on: date, before_on: date, today: date) -> bool:
    """Tell whether a day fits: not before the step before, and not to come."""
    return before_on <= on <= today


# --- what is alike --------------------------------------------------------------------------------------------------


def pieces(text: str) -> list[str]:
    """Return the words that somebody looks for, as they typed them: apart by spaces and signs.

    >>> pieces("楼宇 服务站，养老")
    ['楼宇', '服务站', '养老']
    """
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


def widened(words: Iterable[str], synonyms: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return for each word the words that are looked for in its place: itself, then those that mean the same.

    >>> widened(["写字楼"], [("楼宇", "写字楼")])
    [['写字楼', '楼宇']]
    """
    groups = [tuple(group) for group in synonyms]
    found = []
    for word in words:
        alike = [word]
        for group in groups:
            if word in group:
                alike += [other for other in group if other not in alike]
        found.append(alike)
    return found


def holds_all(text: str, wanted: Iterable[Iterable[str]]) -> bool:
    """Tell whether a text holds a word of each group; case makes no difference."""
    folded = text.casefold()
    return all(any(word.casefold() in folded for word in group) for group in wanted)


def likeness(asked: str, said: str) -> float:
    """Return how much of what is asked a text says too: the share of its pairs of characters, from 0 to 1.

    >>> likeness("楼宇服务", "楼宇企业服务站")
    0.6666666666666666
    """
    wanted = set(_pairs(asked))
    return len(wanted & set(_pairs(said))) / len(wanted) if wanted else 0.0


def _pairs(text: str) -> list[str]:
    return [one + other for one, other in pairwise(text.casefold()) if one.isalnum() and other.isalnum()]


# --- what is written and read before it is published ---------------------------------------------------------------


class Written(StrEnum):
    """Where a reflection stands."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


def written_state(
    sent_on: date | None, returned_on: date | None, published_on: date | None, withdrawn_on: date | None
) -> Written:
    """Return where a reflection stands."""
    if withdrawn_on is not None:
        return Written.WITHDRAWN
    if published_on is not None:
        return Written.PUBLISHED
    if sent_on is not None:
        return Written.SENT
    return Written.RETURNED if returned_on is not None else Written.DRAFT


EDITABLE = frozenset({Written.DRAFT, Written.RETURNED})
