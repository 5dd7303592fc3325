"""The adjectives of routings, reviews, escalations and instructions."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db.models import Case, DateField, F, Q, When

from hometown.ledger.heads import with_few
from hometown.ledger.models import LedgeredQuerySet

# The first clock of a routing that still runs; none once the unit has accepted it or it is over.
_NEXT_DUE = Case(
    When(~Q(outcome=""), then=None),
    When(assessed_on__isnull=False, then=F("feed_back_due")),
    When(responded_on__isnull=False, then=F("assess_due")),
    default=F("respond_due"),
    output_field=DateField(null=True),
)


class EndingQuerySet(LedgeredQuerySet):
    """Records that end on a day, `closed_on`."""

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(closed_on__isnull=True)

    def open_first(self, *order: Any) -> Self:
        """Those that have not ended, then the rest; each in this order."""
        return self.order_by(Case(When(closed_on__isnull=True, then=0), default=1), *order)


class RoutingQuerySet(EndingQuerySet):
    def with_due(self) -> "RoutingQuerySet":
        """Bring along `next_due`, the day by which the unit owes something."""
        found: RoutingQuerySet = self.annotate(next_due=_NEXT_DUE)
        return found

    def due_between(self, after: date | None, until: date | None) -> "RoutingQuerySet":
        """Routings that owe something after one day and until another; needs `with_due`."""
        found = self.filter(next_due__isnull=False)
        found = found.filter(next_due__gt=after) if after else found
        return found.filter(next_due__lte=until) if until else found

    def exceptions_first(self) -> "RoutingQuerySet":
        """What is most overdue first, then what runs without a day, then what is over; needs `with_due`."""
        return self.open_first(F("next_due").asc(nulls_last=True), "-sent_on", "-pk")

    def to_units(self, units: Collection[uuid.UUID]) -> "RoutingQuerySet":
        return self.filter(unit__in=units)

    def with_reader_needs(self) -> "RoutingQuerySet":
        return self.select_related("project__company", "unit")

    def with_names(self) -> "RoutingQuerySet":
        """Bring along what a line prints: the names of the project, its firm and the unit."""
        firm = {"project__company": ("name",)}
        return with_few(self, project=("name", "company"), unit=("name", "kind"), **firm)


class ReviewQuerySet(EndingQuerySet):
    def decided(self) -> "ReviewQuerySet":
        """Reviews that came to something; a review that was called off did not."""
        return self.filter(outcome__in=("passed", "failed", "vetoed"))


class OpinionQuerySet(LedgeredQuerySet):
    def silent(self) -> "OpinionQuerySet":
        """Departments asked that have not answered, and are still waited for."""
        return self.filter(on__isnull=True, excused_on__isnull=True)

    def of_units(self, units: Collection[uuid.UUID]) -> "OpinionQuerySet":
        return self.filter(unit__in=units)


class TaskForceUnitQuerySet(LedgeredQuerySet):
    def serving(self) -> "TaskForceUnitQuerySet":
        """Units that have not left their task force."""
        return self.filter(released_on__isnull=True)


class EscalationQuerySet(EndingQuerySet):
    """Task forces."""


class InstructionQuerySet(EndingQuerySet):
    """Instructions."""
