"""Finding a company by what somebody wrote: code, registered name, or any other recorded name.

The seam for the engine of names: whoever needs a cleverer reading (short forms, pinyin, typing errors) asks here, and
it grows here. What these functions return is sure: one company or none; `candidates` is for a person to choose from.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from hometown import names
from hometown.ledger import pairs

from . import rules, spoken
from .models import Company, CompanyName, Contact, NameKind, Tie, TieKind
from .querysets import CompanyQuerySet

PER_QUERY = 500
AFFILIATES_MOST = 200
_LAST_SIGN = chr(0x10FFFF)
_SPARE = 4  # read so many times more than asked for: some are not for this person


def find(name_or_uscc: str) -> Company | None:
    """Return the company of this code or name, None if there is none or more than one."""
    return find_many([name_or_uscc]).get(name_or_uscc)


def find_many(names_or_usccs: Iterable[str]) -> dict[str, Company]:
    """Return the companies of many codes and names, by what was asked. Two queries for each 500.

    A code decides before a name, the registered name before others; a name that several companies bear decides nothing.
    """
    wanted = {text: _Key(names.normal(text), rules.clean_uscc(text)) for text in names_or_usccs}
    found: dict[str, Company] = {}
    for part in _parts([text for text, key in wanted.items() if key.name]):
        keys = {text: wanted[text] for text in part}
        by_code, by_name = _by_own([key.name for key in keys.values()], [key.code for key in keys.values()])
        by_other = _by_other_names({key.name for key in keys.values()} - by_name.keys())
        for text, key in keys.items():
            company = by_code.get(key.code) or _only(by_name.get(key.name)) or _only(by_other.get(key.name))
            if company is not None:
                found[text] = company
    return found


@dataclass(frozen=True)
class _Key:
    name: str
    code: str


def _parts(texts: list[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while part := list(islice(rest, PER_QUERY)):
        yield part


def _by_own(wanted: list[str], codes: list[str]) -> tuple[dict[str, Company], dict[str, list[Company]]]:
    shaped = [code for code in codes if rules.has_uscc_shape(code)]
    by_code: dict[str, Company] = {}
    by_name: dict[str, list[Company]] = {}
    for company in Company.objects.current().filter(Q(normal_name__in=wanted) | Q(uscc__in=shaped)):
        by_name.setdefault(company.normal_name, []).append(company)
        if company.uscc:
            by_code[company.uscc] = company
    return by_code, by_name


def _by_other_names(wanted: set[str]) -> dict[str, list[Company]]:
    found: dict[str, dict[uuid.UUID, Company]] = {}
    if wanted:
        for name in CompanyName.objects.filter(normal__in=wanted).select_related("company"):
            found.setdefault(name.normal, {})[name.company_id] = name.company
    return {normal: list(companies.values()) for normal, companies in found.items()}


def _only(companies: list[Company] | None) -> Company | None:
    return companies[0] if companies and len(companies) == 1 else None


def namesakes(name: str) -> list[Company]:
    """Return every company that bears, or bore, this as its registered name."""
    normal = names.normal(name)
    registered = CompanyName.objects.filter(normal=normal, kind__in=(NameKind.FULL, NameKind.FORMER))
    both = Q(normal_name=normal) | Q(pk__in=registered.values("company"))
    both |= Q(pk__in=Company.objects.filter(normal_name=normal, merged_into__isnull=False).values("merged_into"))
    return list(Company.objects.current().filter(both).order_by("pk")) if normal else []


@dataclass(frozen=True)
class Candidate:
    """A company that may be meant, and the other name under which it was found (empty for its own)."""

    company: Company
    found_as: str = ""


def candidates(text: str, limit: int = 8, among: CompanyQuerySet | None = None) -> list[Candidate]:
    """Return companies that may be meant by what is typed so far: names that begin with it before names that hold it.

    `among` bounds the choice (to what a person may see); individual businesses come only by their whole code.
    """
    chosen: CompanyQuerySet = Company.objects.current() if among is None else among
    code, normal = rules.clean_uscc(text), names.normal(text)
    if not normal:
        return []
    if rules.has_uscc_shape(code):
        return [Candidate(company) for company in chosen.filter(uscc=code)[:limit]]
    chosen = chosen.listed()
    found: dict[uuid.UUID, Candidate] = {}
    steps = (_beginning, _beginning_otherwise, _by_code, _holding, _holding_otherwise)
    for step in steps:
        for candidate in step(chosen, normal, limit):
            found.setdefault(candidate.company.pk, candidate)
        if len(found) >= limit:
            break
    if len(found) < limit:
        for candidate in _spoken(chosen, text, limit):
            found.setdefault(candidate.company.pk, candidate)
    return list(found.values())[:limit]


def _spoken(chosen: CompanyQuerySet, text: str, limit: int) -> list[Candidate]:
    """Return the companies that a short form, pinyin, first letters or a misspelt name may mean."""
    keys = spoken.meant(text, limit)
    companies = chosen.in_bulk(keys) if keys else {}
    return [Candidate(companies[key]) for key in keys if key in companies]


def begins(column: str, text: str) -> Q:
    """Return the condition that a column begins with a text, in the form each database answers from its index."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + _LAST_SIGN})
    return Q(**{f"{column}__startswith": text})


