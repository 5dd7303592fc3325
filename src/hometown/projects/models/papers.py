"""What a project is proved by: evidence, its verification, vouchers."""

from django.db import models

from hometown.files.models import Blob
from hometown.kernel.fields import MoneyField
from hometown.ledger.models import LedgeredModel
from hometown.projects.querysets import EvidenceQuerySet, VoucherQuerySet
from hometown.projects.rules import Stage

from .project import Project


class Evidence(LedgeredModel):
    """A paper that carries a stage 佐证. The received bytes are kept; what is shown is drawn anew."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="evidence")
    stage = models.CharField(max_length=12, choices=Stage.choices())
    kind = models.CharField(max_length=40)  # an evidence kind of the policy
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="evidence")
    file_name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    reported_by = models.UUIDField()
    reported_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    verdict: bool | None  # what the latest verification said; there where a query asked `with_verdict()`

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["project", "stage", "kind"], name="evidence_of_stage"),
            models.Index(fields=["reported_by", "id"], name="evidence_of_reporter"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Verification(LedgeredModel):
    """Somebody who did not report it looked at a piece of evidence and says whether it holds 核验."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="verifications")
    holds = models.BooleanField()
    verified_by = models.UUIDField()
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["evidence", "-on"], name="verification_of")]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.holds}"


class VoucherKind(models.TextChoices):
    PAID_IN = "paid_in"  # 到位资金
    STATISTICS = "statistics"  # 纳统
    INCREASE = "increase"  # 增资: only the increment


class Voucher(LedgeredModel):
    """A fact beside the stages, with its paper: paid-in capital, entry into statistics, an increase.

    Money paid in is summed within one `indicator` only: provinces and years define it differently.
    """

    provable_fields = frozenset({"amount_yuan", "project_id"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="vouchers")
    kind = models.CharField(max_length=20, choices=VoucherKind.choices)
    paper = models.CharField(max_length=40, blank=True)  # an evidence kind of the policy's separate fact
    amount_yuan = MoneyField(null=True, blank=True)
    on = models.DateField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="vouchers")
    file_name = models.CharField(max_length=200, blank=True)
    indicator = models.CharField(max_length=120, blank=True)  # whose definition, of which year
    reported_by = models.UUIDField(null=True, blank=True)
    verified_by = models.UUIDField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    holds = models.BooleanField(null=True, blank=True)  # what the verifier said
    verification_note = models.CharField(max_length=500, blank=True)

    objects = VoucherQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "on"], name="voucher_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_yuan}"
