"""A dispatch sheet: the board of one day as it was issued."""

from typing import Any

from django.db import models

from hometown.accounts.models import User
from hometown.dispatch import labels
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch


class DispatchSheet(LedgeredModel):
    """What the secretary issued for a day 日调度单: a line in words, and the rows of the board as they stood then."""

    text_fields = frozenset({"line"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="dispatch_sheets")
    day = models.DateField()
    line = models.CharField(max_length=500, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "day"], name="one_sheet_a_day")]
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.day}"


class SheetRow(LedgeredModel):
    """One row of a dispatch sheet, frozen. The person stands there as the one who does it, never as a sum."""

    text_fields = frozenset({"title", "why"})

    sheet = models.ForeignKey(DispatchSheet, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)  # a code of `labels.GROUPS`
    title = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    light = models.CharField(max_length=10, blank=True)
    due_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    next_action = models.CharField(max_length=120, blank=True)  # a code of `labels.ACTIONS`
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    about_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "place"], name="one_row_a_place")]
        ordering = ["place"]

    def __str__(self) -> str:
        return self.title

    @property
    def action(self) -> Any:
        """The next action, in words."""
        return labels.ACTIONS.get(self.next_action, "")
