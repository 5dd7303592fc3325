"""What a verifier should look at, because a project's records hardly fit together."""

from django.db import models

from hometown.ledger.models import LedgeredModel
from hometown.projects.querysets import DoubtQuerySet

from .project import Project


class Doubt(LedgeredModel):
    """A contradiction that a rule found 存疑. It blocks nothing; a verifier who reported none of it clears it.

    `rule` is a code of `labels.HINTS`, `facts` fill its sentence; `fingerprint` is over both, so that the same facts
    are doubted once.
    """

    text_fields = frozenset({"reason"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="doubts")
    rule = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, unique=True)
    raised_on = models.DateField()
    cleared_by = models.UUIDField(null=True, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["cleared_on", "-raised_on", "id"], name="doubt_open")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.rule}"
