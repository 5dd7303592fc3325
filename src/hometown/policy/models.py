"""The versions of the city's rules."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from hometown.ledger.models import LedgeredModel, LedgeredQuerySet


class State(models.TextChoices):
    """How far a version is. An adopted one is in force from its day on, until the next."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class PolicyVersionQuerySet(LedgeredQuerySet):
    def adopted(self) -> "PolicyVersionQuerySet":
        return self.filter(state=State.ADOPTED)

    def drafts(self) -> "PolicyVersionQuerySet":
        return self.filter(state=State.DRAFT)

    def in_force(self, on: date) -> "PolicyVersionQuerySet":
        """The versions that had taken effect by a day, the standing one first."""
        return self.adopted().filter(effective_from__lte=on).order_by("-effective_from", "-number")


class PolicyVersion(LedgeredModel):
    """One dated text of the rules. The text never changes; a change is a new version."""

    number = models.PositiveIntegerField(unique=True)
    label = models.CharField(max_length=30)
    text = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    effective_from = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    proposed_by = models.UUIDField(null=True, blank=True)  # an account; empty: shipped with the house
    proposed_at = models.DateTimeField()
    adopted_by = models.UUIDField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["state", "effective_from", "number"], name="policy_standing")]
        constraints = [
            models.UniqueConstraint(fields=["label"], condition=~Q(state="withdrawn"), name="policy_label_once"),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(adopted_by=None) | ~Q(proposed_by=models.F("adopted_by")),
                name="policy_adopted_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.label}"

    def was_proposed_by(self, person: uuid.UUID) -> bool:
        """Tell whether this person proposed it, and so may not adopt it."""
        return self.proposed_by == person
