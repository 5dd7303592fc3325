"""The people met at companies."""

from datetime import date
from typing import Any

from hometown.accounts.models import User
from hometown.companies import access, checking, matching
from hometown.companies.models import Company, Consent, Contact
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book

EDITABLE = frozenset({"name", "title", "phone", "wechat", "email", "is_decision_maker", "consent", "source", "met_on"})


def add_contact(
    actor: User,
    *,
    company: Company,
    name: str,
    title: str = "",
    phone: str = "",
    wechat: str = "",
    email: str = "",
    is_decision_maker: bool = False,
    consent: str = "unknown",
    source: str = "",
    met_on: date | None = None,
) -> Contact:
    """Record a person met at a company. Only what the work needs; it shows masked until somebody asks for it.

    Raises RuleBroken `companies.contact_known` if a person of this name is on record there.
    """
    access.require_recorder(actor)
    contact = Contact(company=company, name=name.strip(), title=title.strip(), phone=phone.strip())
    contact.wechat, contact.email, contact.source = wechat.strip(), email.strip(), source.strip()
    contact.is_decision_maker, contact.consent, contact.met_on = is_decision_maker, consent, met_on
    contact.known_to = access.officer_of(actor)
    _check(contact)
    with book.entry("contact.added", actor=actor.pk) as entry:
        if matching.find_contact(company, contact.name) is not None:
            raise checking.at("name", RuleBroken("companies.contact_known", company=company.name))
        entry.put(contact)
    return contact


def edit_contact(actor: User, contact: Contact, *, revision: int | None = None, **changes: Any) -> Contact:
    """Change what is known of a person. Raises TypeError for a column that cannot be edited."""
    access.require_recorder(actor)
    if changes.keys() - EDITABLE:
        raise TypeError(f"a contact's {', '.join(sorted(changes.keys() - EDITABLE))} cannot be edited")
    if revision is not None:
        contact.revision = revision
    for column, value in changes.items():
        setattr(contact, column, value.strip() if isinstance(value, str) else value)
    _check(contact)
    with book.entry("contact.edited", actor=actor.pk) as entry:
        entry.put(contact)
    return contact


def end_contact(actor: User, contact: Contact) -> Contact:
    """Set a contact aside: gone from the company, or not to be used any more."""
    access.require_recorder(actor)
    contact.is_active = False
    with book.entry("contact.ended", actor=actor.pk) as entry:
        entry.put(contact)
    return contact


def _check(contact: Contact) -> None:
    if not contact.name:
        raise checking.at("name", BadInput("companies.contact_name_needed"))
    if contact.consent not in Consent.values:
        raise checking.at("consent", BadInput("companies.unknown_consent", consent=contact.consent))
    checking.checked_past(contact.met_on, "met_on")
    checking.require_fitting(contact)
