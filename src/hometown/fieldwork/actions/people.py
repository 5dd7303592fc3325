"""Who was met, kept as a contact of the firm: what was told once is not asked again."""

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies import matching
from hometown.companies.models import Contact
from hometown.fieldwork import access
from hometown.fieldwork.models import Counterpart
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book

from .parts import visit_source


def keep_as_contact(actor: User, met: Counterpart) -> Contact:
    """Make a person who was met by name a contact of their firm, and of the officer; the name is stored once.

    Somebody of that name who is a contact of the firm already is that contact. Raises RuleBroken for a person who is
    one, NotAllowed for whoever may not edit the activity.
    """
    activity = met.link.activity
    access.require_may_edit(actor, activity)
    if met.contact_id is not None:
        raise RuleBroken("fieldwork.contact_already")
    with book.entry("counterpart.kept", actor=actor.pk, occurred_on=activity.on) as entry:
        contact = matching.find_contact(met.link.company, met.name) or companies.add_contact(
            actor, company=met.link.company, name=met.name, title=met.title, source=visit_source(actor),
            met_on=activity.on if met.link.in_person and activity.precision == "day" else None,
        )  # fmt: skip
        met.contact, met.name = contact, ""
        entry.put(met)
    return contact
