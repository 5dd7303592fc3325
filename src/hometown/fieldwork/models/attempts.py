"""How somebody at a firm was asked for a meeting, and what came of it: a record of courtesy, never a quota."""

from django.db import models

from hometown.companies.models import Company, Contact
from hometown.fieldwork.querysets import AttemptQuerySet
from hometown.kernel.fields import precision_field
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer


class Channel(models.TextChoices):
    """How one asked."""

    PHONE = "phone"
    MESSAGE = "message"
    MAIL = "mail"
    LETTER = "letter"
    VISIT = "visit"  # called in without an appointment
    THROUGH = "through"  # through somebody: a chamber, an investor, a colleague


class Outcome(models.TextChoices):
    """What came of it at the time."""

    INVITED = "invited"  # said, no answer asked for yet
    WAITING = "waiting"  # they will answer
    NO_ANSWER = "no_answer"  # nobody was reached
    DECLINED = "declined"
    AGREED = "agreed"


class ContactAttempt(LedgeredModel):
    """One invitation of a firm 邀约: when, how, what came of it. Several make the story “asked three times, waits”."""

    text_fields = frozenset({"words", "withdrawn_because"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="contact_attempts")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts")
    on = models.DateField()
    precision = precision_field()
    at = models.TimeField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = models.CharField(max_length=300, blank=True)
    next_try_on = models.DateField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["company", "-on"], name="attempt_of_company"),
            models.Index(fields=["batch", "on"], name="attempt_of_batch"),
            models.Index(fields=["recorded_by", "on"], name="attempt_of_writer"),
        ]

    def __str__(self) -> str:
        return self.company.name
