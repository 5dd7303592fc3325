"""Merges of records that turned out to be one firm, and requests of persons to be forgotten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.models import LedgeredModel


class Merge(LedgeredModel):
    """Two records were one firm: what pointed at the source points at the target since.

    `manifest` names every row the merge wrote and what became of it; how each looked before and after stands in the
    book, so nothing is kept twice and nothing personal stands here. It is undone from there.
    """

    source = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="merges_away")
    target = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="merges_in")
    at = models.DateTimeField()
    by = models.UUIDField()
    reason = models.CharField(max_length=300)
    taken = models.JSONField(default=list, blank=True)  # columns whose value is the source's
    contacts = models.JSONField(default=list, blank=True)  # pairs of contacts who are one person
    manifest = models.JSONField(default=list, blank=True)  # [model, row id, fate]
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)
    undone_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(undone_at__isnull=True), name="merged_away_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Outcome(models.TextChoices):
    """What became of a request to be forgotten."""

    ERASED = "erased", _("Erased")
    RESTRICTED = "restricted", _("Kept by law, not used")  # Personal Information Protection Law, art. 47


class Forgetting(LedgeredModel):
    """A person asked to be forgotten, and what was done. It never names the person."""

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="forgettings"
    )  # empty for somebody met by name only
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="forgettings")
    asked_on = models.DateField()
    at = models.DateTimeField()
    by = models.UUIDField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.CharField(max_length=300)  # how they asked; for a restriction, which law keeps what
    rows = models.PositiveIntegerField(default=0)  # emptied
    texts = models.PositiveIntegerField(default=0)  # redacted
    values = models.PositiveIntegerField(default=0)  # values destroyed in the book

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.asked_on}"
