"""The joint review of a project by the departments asked."""

from django.db import models
from django.db.models import Q

from hometown.landing.querysets import OpinionQuerySet, ReviewQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project
from hometown.tasks.models import Task


class ReviewOutcome(models.TextChoices):
    PASSED = "passed"
    FAILED = "failed"
    VETOED = "vetoed"
    CALLED_OFF = "called_off"


class JointReview(LedgeredModel):
    """Departments mark a project on the sheet of one version of the rules 联审. Never is a person marked."""

    text_fields = frozenset({"note", "reasons"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="joint_reviews")
    policy_version = models.PositiveIntegerField(null=True, blank=True)  # whose sheet; empty: the shipped rules
    opened_on = models.DateField()
    opened_by = models.UUIDField()
    due_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices, blank=True)
    reasons = models.CharField(max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(closed_on__isnull=True), name="one_open_review")
        ]
        indexes = [models.Index(fields=["-opened_on", "-id"], name="review_newest")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.opened_on}"


class ReviewOpinion(LedgeredModel):
    """What one department says in a joint review 部门意见; it changes its own until the review is closed."""

    text_fields = frozenset({"words", "excused_because"})

    review = models.ForeignKey(JointReview, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="review_opinions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(null=True, blank=True)
    by = models.UUIDField(null=True, blank=True)
    veto = models.CharField(max_length=40, blank=True)  # a veto of the sheet's rules
    words = models.CharField(max_length=500, blank=True)
    # Not waited for any longer: it let its day go by without a word.
    excused_on = models.DateField(null=True, blank=True)
    excused_by = models.UUIDField(null=True, blank=True)
    excused_because = models.CharField(max_length=300, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "unit"], name="asked_once_a_review")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.unit_id}"


class ReviewMark(LedgeredModel):
    """One line of the sheet as a department marks it. No value: not verified, so pending; no row: not its business."""

    opinion = models.ForeignKey(ReviewOpinion, on_delete=models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opinion", "criterion"], name="marked_once")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"
