"""What a person wants to be told. Nothing of it enters the book, so these are no verbs of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hometown.accounts.models import User

from . import rules, sources
from .models import ReminderChoice
from .sources import Source


@dataclass(frozen=True)
class Chosen:
    """One kind as it stands for a person."""

    source: Source
    is_on: bool
    days: int


def of(user: User, said: Iterable[ReminderChoice] | None = None) -> list[Chosen]:
    """Return every kind that fits a person, as they chose it or as is usual."""
    rows = ReminderChoice.objects.filter(user=user) if said is None else said
    own = {row.kind: row for row in rows}
    return [_standing(source, own.get(source.code)) for source in sources.fitting(user)]


def _standing(source: Source, said: ReminderChoice | None) -> Chosen:
    if said is None:
        return Chosen(source, source.is_usual, rules.reach(None, source.days))
    return Chosen(source, said.is_on, rules.reach(said.days, source.days))


def keep(user: User, wanted: Mapping[str, tuple[bool, int | None]]) -> None:
    """Keep what a person chose: a kind's code → on or off, and its days."""
    for code, (is_on, days) in wanted.items():
        ReminderChoice.objects.update_or_create(user=user, kind=code, defaults={"is_on": is_on, "days": days})
