"""Escalation: a major project gets a task force, commitments and reports back."""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.landing.querysets import EscalationQuerySet, TaskForceUnitQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project


class Escalation(LedgeredModel):
    """A project of a major grade taken up by the city 提级. Its commitments are to-dos about it."""

    text_fields = frozenset({"outcome"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="escalations")
    grade = models.CharField(max_length=40)
    opened_on = models.DateField()
    opened_by = models.UUIDField()
    respond_due = models.DateField(null=True, blank=True)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="escalations_led")
    lead_person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(closed_on__isnull=True), name="one_open_escalation")
        ]
        indexes = [models.Index(fields=["-opened_on", "-id"], name="escalation_newest")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.grade}"


class TaskForceUnit(LedgeredModel):
    """A unit of the task force 专班成员单位: what it does, who speaks for it, and until when it serves."""

    text_fields = frozenset({"does", "released_because"})

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_forces")
    does = models.CharField(max_length=300)
    contact = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    joined_on = models.DateField(null=True, blank=True)  # empty: from the day the task force was set up
    released_on = models.DateField(null=True, blank=True)
    released_by = models.UUIDField(null=True, blank=True)
    released_because = models.CharField(max_length=300, blank=True)

    objects = TaskForceUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "unit"], condition=Q(released_on__isnull=True), name="unit_once_a_task_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.escalation_id} {self.unit_id}"


class EscalationReport(LedgeredModel):
    """What came of it so far 回报, in words."""

    text_fields = frozenset({"words"})

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    by = models.UUIDField()
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["escalation", "-on", "-id"], name="report_newest")]

    def __str__(self) -> str:
        return f"{self.escalation_id} {self.on}"
