"""Reading what somebody says of a company before it is recorded. Every refusal names its field."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from hometown import names
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, Refusal
from hometown.ledger.models import LedgeredModel
from hometown.policy.standing import in_force

from . import industry, rules
from .models import Company, CompanyKind


def at(field: str, refusal: Refusal) -> BadInput:
    """Return a refusal that belongs beside a field of a form."""
    return BadInput(refusal.code, fields={field: refusal}, **refusal.facts)


def checked_name(text: str, field: str = "name") -> str:
    """Return a name as it is stored: as written, without outer spaces. Raises BadInput for one that names nothing."""
    text = " ".join(text.split())
    if not names.normal(text):
        raise at(field, BadInput("companies.name_needed"))
    if max(len(text), len(names.normal(text))) > 200:
        raise at(field, BadInput("companies.too_long", most=200))
    return text


def checked_uscc(text: str, *, accept_doubtful: bool) -> tuple[str, bool]:
    """Return a cleaned code and whether somebody accepted that it does not add up.

    Raises BadInput `companies.uscc_unreadable` without the shape of a code, and `companies.uscc_doubtful` when a check
    sign fails and the person has not said that the code is right all the same.
    """
    code = rules.clean_uscc(text)
    if not code:
        return "", False
    if not rules.has_uscc_shape(code):
        meant = rules.uscc_meant(code)
        if meant:
            raise at("uscc", BadInput("companies.uscc_misread", written=code, meant=meant))
        raise at("uscc", BadInput("companies.uscc_unreadable", written=code))
    doubtful = bool(rules.uscc_doubts(code))
    if doubtful and not accept_doubtful:
        raise at("uscc", BadInput("companies.uscc_doubtful", written=code))
    return code, doubtful


def checked_kind(kind: str, uscc: str) -> str:
    """Return the kind; a code that begins with 92 makes it an individual business."""
    if kind not in CompanyKind.values:
        raise at("kind", BadInput("companies.unknown_kind", kind=kind))
    if rules.is_individual(uscc):
        return CompanyKind.INDIVIDUAL.value
    return kind


def checked_region(code: str, uscc: str) -> str:
    """Return the place of registration, taken from the USCC where it is not said."""
    code = code.strip()
    if code and not rules.is_region_code(code):
        raise at("region_code", BadInput("companies.unknown_region", written=code))
    return code or rules.region_of_uscc(uscc)


def checked_industry(text: str) -> str:
    """Return the full code of an industry of GB/T 4754-2017."""
    code = industry.read_code(text) if text.strip() else ""
    if text.strip() and not code:
        raise at("industry_code", BadInput("companies.unknown_industry", written=text.strip()))
    return code


def checked_chain(code: str) -> str:
    """Return a chain of the city's scheme in force."""
    if code and code not in {chain.code for chain in in_force(clock.today()).chain_scheme.chains}:
        raise at("chain", BadInput("companies.unknown_chain", written=code))
    return code


def checked_source(text: str) -> str:
    """Return where something is known from. Raises BadInput without one: every fact has a source."""
    if not text.strip():
        raise at("source", BadInput("companies.source_needed"))
    return text.strip()[:200]


def checked_group(company: Company, parent: Company | None, share: Decimal | None) -> None:
    """Refuse a parent that closes a circle, a share that cannot be, a share without a parent."""
    if share is not None and not rules.is_share(share):
        raise at("parent_share", BadInput("companies.share_out_of_range"))
    if share is not None and parent is None:
        raise at("parent", BadInput("companies.share_without_parent"))
    if parent is not None and rules.closes_circle(company.pk, parent.pk, parents_above(parent)):
        raise at("parent", BadInput("companies.group_circle", parent=parent.name))


def parents_above(company: Company) -> dict[Any, Any]:
    """Return each company from this one upwards with the id of its parent."""
    found: dict[Any, Any] = {}
    step: Any = company.pk
    while step is not None and step not in found:
        found[step] = Company.objects.filter(pk=step).values_list("parent_id", flat=True).first()
        step = found[step]
    return found


def checked_past(on: date | None, field: str) -> date | None:
    """Return a day that is not to come."""
    if on is not None and on > clock.today():
        raise at(field, BadInput("companies.day_to_come", day=on))
    return on


def require_fitting(row: LedgeredModel) -> None:
    """Refuse text longer than its column, beside its field."""
    for field in row._meta.concrete_fields:
        text = getattr(row, field.attname)
        most = field.max_length if isinstance(field, models.CharField) else None
        if most and isinstance(text, str) and len(text) > most:
            raise at(field.name, BadInput("companies.too_long", most=most))
