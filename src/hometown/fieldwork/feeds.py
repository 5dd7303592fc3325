"""The secret address of a person's calendar: made, shown once, revoked; and what stands in it.

What leaves the house is internal 内部: the calendar of a phone lies with whoever sold the phone. So a feed says only
the hours unless its owner asks for more, and of what is commercially sensitive 商业敏感 never more than the hours.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.ledger import records
from hometown.tasks.access import my_open_tasks
from hometown.tasks.models import Task

from . import access, ics
from .actions.parts import NEXT_STEP
from .models import Appointment, AppointmentOfficer, CalendarFeed, FeedDetail

LOOK_BACK = timedelta(days=30)
MOST = 300


def make_feed(user: User, detail: str) -> str:
    """Make a new address for a person and return its token, which is shown once; an earlier address stops answering.

    A `local` record: neither token nor hash enters the book. Raises BadInput for an unknown detail.
    """
    if detail not in FeedDetail.values:
        raise BadInput("fieldwork.no_detail", fields={"detail": BadInput("fieldwork.no_detail")})
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke_feed(user)
        CalendarFeed.objects.create(user=user, token_hash=_hash(token), detail=detail, made_at=clock.now())
    return token


def revoke_feed(user: User) -> bool:
    """Let a person's address stop answering. Returns whether there was one."""
    return bool(CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=clock.now()))


def live_feed(user: User) -> CalendarFeed | None:
    """Return a person's present address, None without one."""
    return CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).first()


def feed_of(token: str) -> CalendarFeed | None:
    """Return the living feed of a token whose owner may still sign in, None for any other.

    The database is asked for the hash of 256 random bits; what it finds is compared in constant time.
    """
    wanted = _hash(token)
    found = CalendarFeed.objects.select_related("user").filter(token_hash=wanted, revoked_at__isnull=True).first()
    if found is None or not hmac.compare_digest(found.token_hash, wanted) or not found.user.is_active:
        return None
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def written(feed: CalendarFeed, now: datetime) -> bytes:
    """Return the calendar of a feed in its owner's language: their own appointments and next steps that have a day."""
    user = feed.user
    goes = Exists(AppointmentOfficer.objects.filter(appointment=OuterRef("pk"), officer__user=user))
    own = access.visible_appointments(user).filter(Q(goes) | Q(officer_links__isnull=True, recorded_by=user.pk))
    recent: list[Appointment] = list(
        own.filter(ends_at__gte=now - LOOK_BACK).select_related("company").order_by("starts_at", "pk")[:MOST]
    )
    with translation.override(user.language):
        return ics.feed(_("Second Hometown"), recent, _due(user, now), feed.detail)


def _due(user: User, now: datetime) -> list[ics.DueTask]:
    since = now.astimezone(clock.CITY_TIME).date() - LOOK_BACK
    tasks: list[Task] = list(my_open_tasks(user).filter(kind=NEXT_STEP, due_on__gte=since)[:MOST])
    sensitive = _sensitive(tasks)
    return [ics.DueTask(one, one.about_id in sensitive) for one in tasks]


def _sensitive(tasks: list[Task]) -> set[Any]:
    """Return the ids of records these to-dos are about marked commercially sensitive, on whatever floor."""
    asked: dict[str, set[Any]] = {}
    for one in tasks:
        asked.setdefault(one.about_model, set()).add(one.about_id)
    found: set[Any] = set()
    for label, pks in asked.items():
        record = records.known(label)
        if record is not None and any(field.name == "label" for field in record.model._meta.concrete_fields):
            marked = record.model.objects.filter(pk__in=pks, label=ics.SENSITIVE)
            found |= set(marked.values_list("pk", flat=True))
    return found
