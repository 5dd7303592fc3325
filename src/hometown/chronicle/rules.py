"""Rules of fact sheets and monthly reports. Pure: no Django, no clock.

A fact sheet says what was done. Whoever writes words to it sets no mark and compares nobody; a number comes from a
figure, which opens its records, and is never typed.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from hometown.kernel.sentences import Place, parts
from hometown.meetings.rules import typed_count

TASK = "fact_sheet"  # the kind of a to-do: read one's own fact sheet
PARTS = ("done", "leads", "answers", "next_month")  # of a monthly report, in their order

# A mark, a grade, a place in an order, an average: in words of either language.
_MARK = re.compile(
    r"\d+(?:\.\d+)?\s*分(?![钟之享别管工批])|得分|评分|打分|排名|名次|第\s*[一二三四五六七八九十\d]+\s*名|等次|平均|高于其他|优于其他"
    r"|\b(?:scor(?:e|es|ed|ing)|rank(?:s|ed|ing)?|grad(?:e|es|ed|ing)|averages?|top \d+|better than|worse than)\b",
    re.IGNORECASE,
)


class Outcome(StrEnum):
    """What the coordinator says to a remark of the officer."""

    ACCEPTED = "accepted"  # printed beside the line; what is wrong in a record is put right in the record
    LEFT = "left"  # the line stays as it is, with the reason


class SheetState(StrEnum):
    """Where a fact sheet stands."""

    OFFICER = "officer"  # the officer alone reads it
    COORDINATOR = "coordinator"
    CLOSED = "closed"
    CONCLUDED = "concluded"


def sheet_state(
    first_until: date, passed_on: date | None, closed_on: date | None, concluded_on: date | None, today: date
) -> SheetState:
    """Return where a sheet stands: with its officer until passed on or until the last day of the first look."""
    if concluded_on is not None:
        return SheetState.CONCLUDED
    if closed_on is not None:
        return SheetState.CLOSED
    return SheetState.COORDINATOR if passed_on is not None or today > first_until else SheetState.OFFICER


def comparing(words: str) -> str:
    """Return the first word that sets a mark or compares somebody; empty where there is none."""
    found = _MARK.search(words)
    return found.group() if found else ""


def typed_number(words: str, drawn: str = "") -> str:
    """Return the first count somebody typed (12家, 三次) that was not in the words drawn from records."""
    rest = words
    for line in drawn.splitlines():
        if line.strip():
            rest = rest.replace(line.strip(), "")
    return typed_count(rest)


def places_in(texts: Iterable[str]) -> list[str]:
    """Return the codes of the places that texts hold, each once, in their order."""
    return list(dict.fromkeys(one.code for text in texts for one in parts(text) if isinstance(one, Place)))


def month_of(text: str) -> date | None:
    """Read a month, 2019-11, as its first day; None for what is none."""
    try:
        return date.fromisoformat(f"{text}-01") if re.fullmatch(r"\d{4}-\d{2}", text) else None
    except ValueError:
        return None


def last_of(month: date) -> date:
    """Return the last day of the month that a day lies in."""
    return following(month) - timedelta(days=1)


def following(month: date) -> date:
    """Return the first day of the month after the one a day lies in."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months that a span of days touches, the latest first."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = following(month)
    return found[::-1]
