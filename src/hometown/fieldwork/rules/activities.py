"""Rules of field work. Pure: what day it is and what the city's kinds are is passed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hometown.kernel.dates import Precision, first_day_of


class Lack(StrEnum):
    """What keeps a visit from counting as a firm visited 家."""

    COMPANY = "company"  # no company is named
    IN_PERSON = "in_person"  # nobody was met face to face
    COUNTERPART = "counterpart"  # met, but nobody is named


@dataclass(frozen=True)
class Meeting:
    """What the rules ask of one company in an activity."""

    in_person: bool
    people: int  # how many of them are named
    interest: str = "not_raised"
    their_words: str = ""


def is_to_come(on: date, precision: str, today: date) -> bool:
    """Tell whether an activity lies in the future. A coarse date may be any day of its period, so its first counts."""
    return first_day_of(on, Precision(precision)) > today


def lacks(meetings: Sequence[Meeting], *, needs_counterpart: bool) -> tuple[Lack, ...]:
    """Return what an activity lacks to count as a visit; nothing where its kind asks for no counterpart."""
    if not needs_counterpart:
        return ()
    if not meetings:
        return (Lack.COMPANY,)
    found: list[Lack] = []
    for meeting in meetings:
        lack = lack_of(meeting)
        if lack is not None and lack not in found:
            found.append(lack)
    return tuple(found)


def lack_of(meeting: Meeting) -> Lack | None:
    """Return what one meeting lacks to make its company visited: met in person, with a named counterpart."""
    if not meeting.in_person:
        return Lack.IN_PERSON
    return None if meeting.people else Lack.COUNTERPART


def intent_is_borne_out(meeting: Meeting, files: int) -> bool:
    """Tell whether an intent stands on something: the counterpart's own words, or a paper."""
    return meeting.interest != "intent" or bool(meeting.their_words.strip()) or files > 0


def next_step_is_in_time(on: date, due: date | None) -> bool:
    """Tell whether a next step is due on or after the day of the activity."""
    return due is None or due >= on


def may_edit(*, withdrawn: bool, recorded_it: bool, took_part: bool, runs_the_batch: bool) -> bool:
    """Tell who may edit or withdraw: whoever recorded it, took part, or answers for the batch; never once withdrawn."""
    return not withdrawn and (recorded_it or took_part or runs_the_batch)


def title_of(title: str, companies: Sequence[str], kind: str) -> str:
    """Return what an activity is called: its own title, else the companies, else its kind. At most 200 characters."""
    return (title.strip() or "、".join(companies) or kind)[:200]


def masked_name(name: str) -> str:
    """Return a person's name with only its first character: 郁**."""
    return name[:1] + "*" * min(max(len(name) - 1, 0), 2)
