"""What a person wants to be told. Nothing of it enters the book, so these are no verbs of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from hometown.accounts.models import User

from . import rules, sources
from .models import ChannelAddress, ReminderChoice
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


# --- by which messenger ---------------------------------------------------------------------------------------------

VIA = "via-"  # before the code of a messenger, in place of a kind


def channels_for(user: User) -> list[str]:
    """Return the messengers that could reach a person: set up, and an administrator entered their id there."""
    if not settings.CHANNELS:
        return []
    known = ChannelAddress.objects.filter(user=user).order_by("channel").values_list("channel", flat=True)
    return [channel for channel in known if channel in settings.CHANNELS]


def channel_of(user: User) -> str:
    """Return the messenger a person chose, empty for none."""
    chosen = ReminderChoice.objects.filter(user=user, kind__startswith=VIA, is_on=True).values_list("kind", flat=True)
    return next((kind.removeprefix(VIA) for kind in chosen), "")


def keep_channel(user: User, channel: str) -> None:
    """Keep by which messenger a person also wants to be told; empty for by none."""
    ReminderChoice.objects.filter(user=user, kind__startswith=VIA).exclude(kind=VIA + channel).delete()
    if channel:
        ReminderChoice.objects.update_or_create(user=user, kind=VIA + channel, defaults={"is_on": True})
