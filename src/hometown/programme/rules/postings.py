"""Rules of postings: an officer is at one host unit at a time, within the days of the batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, RuleBroken

HOSTS = frozenset({"host", "district", "enterprise"})  # kinds of unit that receive officers
SENDERS = frozenset({"bureau", "department", "county", "park", "enterprise"})


def overlaps(one: Period, other: Period) -> bool:
    """Tell whether two spans of days share a day."""
    return one.first <= other.last and other.first <= one.last


def require_free(wanted: Period, held: Iterable[tuple[Period, str]]) -> None:
    """Raise RuleBroken when a span overlaps one of the held postings (each with its host unit's name)."""
    for period, host in held:
        if overlaps(wanted, period):
            raise RuleBroken("programme.posted_already", host=host, first=period.first, last=period.last)


def require_within(wanted: Period, batch: Period) -> None:
    """Raise RuleBroken when a posting reaches beyond its batch."""
    if wanted.first < batch.first or wanted.last > batch.last:
        raise RuleBroken("programme.outside_batch", first=batch.first, last=batch.last)


def period(first_on: date, last_on: date) -> Period:
    """Return a span of days. Raises BadInput beside `last_on` when it ends before it begins."""
    if last_on < first_on:
        raise BadInput("programme.ends_first", fields={"last_on": BadInput("programme.ends_first")})
    return Period(first_on, last_on)


@dataclass(frozen=True)
class Handed:
    """A grant that a posting should hand down."""

    role: str
    first_on: date
    last_on: date | None
    source: str


def handed_down(postings: Iterable[tuple[str, Period]], batch: str) -> list[Handed]:
    """Return the grants that an officer's postings in one batch hand down.

    Each posting (key, days) makes its officer a secondee for its days; after the last of them the officer stays, as an
    alumnus of the batch, with their own contacts and running projects.
    """
    held = list(postings)
    grants = [Handed("secondee", days.first, days.last, f"posting:{key}") for key, days in held]
    if held:
        back = max(days.last for _, days in held) + timedelta(days=1)
        grants.append(Handed("alumnus", back, None, f"alumnus:{batch}"))
    return grants


def split(days: Period, on: date) -> tuple[Period, Period]:
    """Return the days before a change of host unit and the days from it on. Raises RuleBroken outside the posting."""
    if not days.first < on <= days.last:
        raise RuleBroken("programme.change_outside", first=days.first, last=days.last)
    return Period(days.first, on - timedelta(days=1)), Period(on, days.last)
