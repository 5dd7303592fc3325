"""The fact sheet of a posting with the remarks of its officer; the report of a month and to whom it was sent."""

from datetime import date
from typing import Any

from django.db import models

from hometown.accounts.models import User
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer, Posting, Unit

from .querysets import RemarkQuerySet, ReportQuerySet, SheetQuerySet
from .rules import SheetState, sheet_state


class FactSheet(LedgeredModel):
    """The facts of one posting 考核纪实, drawn from records; read by its officer first, closed by a coordinator.

    While it is open it is told anew at each look. Closed, `lines` and `figures` are kept as they were: sentences with
    places in both languages, and the values of the places. What the host unit said stays with the host's feedback.
    """

    text_fields = frozenset({"conclusion"})

    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="fact_sheet")
    drawn_on = models.DateField()
    drawn_by = models.UUIDField()
    first_until = models.DateField()  # the last day on which the officer alone reads it
    passed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    lines = models.JSONField(default=list, blank=True)  # section, code, zh, en
    figures = models.JSONField(default=dict, blank=True)  # code → value and bound
    conclusion = models.TextField(blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.UUIDField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.drawn_on)

    def state(self, today: date) -> SheetState:
        """Where it stands."""
        return sheet_state(self.first_until, self.passed_on, self.closed_on, self.concluded_on, today)


class SheetRemark(LedgeredModel):
    """What the officer says to one line of the sheet 本人说明: a correction or a remark, kept whatever comes of it."""

    text_fields = frozenset({"text", "answer"})

    sheet = models.ForeignKey(FactSheet, on_delete=models.PROTECT, related_name="remarks")
    line = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    said_on = models.DateField()
    outcome = models.CharField(max_length=10, blank=True)  # accepted, left
    answer = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class MonthlyReport(LedgeredModel):
    """What an officer tells the sending unit of one month 月度汇报: drawn from records, worded by the officer, sent.

    Its texts hold places for figures, never numbers. Once sent, the values of the places are kept as they were.
    """

    text_fields = frozenset({"done", "leads", "answers", "next_month"})

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="monthly_reports")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="monthly_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="monthly_reports")  # to which it goes
    month = models.DateField()  # its first day
    done = models.TextField(blank=True)
    leads = models.TextField(blank=True)
    answers = models.TextField(blank=True)
    next_month = models.TextField(blank=True)
    drawn_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.UUIDField(null=True, blank=True)
    figures: "models.JSONField[Any, Any]" = models.JSONField(default=dict, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "batch", "month"], name="one_report_a_month"),
        ]
        indexes = [models.Index(fields=["unit", "-month", "-id"], name="report_of_unit")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ReportReader(LedgeredModel):
    """Somebody of the sending unit to whom a report was sent 收阅人."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="sent_to_once")]

    def __str__(self) -> str:
        return str(self.user_id)
