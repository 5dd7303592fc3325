"""What the records, columns and verbs of companies are called, for the history pages of the floors below."""

from django.utils.translation import gettext_lazy as _

from hometown.accounts.verbs import name_verbs
from hometown.ledger import records

from . import access
from .models import RECORD, Company, Contact, Introduction

COLUMNS = {
    "name": _("Full name"),
    "kind": _("Kind"),
    "uscc": _("Unified social credit code"),
    "uscc_doubt_accepted": _("Code kept although it does not add up"),
    "normal_name": _("Name for comparing"),
    "region_code": _("Registered in"),
    "address": _("Address"),
    "industry_code": _("Industry"),
    "chain": _("Chain"),
    "registered_on": _("Registered on"),
    "capital": _("Registered capital"),
    "business": _("Business scope"),
    "parent": _("Parent"),
    "parent_share": _("Share of the parent, per cent"),
    "merged_into": _("Recorded as"),
}
SOURCED = {RECORD: _("All that was entered first"), "names": _("Names"), **COLUMNS}
CONTACT_COLUMNS = {
    "company": _("Company"),
    "name": _("Name"),
    "title": _("Position"),
    "is_decision_maker": _("Decides"),
    "phone": _("Phone"),
    "wechat": _("WeChat"),
    "email": _("Mail"),
    "consent": _("Consent"),
    "source": _("Known from"),
    "met_on": _("Met on"),
    "known_to": _("Whose contact"),
    "keeper": _("Looked after by"),
    "is_active": _("In use"),
    "merged_into": _("Recorded as"),
}
INTRODUCTION_COLUMNS = {
    "introducer": _("Introducer"),
    "contact": _("Contact"),
    "introduced": _("Introduced firm"),
    "introduced_name": _("Introduced firm, by name"),
    "asked_on": _("Asked on"),
    "asked_by": _("Asked by"),
    "keeper": _("Looked after by"),
    "made_on": _("Made on"),
    "outcome": _("What came of it"),
    "words": _("Their words"),
}
VERBS = {
    "company.added": _("added the company"),
    "company.edited": _("edited the company"),
    "company.renamed": _("gave the company its new name"),
    "company.name_added": _("added a name"),
    "company.name_removed": _("took a name away"),
    "contact.added": _("added a contact"),
    "contact.edited": _("edited a contact"),
    "contact.ended": _("set a contact aside"),
    "tie.added": _("added a tie"),
    "tie.ended": _("ended a tie"),
    "tag.added": _("added a tag"),
    "tag.ended": _("ended a tag"),
    "company.said_distinct": _("said that two records are two firms"),
    "company.distinction_taken_back": _("took back that two records are two firms"),
    "introduction.asked": _("recorded an introduction"),
    "introduction.edited": _("edited an introduction"),
    "introduction.made": _("brought a firm, as introduced"),
}


def register() -> None:
    """Make the records and verbs known."""
    name_verbs(VERBS)
    records.register(records.Record(Company, access.companies_on_record, "company", _("Company"), COLUMNS))
    records.register(records.Record(Contact, access.visible_contacts, "contact", _("Contact"), CONTACT_COLUMNS))
    record = records.Record(
        Introduction, access.visible_introductions, "introduction", _("Introduction"), INTRODUCTION_COLUMNS
    )
    records.register(record)
