"""What the dispatch gives to one person, and what a person says stands in the way of a project."""

from django.db import models

from hometown.dispatch.querysets import AssignmentQuerySet, BlockerQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch
from hometown.projects.models import Project
from hometown.tasks.models import Task

HOT_SIGNAL = "hot_signal"  # the kind of the to-dos by which a client who can talk is told
KIND = "dispatch"  # the kind of the to-dos behind assignments


class Answer(models.TextChoices):
    DONE = "done"
    HELP = "help"
    LATER = "later"


class Assignment(LedgeredModel):
    """A to-do given from the dispatch board 交办, and the last answer of whoever has it.

    Who, what, by when and about which record stand in the to-do; the book keeps every earlier answer.
    """

    text_fields = frozenset({"answer_words"})

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="assignment")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer_words = models.CharField(max_length=300, blank=True)
    not_before = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.task_id} {self.answer}"


class Blocker(LedgeredModel):
    """What an officer said stands in the way of a project 堵点, until somebody says how it was cleared."""

    text_fields = frozenset({"text", "cleared_how"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="blockers")
    text = models.CharField(max_length=300)
    raised_on = models.DateField()
    raised_by = models.UUIDField()
    cleared_on = models.DateField(null=True, blank=True)
    cleared_by = models.UUIDField(null=True, blank=True)
    cleared_how = models.CharField(max_length=300, blank=True)

    objects = BlockerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "cleared_on"], name="blocker_of_project")]

    def __str__(self) -> str:
        return self.text
