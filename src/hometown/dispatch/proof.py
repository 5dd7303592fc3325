"""What proves a supervised thing done: a file, a record of the house, or the paper of an instruction's answer."""

from urllib.parse import urlsplit

from django.apps import apps
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput
from hometown.ledger import records
from hometown.ledger.models import LedgeredModel, label_of

from .models import SupervisionItem


def is_given(item: SupervisionItem) -> bool:
    """Tell whether something proves an item done."""
    return item.blob_id is not None or item.about_id is not None or answer_paper(item) is not None


def answer_paper(item: SupervisionItem) -> str | None:
    """Return the name of the paper with which the instruction was answered, which then need not be sent again."""
    addressee = item.addressee
    return addressee.file_name if addressee is not None and addressee.blob_id is not None else None


def shown_to(user: User, item: SupervisionItem) -> tuple[str, str]:
    """Return the name and the page of the record that proves an item, both empty where none does.

    Who may not open the record learns that there is one, and not what it is called.
    """
    record = records.known(item.about_model) if item.about_id else None
    if record is None or item.about_id is None:
        return item.about_name, ""
    if record.of(user, item.about_id) is None:
        return _("A record of the house"), ""
    return item.about_name, reverse(record.url_name, args=[item.about_id])


def record_at(user: User, address: str) -> LedgeredModel:
    """Return the record whose page has an address of this house. Raises BadInput where the person sees none there."""
    refusal = BadInput("dispatch.look_over", fields={"address": BadInput("dispatch.no_such_page")})
    try:
        match = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError) as error:  # ValueError: what was typed is no address at all
        raise refusal from error
    known = (records.known(label_of(model)) for model in apps.get_models() if issubclass(model, LedgeredModel))
    record = next((one for one in known if one is not None and one.url_name == match.url_name), None)
    found = record.of(user, match.kwargs["pk"]) if record is not None and "pk" in match.kwargs else None
    if found is None:
        raise refusal
    return found
