"""Rules of reminders and messages: when none is made, how far one reaches, when one is sent and sent again. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

QUIET_FROM, QUIET_UNTIL = time(22), time(6)
KEPT = timedelta(days=30)
LEAST_DAYS, MOST_DAYS = 1, 90
LATE = timedelta(days=7)  # told for a week after its day, then no more: the page of late things has it


def is_night(hour: time) -> bool:
    """Tell whether people sleep: nothing is made for them then."""
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def reach(wanted: int | None, usual: int | None) -> int:
    """Return the days a reminder reaches: as chosen, else as usual, within bounds; 0 for one that reaches none.

    >>> reach(None, 3), reach(500, 3), reach(7, None)
    (3, 90, 0)
    """
    if usual is None:
        return 0
    return min(max(usual if wanted is None else wanted, LEAST_DAYS), MOST_DAYS)


def is_told(due_on: date | None, today: date, days: int) -> bool:
    """Tell whether a day is near enough to be told of: within so many days, or past for a week at most."""
    return due_on is not None and today - LATE <= due_on <= today + timedelta(days=days)


def oldest_kept(today: date) -> date:
    """Return the first day whose digest is still kept."""
    return today - KEPT


# --- messages -------------------------------------------------------------------------------------------------------


class Outcome(StrEnum):
    """What came of a try. Unknown: the call was cut off, and the messenger may have taken the message or not."""

    SENT = "sent"
    AGAIN = "again"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limit:
    """How many messages a messenger takes in a span: to one member, or from the whole app."""

    most: int
    span: timedelta
    per_member: bool


BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))
GIVE_UP_AFTER = timedelta(hours=24)
MARGIN = timedelta(minutes=2)  # kept from the end of the time in which a messenger knows a second try again

# Of a limit, the time of the n-th newest try that counts to it, None where there are fewer.
NthNewest = Callable[[Limit, int], datetime | None]


def opens_at(limits: Iterable[Limit], nth_newest: NthNewest, now: datetime) -> datetime:
    """Return when the next message may go: now, or when enough of the earlier ones have left the span."""
    opens = now
    for limit in limits:
        oldest = nth_newest(limit, limit.most)
        if oldest is not None:
            opens = max(opens, oldest + limit.span)
    return opens


def next_try(number: int, now: datetime, *, asked: timedelta | None = None) -> datetime:
    """Return when a try that failed for a while is repeated: later each time, or when the messenger said."""
    return now + max(BACK_OFF[min(number, len(BACK_OFF)) - 1], asked or timedelta())


def gives_up(released_at: datetime, now: datetime) -> bool:
    """Tell whether a message has been tried long enough."""
    return now - released_at > GIVE_UP_AFTER


def is_safe_to_repeat(known_until: datetime, now: datetime) -> bool:
    """Tell whether a messenger still knows a second try of the same message from a second message."""
    return now <= known_until - MARGIN
