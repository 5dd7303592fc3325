"""Which trains still reach a meeting, and which lead back. Pure.

The timetable, the moment and the city's minutes are passed in.

A timetable is what people keep themselves, a line a train: number, from, to, departs, arrives, days.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

EVERY_DAY = "1234567"  # ISO weekdays: 1 is Monday
MOST_LINES = 500
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:\uff1a]([0-5][0-9])(?::[0-5][0-9])?(\+1)?\Z")
_SPLIT = re.compile(r"\t|\s*[,;\uff0c\uff1b]\s*|\s{2,}")
_NUMBER = re.compile(r"[A-Za-z]?[0-9]{1,5}(/[0-9]{1,5})?\Z")
_DAYS = re.compile(r"[1-7](-[1-7])?")


@dataclass(frozen=True)
class Train:
    """One train of a timetable. Its hours are those of the city; `next_day`: it arrives the day after it departs."""

    number: str
    from_station: str
    to_station: str
    departs: time
    arrives: time
    days: str = EVERY_DAY
    next_day: bool = False


@dataclass(frozen=True)
class Ride:
    """A train on a day. `train` is whatever stands for it."""

    train: Any
    leaves: datetime
    arrives: datetime


@dataclass(frozen=True)
class Read:
    """What a pasted timetable says: its trains, and the numbers of the lines that say no train."""

    trains: tuple[Train, ...]
    unread: tuple[int, ...]


def read_timetable(text: str) -> Read:
    """Read a timetable as it is copied from a sheet, tabs, commas or wide gaps between columns.

    A heading is passed over.
    An arrival earlier than the departure, or written 06:10+1, is of the next day.
    """
    trains: list[Train] = []
    unread: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _train([cell.strip() for cell in _SPLIT.split(line.strip())])
        if found is not None:
            trains.append(found)
        elif not _is_heading(number, line):
            unread.append(number)
    return Read(tuple(dict.fromkeys(trains)), tuple(unread))


def _is_heading(number: int, line: str) -> bool:
    return number == 1 and not re.search(r"[0-9]", line)


def _train(cells: list[str]) -> Train | None:
    if not 5 <= len(cells) <= 6 or not _NUMBER.match(cells[0]) or not (cells[1] and cells[2]):
        return None
    departs, arrives = _CLOCK.match(cells[3]), _CLOCK.match(cells[4])
    days = days_of(cells[5]) if len(cells) == 6 else EVERY_DAY
    if departs is None or arrives is None or departs[3] or not days:
        return None
    leaves, comes = (time(int(one[1]), int(one[2])) for one in (departs, arrives))
    return Train(
        cells[0].upper(), cells[1][:40], cells[2][:40], leaves, comes, days, bool(arrives[3]) or comes < leaves
    )


def days_of(text: str) -> str:
    """Return the weekdays a train runs on, in order, 1 for Monday: "1-5" is 12345, nothing is every day.

    Empty for what cannot be read.
    """
    if not text.strip():
        return EVERY_DAY
    parts = [part for part in re.split(r"[\s,/\u3001]+", text.strip()) if part]
    found: set[str] = set()
    for part in parts:
        if _DAYS.fullmatch(part):
            found.update(str(day) for day in range(int(part[0]), int(part[-1]) + 1))
        elif re.fullmatch(r"[1-7]+", part):
            found.update(part)
        else:
            return ""
    return "".join(sorted(found))


def city_of(station: str, cities: Iterable[str]) -> str:
    """Return which of some cities a station is called by, empty for none: stations bear their city's name first."""
    return next((city for city in cities if city and station.startswith(city)), "")


def before(
    trains: Iterable[Any],
    *,
    now: datetime,
    starts_at: datetime,
    to_train: timedelta,
    from_train: timedelta,
    zone: tzinfo,
) -> list[Ride]:
    """Return the rides one still catches that arrive in time for a meeting, the latest first."""
    day = starts_at.astimezone(zone).date()
    rides = _rides(trains, (day - timedelta(days=1), day), zone)
    kept = [one for one in rides if now + to_train <= one.leaves and one.arrives + from_train <= starts_at]
    return sorted(kept, key=lambda one: (one.leaves, one.arrives), reverse=True)


def after(trains: Iterable[Any], *, now: datetime, ends_at: datetime, to_train: timedelta, zone: tzinfo) -> list[Ride]:
    """Return the rides back from a meeting, until the end of the next day, the earliest first."""
    day = ends_at.astimezone(zone).date()
    rides = _rides(trains, (day, day + timedelta(days=1)), zone)
    kept = [one for one in rides if max(now, ends_at) + to_train <= one.leaves]
    return sorted(kept, key=lambda one: (one.leaves, one.arrives))


def _rides(trains: Iterable[Any], days: Iterable[date], zone: tzinfo) -> Iterator[Ride]:
    wanted = list(days)
    for train in trains:
        for day in wanted:
            if str(day.isoweekday()) in train.days:
                later = day + timedelta(days=1) if train.next_day else day
                leaves, arrives = (
                    datetime.combine(one, at, zone) for one, at in ((day, train.departs), (later, train.arrives))
                )
                yield Ride(train, leaves, arrives)
