"""A leader's written word, followed up."""

from django.db import models

from hometown.accounts.models import User
from hometown.files.models import Blob
from hometown.landing.querysets import InstructionQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project
from hometown.tasks.models import Task

from .escalation import Escalation


class Instruction(LedgeredModel):
    """What a leader wants done 批示, about a project or an escalation, until a day. Each addressee has a to-do.

    One about an escalation does not name its project: the leader who gave it reads no project.
    """

    text_fields = frozenset({"words", "closing_words"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions")
    escalation = models.ForeignKey(
        Escalation, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions"
    )
    words = models.TextField()
    given_on = models.DateField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="instructions_given")
    due_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    closing_words = models.CharField(max_length=500, blank=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-given_on", "-id"], name="instruction_newest")]

    def __str__(self) -> str:
        return self.words[:60]


class Addressee(LedgeredModel):
    """Who carries an instruction out 承办: a person, or a unit by the person who answers for it; and the answer."""

    text_fields = frozenset({"answer"})

    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="addressees")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="instructions_received"
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="instructions_received")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answer = models.TextField(blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instruction", "person"], name="instructed_once")]

    def __str__(self) -> str:
        return f"{self.instruction_id} → {self.person_id}"
