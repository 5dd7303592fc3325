"""The adjectives of bulletins: sealed, standing, waiting to be fetched, checked."""

from datetime import date
from typing import Any

from django.db.models import Count

from hometown.ledger.models import LedgeredQuerySet


class BulletinQuerySet(LedgeredQuerySet):
    """Bulletins."""

    def sealed(self) -> "BulletinQuerySet":
        """Those that are sealed."""
        return self.filter(seal__isnull=False)

    def of(self, batch: Any) -> "BulletinQuerySet":
        """Those of a batch's key, or of the whole programme."""
        return self.filter(batch=batch) if batch else self.filter(batch__isnull=True)

    def before(self, month: date) -> "BulletinQuerySet":
        """Those of earlier months, the latest first."""
        return self.filter(month__lt=month).order_by("-month")

    def with_reader_needs(self) -> "BulletinQuerySet":
        """Those, with what a page of them reads."""
        return self.select_related("batch__host_city", "seal__key", "seal__blob")


class RecipientQuerySet(LedgeredQuerySet):
    """Recipients of bulletins."""

    def standing(self) -> "RecipientQuerySet":
        """Those on the list now."""
        return self.filter(until__isnull=True)


class DeliveryQuerySet(LedgeredQuerySet):
    """Deliveries of bulletins."""

    def to(self, person: Any) -> "DeliveryQuerySet":
        """Those that went to a person."""
        return self.filter(recipient__person=person)


class ToldQuerySet(LedgeredQuerySet):
    """Photographs and reflections of reviews."""

    def standing(self) -> "ToldQuerySet":
        """Those that were not taken out again, in their order."""
        return self.filter(dropped_on__isnull=True).order_by("place", "id")


class SampleQuerySet(LedgeredQuerySet):
    """Samples of sealed figures."""

    def with_reader_needs(self) -> "SampleQuerySet":
        """Those, the newest first, with what a page of them reads and how far the checking is."""
        counted = self.annotate(drawn=Count("checks"), checked=Count("checks__checked_on"))
        told: SampleQuerySet = counted.select_related("figure__seal__bulletin__batch").order_by("-drawn_on", "-id")
        return told


class SampleCheckQuerySet(LedgeredQuerySet):
    """Drawn records."""

    def of(self, batch: Any) -> "SampleCheckQuerySet":
        """Those of bulletins of a batch's key; all of them without one."""
        return self.filter(sample__figure__seal__bulletin__batch=batch) if batch else self.all()
