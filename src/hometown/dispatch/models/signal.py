"""A client can talk, at a time and a place that are short away: said once, answered with a way there."""

from django.db import models
from django.db.models import F, Q

from hometown.companies.models import Company
from hometown.dispatch.querysets import HotSignalQuerySet
from hometown.fieldwork.models import Appointment
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch
from hometown.projects.models import Project


class HotSignal(LedgeredModel):
    """A client can talk 邀约急报: which firm, when, in which city, and what the client said.

    The branch is told by to-dos about it. It ends as an appointment, or because nobody can go, and why.
    """

    text_fields = frozenset({"words", "ended_because"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="hot_signals")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="hot_signals")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="hot_signals")
    in_host = models.BooleanField()  # the client is in the host city; else at home
    place = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    words = models.CharField(max_length=500)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="hot_signal"
    )
    taken_by = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    objects = HotSignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="hot_signal_ends_after_start")
        ]
        indexes = [models.Index(fields=["starts_at", "id"], name="hot_signal_by_time")]

    def __str__(self) -> str:
        return self.company.name

    @property
    def is_open(self) -> bool:
        """Whether somebody may still take it."""
        return self.appointment_id is None and self.ended_on is None
