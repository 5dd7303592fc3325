"""A project and the steps it took."""

from django.db import models

from hometown.companies.models import Company, Contact
from hometown.fieldwork.models import Event
from hometown.kernel.fields import MoneyField, bound_field, precision_field
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer, Unit
from hometown.projects.querysets import ProjectQuerySet
from hometown.projects.rules import Stage, Status


class Project(LedgeredModel):
    """An investment project. Stage says how far its evidence carries it; status whether it lives.

    `reported_stage` is what somebody reported without the evidence (an imported "signed"); the page shows both.
    `amount_yuan` is empty where the currency has no rate. Origin is the company's, never derived from the stage.
    """

    text_fields = frozenset({"summary", "next_step"})
    searched_fields = ("name",)
    provable_fields = frozenset({"amount_bound", "amount_yuan", "company_id", "contract_amount"})

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
    # The project that this one turned out to be; what was filed for it supports that one.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )

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
    # Who looks after it since a handover; empty: the officer of the first filing, who keeps the credit either way.
    keeper = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
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
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="project_merged"),
            models.Index(fields=["batch", "company", "status", "stage_rank"], name="project_counted"),
            models.Index(fields=["batch", "id"], name="project_seen_by_batch"),
            models.Index(fields=["landing_unit", "id"], name="project_seen_by_landing"),
            models.Index(
                fields=["steward", "id"], condition=models.Q(steward__isnull=False), name="project_seen_by_steward"
            ),
            models.Index(
                fields=["status", "stage_rank", "contract_on", "id"],
                condition=models.Q(steward__isnull=True),
                name="project_unserved",
            ),
            models.Index(
                fields=["keeper", "id"], condition=models.Q(keeper__isnull=False), name="project_seen_by_keeper"
            ),
            models.Index(fields=["status", "id"], name="project_of_status"),
            models.Index(fields=["status", "stage", "id"], name="project_of_stage"),
            models.Index(fields=["status", "stage", "-stage_on", "-id"], name="project_lane"),
            models.Index(fields=["status", "stage_on", "id"], name="project_longest"),
            models.Index(fields=["batch", "status", "stage_on", "id"], name="project_longest_of_batch"),
            models.Index(fields=["grade", "status", "opened_on", "id"], name="project_of_grade"),
            # What sums, lanes and lists of late ones ask of many projects whose keys are known: rows are wide.
            models.Index(
                fields=[
                    "id",
                    "status",
                    "stage",
                    "stage_on",
                    "next_step_due",
                    "chain",
                    "batch",
                    "amount_bound",
                    "amount_yuan",
                ],
                name="project_slim",
            ),
            models.Index(
                fields=["status", "stage", "chain", "batch", "amount_bound", "amount_yuan"], name="project_sums"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StageMove(LedgeredModel):
    """A project reached a stage on a day, forward or back; `note` says why it went back."""

    text_fields = frozenset({"note"})

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


class Credit(LedgeredModel):
    """An officer's share in a project, per cent. The shares of a project add up to at most 100."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="credits")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="credits")
    share = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "officer"], name="credit_once")]
        indexes = [models.Index(fields=["officer", "project"], name="credit_of_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.share}%"
