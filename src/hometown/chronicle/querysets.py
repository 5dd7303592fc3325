"""The adjectives of fact sheets and monthly reports."""

from datetime import date

from django.db.models import Q

from hometown.ledger.models import LedgeredQuerySet


class SheetQuerySet(LedgeredQuerySet):
    def past_first_look(self, today: date) -> "SheetQuerySet":
        """Those that the officer passed on, or has had for as long as the rules give."""
        return self.filter(Q(passed_on__isnull=False) | Q(first_until__lt=today))


class RemarkQuerySet(LedgeredQuerySet):
    def standing(self) -> "RemarkQuerySet":
        """Those not taken back."""
        return self.filter(withdrawn_on__isnull=True)


class ReportQuerySet(LedgeredQuerySet):
    def sent(self) -> "ReportQuerySet":
        return self.filter(sent_on__isnull=False)
