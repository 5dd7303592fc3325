"""The other names of a company."""

from datetime import date

from hometown import names
from hometown.accounts.models import User
from hometown.companies import access, checking
from hometown.companies.models import Company, CompanyName, FactSource, NameKind
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book


def add_name(
    actor: User,
    *,
    company: Company,
    text: str,
    kind: str,
    first_on: date | None = None,
    last_on: date | None = None,
    source: str = "",
) -> CompanyName:
    """Record another name of a company, so that it is found by it. Raises RuleBroken if it is on record."""
    access.require_recorder(actor)
    if kind not in NameKind.values:
        raise checking.at("kind", BadInput("companies.unknown_name_kind", kind=kind))
    text = checking.checked_name(text, "text")
    if first_on and last_on and last_on < first_on:
        raise checking.at("last_on", BadInput("companies.ends_before_it_begins"))
    row = CompanyName(
        company=company, text=text, kind=kind, normal=names.normal(text), first_on=first_on, last_on=last_on
    )
    with book.entry("company.name_added", actor=actor.pk) as entry:
        if row.normal == company.normal_name or company.names.filter(normal=row.normal, kind=kind).exists():
            raise checking.at("text", RuleBroken("companies.name_known", name=text))
        entry.put(row)
        if source.strip():
            entry.put(FactSource(company=company, field="names", source=checking.checked_source(source)))
    return row


def remove_name(actor: User, name: CompanyName) -> None:
    """Take away a name that was recorded by mistake; the book keeps that it stood here."""
    access.require_recorder(actor)
    with book.entry("company.name_removed", actor=actor.pk) as entry:
        entry.remove(name)
