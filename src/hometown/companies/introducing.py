"""Who could bring whom: the firms two ties away from one, as a short list; and what has been asked of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from hometown.accounts.models import User

from . import access, rules
from .models import Company, CompanyKind, Introduction, IntroductionOutcome, Tie, TieKind
from .shown import address, reverse_words

CONNECTS = (TieKind.SUPPLIES, TieKind.CUSTOMER_OF, TieKind.INTRODUCED_BY, TieKind.MEMBER_OF, TieKind.SAME_GROUP)
MOST_TIES, MOST_FOUND = 2000, 12
TONES = {"asked": "blue", "promised": "amber", "made": "green", "declined": "line"}


@dataclass(frozen=True)
class Reached:
    """A firm two ties away at most: how it hangs together with the first, and by whom."""

    company: Company
    words: str
    through: Company | None = None


def within_reach(user: User, companies: Iterable[Company]) -> dict[uuid.UUID, list[Reached]]:
    """Return for each company the firms it could bring, its own neighbours first; three queries for any number.

    Departments bring nobody, individual businesses are personal data: both are left out.
    """
    starts = {one.pk for one in companies}
    first = _ties(user, starts)
    near = {pk for tie in first for pk in (tie.company_id, tie.other_id) if pk is not None} - starts
    second = _ties(user, near) if near else []
    edges = [(tie.company_id, tie.other_id, tie) for tie in dict.fromkeys([*first, *second]) if tie.other_id]
    known = {one.pk: one for tie in [*first, *second] for one in (tie.company, tie.other) if one is not None}
    paths = rules.two_steps(starts, [(one, other) for one, other, _tie in edges])
    words = _words(edges)
    found: dict[uuid.UUID, list[Reached]] = {}
    for start, reached in paths.items():
        found[start] = [
            Reached(known[end], words[start if via is None else via, end], known[via] if via is not None else None)
            for end, via in reached[:MOST_FOUND]
            if known[end].kind not in (CompanyKind.DEPARTMENT, CompanyKind.INDIVIDUAL)
        ]
    return found


def _ties(user: User, around: set[uuid.UUID]) -> list[Tie]:
    standing = access.visible_ties(user).standing().filter(kind__in=CONNECTS, other__isnull=False)
    near = standing.filter(Q(company__in=around) | Q(other__in=around))
    return list(near.select_related("company", "other").order_by("pk")[:MOST_TIES])


def _words(edges: list[tuple[Any, Any, Tie]]) -> dict[tuple[Any, Any], str]:
    """Return what each end of a tie is to the other, read from the first to the second."""
    backwards = reverse_words()
    found: dict[tuple[Any, Any], str] = {}
    for one, other, tie in edges:
        found.setdefault((one, other), str(tie.get_kind_display()))
        found.setdefault((other, one), backwards[tie.kind])
    return found


def counted(user: User, companies: Iterable[Company]) -> dict[uuid.UUID, dict[str, int]]:
    """Return how many introductions each company was asked for, and how many it made; in one query."""
    rows = access.visible_introductions(user).filter(introducer__in=[one.pk for one in companies])
    made = Count("pk", filter=Q(outcome=IntroductionOutcome.MADE))
    told = rows.order_by().values("introducer").annotate(asked=Count("pk"), made=made)
    return {row["introducer"]: {"asked": row["asked"], "made": row["made"]} for row in told}


@dataclass(frozen=True)
class ToldIntroduction:
    """An introduction as one line; `lead_url` begins the lead it may become."""

    introduction: Introduction
    outcome: str
    tone: str
    lead_url: str = ""

    @property
    def url(self) -> str:
        return reverse("introduction", args=[self.introduction.pk])


def told(introductions: Iterable[Introduction], *, may_file: bool) -> list[ToldIntroduction]:
    """Return introductions in words. Reads nothing that was not read with them."""
    return [
        ToldIntroduction(
            one,
            str(IntroductionOutcome(one.outcome).label),
            TONES[one.outcome],
            lead_url(one) if may_file and one.outcome != IntroductionOutcome.DECLINED else "",
        )
        for one in introductions
    ]


def lead_url(introduction: Introduction) -> str:
    """Return where the lead of an introduction is filed: firm, source and introducer are filled in there."""
    begin = address("project-file")
    if not begin:
        return ""
    is_chamber = introduction.introducer.kind == CompanyKind.CHAMBER
    said = {
        "introducer": str(introduction.introducer_id),
        "source": "chamber" if is_chamber else "existing_investor",
        "company": str(introduction.introduced_id or ""),
        "name": introduction.introduced_name,
    }
    return f"{begin}?{urlencode({name: value for name, value in said.items() if value})}"
