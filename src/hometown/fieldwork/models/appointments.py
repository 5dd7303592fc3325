"""Meetings agreed with a firm before they take place: when, where, who."""

from django.db import models
from django.db.models import F, Q

from hometown.companies.models import Company, Contact
from hometown.fieldwork.querysets import AppointmentQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer

from .activities import Activity


class AppointmentState(models.TextChoices):
    PROPOSED = "proposed"
    AGREED = "agreed"
    MOVED = "moved"  # to another time, not yet agreed again
    CANCELLED = "cancelled"
    KEPT = "kept"  # it took place; `activity` is the visit


class Appointment(LedgeredModel):
    """A meeting with a firm 约见. Times are moments; `time_zone` is where the meeting is, and how its hours read.

    What it is about (a project, say) is named by table and id: those records live on floors above.
    `sequence` is that of RFC 5546: it grows when the times change and when it is cancelled.
    """

    text_fields = frozenset({"purpose", "cancelled_because"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="appointments")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    place = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=12, default="internal")  # internal, sensitive: a feed never names the latter
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=AppointmentState.choices, default=AppointmentState.PROPOSED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    uid = models.CharField(max_length=80, unique=True)
    changed_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="appointment"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start")
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="appointment_by_time"),
            models.Index(fields=["company", "starts_at"], name="appointment_of_company"),
        ]

    def __str__(self) -> str:
        return self.company.name


class AppointmentOfficer(LedgeredModel):
    """An officer is expected at a meeting."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="officer_links")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointment_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appointment", "officer"], name="officer_once_an_appointment")]

    def __str__(self) -> str:
        return f"{self.officer_id} at {self.appointment_id}"


class AppointmentGuest(LedgeredModel):
    """A person of the firm one will meet, by contact or by name."""

    personal_fields = frozenset({"name"})

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="guests")
    place = models.PositiveSmallIntegerField(default=0)  # the order in which they were told
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    name = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.name or str(self.contact)
