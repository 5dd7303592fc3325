"""What a person wants to be told, and what they were told.

Both are local: a choice is a habit of one person, and a digest a passing copy of what the records say. No figure and no
record rests on either, so the book does not carry them.
"""

from datetime import date
from typing import Any

from django.db import models

from hometown.accounts.models import User


class ReminderChoice(models.Model):
    """Whether a person wants one kind of reminder, and how many days it reaches; no row until they choose."""

    ledger_kind = "local"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminder_choices")
    kind = models.CharField(max_length=40)  # the code of a source
    is_on = models.BooleanField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.is_on}"


class DigestQuerySet(models.QuerySet[Any, Any]):
    def of(self, user: User) -> "DigestQuerySet":
        return self.filter(user=user)

    def since(self, day: date) -> "DigestQuerySet":
        return self.filter(day__gte=day)


class Digest(models.Model):
    """What one person was told on one day. `lines` are objects of `kind, title, url, record, due_on, since_on`."""

    ledger_kind = "local"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    lines = models.JSONField()

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
