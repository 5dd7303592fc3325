"""An experienced officer is asked for help: on a chain or a theme, between the two, until one of them ends it."""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.exchange.querysets import MentoringQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.tasks.models import Task


class Mentoring(LedgeredModel):
    """Somebody asks a mentor 导师 for help with a chain or a theme of the rules. Read by the two alone."""

    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentorings_asked")
    mentor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentorings")
    chain = models.CharField(max_length=40, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)

    objects = MentoringQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(chain="") | ~Q(theme=""), name="mentoring_about_something")]
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.asker_id} {self.mentor_id}"


class MentoringWord(LedgeredModel):
    """One thing asked or answered between the two."""

    text_fields = frozenset({"text"})

    mentoring = models.ForeignKey(Mentoring, on_delete=models.PROTECT, related_name="words")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.mentoring_id} {self.at}"
