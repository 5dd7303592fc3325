"""The adjectives of activities, events and notes."""

from datetime import date
from typing import TYPE_CHECKING

from hometown.kernel.dates import Period
from hometown.ledger.models import LedgeredQuerySet

if TYPE_CHECKING:
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
