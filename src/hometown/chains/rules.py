"""The rules of chains: how a node stands, and when a pair meets next. Pure."""

from datetime import date, timedelta
from enum import StrEnum

MOST = 500  # firms wanted in a node, nodes in a chain: beyond it somebody mistyped
WATCHED_DAYS = 30  # back from today, on the watch list
EVERY = range(7, 731)  # days between two meetings of a pair


class Standing(StrEnum):
    """How a node of a chain stands at home."""

    HAVE = "have"
    WEAK = "weak"  # fewer firms than the city wants there
    GAP = "gap"


def standing(firms: int, wanted: int) -> Standing:
    """Return how a node with so many firms at home stands, when so many are wanted there."""
    if firms == 0:
        return Standing.GAP
    return Standing.HAVE if firms >= wanted else Standing.WEAK


def meets_next(begun_on: date, met_on: date | None, every_days: int) -> date:
    """Return the day by which a pair meets next: so many days after it last met, or after it began."""
    return (met_on or begun_on) + timedelta(days=every_days)
