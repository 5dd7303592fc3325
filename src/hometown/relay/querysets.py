"""The adjectives of handovers and their items."""

from hometown.ledger.models import LedgeredQuerySet


class HandoverQuerySet(LedgeredQuerySet):
    def planned(self) -> "HandoverQuerySet":
        """Those that may still be changed."""
        return self.filter(done_at__isnull=True, dropped_on__isnull=True)

    def done(self) -> "HandoverQuerySet":
        return self.filter(done_at__isnull=False)

    def unfinished(self) -> "HandoverQuerySet":
        """Done, and something waits to be accepted."""
        waits = {"items__accepted_on__isnull": True, "items__superseded_on__isnull": True}
        return self.done().filter(**waits).distinct()


class HandoverItemQuerySet(LedgeredQuerySet):
    def waiting(self) -> "HandoverItemQuerySet":
        """Neither accepted nor passed on again; those given back too."""
        return self.filter(accepted_on__isnull=True, superseded_on__isnull=True)

    def to_accept(self) -> "HandoverItemQuerySet":
        """Those the new owner has said nothing to."""
        return self.waiting().filter(returned_on__isnull=True)

    def returned(self) -> "HandoverItemQuerySet":
        """Those given back, for which the coordinator has named nobody else yet."""
        return self.waiting().filter(returned_on__isnull=False)
