"""How projects fare when a company or contact turns out to be another one, and where sentences stand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Holding

from .models import Claim, Conflict, Doubt, Filing, InvestorChoice, Objection, Project, StageMove, Transfer


def _not_by_itself(project: Project, _company: Company) -> bool:
    """No firm introduces itself."""
    if project.introducer_id == project.company_id:
        project.introducer = None
    return True


HOLDINGS = (
    Holding(Project, "company", Company, _("Projects"), settle=_not_by_itself),
    Holding(Project, "introducer", Company, _("Projects it introduced"), settle=_not_by_itself),
    Holding(Project, "counterpart", Contact, _("Projects")),
)


def _page(row: Any) -> str:
    return reverse("project", args=[row.pk if isinstance(row, Project) else row.project_id])


def _own_page(row: Any) -> str:
    return reverse(row._meta.model_name, args=[row.pk])


TEXTS = (
    FreeText(Project, "summary", _("Projects: summary"), _page),
    FreeText(Project, "next_step", _("Projects: next step"), _page),
    FreeText(StageMove, "note", _("Projects: why moved"), _page),
    FreeText(Filing, "text", _("Filings"), _page),
    FreeText(Filing, "contact_evidence", _("Filings: contact evidence"), _page),
    FreeText(Claim, "released_note", _("First claims: why given up"), _own_page),
    FreeText(Claim, "renewed_because", _("First claims: why renewed"), _own_page),
    FreeText(Conflict, "reason", _("Probable matches: reason"), _own_page),
    FreeText(Doubt, "reason", _("Doubts: why cleared"), _own_page),
    FreeText(InvestorChoice, "words", _("The firm's choice: its words"), _page),
    FreeText(Transfer, "note", _("Transfers: remark"), _own_page),
    FreeText(Transfer, "refused_because", _("Transfers: why refused"), _own_page),
    FreeText(Objection, "grounds", _("Objections: grounds"), _own_page),
    FreeText(Objection, "reasons", _("Objections: reasons"), _own_page),
    FreeText(Objection, "appeal_grounds", _("Appeals: grounds"), _own_page),
    FreeText(Objection, "appeal_reasons", _("Appeals: reasons"), _own_page),
)
