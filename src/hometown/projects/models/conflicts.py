"""What is disputed about claims: probable matches, the investor's choice, transfers, objections."""

from django.db import models
from django.db.models import Q

from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.querysets import ConflictQuerySet, ObjectionQuerySet, TransferQuerySet
from hometown.projects.rules import Side

from .claims import Claim, Filing
from .project import Project


class Verdict(models.TextChoices):
    SAME = "same"
    DIFFERENT = "different"


class Conflict(LedgeredModel):
    """A filing that may mean a known project 疑似撞单. Neither project gets a claim until a person has decided.

    `project` is what the filing opened, `other` the known one. `grounds` are codes of `labels.GROUNDS`, with commas.
    """

    text_fields = frozenset({"reason"})

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="conflicts")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="conflicts")
    other = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="conflicts_against")
    grounds = models.CharField(max_length=200)
    asked_on = models.DateField()
    due_on = models.DateField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["verdict", "due_on"], name="conflict_waiting"),
            models.Index(fields=["filing", "-id"], name="conflict_of_filing"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} ? {self.other_id}"


class InvestorChoice(LedgeredModel):
    """The firm has written whom it wants, or whom it does not want 企业书面选择. It goes before every claim."""

    text_fields = frozenset({"words"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="choices")
    chosen = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="chosen_by_firms")
    refused = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="refused_by_firms")
    on = models.DateField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="investor_choices")
    file_name = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)
    recorded_by = models.UUIDField()
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen__isnull=False) | Q(refused__isnull=False), name="choice_names_a_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.on}"


class Transfer(LedgeredModel):
    """A claim passes from one unit to another 流转, when giver, receiver and the coordinator have agreed.

    The credit is split between the two units for some years; one of them alone counts the project in statistics.
    """

    text_fields = frozenset({"note", "refused_because"})

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="transfers_given")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="transfers_received")
    reason = models.CharField(max_length=40)  # a transfer reason of the policy
    note = models.CharField(max_length=500, blank=True)
    proposed_by = models.UUIDField()
    proposed_on = models.DateField()
    giver_by = models.UUIDField(null=True, blank=True)
    giver_on = models.DateField(null=True, blank=True)
    receiver_by = models.UUIDField(null=True, blank=True)
    receiver_on = models.DateField(null=True, blank=True)
    coordinator_by = models.UUIDField(null=True, blank=True)
    coordinator_on = models.DateField(null=True, blank=True)
    refused_by = models.UUIDField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    refused_because = models.CharField(max_length=300, blank=True)
    split_giver = models.PositiveSmallIntegerField()  # per cent
    split_receiver = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField()
    statistical_home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="counted_transfers")
    completed_on = models.DateField(null=True, blank=True)
    new_claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="came_by_transfers"
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(completed_on__isnull=True, refused_on__isnull=True),
                name="one_transfer_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"

    @property
    def agreed(self) -> frozenset[str]:
        """The sides that have agreed."""
        return frozenset(side.value for side in Side if getattr(self, f"{side}_by") is not None)


class Objection(LedgeredModel):
    """A unit disputes a claim, or what was decided about a probable match 异议. Decided with reasons; one appeal."""

    text_fields = frozenset({"grounds", "reasons", "appeal_grounds", "appeal_reasons"})

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    conflict = models.ForeignKey(Conflict, on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="objections")
    grounds = models.TextField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    file_name = models.CharField(max_length=200, blank=True)
    filed_by = models.UUIDField()
    filed_on = models.DateField()
    due_on = models.DateField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    # To whom an upheld objection to a claim gives it; nobody: back to the pool.
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="won_objections")
    appealed_by = models.UUIDField(null=True, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appeal_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="appeals")
    appeal_grounds = models.TextField(blank=True)
    appeal_due_on = models.DateField(null=True, blank=True)
    appeal_decided_by = models.UUIDField(null=True, blank=True)
    appeal_decided_on = models.DateField(null=True, blank=True)
    appeal_upheld = models.BooleanField(null=True, blank=True)
    appeal_reasons = models.TextField(blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, conflict__isnull=True) | Q(claim__isnull=True, conflict__isnull=False),
                name="objects_to_one_thing",
            ),
            models.UniqueConstraint(
                fields=["claim", "unit"], condition=Q(decided_on__isnull=True), name="one_objection_to_claim"
            ),
            models.UniqueConstraint(
                fields=["conflict", "unit"], condition=Q(decided_on__isnull=True), name="one_objection_to_conflict"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.filed_on}"
