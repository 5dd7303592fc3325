"""Rules of the day's dispatch: what comes first, when an answer moves a day, which span counts as news. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

LIGHTS = ("red", "amber", "", "green")  # the most pressing first; what has no lamp stands before what is on course
LOOK_BACK = timedelta(days=1)
GROUP_ROWS = 8  # shown of a group on the board
LOOKED_AT = 40  # rows of a kind that the board looks at, so that the most pressing of them are shown
GROUP_MOST = 200  # rows of a group that is opened alone


class Pressing(Protocol):
    """What this module reads of a row of the board."""

    @property
    def light(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...


Row = TypeVar("Row", bound=Pressing)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows as they press: by lamp, then by day, what has no day last. Never by whose they are."""
    return sorted(rows, key=lambda row: (LIGHTS.index(row.light), row.due_on or date.max))


def news_since(day: date) -> date:
    """Return the first day whose changes are news on a board: the day before it."""
    return day - LOOK_BACK


def moved_day(due_on: date | None, not_before: date) -> date:
    """Return the day of a to-do whose owner says it cannot be before a day: that day, unless it was due later."""
    return max(due_on, not_before) if due_on else not_before


def is_day_to_come(day: date, today: date) -> bool:
    """Tell whether a day may be given for what is still to be done."""
    return day >= today


def may_extend_to(before: date, after: date) -> bool:
    """Tell whether an extension is one: a later day than before."""
    return after > before