def _beginning(chosen: CompanyQuerySet, text: str, limit: int) -> list[Candidate]:
    return [
        Candidate(company) for company in chosen.filter(begins("normal_name", text)).order_by("normal_name")[:limit]
    ]


def _beginning_otherwise(chosen: CompanyQuerySet, text: str, limit: int) -> list[Candidate]:
    return _by_others(chosen, begins("normal", text), limit)


def _by_code(chosen: CompanyQuerySet, text: str, limit: int) -> list[Candidate]:
    code = rules.clean_uscc(text)
    if len(code) < 4 or not all(sign in rules.USCC_SIGNS for sign in code):
        return []
    return [Candidate(company) for company in chosen.filter(begins("uscc", code)).order_by("uscc")[:limit]]


def _holding(chosen: CompanyQuerySet, text: str, limit: int) -> list[Candidate]:
    few = pairs.rows(Company, text, "normal_name")
    condition = _holds("normal_name", text, few)
    if few is None:
        # The names alone lie in an index, which is read through much sooner than the table.
        held = Company.objects.filter(condition).order_by().values_list("normal_name", flat=True)
        condition = Q(normal_name__in=list(held[: limit * _SPARE]))
    return [Candidate(company) for company in chosen.filter(condition).order_by("-pk")[:limit]]


def _holding_otherwise(chosen: CompanyQuerySet, text: str, limit: int) -> list[Candidate]:
    return _by_others(chosen, _holds("normal", text, pairs.rows(CompanyName, text, "normal")), limit)


def _by_others(chosen: CompanyQuerySet, condition: Q, limit: int) -> list[Candidate]:
    names_found = list(CompanyName.objects.filter(condition).order_by()[: limit * _SPARE])
    companies = chosen.in_bulk({name.company_id for name in names_found})
    return [Candidate(companies[name.company_id], name.text) for name in names_found if name.company_id in companies]


def bearing(text: str) -> Q:
    """Return the condition that a company bears, or bore, a name that holds a normal text."""
    own, others = pairs.rows(Company, text, "normal_name"), pairs.rows(CompanyName, text, "normal", "company")
    if own is None or others is None:
        names_held = CompanyName.objects.filter(_holds("normal", text, others))
        return _holds("normal_name", text, own) | Q(pk__in=names_held.values("company"))
    found = {key for key, name in own if text in name} | {company for _, name, company in others if text in name}
    return Q(pk__in=found)


def named(text: str) -> list[uuid.UUID] | None:
    """Return the companies whose registered name holds a normal text; None where they are many, or not soon told."""
    few = pairs.rows(Company, text, "normal_name")
    return None if few is None else [key for key, name in few if text in name]


def _holds(column: str, text: str, few: list[tuple[Any, ...]] | None) -> Q:
    """Return the condition that a column holds a text: by keys where it is among few rows, else row after row."""
    if few is not None:
        return Q(pk__in=[row[0] for row in few if text in row[1]])
    return holds(column, text)


def holds(column: str, text: str) -> Q:
    """Return the condition that a column holds a text. The column is folded already, so LIKE would fold for nothing."""
    return Q(GreaterThan(StrIndex(column, Value(text)), 0))


def affiliates(company: Company) -> list[Company]:
    """Return the companies of the same group: parents upwards, subsidiaries downwards, recorded ties; at most 200."""
    known = {company.pk}
    edge = {company.pk}
    while edge and len(known) < AFFILIATES_MOST:
        related = set(Company.objects.filter(parent__in=edge).values_list("pk", flat=True))
        related |= set(Company.objects.filter(pk__in=edge, parent__isnull=False).values_list("parent", flat=True))
        ties = Tie.objects.standing().filter(kind=TieKind.SAME_GROUP, other__isnull=False)
        related |= set(ties.filter(company__in=edge).values_list("other", flat=True))
        related |= set(ties.filter(other__in=edge).values_list("company", flat=True))
        edge = related - known
        known |= edge
    return list(Company.objects.filter(pk__in=known - {company.pk}).order_by("name")[:AFFILIATES_MOST])


def find_contact(company: Company, name: str) -> Contact | None:
    """Return the contact in use of this name at a company, None if there is none."""
    found: Contact | None = company.contacts.active().filter(name=name.strip()).order_by("pk").first()
    return found
