"""Rules of reminders: when none is made, and how far one may reach. Pure."""

from datetime import date, time, timedelta

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
