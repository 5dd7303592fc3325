"""Care 关心关爱: a need, the consent it rests on, who may read it, what is done about it.

Whose need it is, of which kind, in which words and who wrote it down are personal fields: the book keeps them apart
under salts, so that they can go. What stays afterwards names nobody.
"""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.care.querysets import NeedQuerySet, ReaderQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer


class CareReader(LedgeredModel):
    """Who may be trusted with needs of a batch 关爱联系人; few, by name. No more is read than its officer agreed to."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="care_readers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cares_for")
    named_on = models.DateField()
    named_by = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "user"], condition=Q(ended_on__isnull=True), name="care_reader_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class Need(LedgeredModel):
    """A need of an officer, until a day. Once its consent is withdrawn or its day has passed, it is empty."""

    personal_fields = frozenset({"officer_id", "kind", "words", "noted_by"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    kind = models.CharField(max_length=40)  # a code of the policy's `care.kinds`
    words = models.CharField(max_length=200)
    noted_by = models.UUIDField(null=True, blank=True)
    noted_on = models.DateField()
    until = models.DateField()
    erased_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=20, blank=True)  # withdrawn, expired

    objects = NeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["erased_on", "until"], name="need_until")]

    def __str__(self) -> str:
        return str(self.pk)  # a name stands in lists and logs: it says nothing


class Consent(LedgeredModel):
    """That the officer agreed to have the need noted: on which day, in which way, and until they took it back."""

    need = models.OneToOneField(Need, on_delete=models.PROTECT, related_name="consent")
    given_on = models.DateField()
    way = models.CharField(max_length=20)  # self, spoken, message, paper
    withdrawn_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.given_on)


class ConsentReader(LedgeredModel):
    """Somebody to whom the officer agreed by name. Who is named a reader later does not read what was noted before."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consent", "user"], name="agreed_to_once")]

    def __str__(self) -> str:
        return str(self.user_id)


class CareStep(LedgeredModel):
    """What is done about a need. Goes with it."""

    personal_fields = frozenset({"words"})

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="steps")
    words = models.CharField(max_length=200)
    done_on = models.DateField()
    done_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.done_on)
