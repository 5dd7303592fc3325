"""Which activities away from the host city make one journey."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

GAP = timedelta(days=1)  # a night between two days does not end a journey


@dataclass(frozen=True)
class Stop:
    """An activity away: its day, who went, where (the leading digits of its division), and whatever it stands for."""

    on: date
    officers: frozenset[Any]
    place: str
    activity: Any


def journeys(stops: Iterable[Stop]) -> list[list[Stop]]:
    """Return the stops as journeys, newest first: the same officers at one place, on days in a row."""
    found: list[list[Stop]] = []
    open_ones: dict[tuple[frozenset[Any], str], list[Stop]] = {}
    for stop in sorted(stops, key=lambda one: one.on):
        key = (stop.officers, stop.place)
        running = open_ones.get(key)
        if running is None or stop.on - running[-1].on > GAP:
            running = open_ones[key] = []
            found.append(running)
        running.append(stop)
    return sorted(found, key=lambda one: one[-1].on, reverse=True)
