"""What the pages below call the verbs, and how they treat the records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access
from .models import FactSheet, MonthlyReport

VERBS: dict[str, Any] = {
    "fact_sheet.drawn": _("drew a fact sheet"),
    "fact_sheet.remarked": _("said something to a line of a fact sheet"),
    "fact_sheet.remark_withdrawn": _("took a remark on a fact sheet back"),
    "fact_sheet.passed_on": _("passed a fact sheet on"),
    "fact_sheet.answered": _("answered a remark on a fact sheet"),
    "fact_sheet.closed": _("closed a fact sheet"),
    "fact_sheet.concluded": _("wrote the conclusion of a fact sheet"),
    "monthly_report.drawn": _("drew a monthly report"),
    "monthly_report.written": _("worded a monthly report"),
    "monthly_report.sent": _("sent a monthly report"),
    "monthly_report.taken_back": _("took a monthly report back"),
}
SHEET_FIELDS: dict[str, Any] = {
    "posting": _("Posting"),
    "drawn_on": _("Drawn on"),
    "drawn_by": _("Who drew it"),
    "first_until": _("The officer alone reads it until"),
    "passed_on": _("Passed on"),
    "closed_on": _("Closed"),
    "closed_by": _("Who closed it"),
    "conclusion": _("Conclusion"),
    "concluded_on": _("Concluded on"),
    "concluded_by": _("Who concluded it"),
}
REPORT_FIELDS: dict[str, Any] = {
    "officer": _("Officer"),
    "batch": _("Batch"),
    "unit": _("Sending unit"),
    "month": _("Month"),
    "done": _("What was done"),
    "leads": _("Leads and projects"),
    "answers": _("Questions and practices"),
    "next_month": _("Next month"),
    "drawn_on": _("Drawn on"),
    "sent_on": _("Sent on"),
    "sent_by": _("Who sent it"),
}
RECORDS = (
    Record(FactSheet, access.opened_sheets, "fact-sheet", _("Fact sheet"), SHEET_FIELDS),
    Record(MonthlyReport, access.visible_reports, "monthly-report", _("Monthly report"), REPORT_FIELDS),
)
