"""The adjectives of needs, their readers, and feedback."""

from datetime import date

from hometown.ledger.models import LedgeredQuerySet


class NeedQuerySet(LedgeredQuerySet):
    def standing(self, today: date) -> "NeedQuerySet":
        """Those that may be read: not erased, and their day has not passed, whether a sweep came by or not."""
        return self.filter(erased_on__isnull=True, until__gte=today)

    def lapsed(self, today: date) -> "NeedQuerySet":
        """Those whose day has passed and whose words are still there."""
        return self.filter(erased_on__isnull=True, until__lt=today)


class ReaderQuerySet(LedgeredQuerySet):
    def standing(self) -> "ReaderQuerySet":
        return self.filter(ended_on__isnull=True)


class FeedbackQuerySet(LedgeredQuerySet):
    def standing(self) -> "FeedbackQuerySet":
        """Those not taken back."""
        return self.filter(withdrawn_on__isnull=True)
