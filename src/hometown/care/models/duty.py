"""What a host unit gives its posted officers to do, and what it says of their work."""

from django.db import models

from hometown.care.querysets import FeedbackQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Posting
from hometown.tasks.models import Task


class HostTask(LedgeredModel):
    """A to-do that the host unit gave an officer 接收单位交办: which posting it belongs to."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="host_tasks")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="host_task")

    def __str__(self) -> str:
        return str(self.task_id)


class Feedback(LedgeredModel):
    """What the host unit says of an officer's work 接收单位反馈, in free words: never a mark, a grade or a rank.

    The officer reads it, and answers if there is something to say.
    """

    text_fields = frozenset({"text", "answer"})

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="feedback")
    text = models.CharField(max_length=2000)
    written_on = models.DateField()
    written_by = models.UUIDField()
    seen_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["posting", "-written_on", "-id"], name="feedback_of_posting")]

    def __str__(self) -> str:
        return str(self.written_on)
