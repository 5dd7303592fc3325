"""What the relay itself keeps of companies and records tells of what was: it stays where it points."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Held, Holding

from . import access
from .models import Forgetting, Handover, HandoverItem, Merge, NamedSuccessor


def _stays(_row: Any, _taken: frozenset[str]) -> bool:
    return True


def _page(row: Any) -> str:
    return reverse("handover", args=[row.pk if isinstance(row, Handover) else row.handover_id])


HOLDINGS = (
    Holding(Merge, "source", Company, _("Merges"), stays=_stays),
    Holding(Merge, "target", Company, _("Merges"), stays=_stays),
    Holding(Forgetting, "company", Company, _("Requests to be forgotten"), stays=_stays),
    Holding(Forgetting, "contact", Contact, _("Requests to be forgotten"), stays=_stays),
    Holding(HandoverItem, "about_id", None, _("Handovers"), stays=_stays),
)
TEXTS = (
    FreeText(Handover, "note", _("Handovers"), _page),
    FreeText(HandoverItem, "returned_because", _("Handovers: why given back"), _page),
)


def _unfinished() -> Any:
    return Handover.objects.unfinished().select_related("officer", "successor")


def _may_see_through(person: Any, row: Any) -> bool:
    return access.may_coordinate(person, row.officer)


HELD = (
    Held(
        Handover, "coordinator", _("Handovers to see through"), open=_unfinished,
        seen=access.visible_handovers, page=_page, able=_may_see_through,
    ),
)  # fmt: skip
AUTHORS = (
    (Handover, "officer"),
    (Handover, "successor"),
    (NamedSuccessor, "row"),
    (NamedSuccessor, "successor"),
    (HandoverItem, "successor"),
)
