"""What would happen to a lead if it were filed now. The same rules as the action; nothing is written."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face.parts import Task
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.kernel.money import Amount
from hometown.policy.rules import gate
from hometown.policy.shape import Policy
from hometown.programme.models import Unit

from . import access, labels, protection
from .matching import fingerprint_told, match_of
from .models import Claim, Conflict, Filing, Project
from .progress import held_claim, life_of
from .readiness import filled, told
from .rules import RANK, Identity, Match, Stage, Submission, claim_days, decide_by, is_guessed, lacking, yuan_value

CONTACT = "contact_evidence"
FACTS = ("summary", "amount", "site_need", "source", "chain", "industry_code")
ASIDE = ("energy_need", "output_note", "next_step")  # facts that tell no project apart


@dataclass(frozen=True)
class Preview:
    """A verdict (`new`, `ask`, `no`, or empty while nothing can be said), the one sentence of what would happen, why,
    and what is still missing.
    """

    kind: str
    title: str
    text: Any = ""
    lacks: list[str] = field(default_factory=list)
    url: str = ""
    grounds: list[Task] = field(default_factory=list)
    guessed: bool = False  # the day is counted without a published calendar


def protection_words(policy: Policy, today: date) -> Any:
    """Return until when a claim given today would protect."""
    return day(claim_days(policy, today)[1])


def preview(user: User, policy: Policy, company: Company | None, said: Mapping[str, Any], today: date) -> Preview:
    """Return what filing this would lead to."""
    if said.get("excluded_class"):
        name = labels.named(policy.claims.excluded, said["excluded_class"])
        text = _("It is refused, because the rules leave this class out: %(excluded)s.") % {"excluded": name}
        return Preview("no", _("Not taken: %(excluded)s") % {"excluded": name}, text)
    if company is None:
        return Preview("", _("Choose the company first."))
    occurred = said.get("occurred")
    facts = {name: said.get(name) for name in FACTS}
    on, name = (occurred.on if occurred else today), said.get("name") or ""
    found = match_of(company, name, fingerprint_told(policy, company, on=on, name=name, **facts))
    if found.identity is Identity.SAME and found.candidate is not None:
        return _known(user, policy, found.candidate.record, said, today)
    lacks = _lacks(policy, company, said)
    if found.identity is Identity.PROBABLE:
        return _probable(policy, found, lacks, today)
    if lacks:
        text = _("It is kept as a lead. The first claim begins when home has what is missing.")
        return Preview("new", _("A new lead, not complete yet"), text, lacks)
    barred = _barred(policy, said, on)
    if barred:
        return Preview("new", _("A new lead, without a first claim"), barred)
    last = day(claim_days(policy, today)[1])
    text = format_html(_("Your unit holds the first claim to {day}, from the moment home has it."), day=last)
    return Preview("new", _("A new lead, and the first claim is yours"), text)


def _barred(policy: Policy, said: Mapping[str, Any], on: date, known: Project | None = None) -> Any:
    """Return why the rules, or the firm, would give the unit no claim; empty where they would. A known project is as
    large as is known.
    """
    if not said.get("unit"):
        return ""
    unit, yuan = uuid.UUID(said["unit"]), yuan_value(policy, said.get("amount"), on)
    if known is not None and protection.is_refused(known.pk, unit):
        return protection.refused_words(Unit.objects.get(pk=unit))
    if known is not None and known.amount is not None:
        yuan = known.amount_yuan
    return protection.words(policy, yuan, unit, clock.today())


def _is_overtaken(policy: Policy, project: Project, said: Mapping[str, Any]) -> bool:
    """Tell whether a filing that waits would become complete by what is said, which is not all that a lead needs."""
    required, firm = _required(policy), project.company
    now = filled(project) | _said(firm, said)
    waits = Filing.objects.waiting().filter(project=project)
    with_contact = waits.exclude(contact_evidence="", contact_blob=None).exists()
    return with_contact and bool(set(required) - _said(firm, said)) and not set(required) - now


def _known(user: User, policy: Policy, project: Project, said: Mapping[str, Any], today: date) -> Preview:
    """A project that is known: its owner, stage and day of claim, and no more for those who may not read it."""
    claim = standing_claim(policy, project, today)
    stage = labels.stage(policy, project.stage)
    text: Any
    if claim is not None:
        pattern = _("{unit} holds the first claim since {day}; stage: {stage}. Yours is kept as a supporting lead.")
        text = format_html(pattern, unit=claim.unit.name, day=day(claim.first_on), stage=stage)
        return Preview("ask", _("A project that is known already"), text, url=_url(user, project))
    if project.stage_rank >= RANK[Stage.SIGNED] or Conflict.objects.open().about(project.pk).exists():
        text = _("Its first claim cannot be had now. Yours is kept as a supporting lead; stage: %(stage)s.")
        return Preview("ask", _("A project that is known already"), text % {"stage": stage}, url=_url(user, project))
    lacks = _lacks(policy, project.company, said, project)
    barred = _barred(policy, said, today, project)
    if barred and not lacks:
        return Preview("ask", _("A known project without a claim"), barred, lacks)
    if not lacks and _is_overtaken(policy, project, said):
        text = _("An earlier filing takes effect with yours and leads. Yours supports it; stage: %(stage)s.")
        return Preview("ask", _("A known project without a claim"), text % {"stage": stage})
    text = _("Nobody holds its first claim. The first complete filing gets it; stage: %(stage)s.") % {"stage": stage}
    return Preview("ask", _("A known project without a claim"), text, lacks)


def _url(user: User, project: Project) -> str:
    readable = bool(access.visible_among(user, [project.pk]))
    return reverse("project", args=[project.pk]) if readable else ""


def standing_claim(policy: Policy, project: Project, today: date) -> Claim | None:
    """Return the claim that stands, None where nobody holds one or it has lapsed without a sweep."""
    held = held_claim(project.pk)
    return held if held is not None and not life_of(held, policy, today).is_lapsed else None


def _probable(policy: Policy, found: Match, lacks: list[str], today: date) -> Preview:
    """A project that may be known: of the other, the register and no more."""
    assert found.candidate is not None
    other: Project = found.candidate.record
    due, stage = decide_by(policy, today), labels.stage(policy, other.stage)
    claim = standing_claim(policy, other, today)
    if claim is not None:
        pattern = _(
            "It may be the project that {unit} leads since {since} (stage: {stage}): the home bureau decides by {day}, "
            "and until then you keep your time but hold no claim."
        )
        text = format_html(pattern, unit=claim.unit.name, since=day(claim.first_on), stage=stage, day=day(due))
    else:
        pattern = _(
            "It may be a project that is known already (stage: {stage}): the home bureau decides by {day}, and until "
            "then you keep your time but hold no claim."
        )
        text = format_html(pattern, stage=stage, day=day(due))
    if found.besides:
        more = _("It may also be one of %(count)s others; one decision settles all.") % {"count": len(found.besides)}
        text = format_html("{} {}", text, more)
    guessed = is_guessed(policy, policy.claims.decide_probable, due)
    return Preview("ask", _("Perhaps a known project"), text, lacks, grounds=grounds(found.grounds), guessed=guessed)


def grounds(codes: "tuple[str, ...] | list[str]") -> list[Task]:
    """Return what two projects have in common, as lines."""
    return [Task(str(labels.GROUNDS.get(code, code)), state="wait") for code in codes]


def _lacks(policy: Policy, company: Company, said: Mapping[str, Any], project: Project | None = None) -> list[str]:
    given = _said(company, said) | (filled(project) if project else frozenset())
    has_contact = bool(said.get("contact_evidence") or said.get("contact_file"))
    submission = Submission(company.uscc, company.normal_name, said.get("name") or "", given, has_contact)
    return _words(lacking(submission, _required(policy)))


def _said(company: Company, said: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields of the policy for which something is said."""
    amount: Amount | None = said.get("amount")
    facts = {name: said.get(name) for name in (*FACTS, *ASIDE) if name != "amount"}
    return told(company, amount.value if amount else None, **facts)


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
