"""The adjectives of exchanges, the items of their packs, and help wanted."""

from django.db.models import Q

from hometown.ledger.models import LedgeredQuerySet

from .rules import Week


class ExchangeQuerySet(LedgeredQuerySet):
    def standing(self) -> "ExchangeQuerySet":
        """Exchanges that were not cancelled."""
        return self.filter(cancelled_on__isnull=True)

    def closed(self) -> "ExchangeQuerySet":
        return self.filter(closed_on__isnull=False)

    def newest_first(self) -> "ExchangeQuerySet":
        return self.order_by("-year", "-week", "-pk")

    def of_week(self, week: Week) -> "ExchangeQuerySet":
        return self.filter(year=week.year, week=week.number)

    def before(self, week: Week) -> "ExchangeQuerySet":
        """Exchanges of earlier weeks."""
        return self.filter(Q(year__lt=week.year) | Q(year=week.year, week__lt=week.number))


class ItemQuerySet(LedgeredQuerySet):
    def kept(self) -> "ItemQuerySet":
        """Items that are read in the meeting."""
        return self.filter(is_kept=True)

    def in_order(self) -> "ItemQuerySet":
        return self.order_by("place", "pk")


class HelpQuerySet(LedgeredQuerySet):
    def waiting(self) -> "HelpQuerySet":
        """What nobody has answered and nobody withdrew."""
        return self.filter(answered_on__isnull=True, withdrawn_on__isnull=True)

    def newest_first(self) -> "HelpQuerySet":
        return self.order_by("-raised_on", "-pk")
