"""What people choose to tell in a review."""

from django.db import models

from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer
from hometown.projects.models import Project


class ReviewCase(LedgeredModel):
    """A case the branch secretary chose for the review: what one officer did. Never a maximum by person."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="cases")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="cases")
    text = models.CharField(max_length=500, blank=True)
    chosen_by = models.UUIDField()
    chosen_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.officer_id} {self.batch_id}"


class CaseProject(LedgeredModel):
    """A project that a case tells of."""

    case = models.ForeignKey(ReviewCase, on_delete=models.PROTECT, related_name="project_links")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="case_links")

    def __str__(self) -> str:
        return f"{self.case_id} {self.project_id}"
