"""The one source of time. Rules never ask it: they are given the time.

The demo batch and tests run under simulated time; nothing else may.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Asia/Shanghai")
_pinned: date | None = None  # the whole process lives on this day: a demo
_simulated: ContextVar[datetime | None] = ContextVar("simulated_time", default=None)


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    simulated = _simulated.get()
    if simulated is not None:
        return simulated
    if _pinned is not None:
        return datetime.combine(_pinned, datetime.now(CITY_TIME).time(), CITY_TIME).astimezone(UTC)
    return datetime.now(UTC)


def today() -> date:
    """Return today's date where the city is."""
    return now().astimezone(CITY_TIME).date()


def is_simulated() -> bool:
    """Tell whether time is simulated, so that the book can mark what it records."""
    return _pinned is not None or _simulated.get() is not None


def pin(day: date | None) -> None:
    """Let the whole process live on one day, at the hour it is. Only for a demo home, before it serves."""
    global _pinned
    _pinned = day


def pinned_day() -> date | None:
    """Return the day a demo lives on, or None."""
    return _pinned


@contextmanager
def simulated(moment: datetime) -> Iterator[None]:
    """Let `now()` return `moment` inside the block."""
    if moment.tzinfo is None:
        raise ValueError("simulated time needs a time zone")
    token = _simulated.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _simulated.reset(token)
