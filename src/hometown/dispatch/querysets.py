"""The adjectives of assignments, blockers, supervision items and clients who can talk."""

from datetime import date

from hometown.ledger.heads import with_few
from hometown.ledger.models import LedgeredQuerySet


class AssignmentQuerySet(LedgeredQuerySet):
    def open(self) -> "AssignmentQuerySet":
        """Those whose to-do is not closed."""
        return self.filter(task__closed_on__isnull=True)

    def in_need(self, today: date) -> "AssignmentQuerySet":
        """Those that ask for help, and those past their day."""
        return self.open().filter(answer="help") | self.open().filter(task__due_on__lt=today)

    def with_reader_needs(self) -> "AssignmentQuerySet":
        return self.select_related("task__owner", "batch")


class BlockerQuerySet(LedgeredQuerySet):
    def open(self) -> "BlockerQuerySet":
        """Those that still stand in the way."""
        return self.filter(cleared_on__isnull=True)


class HotSignalQuerySet(LedgeredQuerySet):
    def open(self) -> "HotSignalQuerySet":
        """Those to whom nobody goes yet, and that have not ended."""
        return self.filter(appointment__isnull=True, ended_on__isnull=True)

    def with_reader_needs(self) -> "HotSignalQuerySet":
        return self.select_related("company", "project", "batch__host_city", "appointment")


class SupervisionQuerySet(LedgeredQuerySet):
    def open(self) -> "SupervisionQuerySet":
        """Those not confirmed as done."""
        return self.filter(closed_on__isnull=True)

    def due_by(self, day: date) -> "SupervisionQuerySet":
        return self.filter(due_on__lte=day)

    def with_reader_needs(self) -> "SupervisionQuerySet":
        return self.select_related(
            "addressee__instruction", "owner", "owner_unit", "set_by", "activity", "trip", "clause"
        )

    def with_names(self) -> "SupervisionQuerySet":
        """Bring along what a line prints: what is owed, by which unit and person, and who set it."""
        words = {"addressee": ("instruction",), "addressee__instruction": ("words",)}
        return with_few(self, **words, owner_unit=("name",), owner=("name",), set_by=("name",))
