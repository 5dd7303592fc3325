"""One company as its page shows it: facts with their sources, what is missing, ties both ways, people masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.face import formats
from hometown.face.parts import Fact, Task
from hometown.kernel import clock
from hometown.kernel.dates import DatedTo
from hometown.kernel.money import Amount
from hometown.policy.standing import in_force

from . import access, industry, listing, rules
from .models import RECORD, Company, CompanyKind, Consent, Contact, FactSource, Tie, TieKind
from .places import Cities, whole_place
from .telling import SOURCED

CONSENT_TONES = {Consent.UNKNOWN: "amber", Consent.BUSINESS: "", Consent.PASS_ON: "green", Consent.WITHDRAWN: "red"}


def address(name: str, *parts: Any) -> str:
    """Return the address of a page, or nothing where the floor above that has it is not there."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def facts(company: Company, cities: Cities, sources: "Sources") -> list[Fact]:
    """Return what is known, each with its own source where it has one."""
    known = [
        ("kind", _("Kind"), company.get_kind_display()),
        ("uscc", _("Unified code"), _code(company)),
        ("region_code", _("Registered in"), whole_place(company.region_code)),
        ("address", _("Address"), company.address),
        ("industry_code", _("Industry"), _industry(company.industry_code)),
        ("chain", _("Chain"), dict(listing.chains()).get(company.chain, company.chain)),
        ("capital", _("Capital"), Amount(company.capital) if company.capital is not None else None),
        ("registered_on", _("Founded"), company.registered_on),
    ]
    found = [Fact(label, value, sources.of(field)) for field, label, value in known if value]
    where = cities.origin(company.region_code)
    if where is not rules.Origin.UNKNOWN:
        found.insert(1, Fact(_("Region"), cities.words(where)))
    return found


def _code(company: Company) -> str:
    """Return the code; that of an individual business is personal data and shows masked."""
    return formats.masked_code(company.uscc) if company.kind == CompanyKind.INDIVIDUAL else company.uscc


def _industry(code: str) -> str:
    return " › ".join(line.name for line in industry.path(code)[-2:]) + f" {code}" if code else ""


class Sources:
    """Where the facts of a company are known from."""

    def __init__(self, company: Company) -> None:
        rows = list(company.fact_sources.order_by("pk"))
        self.rows = rows[::-1]
        self._latest: dict[str, FactSource] = {row.field: row for row in rows}

    @property
    def record(self) -> FactSource | None:
        """Where the company was first known from."""
        return self._latest.get(RECORD)

    def of(self, field: str) -> str:
        """Return the source of a fact that came later than the record, in a few words."""
        row = self._latest.get(field)
        return source_words(row) if row else ""

    def told(self) -> list[dict[str, Any]]:
        """Return every source, newest first, with the fact it is about."""
        return [{"about": SOURCED.get(row.field, row.field), "row": row} for row in self.rows]


def source_words(row: FactSource) -> str:
    """Return a source with the day it speaks of."""
    if row.as_of is None:
        return row.source
    return _("%(source)s, as of %(day)s") % {
        "source": row.source,
        "day": formats.day(DatedTo(row.as_of), get_language() or ""),
    }


def missing(company: Company, *, may_record: bool) -> list[Task]:
    """Return what is not known yet and worth asking for. Nothing is compulsory."""
    edit = reverse("company-edit", args=[company.pk]) if may_record else ""
    state = "mine" if may_record else "wait"
    found: list[tuple[str, str]] = []
    if not company.uscc and company.kind in (CompanyKind.COMPANY, CompanyKind.INDIVIDUAL):
        found.append((_("The unified social credit code"), _("It tells namesakes apart. It stands on the licence.")))
    elif company.uscc_doubt_accepted:
        found.append(
            (_("A second look at the code"), _("Its check digit does not add up; somebody kept it all the same."))
        )
    if not company.region_code:
        found.append((_("Where it is registered"), _("Without it the company counts neither here nor elsewhere.")))
    if company.kind == CompanyKind.COMPANY and not company.industry_code:
        found.append((_("Its industry"), _("By GB/T 4754; the chain follows from it.")))
    suggested = suggested_chain(company)
    if suggested:
        found.append((_("Its chain"), _("Its industry belongs to “%(chain)s”.") % {"chain": suggested}))
    return [Task(what, why, edit, state) for what, why in found]


def suggested_chain(company: Company) -> str:
    """Return the name of the chain a company's industry belongs to, while it has none."""
    if company.chain or not company.industry_code:
        return ""
    language = get_language() or "zh-hans"
    for chain in in_force(clock.today()).chain_scheme.chains:
        if rules.fits_chain(company.industry_code, tuple(chain.industries)):
            return chain.text(language)
    return ""


# ── Ties ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class ToldTie:
    """A tie as one side of it reads."""

    tie: Tie
    words: str
    other: Company | None
    is_home: bool


def reverse_words() -> dict[str, str]:
    """Return what a tie says when it is read from its other end."""
    return {
        TieKind.INVESTED_HOME: _("Firm at home of"),
        TieKind.SUPPLIES: _("Supplied by"),
        TieKind.CUSTOMER_OF: _("Has as customer"),
        TieKind.INTRODUCED_BY: _("Introduced"),
        TieKind.MEMBER_OF: _("Has as member"),
        TieKind.SAME_GROUP: _("Same group as"),
    }


def ties(company: Company, most: int = 60) -> list[ToldTie]:
    """Return the ties of a company, those that stand first, from its side."""
    own = company.ties.select_related("other").order_by("ended_on", "kind", "pk")[:most]
    others = company.ties_to.select_related("company").order_by("ended_on", "kind", "pk")[:most]
    words = reverse_words()
    told = [ToldTie(tie, str(tie.get_kind_display()), tie.other, tie.kind == TieKind.INVESTED_HOME) for tie in own] + [
        ToldTie(tie, words[tie.kind], tie.company, False) for tie in others
    ]
    return sorted(told, key=lambda one: one.tie.ended_on is not None)


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class MaskedContact:
    """A contact as it shows before a reveal."""

    contact: Contact
    name: str
    phone: str
    wechat: str
    email: str
    consent: str
    consent_tone: str
    may_reveal: bool
    forget_url: str = ""
    is_held_back: bool = False  # handed over, and not agreed to be passed on


def masked(contact: Contact, *, may_reveal: bool, forget_url: str = "", is_held_back: bool = False) -> MaskedContact:
    """Return a contact with its personal data hidden."""
    return MaskedContact(
        contact,
        rules.masked_name(contact.name),
        formats.masked_phone(contact.phone) if contact.phone else "",
        rules.masked_account(contact.wechat),
        rules.masked_account(contact.email),
        str(Consent(contact.consent).label),
        CONSENT_TONES[Consent(contact.consent)],
        may_reveal and contact.consent != Consent.WITHDRAWN and not is_held_back,
        forget_url,
        is_held_back,
    )


def contacts(user: User, company: Company) -> list[MaskedContact]:
    """Return the people of a company that a person may see, masked; those who decide first."""
    may_reveal = access.may_reveal(user)
    found: Iterable[Contact] = access.visible_contacts(user).filter(company=company)
    ordered = sorted(found, key=lambda one: (not one.is_decision_maker, one.pk))
    may_erase = user.may(Capability.ERASE_PERSONAL)
    return [
        masked(
            one,
            may_reveal=may_reveal,
            forget_url=address("contact-forget", one.pk) if may_erase else "",
            is_held_back=not access.details_pass(user, one),
        )
        for one in ordered
    ]
