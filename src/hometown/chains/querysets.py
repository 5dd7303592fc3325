"""The adjectives of nodes, firms, pursuits, pairs, shortlisted firms and versions of the screening map."""

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


class ShortlistedQuerySet(LedgeredQuerySet):
    def standing(self) -> "ShortlistedQuerySet":
        """Rows that have not gone on in a newer run."""
        return self.filter(goes_on_as__isnull=True)

    def decided(self) -> "ShortlistedQuerySet":
        """Firms that somebody was assigned to, or that were dismissed."""
        return self.exclude(state="open")

    def assigned(self) -> "ShortlistedQuerySet":
        """Firms that somebody is to go to and has not closed the to-do of."""
        return self.filter(state="assigned", task__closed_on__isnull=True)


class MapVersionQuerySet(LedgeredQuerySet):
    def put_in_force(self) -> "MapVersionQuerySet":
        """The versions that were ever put in force, the one that stands first."""
        return self.filter(state="adopted").order_by("-adopted_at", "-number")
