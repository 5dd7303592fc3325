"""What works elsewhere, and the units at home that take it over."""

from django.db import models

from hometown.accounts.models import User
from hometown.exchange.querysets import AdoptionQuerySet, WrittenQuerySet
from hometown.exchange.rules import Step
from hometown.fieldwork.models import Note
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Unit

from .questions import Answer

PARTS = ("what", "place", "by_whom", "cost", "conditions", "result")
STEPS = [(step.value, step.value) for step in Step]


class Practice(LedgeredModel):
    """Something that works 经验做法: what, where, by whom, at what cost, on which conditions, with which result.

    Made of an accepted answer, of a note its writer shared, or written down as it is.
    """

    text_fields = frozenset({"title", *PARTS, "withdrawn_because"})
    searched_fields = ("title", "what")

    theme = models.CharField(max_length=40)  # a code of the policy's themes
    title = models.CharField(max_length=200)
    what = models.TextField()
    place = models.CharField(max_length=200)
    by_whom = models.CharField(max_length=200, blank=True)  # an organisation, as a rule
    cost = models.CharField(max_length=500, blank=True)
    conditions = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=1000, blank=True)
    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="practice")
    note = models.OneToOneField(Note, on_delete=models.PROTECT, null=True, blank=True, related_name="practice")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="practices")
    written_on = models.DateField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="practices_written")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-written_on", "-id"], name="practice_newest"),
            models.Index(fields=["theme", "-written_on", "-id"], name="practice_of_theme"),
        ]

    def __str__(self) -> str:
        return self.title


class Adoption(LedgeredModel):
    """A unit at home takes a practice over 落地: how far it is, since when, with which result so far."""

    text_fields = frozenset({"result"})

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="adoptions")
    step = models.CharField(max_length=10, choices=STEPS, default=Step.IDEA.value)
    step_on = models.DateField()
    result = models.CharField(max_length=1000, blank=True)
    begun_by = models.UUIDField()

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "unit"], name="adopted_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.step}"


class AdoptionStep(LedgeredModel):
    """One step of an adoption, with its day and what was said to it."""

    text_fields = frozenset({"words"})

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=STEPS)
    on = models.DateField()
    by = models.UUIDField()
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["step", "on", "adoption"], name="adoption_step_on")]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.step}"
