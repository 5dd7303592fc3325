"""What is asked of doubtful names, in the words of the trade."""

from hometown.ledger.models import LedgeredQuerySet

from .rules import Decision


class DoubtfulNameQuerySet(LedgeredQuerySet):
    """Doubtful names."""

    def open(self) -> "DoubtfulNameQuerySet":
        """Those about which nobody has decided."""
        return self.filter(decision=Decision.OPEN)

    def decided_new(self) -> "DoubtfulNameQuerySet":
        """Those of which somebody said that they are firms of their own."""
        return self.filter(decision=Decision.NEW)
