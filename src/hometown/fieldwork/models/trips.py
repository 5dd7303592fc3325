"""Journeys, written down after they were made."""

from django.db import models
from django.db.models import F, Q

from hometown.fieldwork.querysets import TripQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer

from .activities import Activity
from .appointments import Appointment


class Means(models.TextChoices):
    RAIL = "rail"
    ROAD = "road"
    AIR = "air"


class Trip(LedgeredModel):
    """A journey 出差: who, from where to where, what for, what it led to. No cost, no track.

    It is recorded after the fact, or planned with an appointment (`is_planned`, with the trains one takes) and a fact
    once that meeting was kept.
    """

    text_fields = frozenset({"purpose", "led_to", "withdrawn_because"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="trips")
    from_place = models.CharField(max_length=60)
    to_place = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    means = models.CharField(max_length=10, choices=Means.choices, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    led_to = models.CharField(max_length=500, blank=True)
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="trip"
    )
    is_planned = models.BooleanField(default=False)
    out_by = models.CharField(max_length=120, blank=True)  # a train in words, as the timetable had it then
    back_by = models.CharField(max_length=120, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = TripQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="trip_ends_after_start")]
        indexes = [models.Index(fields=["batch", "-first_on"], name="trip_of_batch")]

    def __str__(self) -> str:
        return f"{self.from_place} – {self.to_place}"


class TripOfficer(LedgeredModel):
    """An officer went along."""

    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, related_name="officer_links")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="trip_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trip", "officer"], name="officer_once_a_trip")]

    def __str__(self) -> str:
        return f"{self.officer_id} on {self.trip_id}"


class TripActivity(LedgeredModel):
    """An activity was done on the journey; an activity belongs to one at most."""

    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, related_name="activity_links")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="trip_link")

    def __str__(self) -> str:
        return f"{self.activity_id} on {self.trip_id}"
