"""Adding, editing and renaming a company. Each fact keeps where it came from."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from hometown import names
from hometown.accounts.models import User
from hometown.companies import access, checking, matching, registry
from hometown.companies.models import RECORD, Company, CompanyName, FactSource, NameKind
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book

EDITABLE = frozenset(
    {
        "name", "kind", "uscc", "region_code", "address", "industry_code", "chain", "registered_on", "capital",
        "business", "parent", "parent_share",
    }
)  # fmt: skip


@book.turn()
def add_company(
    actor: User,
    *,
    name: str,
    kind: str = "company",
    uscc: str = "",
    accept_doubtful_uscc: bool = False,
    is_namesake: bool = False,
    region_code: str = "",
    address: str = "",
    industry_code: str = "",
    chain: str = "",
    registered_on: date | None = None,
    capital: Decimal | None = None,
    business: str = "",
    parent: Company | None = None,
    parent_share: Decimal | None = None,
    source: str,
    as_of: date | None = None,
    permission: str = "",
) -> Company:
    """Record a company, with where it is known from, as of which day, and who permitted the use of a list.

    Raises RuleBroken `companies.already_known` for a code or a registered name that is on record; `is_namesake` says
    that it is another company of the same name, which needs a code of its own. Raises BadInput
    `companies.uscc_doubtful` for a code that does not add up, unless `accept_doubtful_uscc`.
    """
    access.require_recorder(actor)
    company = Company(name=name, kind=kind, uscc=uscc, region_code=region_code, address=address.strip(), chain=chain)
    company.industry_code, company.registered_on, company.business = industry_code, registered_on, business.strip()
    company.capital, company.parent, company.parent_share = capital, parent, parent_share
    registered = None if uscc else _from_registry(company)
    _read(company, accept_doubtful_uscc=accept_doubtful_uscc)
    said = checking.checked_source(source)
    with book.entry("company.added", actor=actor.pk) as entry:
        _require_new(company, is_namesake=is_namesake)
        entry.put(company)
        entry.put(_source(company, RECORD, said, as_of, permission))
        if registered:
            entry.put(_source(company, "uscc", registered.source, None, ""))
    return company


def _from_registry(company: Company) -> registry.Entry | None:
    """Let a firm that the city's registry knows by its whole name have its code from there, if no other has it."""
    found = registry.entry_of(company.name)
    if found is None or not found.uscc or Company.objects.filter(uscc=found.uscc).exists():
        return None
    company.uscc = found.uscc
    return found


def edit_company(
    actor: User,
    company: Company,
    *,
    revision: int | None = None,
    source: str = "",
    as_of: date | None = None,
    permission: str = "",
    accept_doubtful_uscc: bool = False,
    is_namesake: bool = False,
    **changes: Any,
) -> Company:
    """Change facts of a company; each fact that changed gets its source. A name changed here was written wrongly.

    `revision` is that of the record the person looked at: somebody's change in between is not overwritten.
    Raises TypeError for a column that cannot be edited.
    """
    access.require_recorder(actor)
    access.require_standing(company)
    if changes.keys() - EDITABLE:
        raise TypeError(f"a company's {', '.join(sorted(changes.keys() - EDITABLE))} cannot be edited")
    if revision is not None:
        company.revision = revision
    before = {column: getattr(company, column) for column in EDITABLE}
    for column, value in changes.items():
        setattr(company, column, value.strip() if isinstance(value, str) else value)
    _read(company, accept_doubtful_uscc=accept_doubtful_uscc or _keeps_doubt(company, before))
    changed = [column for column in sorted(EDITABLE) if getattr(company, column) != before[column]]
    said = checking.checked_source(source) if changed else ""
    with book.entry("company.edited", actor=actor.pk) as entry:
        if {"name", "uscc"} & set(changed):
            _require_new(company, is_namesake=is_namesake)
        entry.put(company)
        for column in changed:
            entry.put(_source(company, column, said, as_of, permission))
    return company


def rename_company(
    actor: User, company: Company, *, name: str, since_on: date | None = None, source: str, revision: int | None = None
) -> Company:
    """Give a company its new registered name from a day on; the old one stays as a former name."""
    access.require_recorder(actor)
    access.require_standing(company)
    if revision is not None:
        company.revision = revision
    old, company.name = company.name, checking.checked_name(name)
    company.normal_name = names.normal(company.name)
    said = checking.checked_source(source)
    former = CompanyName(company=company, text=old, kind=NameKind.FORMER, normal=names.normal(old))
    former.last_on = checking.checked_past(since_on, "since_on")
    if former.normal == company.normal_name:
        raise checking.at("name", RuleBroken("companies.same_name"))
    with book.entry("company.renamed", actor=actor.pk, occurred_on=since_on) as entry:
        _require_new(company, is_namesake=False)
        entry.put(company)
        if not CompanyName.objects.filter(company=company, normal=former.normal, kind=NameKind.FORMER).exists():
            entry.put(former)
        entry.put(_source(company, "name", said, since_on, ""))
    return company


def _read(company: Company, *, accept_doubtful_uscc: bool) -> None:
    """Bring what was said of a company into the form in which it is stored. Raises BadInput beside the field."""
    company.name = checking.checked_name(company.name)
    company.normal_name = names.normal(company.name)
    code, doubt = checking.checked_uscc(company.uscc, accept_doubtful=accept_doubtful_uscc)
    company.uscc, company.uscc_doubt_accepted = code, doubt
    company.kind = checking.checked_kind(company.kind, code)
    company.region_code = checking.checked_region(company.region_code, code)
    company.industry_code = checking.checked_industry(company.industry_code)
    company.chain = checking.checked_chain(company.chain)
    checking.checked_past(company.registered_on, "registered_on")
    if company.capital is not None and company.capital <= 0:
        raise checking.at("capital", BadInput("companies.capital_not_positive"))
    checking.checked_group(company, company.parent, company.parent_share)
    checking.require_fitting(company)


def _keeps_doubt(company: Company, before: dict[str, Any]) -> bool:
    """Tell whether the code is the one whose doubt somebody accepted earlier."""
    return company.uscc_doubt_accepted and company.uscc == before["uscc"]


def _require_new(company: Company, *, is_namesake: bool) -> None:
    """Refuse a code or registered name that another company on record has."""
    if company.uscc:
        known = Company.objects.filter(uscc=company.uscc).exclude(pk=company.pk).first()
        if known is not None:
            raise _known_already(known)
    if not (is_namesake and company.uscc):
        for known in _others(company, matching.namesakes(company.name)):
            raise _known_already(known)


def _others(company: Company, found: Iterable[Company]) -> Iterable[Company]:
    return (one for one in found if one.pk != company.pk)


def _known_already(known: Company) -> RuleBroken:
    return RuleBroken("companies.already_known", company=known.name, pk=str(known.pk))


def _source(company: Company, field: str, source: str, as_of: date | None, permission: str) -> FactSource:
    row = FactSource(company=company, field=field, source=source, as_of=as_of, permission=permission.strip())
    checking.require_fitting(row)
    return row
