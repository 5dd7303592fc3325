"""The monthly bulletin 月通报: its text, how far it is on its way, and to whom it went."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.bulletins.querysets import BulletinQuerySet, DeliveryQuerySet, RecipientQuerySet
from hometown.bulletins.rules import Step
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Unit

from .sealing import Seal


class Bulletin(LedgeredModel):
    """A month of a batch, or of the whole programme, told in figures.

    Its numbers are asked anew each time it is read, until it is sealed. `signed_values` holds what they said when it
    was signed off, so that a later change shows. `writers` are the accounts that wrote in it: none of them signs.
    """

    text_fields = frozenset({"returned_because"})

    month = models.DateField()  # its first day
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="bulletins")
    number = models.PositiveIntegerField()  # within its year: 〔2019〕3号
    serial = models.PositiveIntegerField()  # since the first: 总第5期
    word = models.CharField(max_length=40, blank=True)  # 发文字: what stands before the year
    addressee = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=12, choices=Step.choices(), default=Step.DRAFT)
    drafted_on = models.DateField()
    drafted_by = models.UUIDField(null=True, blank=True)
    writers = models.JSONField(default=list, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.UUIDField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.UUIDField(null=True, blank=True)
    signed_values = models.JSONField(default=dict, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, null=True, blank=True, related_name="bulletin")

    objects = BulletinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "batch"], name="bulletin_once_a_month"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(batch__isnull=True), name="whole_bulletin_once_a_month"
            ),
        ]
        indexes = [models.Index(fields=["-month", "-id"], name="bulletin_newest")]
        ordering: ClassVar[list[str]] = ["-month", "-id"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class BulletinPart(LedgeredModel):
    """A section of the text in both languages, a paragraph a line; figures stand in it as places: {visited}."""

    text_fields = frozenset({"zh", "en"})

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="parts")
    section = models.CharField(max_length=20)
    zh = models.TextField(blank=True)
    en = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "section"], name="section_once_a_bulletin")]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.section}"


class Recipient(LedgeredModel):
    """Somebody on the list to whom bulletins go: a person, in a unit's name or their own."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="bulletins_received")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="bulletins_received")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until__isnull=True), name="on_the_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Delivery(LedgeredModel):
    """A sealed bulletin went to a recipient, who fetched it. Nobody records whether they read it."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="deliveries")
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()
    fetched_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "recipient"], name="delivered_once")]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.bulletin_id} → {self.recipient_id}"
