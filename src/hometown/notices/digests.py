"""The digest of a day: made once for each person, read once, kept a month. A log of one's own, no verb of the book."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.conf import settings

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.ledger import book

from . import actions, choices, rules
from .models import Digest, ReminderChoice
from .sources import MOST, Line

_FACTS = ("due_on", "since_on")


def of_day(user: User, day: date) -> Digest | None:
    """Return the digest of a person and day, if it was made."""
    found: Digest | None = Digest.objects.of(user).filter(day=day).first()
    return found


def make(user: User, today: date, said: Iterable[ReminderChoice] | None = None) -> Digest | None:
    """Return the digest of a person and day, made now unless it is there. With nothing to say there is none.

    Two processes may make it at once: the second finds the first's.
    """
    known = of_day(user, today)
    if known is not None:
        return known
    lines = collected(user, today, said)
    if not lines:
        return None
    made: Digest
    made, is_new = Digest.objects.get_or_create(user=user, day=today, defaults={"made_at": clock.now(), "lines": lines})
    if is_new:
        Digest.objects.of(user).filter(day__lt=rules.oldest_kept(today)).delete()
    return made


def collected(user: User, today: date, said: Iterable[ReminderChoice] | None = None) -> list[dict[str, Any]]:
    """Return what a person asked to be told on a day, as they themselves may see it."""
    return [
        _told(chosen.source.code, line)
        for chosen in choices.of(user, said)
        if chosen.is_on
        for line in islice(chosen.source.lines(user, today, chosen.days), MOST)
    ]


def _told(kind: str, line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": kind, "title": line.title, "url": line.url, "record": str(line.record)}
    return told | {name: on.isoformat() for name in _FACTS if (on := getattr(line, name)) is not None}


def make_all(today: date) -> tuple[int, int]:
    """Make the day's digest for everybody who wants one. Returns how many were made, and how many people were asked."""
    said: dict[Any, list[ReminderChoice]] = defaultdict(list)
    for choice in ReminderChoice.objects.filter(user__is_active=True):
        said[choice.user_id].append(choice)
    have = set(Digest.objects.filter(day=today).values_list("user", flat=True))
    made = asked = 0
    for user in User.objects.active().exclude(pk__in=have).order_by("pk"):
        asked += 1
        with book.batch() if settings.CHANNELS else nullcontext():  # a digest and its message: both, or neither
            digest = make(user, today, said[user.pk])
            if digest is not None:
                made += 1
                actions.queue(None, to=user, kind="digest", path="/digest/", number=len(digest.lines))
    return made, asked


def note_read(user: User, day: date, at: datetime) -> None:
    """Note that a person has read a day's digest; reading it again changes nothing."""
    Digest.objects.of(user).filter(day=day, read_at__isnull=True).update(read_at=at)


def forget_copies() -> None:
    """Remove every digest: somebody was erased, and a line made before may still name them."""
    Digest.objects.all().delete()
