"""A project from lead to performing: its filings and claims, stages and evidence, verification, money, credit."""

from django.db import models
from django.db.models import Q

from hometown.companies.models import Company, Contact
from hometown.fieldwork.models import Event
from hometown.files.models import Blob
from hometown.kernel.fields import MoneyField, bound_field, precision_field
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer, Unit

from .querysets import (
    ClaimQuerySet,
    EvidenceQuerySet,
    FilingQuerySet,
    ProjectQuerySet,
    VoucherQuerySet,
)
from .rules import Stage, Status


class Project(LedgeredModel):
    """An investment project. Stage says how far its evidence carries it; status whether it lives.

    `reported_stage` is what somebody reported without the evidence (an imported "signed"); the page shows both.
    `amount_yuan` is empty where the currency has no rate. Origin is the company's, never derived from the stage.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    stage = models.CharField(max_length=12, choices=Stage.choices(), default=Stage.LEAD)
    stage_rank = models.PositiveSmallIntegerField(default=0, db_index=True)
    stage_on = models.DateField()
    reported_stage = models.CharField(max_length=12, choices=Stage.choices(), blank=True)
    status = models.CharField(max_length=10, choices=Status.choices(), default=Status.ACTIVE)
    status_on = models.DateField(null=True, blank=True)
    status_reason = models.CharField(max_length=300, blank=True)

    amount = MoneyField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    amount_bound = bound_field()
    amount_yuan = MoneyField(null=True, blank=True)

    chain = models.CharField(max_length=30, blank=True)
    industry_code = models.CharField(max_length=5, blank=True)
    grade = models.CharField(max_length=5, blank=True)
    label = models.CharField(max_length=12, default="internal")  # public, internal, sensitive: never 秘密
    source = models.CharField(max_length=30, blank=True)  # a code of the policy's lead_sources
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    introducer = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="introduced")
    counterpart = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    first_contact_on = models.DateField(null=True, blank=True)
    first_contact_precision = precision_field()
    site_need = models.CharField(max_length=200, blank=True)
    energy_need = models.CharField(max_length=200, blank=True)
    environment_note = models.CharField(max_length=300, blank=True)
    output_note = models.CharField(max_length=300, blank=True)  # expected output and tax, as told
    landing_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="landing")
    steward = models.UUIDField(null=True, blank=True)  # an account
    next_step = models.CharField(max_length=300, blank=True)
    next_step_due = models.DateField(null=True, blank=True)

    contract_on = models.DateField(null=True, blank=True)
    contract_parties = models.CharField(max_length=300, blank=True)
    contract_amount = MoneyField(null=True, blank=True)  # yuan, agreed: not paid in
    registered_name = models.CharField(max_length=200, blank=True)
    registered_uscc = models.CharField(max_length=18, blank=True)
    registered_region = models.CharField(max_length=6, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    produced_on = models.DateField(null=True, blank=True)
    performed_on = models.DateField(null=True, blank=True)

    opened_on = models.DateField()  # occurred: the day the lead came up

    objects = ProjectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-stage_rank", "-id"], name="project_by_stage"),
            models.Index(fields=["batch", "status", "stage_rank"], name="project_of_batch"),
            models.Index(fields=["-opened_on", "-id"], name="project_newest"),
            models.Index(fields=["company", "stage_rank"], name="project_of_company"),
        ]

    def __str__(self) -> str:
        return self.name


class Filing(LedgeredModel):
    """One report of a lead by one unit 报送. Counted in 条 unless it supports another.

    `filed_at` is the server's time; `effective_at` the first complete submission's, which later edits never move.
    """

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
    contact_blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="filings")
    text = models.TextField(blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch", "is_supporting", "occurred_on"], name="filing_of_batch")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.filed_at:%F}"


class Claim(LedgeredModel):
    """First claim 首谈: a unit alone negotiates a project for a time, under the terms of a policy version."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="claims")
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="claim")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="claims")
    first_on = models.DateField()
    last_on = models.DateField()
    released_on = models.DateField(null=True, blank=True)
    released_because = models.CharField(max_length=200, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(released_on__isnull=True), name="one_claim_stands")
        ]
        indexes = [models.Index(fields=["-first_on", "-id"], name="claim_newest")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_on}"


class StageMove(LedgeredModel):
    """A project reached a stage on a day, forward or back; `note` says why it went back."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=12, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage.choices())
    to_rank = models.PositiveSmallIntegerField()
    on = models.DateField()
    moved_by = models.UUIDField(null=True, blank=True)
    policy_version = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["project", "to_rank", "on"], name="move_of_project"),
            models.Index(fields=["project", "-on", "-id"], name="move_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.to_stage}"


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
        indexes = [models.Index(fields=["project", "stage", "kind"], name="evidence_of_stage")]

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


class Credit(LedgeredModel):
    """An officer's share in a project, per cent. The shares of a project add up to at most 100."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="credits")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="credits")
    share = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "officer"], name="credit_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.share}%"
