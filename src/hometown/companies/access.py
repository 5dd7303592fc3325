"""Who sees companies and the people in them, and who writes."""

import uuid

from django.db.models import QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotAllowed, NotFound, RuleBroken

from .models import Company, CompanyKind, CompanyName, Consent, Contact, Introduction, Tag, Tie
from .querysets import CompanyQuerySet, ContactQuerySet, StandingQuerySet

SEE, RECORD, CONTACTS = Capability.SEE_COMPANIES, Capability.RECORD_COMPANIES, Capability.SEE_CONTACTS


def visible_companies(user: User) -> CompanyQuerySet:
    """Every company for those who may see companies; none for host units, leaders and administrators."""
    return companies_on_record(user).current()


def companies_on_record(user: User) -> CompanyQuerySet:
    """The companies a person may see, and the tombstones that lead to them: for a page or a history by its address."""
    companies: CompanyQuerySet = Company.objects.all()
    return companies if user.may(SEE) else companies.none()


def visible_contacts(user: User) -> ContactQuerySet:
    """The contacts a person may see masked. Who no longer records companies (an alumnus) keeps only their own."""
    contacts: ContactQuerySet = Contact.objects.active()
    if not user.may(SEE):
        return contacts.none()
    if user.may(CONTACTS) and not user.may(RECORD):
        return contacts.filter(known_to=officer_of(user)) if officer_of(user) else contacts.none()
    return contacts


def visible_ties(user: User) -> StandingQuerySet:
    """The ties of the companies a person may see; those of individual businesses stay out of lists."""
    ties: StandingQuerySet = Tie.objects.exclude(company__kind=CompanyKind.INDIVIDUAL)
    return ties if user.may(SEE) else ties.none()


def visible_introductions(user: User) -> "QuerySet[Introduction]":
    """The introductions, for those who may see companies: who would bring whom is no secret among them."""
    introductions: QuerySet[Introduction] = Introduction.objects.all()
    return introductions if user.may(SEE) else introductions.none()


def may_reveal(user: User) -> bool:
    """Tell whether a person may ask for the whole of a contact they see; each time is logged."""
    return user.may(CONTACTS)


def details_pass(user: User, contact: Contact) -> bool:
    """Tell whether number and address of a contact may be shown to a person, as far as a handover goes.

    Once somebody else looks after a contact, only whose contact it is reads them, until the contact has agreed to be
    passed on (Personal Information Protection Law, art. 13 and 23).
    """
    if contact.keeper_id in (None, contact.known_to) or contact.consent == Consent.PASS_ON:
        return True
    return contact.known_to is not None and officer_of(user) == contact.known_to


def may_record(user: User) -> bool:
    """Tell whether a person may add and edit companies."""
    return user.may(RECORD)


def officer_of(user: User) -> uuid.UUID | None:
    """Return the id of the officer whose account this is, None for everybody else."""
    officer = getattr(user, "officer", None)
    return officer.pk if officer else None


def require_recorder(user: User) -> None:
    """Raise NotAllowed unless the person may add and edit companies."""
    if not user.may(RECORD):
        raise NotAllowed("companies.may_not_record")


def require_company(user: User, pk: uuid.UUID) -> Company:
    """Return a company. Raises NotFound for one this person may not see."""
    found: Company | None = visible_companies(user).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise NotFound("companies.no_such_company")
    return found


def require_record(user: User, pk: uuid.UUID) -> Company:
    """Return a company, or the tombstone that leads to one. Raises NotFound for one this person may not see."""
    records = companies_on_record(user).select_related("parent", "merged_into")
    found: Company | None = records.filter(pk=pk).first()
    if found is None:
        raise NotFound("companies.no_such_company")
    return found


def require_standing(company: Company) -> None:
    """Raise RuleBroken for a tombstone: what there is to say belongs to the record it leads to."""
    if company.merged_into is not None:
        raise RuleBroken("companies.merged_away", company=company.name, target=company.merged_into.name)


def require_contact(user: User, pk: uuid.UUID) -> Contact:
    """Return a contact in use. Raises NotFound for one this person may not see."""
    found: Contact | None = visible_contacts(user).select_related("company").filter(pk=pk).first()
    if found is None:
        raise NotFound("companies.no_such_contact")
    return found


def require_tie(user: User, pk: uuid.UUID) -> Tie:
    """Return a tie. Raises NotFound for one this person may not see."""
    found: Tie | None = Tie.objects.select_related("company", "other").filter(pk=pk).first() if user.may(SEE) else None
    if found is None:
        raise NotFound("companies.no_such_tie")
    return found


def require_introduction(user: User, pk: uuid.UUID) -> Introduction:
    """Return an introduction. Raises NotFound for one this person may not see."""
    rows = visible_introductions(user).select_related("introducer", "introduced", "contact")
    found: Introduction | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("companies.no_such_introduction")
    return found


def require_tag(user: User, pk: uuid.UUID) -> Tag:
    """Return a tag. Raises NotFound for one this person may not see."""
    found: Tag | None = Tag.objects.select_related("company").filter(pk=pk).first() if user.may(SEE) else None
    if found is None:
        raise NotFound("companies.no_such_tag")
    return found


def require_name(user: User, pk: uuid.UUID) -> CompanyName:
    """Return another name of a company. Raises NotFound for one this person may not see."""
    found: CompanyName | None = None
    if user.may(SEE):
        found = CompanyName.objects.select_related("company").filter(pk=pk).first()
    if found is None:
        raise NotFound("companies.no_such_name")
    return found
