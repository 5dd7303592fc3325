"""Sending a project to the county or park that is to land it."""

from datetime import date

from django.db import models
from django.db.models import Q

from hometown.landing.querysets import RoutingQuerySet
from hometown.landing.rules import RoutingDays, routing_state
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project

OPINIONS = ("industry", "market", "technology", "environment", "energy", "benefit")


class RoutingOutcome(models.TextChoices):
    ACCEPTED = "accepted"  # the unit takes it; open until it has landed
    RETURNED = "returned"
    RECALLED = "recalled"
    LANDED = "landed"


class Routing(LedgeredModel):
    """A project sent to a county or park 分办, with the three days by which the unit owes an answer.

    The days are counted from the sending under the rules of that day, and kept. A sentence of the assessment is there
    where the unit had one to say.
    """

    text_fields = frozenset({"why", *OPINIONS, "outcome_note"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="routings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="routings")
    why = models.CharField(max_length=500, blank=True)
    sent_on = models.DateField()
    sent_by = models.UUIDField()
    respond_due = models.DateField()
    assess_due = models.DateField()
    feed_back_due = models.DateField()

    responded_on = models.DateField(null=True, blank=True)
    responded_by = models.UUIDField(null=True, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessed_by = models.UUIDField(null=True, blank=True)
    industry = models.CharField(max_length=300, blank=True)
    market = models.CharField(max_length=300, blank=True)
    technology = models.CharField(max_length=300, blank=True)
    environment = models.CharField(max_length=300, blank=True)
    energy = models.CharField(max_length=300, blank=True)
    benefit = models.CharField(max_length=300, blank=True)

    outcome = models.CharField(max_length=10, choices=RoutingOutcome.choices, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)  # a code of the policy's transfer reasons
    outcome_note = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    next_due: date | None  # there where a query asked `with_due()`

    objects = RoutingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(closed_on__isnull=True), name="one_open_routing")
        ]
        indexes = [
            models.Index(fields=["unit", "closed_on"], name="routing_of_unit"),
            models.Index(fields=["-sent_on", "-id"], name="routing_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.unit_id}"

    @property
    def days(self) -> RoutingDays:
        """What the rules ask about."""
        return RoutingDays(
            self.respond_due, self.assess_due, self.feed_back_due, self.responded_on, self.assessed_on, self.outcome,
            self.outcome_on,
        )  # fmt: skip

    @property
    def state(self) -> str:
        """Where it stands: sent, responded, assessed, or its outcome."""
        return routing_state(self.days)
