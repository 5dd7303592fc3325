"""To-dos: who does what by when, about which record."""

from datetime import date

from django.db import models

from hometown.accounts.models import User
from hometown.ledger.models import LedgeredModel, LedgeredQuerySet


class TaskQuerySet(LedgeredQuerySet):
    def open(self) -> "TaskQuerySet":
        return self.filter(closed_on__isnull=True)

    def of(self, user: User) -> "TaskQuerySet":
        return self.filter(owner=user)

    def due_by(self, day: date) -> "TaskQuerySet":
        return self.filter(due_on__lte=day)

    def about(self, record: models.Model) -> "TaskQuerySet":
        return self.filter(about_model=record._meta.label_lower, about_id=record.pk)


class Task(LedgeredModel):
    """A promise, a next step, an order: one owner and one date."""

    text_fields = frozenset({"what", "closing_note"})

    what = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    due_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=30)  # next_step, promise, key_task …: set by the room that made it
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    set_on = models.DateField()
    set_by = models.UUIDField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.CharField(max_length=500, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "closed_on", "due_on"], name="task_todo"),
            models.Index(fields=["about_model", "about_id"], name="task_about"),
        ]

    def __str__(self) -> str:
        return self.what
