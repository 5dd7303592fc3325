"""Composing a text from sentences and figures, and the way of a bulletin. Pure: a sentence holds places for figures
and never a number.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hometown.kernel.sentences import PLACE, BareNumber, Place, Words, pieces
from hometown.kernel.sentences import parts as placed

__all__ = [
    "PLACE",
    "Asked",
    "BareNumber",
    "Fault",
    "Place",
    "Standing",
    "Step",
    "Words",
    "asked",
    "fault_of_return",
    "fault_of_step",
    "faults",
    "is_concentrated",
    "month_of",
    "parts_differ",
    "pieces",
    "placed",
]


def is_concentrated(largest: int, total: int) -> bool:
    """Tell whether one project carries so much of a sum that the sum alone misleads: more than a half."""
    return total > 0 and largest * 2 > total


# --- a text edited by a person --------------------------------------------------------------------------------------

_TYPED = re.compile(
    r"\d+|[〇零一二三四五六七八九十百千万亿两几数]+[余多]?(?:家|次|条|名|亿|万|成|个(?!月|人)|人次)|百分之|第[〇零一二三四五六七八九十百]+名"
)
_SPELT = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|per ?cent)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fault:
    """What cannot stand in a text: a number that was `typed`, a place that is `unknown`, a brace `unpaired`."""

    what: str
    text: str


def faults(text: str, known: Container[str]) -> list[Fault]:
    """Return what cannot stand in a text of a bulletin, in order. `known` are the places that may stand in it."""
    found: list[Fault] = []
    end = 0
    for place in PLACE.finditer(text):
        found += _faults_of_words(text[end : place.start()])
        if place.group(1) not in known:
            found.append(Fault("unknown", place.group(1)))
        end = place.end()
    return found + _faults_of_words(text[end:])


def _faults_of_words(words: str) -> list[Fault]:
    typed = [Fault("typed", hit.group()) for shape in (_TYPED, _SPELT) for hit in shape.finditer(words)]
    return typed + [Fault("unpaired", brace) for brace in words if brace in "{}"]


# --- the way of a bulletin ------------------------------------------------------------------------------------------


class Step(StrEnum):
    """How far a bulletin is. The way is the same for every city: who writes does not review, who signs did neither."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    SEALED = "sealed"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return the steps as choices of a column."""
        return [(step.value, step.value) for step in cls]


FOLLOWS = {Step.REVIEWED: Step.DRAFT, Step.SIGNED: Step.REVIEWED, Step.SEALED: Step.SIGNED}


@dataclass(frozen=True)
class Standing:
    """How a bulletin stands and whose hands it went through, by their keys."""

    step: str
    writers: frozenset[str] = frozenset()
    reviewer: str = ""


def fault_of_step(standing: Standing, to: Step, by: str) -> str:
    """Return why a person may not take a bulletin to a step, as the code of a refusal; empty when they may.

    Separation of duties: who wrote in it does not review it; who wrote in it or reviewed it does not sign it off.
    """
    if standing.step == Step.SEALED:
        return "bulletins.sealed_already"
    if FOLLOWS.get(to) != standing.step:
        return {
            Step.REVIEWED: "bulletins.not_a_draft",
            Step.SIGNED: "bulletins.not_reviewed",
            Step.SEALED: "bulletins.not_signed",
        }.get(to, "bulletins.sealed_already")
    if to in (Step.REVIEWED, Step.SIGNED) and by in standing.writers:
        return "bulletins.wrote_it"
    if to is Step.SIGNED and by == standing.reviewer:
        return "bulletins.reviewed_it"
    return ""


def fault_of_return(standing: Standing, reason: str) -> str:
    """Return why a bulletin cannot go back to draft, as the code of a refusal; empty when it can."""
    if standing.step == Step.SEALED:
        return "bulletins.sealed_already"
    if standing.step == Step.DRAFT:
        return "bulletins.is_draft"
    return "" if reason.strip() else "bulletins.why_returned"


# --- which figure a place asks for ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A place read: `former` asks for the last issue's month, `since` since the beginning, `by` narrows to a `part`."""

    base: str
    former: bool = False
    since: bool = False
    by: str = ""
    part: str = ""

    @property
    def figure(self) -> str:
        """The figure that is asked, without the time."""
        return f"{self.base}__{self.by}__{self.part}" if self.by else self.base


def asked(code: str) -> Asked:
    """Read the code of a figure in a bulletin: `visited`, `since_visited`, `former_leads__chain__silicon`."""
    former, since = code.startswith("former_"), False
    rest = code.removeprefix("former_")
    since, rest = rest.startswith("since_"), rest.removeprefix("since_")
    base, by, part = (*rest.split("__", 2), "", "")[:3]
    return Asked(base, former, since, by, part)


def month_of(text: str) -> date | None:
    """Return the first day of a month written as 2019-11; None for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        return None
    return date(int(found[1]), int(found[2]), 1)


def parts_differ(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the codes whose value is not what it was, those gone or new included, in order."""
    return sorted(code for code in then.keys() | now.keys() if then.get(code) != now.get(code))


# --- what is looked at again ----------------------------------------------------------------------------------------

SAMPLE_MOST = 100  # more is no sample any more


def fault_of_size(size: int) -> str:
    """Return why so many records are not drawn, as the code of a refusal; empty when they are."""
    return "" if 1 <= size <= SAMPLE_MOST else "bulletins.sample_size"


def fault_of_check(*, holds: bool, reason: str) -> str:
    """Return why this cannot be said of a record, as the code of a refusal; a reason goes with what does not hold."""
    return "" if holds or reason.strip() else "bulletins.sample_reason"


# --- what a review tells beside its figures -------------------------------------------------------------------------

# How it stands with people in a photograph: none can be recognised, or those who can have agreed.
CONSENTS = ("nobody", "agreed")
_LEFT_OUT = re.compile(r"…+|\.{3,}")


def is_excerpt(text: str, of: str) -> bool:
    """Tell whether a text holds words of another and nothing else, in their order; … stands for what was left out.

    >>> is_excerpt("看园区……学到了一网通办", "九月看园区三次，学到了一网通办。")
    True
    """
    whole, at = "".join(of.split()), 0
    parts = ["".join(part.split()) for part in _LEFT_OUT.split(text)]
    for part in filter(None, parts):
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return any(parts)
