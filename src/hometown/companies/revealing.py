"""Showing a contact whole: asked with a purpose, and logged before it is shown."""

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import reads

from . import access, checking
from .models import Consent, Contact


def reveal_contact(actor: User, contact: Contact, *, purpose: str) -> dict[str, str]:
    """Return name, phone, WeChat name and mail address of a contact, and log who read them and what for.

    Writes no line of the book: reading changes nothing. Raises NotAllowed without the capability, NotFound for a
    contact this person does not see, BadInput without a purpose, RuleBroken when the person has withdrawn consent, and
    for one that passed to a successor to whom they have not agreed.
    """
    if not access.may_reveal(actor):
        raise NotAllowed("companies.may_not_reveal")
    contact = access.require_contact(actor, contact.pk)
    if contact.consent == Consent.WITHDRAWN:
        raise RuleBroken("companies.consent_withdrawn")
    if not access.details_pass(actor, contact):
        raise RuleBroken("companies.not_passed_on")
    if not purpose.strip():
        raise checking.at("purpose", BadInput("companies.purpose_needed"))
    shown = {field: str(getattr(contact, field)) for field in ("name", "phone", "wechat", "email")}
    reads.note(contact, [field for field, value in shown.items() if value], reader=actor.pk, purpose=purpose.strip())
    return shown
