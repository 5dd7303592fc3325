"""Cities, units, batches, the people in them, and how the branch keeps its house."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from hometown.accounts.models import User
from hometown.ledger.models import LedgeredModel, LedgeredQuerySet
from hometown.tasks.models import Task


class Division(models.Model):
    """A division of China (GB/T 2260), from the shipped table. Reference data: loaded, not recorded."""

    ledger_kind = "derived"

    code = models.CharField(max_length=6, primary_key=True)
    level = models.PositiveSmallIntegerField()  # 1 province, 2 prefecture, 3 county
    parent = models.CharField(max_length=6, blank=True, db_index=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class City(LedgeredModel):
    """A city of the programme: the home city, or a host."""

    code = models.CharField(max_length=6, unique=True)  # GB/T 2260
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    is_home = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["is_home"], condition=Q(is_home=True), name="one_home_city")]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The leading digits of every code inside: two for a city that is a province, four for others."""
        return self.code[:2] if self.code.endswith("0000") else self.code[:4]


class UnitKind(models.TextChoices):
    BUREAU = "bureau"  # 投促中心
    DEPARTMENT = "department"  # 市直部门
    COUNTY = "county"  # 县区
    PARK = "park"  # 园区
    HOST = "host"  # 接收单位
    DISTRICT = "district"  # 上海的区
    ENTERPRISE = "enterprise"  # 国有企业派出单位
    GROUP = "group"  # 驻点小组


class Unit(LedgeredModel):
    """An organisation that sends, receives or serves: bureaus, departments, counties, parks, host units."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    division_code = models.CharField(max_length=6, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(parent__isnull=True), name="top_unit_name_once"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BatchState(models.TextChoices):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Batch(LedgeredModel):
    """A batch 批次: officials sent together, for a time, to one host city."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    host_city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="batches")
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PLANNED)
    cloned_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="batch_ends_after_start")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return self.name


class BatchDistrict(LedgeredModel):
    """A host district of a batch: 嘉定, 闵行, 普陀."""

    provable_fields = frozenset({"division_code"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="districts")
    division_code = models.CharField(max_length=6)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "division_code"], name="district_once_a_batch")]

    def __str__(self) -> str:
        return self.division_code


class Milestone(LedgeredModel):
    """A dated step in the life of a batch: kick-off meeting, mid-term, appraisal, closing."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=20)  # kick_off, mid_term, appraisal, closing
    on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Officer(LedgeredModel):
    """An official who is or was sent 学习锻炼干部. Namesakes exist: the id tells them apart."""

    provable_fields = frozenset({"name"})
    personal_fields = frozenset({"name", "phone"})

    name = models.CharField(max_length=60)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="officer")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="officers_sent")
    home_title = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class PostingQuerySet(LedgeredQuerySet):
    def standing(self, on: date) -> "PostingQuerySet":
        return self.filter(first_on__lte=on, last_on__gte=on)


class Posting(LedgeredModel):
    """An officer at a host unit, from one day to another. An officer may change host unit within a batch."""

    provable_fields = frozenset({"officer_id"})

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="postings")
    host_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    group = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="group_postings")
    title = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, default="district")  # district, city: chooses the leave matrix
    first_on = models.DateField()
    last_on = models.DateField()
    ended_because = models.CharField(max_length=200, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="posting_ends_after_start")]
        ordering = ["first_on"]

    def __str__(self) -> str:
        return f"{self.officer} @ {self.host_unit}"


class Duty(LedgeredModel):
    """A role somebody has in a unit or a batch, from one day to another. It hands down a grant."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=40)  # a role of the policy
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class Branch(LedgeredModel):
    """The temporary Party branch 临时党支部 of a batch; it dissolves when the batch ends."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="branch")
    name = models.CharField(max_length=120)
    approved_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="branches_approved")
    members = models.PositiveSmallIntegerField(null=True, blank=True)  # how many full Party members; never who
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class BranchPost(LedgeredModel):
    """A post in the branch. Posts are appointed, not elected (支部工作条例)."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="posts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="branch_posts")
    post = models.CharField(max_length=30)  # secretary, deputy_secretary, organisation, publicity, discipline
    appointed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.officer} {self.post}"


class ActionPlan(LedgeredModel):
    """An action plan 行动方案 of the home city: a document whose clauses say who leads what by when."""

    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["title", "year"], name="plan_once_a_year")]
        ordering = ["-year", "title"]

    def __str__(self) -> str:
        return self.title


class PlanClause(LedgeredModel):
    """One numbered clause 条款 of an action plan. What is done under it is tied to it, and told nowhere again."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="clauses")
    place = models.PositiveSmallIntegerField()  # where it stands in the document
    number = models.CharField(max_length=20)  # as the document writes it: 3, （二）, 2.1
    title = models.CharField(max_length=300)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_clauses")
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="clause_number_once")]
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ClauseTask(LedgeredModel):
    """A to-do is done under a clause."""

    clause = models.ForeignKey(PlanClause, on_delete=models.PROTECT, related_name="task_links")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="clause_link")

    def __str__(self) -> str:
        return f"{self.task_id} → {self.clause_id}"


class KeyTask(LedgeredModel):
    """One point of the work priorities 工作要点 of a batch, with its owner and state."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="key_tasks")
    text = models.CharField(max_length=300)
    plan_clause = models.CharField(max_length=200, blank=True)  # in words, where the plan is not kept here
    clause = models.ForeignKey(PlanClause, on_delete=models.PROTECT, null=True, blank=True, related_name="key_tasks")
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="key_tasks")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.text


class Rulebook(LedgeredModel):
    """A set of management rules 管理制度 of a batch, in numbered versions."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rulebooks")
    title = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.title


class RulebookVersion(LedgeredModel):
    """What a rulebook says from a day on."""

    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    issued_on = models.DateField()
    asks_attendance = models.BooleanField(default=False)  # it asks who was at the weekly exchange, by name

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rulebook", "number"], name="rulebook_version_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.rulebook} {self.number}"


class Acknowledgement(LedgeredModel):
    """An officer has read a version of a rulebook."""

    version = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="acknowledgements")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "officer"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.officer} {self.version}"


class LeaveState(models.TextChoices):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Leave(LedgeredModel):
    """Days away from a posting 请假. The reason is a word, never health or family matters."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=20)  # rest, home_visit, annual, other
    first_on = models.DateField()
    last_on = models.DateField()
    approver_role = models.CharField(max_length=40)  # from the policy's matrix when it was asked
    approver_place = models.CharField(max_length=20)  # host_unit, host_district or home_city
    state = models.CharField(max_length=10, choices=LeaveState.choices, default=LeaveState.ASKED)
    asked_on = models.DateField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="leave_ends_after_start")]
        ordering = ["-first_on"]

    def __str__(self) -> str:
        return f"{self.posting} {self.first_on}"
