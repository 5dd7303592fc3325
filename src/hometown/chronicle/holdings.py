"""Where people write sentences here, and whose rows these are. No row names a firm or a contact; nothing passes on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText

from .models import FactSheet, MonthlyReport, ReportReader, SheetRemark


def _sheet(row: Any) -> str:
    return reverse("fact-sheet", args=[row.pk if isinstance(row, FactSheet) else row.sheet_id])


def _report(row: MonthlyReport) -> str:
    return reverse("monthly-report", args=[row.pk])


def _not_sent(row: MonthlyReport) -> bool:
    return row.sent_on is None


TEXTS = (
    FreeText(FactSheet, "conclusion", _("Fact sheets"), _sheet),
    FreeText(SheetRemark, "text", _("Fact sheets"), _sheet),
    FreeText(SheetRemark, "answer", _("Fact sheets"), _sheet),
    FreeText(MonthlyReport, "done", _("Monthly reports"), _report, _not_sent),
    FreeText(MonthlyReport, "leads", _("Monthly reports"), _report, _not_sent),
    FreeText(MonthlyReport, "answers", _("Monthly reports"), _report, _not_sent),
    FreeText(MonthlyReport, "next_month", _("Monthly reports"), _report, _not_sent),
)
AUTHORS = ((MonthlyReport, "officer"), (ReportReader, "user"))
