"""The list of companies: filters that live in the address, and what a line shows."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.utils.translation import get_language

from hometown import names
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.policy.standing import in_force

from . import access, matching, rules
from .models import Company, CompanyKind, CompanyName, Tag, TagKind, Tie, TieKind
from .places import Cities, place
from .querysets import CompanyQuerySet, StandingQuerySet


@dataclass(frozen=True)
class Filters:
    """What a person asks of the list. A value that is none of its choices asks nothing."""

    text: str = ""
    origin: str = ""
    chain: str = ""
    tag: str = ""
    kind: str = ""
    invested: bool = False

    @property
    def is_narrow(self) -> bool:
        """Tell whether the filters below the fold are in use."""
        return bool(self.chain or self.tag or self.kind or self.invested)


def asked(query: QueryDict) -> Filters:
    """Read the filters from an address."""

    def one_of(name: str, choices: Iterable[str]) -> str:
        return value if (value := query.get(name, "")) in set(choices) else ""

    return Filters(
        text=query.get("q", "").strip()[:100],
        origin=one_of("origin", rules.Origin),
        chain=one_of("chain", (code for code, _words in chains())),
        tag=one_of("tag", TagKind.values),
        kind=one_of("kind", CompanyKind.values),
        invested=query.get("invested", "") == "1",
    )


def chains() -> list[tuple[str, str]]:
    """Return the chains of the scheme in force with their names."""
    language = get_language() or "zh-hans"
    return [(chain.code, chain.text(language)) for chain in in_force(clock.today()).chain_scheme.chains]


def chosen(user: User, filters: Filters, cities: Cities) -> CompanyQuerySet:
    """Return the companies that a person may see and the filters let through, newest on record first."""
    found = access.visible_companies(user)
    found = found.filter(kind=filters.kind) if filters.kind else found.listed()
    if filters.text:
        found = found.filter(_bears(filters.text))
    if filters.origin:
        found = found.filter(cities.of(rules.Origin(filters.origin)))
    if filters.chain:
        found = found.filter(chain=filters.chain)
    if filters.tag:
        found = found.filter(pk__in=Tag.objects.standing().filter(kind=filters.tag).values("company"))
    if filters.invested:
        found = found.filter(pk__in=investments().values("company"))
    return found.order_by("-pk")


def _bears(text: str) -> Q:
    code, normal = rules.clean_uscc(text), names.normal(text)
    if rules.has_uscc_shape(code):
        return Q(uscc=code)
    return matching.bearing(normal) if normal else Q(pk__in=[])


def investments() -> StandingQuerySet:
    """Return the standing ties that say a company has invested at home."""
    return Tie.objects.standing().filter(kind=TieKind.INVESTED_HOME)


def with_marks(found: CompanyQuerySet) -> CompanyQuerySet:
    """Read along what a line shows: standing tags, investments at home, other names."""
    return found.prefetch_related(
        Prefetch("tags", Tag.objects.standing().order_by("kind"), to_attr="standing_tags"),
        Prefetch("ties", investments(), to_attr="investments"),
        Prefetch("names", CompanyName.objects.order_by("pk"), to_attr="other_names"),
    )


@dataclass(frozen=True)
class Line:
    """One company as a list shows it."""

    company: Company
    place: str
    origin: dict[str, str]
    chain: str
    tags: list[str] = field(default_factory=list)
    invested: bool = False
    found_as: str = ""


def lines(companies: Iterable[Company], cities: Cities, text: str = "") -> list[Line]:
    """Return companies read `with_marks` as lines; `found_as` is the other name that holds what was searched."""
    called = dict(chains())
    normal = names.normal(text)
    return [
        Line(
            company,
            place(company.region_code),
            cities.mark(company.region_code),
            called.get(company.chain, ""),
            tag_words(company.standing_tags),  # type: ignore[attr-defined]
            bool(company.investments),  # type: ignore[attr-defined]
            _found_as(company, normal),
        )
        for company in companies
    ]


def tag_words(tags: Iterable[Tag]) -> list[str]:
    """Return what tags say: the list and year of a top 500, else the kind."""
    return [str(tag) if tag.kind == TagKind.TOP500 else str(tag.get_kind_display()) for tag in tags]


def _found_as(company: Company, normal: str) -> str:
    if not normal or normal in company.normal_name:
        return ""
    return next((name.text for name in company.other_names if normal in name.normal), "")  # type: ignore[attr-defined]


def key_of(text: str) -> uuid.UUID | None:
    """Return an identifier written in an address, None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
