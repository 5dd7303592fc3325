"""What this room reminds people of: requests and promises they have, and landed firms to call on."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from hometown.accounts.models import User
from hometown.notices.rules import is_told
from hometown.notices.sources import MOST, Line, Source, among

from . import access


def _serves(user: User) -> bool:
    return user.may(*access.READERS) and user.may(*access.WORKERS)


def requests_due(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield the requests a person has that owe something within so many days, or lately did."""
    held = access.visible_requests(user).open().filter(holder=user).with_due().due_by(today + timedelta(days=days))
    for one in held.exceptions_first()[:MOST]:
        due = one.next_due
        if due is not None and is_told(due, today, days):
            yield Line(one.title, reverse("service-request", args=[one.pk]), one.pk, due)


def promises_due(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield the promises a person sees to that fall due within so many days, or lately did."""
    held = access.visible_promises(user).open().filter(holder=user, due_on__lte=today + timedelta(days=days))
    for one in held.order_by("due_on", "pk")[:MOST]:
        if is_told(one.due_on, today, days):
            yield Line(str(one), reverse("promise", args=[one.pk]), one.pk, one.due_on)


SOURCES = (
    Source(
        "requests_due", lazy("Requests of firms that fall due"), requests_due, among(access.visible_requests), _serves,
        days=1, days_words=lazy("Days ahead"),
    ),
    Source(
        "promises_due", lazy("Promises to firms that fall due"), promises_due, among(access.visible_promises), _serves,
        days=7, days_words=lazy("Days ahead"),
    ),
)  # fmt: skip
