"""The adjectives of activities, events, notes, invitations, appointments and trips."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import F, Q

from hometown.kernel.dates import Period
from hometown.ledger.models import LedgeredQuerySet

if TYPE_CHECKING:
    from hometown.accounts.models import User
    from hometown.programme.models import Batch


class ActivityQuerySet(LedgeredQuerySet):
    def standing(self) -> "ActivityQuerySet":
        """Activities that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def of_batch(self, batch: "Batch") -> "ActivityQuerySet":
        return self.filter(batch=batch)

    def within(self, period: Period) -> "ActivityQuerySet":
        return self.filter(on__gte=period.first, on__lte=period.last)

    def newest_first(self) -> "ActivityQuerySet":
        return self.order_by("-on", "-id")

    def with_people(self) -> "ActivityQuerySet":
        """With officers, companies and whom one met at each, read in one query each."""
        return self.select_related("batch", "event", "host_unit").prefetch_related(
            "officer_links__officer", "company_links__company", "company_links__counterparts__contact"
        )

    def of_kind(self, *kinds: str) -> "ActivityQuerySet":
        return self.filter(kind__in=kinds)


class EventQuerySet(LedgeredQuerySet):
    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-first_on", "-id")

    def running(self, on: date) -> "EventQuerySet":
        return self.filter(first_on__lte=on, last_on__gte=on)


class NoteQuerySet(LedgeredQuerySet):
    def newest_first(self) -> "NoteQuerySet":
        return self.order_by("-on", "-id")

    def shared(self) -> "NoteQuerySet":
        """Notes their writer has shared."""
        return self.filter(shared_on__isnull=False)


class AttemptQuerySet(LedgeredQuerySet):
    def standing(self) -> "AttemptQuerySet":
        """Attempts that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def newest_first(self) -> "AttemptQuerySet":
        return self.order_by("-on", F("at").desc(nulls_last=True), "-id")

    def with_people(self) -> "AttemptQuerySet":
        return self.select_related("company", "contact", "officer")


class AppointmentQuerySet(LedgeredQuerySet):
    def live(self) -> "AppointmentQuerySet":
        """Appointments still to be kept: neither cancelled nor kept."""
        return self.exclude(state__in=("cancelled", "kept"))

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> "AppointmentQuerySet":
        """Live appointments that share a moment with this span; one that ends when the other begins does not."""
        return self.live().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def binding(self, person: "User") -> "AppointmentQuerySet":
        """Meetings that were agreed and at which a person is expected: as an officer, or who made it without one."""
        expected = Q(officer_links__officer__user=person) | Q(officer_links__isnull=True, recorded_by=person.pk)
        return self.filter(expected, state="agreed").distinct()

    def with_people(self) -> "AppointmentQuerySet":
        return self.select_related("company", "batch").prefetch_related("officer_links__officer", "guests__contact")


class TripQuerySet(LedgeredQuerySet):
    def standing(self) -> "TripQuerySet":
        """Trips that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def with_people(self) -> "TripQuerySet":
        return self.select_related("batch").prefetch_related("officer_links__officer", "activity_links__activity")
