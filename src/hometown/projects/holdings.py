"""How projects fare when a company or contact turns out to be another one, and where sentences stand."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.accounts.capabilities import Capability
from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Held, Holder, Holding

from . import access
from .models import Claim, Conflict, Credit, Doubt, Filing, InvestorChoice, Objection, Project, StageMove, Transfer
from .querysets import ProjectQuerySet
from .rules import Status


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


def _open_projects() -> ProjectQuerySet:
    found: ProjectQuerySet = Project.objects.filter(status__in=(Status.ACTIVE, Status.PAUSED), merged_into__isnull=True)
    return found.select_related("company")


def _first_filed(holder: Holder) -> Q:
    """Projects whose first filing that counts is this officer's, or was made by their account for nobody else."""
    filings = Filing.objects.counted()
    first = filings.filter(project=OuterRef("project")).order_by("effective_at", "filed_at", "pk").values("pk")[:1]
    mine = Q(officer=holder.officer)
    if holder.user is not None:
        mine |= Q(officer__isnull=True, filed_by=holder.user)
    return Q(pk__in=filings.filter(mine, pk=Subquery(first)).values("project"))


HELD = (
    Held(
        Project, "keeper", _("Projects"), open=_open_projects, written=_first_filed, seen=access.visible_projects,
        firm="company", due="next_step_due", page=_page, needs=(Capability.ADVANCE_PROJECT,),
    ),
    Held(
        Project, "steward", _("Projects served"), open=_open_projects, seen=access.visible_projects,
        firm="company", page=_page, needs=(Capability.SEE_PROJECTS_LANDING, Capability.SEE_PROJECTS_ALL),
        to="accounts.user",
    ),
)  # fmt: skip
# Credit stays with who earned it, a filing with who made it; a first claim is the unit's.
AUTHORS = ((Credit, "officer"), (Filing, "officer"))
