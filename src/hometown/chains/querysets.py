"""The adjectives of nodes, firms, pursuits and pairs."""

from hometown.ledger.models import LedgeredQuerySet


class NodeQuerySet(LedgeredQuerySet):
    def standing(self) -> "NodeQuerySet":
        """What was not taken off the map."""
        return self.filter(removed_on__isnull=True)


class PursuitQuerySet(LedgeredQuerySet):
    def open(self) -> "PursuitQuerySet":
        """Pursuits that go on."""
        return self.filter(closed_on__isnull=True)


class PairQuerySet(LedgeredQuerySet):
    def running(self) -> "PairQuerySet":
        """Pairs that have not ended."""
        return self.filter(ended_on__isnull=True)

    def with_sides(self) -> "PairQuerySet":
        return self.select_related("home_unit", "host_unit", "keeper")


class WatchQuerySet(LedgeredQuerySet):
    def running(self) -> "WatchQuerySet":
        """What is still followed."""
        return self.filter(ended_on__isnull=True)

    def with_needs(self) -> "WatchQuerySet":
        return self.select_related("owner", "node", "company")
