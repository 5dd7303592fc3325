"""What leaders asked for and delegations promised, followed up until it is proved done 督办."""

from django.db import models

from hometown.accounts.models import User
from hometown.dispatch.querysets import SupervisionQuerySet
from hometown.fieldwork.models import Activity, Trip
from hometown.files.models import Blob
from hometown.landing.models import Addressee
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, PlanClause, Unit
from hometown.tasks.models import Task


class SupervisionItem(LedgeredModel):
    """One unit and one person owe one thing by a day, and prove it 督办事项.

    It stands on an addressee of an instruction, whose words and to-do it uses, or on what was promised on an activity
    or a trip, in words of its own. `about_*` names the record that proves it, unless a file does or the paper of the
    instruction's answer.
    """

    text_fields = frozenset({"words", "promised_to", "reported_words", "returned_words", "closing_words"})

    addressee = models.OneToOneField(
        Addressee, on_delete=models.PROTECT, null=True, blank=True, related_name="supervision"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="promises")
    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, null=True, blank=True, related_name="promises")
    words = models.CharField(max_length=300, blank=True)
    promised_to = models.CharField(max_length=120, blank=True)
    promised_on = models.DateField(null=True, blank=True)

    clause = models.ForeignKey(PlanClause, on_delete=models.PROTECT, null=True, blank=True, related_name="supervision")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="supervision")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supervision")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervision")
    due_on = models.DateField()
    set_on = models.DateField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervision_set")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.UUIDField(null=True, blank=True)
    reported_words = models.CharField(max_length=500, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    returned_words = models.CharField(max_length=500, blank=True)

    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    closing_words = models.CharField(max_length=500, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["closed_on", "due_on", "id"], name="supervision_due")]

    def __str__(self) -> str:
        return self.what

    @property
    def what(self) -> str:
        """What is owed: the instruction's words, or those of the promise."""
        return self.addressee.instruction.words[:300] if self.addressee else self.words


class SupervisionExtension(LedgeredModel):
    """Another day for a supervision item 延期, and why."""

    text_fields = frozenset({"reason"})

    item = models.ForeignKey(SupervisionItem, on_delete=models.PROTECT, related_name="extensions")
    before_on = models.DateField()  # the day it was due until then
    due_on = models.DateField()
    reason = models.CharField(max_length=300)
    on = models.DateField()
    by = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.item_id} → {self.due_on}"
