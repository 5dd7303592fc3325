"""Reports of a lead, and the first claim they give."""

from django.db import models
from django.db.models import Q

from hometown.files.models import Blob
from hometown.kernel.fields import precision_field
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer, Unit
from hometown.projects.querysets import ClaimQuerySet, FilingQuerySet

from .project import Project


class Filing(LedgeredModel):
    """One report of a lead by one unit 报送. Counted in 条 unless it supports another.

    `filed_at` is the server's time; `effective_at` the first complete submission's, which later edits never move.
    """

    text_fields = frozenset({"contact_evidence", "text"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="filings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="filings")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="filings")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="filings")
    filed_by = models.UUIDField(null=True, blank=True)
    filed_at = models.DateTimeField()
    occurred_on = models.DateField()  # when the lead came up, as told; never decides a claim
    occurred_precision = precision_field()
    effective_at = models.DateTimeField(null=True, blank=True)
    is_supporting = models.BooleanField(default=False)
    is_imported = models.BooleanField(default=False)
    contact_evidence = models.CharField(max_length=300, blank=True)
    contact_level = models.CharField(max_length=40, blank=True)  # a contact level of the policy
    contact_blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="filings")
    text = models.TextField(blank=True)
    # The project it opened, once that turned out to be a known one and the filing moved over to support it.
    filed_for = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_filings"
    )

    objects = FilingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["batch", "is_supporting", "occurred_on"], name="filing_of_batch"),
            models.Index(fields=["unit", "is_supporting", "project"], name="filing_of_unit"),
            models.Index(fields=["officer", "is_supporting", "project"], name="filing_of_officer"),
            models.Index(fields=["filed_by", "is_supporting", "project"], name="filing_of_writer"),
            models.Index(
                fields=["filed_by", "-filed_at"], condition=Q(effective_at__isnull=True), name="filing_waiting"
            ),
            models.Index(fields=["unit", "filed_for"], condition=Q(filed_for__isnull=False), name="filing_passed_on"),
            models.Index(fields=["filed_by", "filed_for"], condition=Q(filed_for__isnull=False), name="filing_passed"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.filed_at:%F}"


class Claim(LedgeredModel):
    """First claim 首谈: a unit alone negotiates a project for a time, under the terms of a policy version.

    `filing` is where it came from: a claim that passed to another unit keeps it. `released_because` is a code of
    `labels.RELEASES`.
    """

    text_fields = frozenset({"released_note", "renewed_because"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="claims")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="claims")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="claims")
    first_on = models.DateField()
    last_on = models.DateField()
    granted_on = models.DateField(null=True, blank=True)  # evidence is counted from here; before it, nobody was told
    released_on = models.DateField(null=True, blank=True)
    released_because = models.CharField(max_length=200, blank=True)
    released_note = models.CharField(max_length=300, blank=True)
    renewals = models.PositiveSmallIntegerField(default=0)
    renewed_on = models.DateField(null=True, blank=True)
    renewed_because = models.CharField(max_length=300, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(released_on__isnull=True), name="one_claim_stands")
        ]
        indexes = [
            models.Index(fields=["-first_on", "-id"], name="claim_newest"),
            models.Index(fields=["unit", "released_on", "project"], name="claim_of_unit"),
            models.Index(fields=["released_on", "-id"], name="claim_standing"),
            models.Index(fields=["released_on", "last_on", "id"], name="claim_ending"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_on}"
