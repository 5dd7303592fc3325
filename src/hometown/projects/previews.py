"""What would happen to a lead if it were filed now. The same rules as the action; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face.tags.words import day
from hometown.policy.rules import gate
from hometown.policy.shape import Policy

from . import access, labels
from .matching import match_of
from .models import Claim, Filing, Project
from .readiness import filled
from .rules import Identity, Stage, Submission, claim_days, lacking

CONTACT = "contact_evidence"


@dataclass(frozen=True)
class Preview:
    """A verdict (`new`, `ask`, `no`, or empty while nothing can be said), its sentence, and what is still missing."""

    kind: str
    title: str
    text: Any = ""
    lacks: list[str] = field(default_factory=list)
    url: str = ""


def protection_words(policy: Policy, today: date) -> Any:
    """Return until when a claim given today would protect."""
    return day(claim_days(policy, today)[1])


def preview(user: User, policy: Policy, company: Company | None, said: Mapping[str, Any], today: date) -> Preview:
    """Return what filing this would lead to."""
    if said.get("excluded_class"):
        name = labels.named(policy.claims.excluded, said["excluded_class"])
        return Preview("no", _("Not taken: %(excluded)s") % {"excluded": name}, _("The rules leave this class out."))
    if company is None:
        return Preview("", _("Choose the company first."))
    found = match_of(company, said.get("name") or "")
    project: Project | None = found.candidate.record if found.candidate else None
    if found.identity is Identity.SAME and project is not None:
        return _known(user, policy, project, said)
    lacks = _lacks(policy, company, said)
    if lacks:
        text = _("It is kept as a lead. The first claim begins when home has what is missing.")
        return Preview("new", _("A new lead, not complete yet"), text, lacks)
    last = day(claim_days(policy, today)[1])
    text = format_html(_("Your unit holds the first claim to {day}, from the moment home has it."), day=last)
    return Preview("new", _("A new lead, and the first claim is yours"), text)


def _known(user: User, policy: Policy, project: Project, said: Mapping[str, Any]) -> Preview:
    """A project that is known: its owner, stage and day of claim, and no more for those who may not read it."""
    claim = Claim.objects.filter(project=project, released_on__isnull=True).select_related("unit").first()
    stage = labels.stage(policy, project.stage)
    if claim is None:
        text = _("Nobody holds its first claim. The first complete filing gets it; stage: %(stage)s.") % {
            "stage": stage
        }
        return Preview(
            "ask", _("A known project without a claim"), text, _lacks(policy, project.company, said, project)
        )
    pattern = _("{unit} holds the first claim since {day}; stage: {stage}. Yours is kept as a supporting lead.")
    text = format_html(pattern, unit=claim.unit.name, day=day(claim.first_on), stage=stage)
    readable = access.visible_projects(user).filter(pk=project.pk).exists()
    url = reverse("project", args=[project.pk]) if readable else ""
    return Preview("ask", _("A project that is known already"), text, url=url)


def _lacks(policy: Policy, company: Company, said: Mapping[str, Any], project: Project | None = None) -> list[str]:
    given = {"company", "first_contact_on"} | (filled(project) if project else set())
    given |= {name for name in ("summary", "amount", "site_need", "source", "chain") if said.get(name)}
    given |= {"uscc"} if company.uscc else set()
    has_contact = bool(said.get("contact_evidence") or said.get("contact_file"))
    submission = Submission(company.uscc, company.normal_name, said.get("name") or "", frozenset(given), has_contact)
    return _words(lacking(submission, _required(policy)))


def lacks(policy: Policy, filing: Filing) -> list[str]:
    """Return what a filing lacks to take effect, in words."""
    project = filing.project
    has_contact = bool(filing.contact_evidence.strip() or filing.contact_blob_id)
    company = project.company
    submission = Submission(company.uscc, company.normal_name, project.name, filled(project), has_contact)
    return _words(lacking(submission, _required(policy)))


def _required(policy: Policy) -> list[str]:
    return [name.value for name in gate(policy, Stage.LEAD).fields]


def _words(codes: tuple[str, ...]) -> list[str]:
    return [_("a record of the contact") if code == CONTACT else str(labels.FIELDS[code]) for code in codes]
