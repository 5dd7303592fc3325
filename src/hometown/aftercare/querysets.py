"""The adjectives of requests, promises and links."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Case, DateField, F, Q, When
from django.db.models.functions import Least

from hometown.fieldwork.models import Appointment
from hometown.ledger.heads import with_few
from hometown.ledger.models import LedgeredQuerySet

# The first clock of a request that still runs; none once it is closed.
_NEXT_DUE = Case(
    When(closed_on__isnull=False, then=None),
    When(paused_on__isnull=False, then=F("paused_until")),
    When(replied_on__isnull=False, then=F("close_due")),
    # Taken up again after it was closed late, its day to close comes before the one to answer.
    When(accepted_on__isnull=False, then=Least("reply_due", "close_due")),
    default=F("accept_due"),
    output_field=DateField(null=True),
)


class RequestQuerySet(LedgeredQuerySet):
    def open(self) -> "RequestQuerySet":
        """Those that are not closed."""
        return self.filter(closed_on__isnull=True)

    def with_due(self) -> "RequestQuerySet":
        """Bring along `next_due`, the day by which something is owed."""
        found: RequestQuerySet = self.annotate(next_due=_NEXT_DUE)
        return found

    def due_by(self, day: date) -> "RequestQuerySet":
        """Requests that owe something by a day; needs `with_due`."""
        return self.filter(next_due__lte=day)

    def exceptions_first(self) -> "RequestQuerySet":
        """What is most overdue first, what is closed last and newest first; needs `with_due`."""
        return self.order_by(F("next_due").asc(nulls_last=True), F("closed_on").desc(nulls_first=True), "pk")

    def raised(self) -> "RequestQuerySet":
        """Open requests that wait for the coordinators' word."""
        return self.open().filter(raised_on__isnull=False, settled_on__isnull=True)

    def of_units(self, units: Collection[uuid.UUID]) -> "RequestQuerySet":
        return self.filter(unit__in=units)

    def with_reader_needs(self) -> "RequestQuerySet":
        return self.select_related("company", "project", "unit", "holder")

    def with_names(self) -> "RequestQuerySet":
        """Bring along what a line prints: the names of the firm and of who has it, and which project it is about."""
        return with_few(self, company=("name",), project=("name",), holder=("name",))


class PromiseQuerySet(LedgeredQuerySet):
    def open(self) -> "PromiseQuerySet":
        """Promises that are still to be kept."""
        return self.filter(kept_on__isnull=True, released_on__isnull=True)

    def overdue(self, today: date) -> "PromiseQuerySet":
        """Promises whose day has passed."""
        return self.open().filter(due_on__lt=today)

    def open_first(self) -> "PromiseQuerySet":
        """What is still to be kept first, by its day; then the rest, the newest first."""
        over = ~Q(kept_on__isnull=True, released_on__isnull=True)
        return self.order_by(Case(When(over, then=1), default=0), "due_on", "pk")

    def with_reader_needs(self) -> "PromiseQuerySet":
        return self.select_related("company", "project", "unit", "holder")

    def with_names(self) -> "PromiseQuerySet":
        """Bring along what a line prints: the names of the firm and of who has it, and which project it is about."""
        return with_few(self, company=("name",), project=("name",), holder=("name",))


class LinkQuerySet(LedgeredQuerySet):
    def live(self, today: date) -> "LinkQuerySet":
        """Links that open a page on a day."""
        return self.filter(revoked_on__isnull=True, expires_on__gte=today)


class OfferQuerySet(LedgeredQuerySet):
    def answering(self, now: datetime) -> "OfferQuerySet":
        """Offers whose link opens a page: not taken back, and the last time is to come; one that was declined too."""
        return self.exclude(state="withdrawn").filter(times__starts_at__gt=now).distinct()

    def standing(self) -> "OfferQuerySet":
        """Offers somebody must come for: not answered yet, or picked and the meeting stands."""
        picked = Q(state="picked", appointment__in=Appointment.objects.live())
        return self.filter(Q(state="open") | picked)

    def newest_first(self) -> "OfferQuerySet":
        return self.order_by("-made_on", "-pk")
