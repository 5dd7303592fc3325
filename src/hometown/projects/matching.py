"""Which known project a lead means. Candidates come from here, the rules decide; ask it inside the book's turn, so
that two leads filed in the same instant see one another.
"""

import uuid
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from hometown.companies import spoken
from hometown.companies.matching import affiliates, holds, named
from hometown.companies.models import Company
from hometown.kernel.money import Amount
from hometown.policy.shape import Policy
from hometown.programme.divisions import table

from .models import Conflict, Project
from .rules import (
    Candidate,
    Fingerprint,
    Identity,
    Match,
    Status,
    Submission,
    alike,
    identify,
    trade_name,
    yuan_value,
)

_OPEN = (Status.ACTIVE, Status.PAUSED)
_NEAR_MOST = 300  # projects of firms called alike that are looked at
_DIVISION = 3  # GB/T 4754: the section's letter and the division's two digits


def match_of(
    company: Company, project_name: str, fingerprint: Fingerprint, *, apart_from: Project | None = None
) -> Match:
    """Return the project that a lead of this company and name means, or may mean, or that it is new.

    Another record of the same firm counts too: the same unified code, or the same normalised name. `apart_from` is the
    lead's own project, once it has one: what was decided about it and another is not asked again.
    """
    said = Submission(
        company.uscc,
        company.normal_name,
        project_name,
        frozenset(),
        has_contact_evidence=False,
        fingerprint=fingerprint,
    )
    open_ones = Project.objects.filter(status__in=_OPEN).select_related("company").order_by("id")
    if apart_from is not None:
        open_ones = open_ones.exclude(pk__in=_told_apart(apart_from))
    own = [_candidate(one) for one in open_ones.filter(_same_firm(company))]
    sure = identify(said, own)
    if sure.identity is Identity.SAME:
        return sure
    kin = {one.pk for one in affiliates(company)}
    heard = spoken.near_to(company)
    firms = _near_firm(company, kin | heard)
    near = open_ones.exclude(_same_firm(company)).filter(_line(fingerprint), firms)[:_NEAR_MOST]
    others = (_candidate(one, is_kin=one.company_id in kin, is_near=one.company_id in heard) for one in near)
    return identify(said, [*own, *others], likeness)


def _same_firm(company: Company) -> Q:
    same = Q(company=company)
    if company.uscc:
        same |= Q(company__uscc=company.uscc)
    if company.normal_name:
        same |= Q(company__normal_name=company.normal_name)
    return same


def _near_firm(company: Company, known: set[uuid.UUID]) -> Q:
    """Firms of the group and those the engine of names finds (`known`), and those that may be called alike: what
    differs in one character keeps one of two parts.
    """
    trade = trade_name(company.normal_name, places())
    near = Q(company__in=known)
    for part in {trade[:2], trade[len(trade) // 2 :]}:
        if len(part) > 1:
            few = named(part)
            near |= holds("company__normal_name", part) if few is None else Q(company__in=few)
    return near


def _line(fingerprint: Fingerprint) -> Q:
    """Projects that are not known to be of another line of business: none of another line is probable."""
    told = Q(chain="") | Q(industry_code="")
    if fingerprint.chain:
        told |= Q(chain=fingerprint.chain)
    if fingerprint.industry:
        told |= Q(industry_code__startswith=fingerprint.industry[:_DIVISION])
    return told if fingerprint.chain or fingerprint.industry else Q()


def _told_apart(project: Project) -> set[uuid.UUID]:
    pairs = Conflict.objects.about(project.pk).values_list("project", "other")
    return {project.pk, *(pk for pair in pairs for pk in pair)}


def _candidate(project: Project, *, is_kin: bool = False, is_near: bool = False) -> Candidate:
    firm = project.company
    return Candidate(
        firm.uscc, firm.normal_name, project.name, is_open=True, record=project, is_kin=is_kin, is_near=is_near,
        fingerprint=fingerprint_of(project),
    )  # fmt: skip


def fingerprint_of(project: Project) -> Fingerprint:
    """Return what tells a project apart, as far as it is known."""
    firm = project.company
    return Fingerprint(
        industry=project.industry_code or firm.industry_code,
        chain=project.chain or firm.chain,
        words=f"{project.name} {project.summary}",
        yuan=project.amount_yuan,
        site=project.site_need,
    )


def fingerprint_told(
    policy: Policy, company: Company, *, on: date, name: str = "", amount: Amount | None = None, **facts: Any
) -> Fingerprint:
    """Return what tells a lead's project apart, of what is told; a line of business not told is the firm's own.

    `facts` are those of a project: summary, chain, industry_code, site_need; others are left alone.
    """
    return Fingerprint(
        industry=facts.get("industry_code") or company.industry_code,
        chain=facts.get("chain") or company.chain,
        words=f"{name} {facts.get('summary') or ''}",
        yuan=yuan_value(policy, amount, on),
        site=facts.get("site_need") or "",
    )


def likeness(one: str, other: str) -> float:
    """Return how alike two normalised names are: by what is left without places, and as the engine of names sees it."""
    from hometown.names.likeness import alikeness  # loads numpy: when somebody files, not when a command starts

    return max(alike(one, other, places()), alikeness(one, other))


@cache
def places() -> frozenset[str]:
    """Return the names of places that firms carry before their own: provinces and cities also in short."""
    found = {place.name for place in table().values()}
    return frozenset(found | {place.short_name for place in table().values() if place.level < 3})
