"""How the rows of companies fare when a company or contact turns out to be another one, and where people stand."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText, Held, Holder, Holding, PersonalData

from . import access, rules
from .models import (
    Company,
    CompanyName,
    Contact,
    DistinctFirms,
    FactSource,
    Introduction,
    IntroductionOutcome,
    Tag,
    Tie,
)


def _is_another_name(name: CompanyName, company: Company) -> bool:
    return name.normal != company.normal_name


def _has_two_sides(tie: Tie, _company: Company) -> bool:
    return tie.company_id != tie.other_id


def _brings_another(introduction: Introduction, _company: Company) -> bool:
    return introduction.introducer_id != introduction.introduced_id


def _above_others_only(company: Company, _parent: Company) -> bool:
    """A firm that was recorded under its own double has no parent of its own."""
    if company.parent_id == company.pk:
        company.parent, company.parent_share = None, None
    return True


def _about_what_stays(source: FactSource, taken: frozenset[str]) -> bool:
    """Where a value is known from goes along only with the value."""
    return source.field not in taken | {"names"}


def _joined(kept: Tie, gone: Tie) -> None:
    kept.since_on = min((day for day in (kept.since_on, gone.since_on) if day), default=None)
    kept.note, kept.source = kept.note or gone.note, kept.source or gone.source


HOLDINGS = (
    Holding(CompanyName, "company", Company, _("Names"), alike=("normal", "kind"), settle=_is_another_name),
    Holding(Contact, "company", Company, _("Contacts")),
    Holding(
        Tie, "company", Company, _("Ties"), alike=("kind", "other_id", "ended_on"), join=_joined, settle=_has_two_sides
    ),
    Holding(
        Tie, "other", Company, _("Ties"), alike=("kind", "company_id", "ended_on"), join=_joined, settle=_has_two_sides
    ),
    Holding(Tag, "company", Company, _("Tags"), alike=("kind", "list_name", "year", "ended_on")),
    Holding(FactSource, "company", Company, _("Where it is known from"), stays=_about_what_stays),
    Holding(Introduction, "introducer", Company, _("Introductions"), settle=_brings_another),
    Holding(Introduction, "introduced", Company, _("Introductions"), settle=_brings_another),
    Holding(Introduction, "contact", Contact, _("Introductions")),
    Holding(Company, "parent", Company, _("Subsidiaries"), settle=_above_others_only),
    Holding(Company, "merged_into", Company, _("Records that lead to it")),
    Holding(Contact, "merged_into", Contact, _("Records that lead to it")),
    Holding(DistinctFirms, "first", Company, _("Said to be two firms"), stays=lambda _row, _taken: True),
    Holding(DistinctFirms, "second", Company, _("Said to be two firms"), stays=lambda _row, _taken: True),
)


def _records_of(person: Any) -> "QuerySet[Contact]":
    """Return a contact and every record that leads to it."""
    if person.contact is None:
        return Contact.objects.none()
    found: QuerySet[Contact] = Contact.objects.filter(Q(pk=person.contact.pk) | Q(merged_into=person.contact.pk))
    return found


def _page(tie: Tie) -> str:
    return reverse("company", args=[tie.company_id])


def _introduction_page(introduction: Introduction) -> str:
    return reverse("introduction", args=[introduction.pk])


PERSONS = (PersonalData(Contact, ("name", "phone", "wechat", "email"), _records_of, _("Contacts")),)
TEXTS = (
    FreeText(Tie, "note", _("Ties"), _page),
    FreeText(Contact, "source", _("Contacts: known from")),
    FreeText(Introduction, "words", _("Introductions: their words"), _introduction_page),
)


def _own_contacts(holder: Holder) -> Q:
    return Q(known_to=holder.officer)


def _asked_by(holder: Holder) -> Q:
    return Q(asked_by=holder.user) if holder.user else Q(pk__in=())


def _is_out_of_use(contact: Contact) -> bool:
    """A tombstone and a contact set aside pass along unseen: undoing a merge may bring one back."""
    return contact.merged_into_id is not None or not contact.is_active


def _contacts() -> "QuerySet[Contact]":
    found: QuerySet[Contact] = Contact.objects.select_related("company")
    return found


def _introductions() -> "QuerySet[Introduction]":
    waits = Introduction.objects.filter(outcome__in=_WAITS)
    found: QuerySet[Introduction] = waits.select_related("introducer", "introduced")
    return found


_WAITS = (IntroductionOutcome.ASKED, IntroductionOutcome.PROMISED)
HELD = (
    Held(
        Contact, "keeper", _("Contacts"), open=_contacts, written=_own_contacts, firm="company",
        seen=access.visible_contacts, needs=(access.RECORD,), quiet=_is_out_of_use,
        page=lambda one: reverse("company", args=[one.company_id]) + f"#contact-{one.pk}",
        title=lambda one: rules.masked_name(one.name),
    ),
    Held(
        Introduction, "keeper", _("Introductions"), open=_introductions,
        written=_asked_by, seen=access.visible_introductions, firm="introducer", page=_introduction_page,
    ),
)  # fmt: skip
AUTHORS = ((Contact, "known_to"),)
