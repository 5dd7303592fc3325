"""Times offered to a firm by a link: it picks one, moves to another, or declines."""

from django.db import models
from django.db.models import F, Q

from hometown.accounts.models import User
from hometown.aftercare.querysets import OfferQuerySet
from hometown.companies.models import Company
from hometown.fieldwork.models import Appointment
from hometown.ledger.models import LedgeredModel


class OfferState(models.TextChoices):
    """What came of an offer."""

    OPEN = "open"
    PICKED = "picked"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TimeOffer(LedgeredModel):
    """Times at which somebody could call on a firm 约时间. What the firm picks becomes an appointment of the host's.

    The link opens until the last of its times has begun.
    """

    text_fields = frozenset({"purpose", "answer_words"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="time_offers")
    host = models.ForeignKey(User, on_delete=models.PROTECT, related_name="time_offers")  # who comes
    made_by = models.UUIDField()
    made_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    answer_words = models.CharField(max_length=300, blank=True)
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="time_offer"
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["host", "-made_on", "-id"], name="offer_of_host"),
            models.Index(fields=["company", "-made_on"], name="offer_to_firm"),
        ]

    def __str__(self) -> str:
        return self.company.name


class OfferedTime(LedgeredModel):
    """One of the times of an offer, in the city's time."""

    offer = models.ForeignKey(TimeOffer, on_delete=models.PROTECT, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="offered_time_ends_after_start"),
            models.UniqueConstraint(fields=["offer", "starts_at"], name="time_offered_once"),
        ]
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.starts_at:%F %R}"


class OfferToken(models.Model):
    """The hash of an offer's secret. Neither enters the book; an offer without it answers nobody."""

    ledger_kind = "local"

    offer = models.OneToOneField(TimeOffer, on_delete=models.CASCADE, related_name="token")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.offer_id)
