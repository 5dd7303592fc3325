"""Which rows of the dispatch name any record, and where people write sentences: somebody may be mentioned in them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company
from hometown.ledger.holdings import FreeText, Held, Holding
from hometown.ledger.models import LedgeredModel

from . import access
from .models import Assignment, Blocker, DispatchSheet, HotSignal, SheetRow, SupervisionExtension, SupervisionItem


def _named_anew(row: SupervisionItem, record: LedgeredModel) -> bool:
    row.about_name = str(record)[:200]
    return True


def _sheet(row: Any) -> str:
    return reverse("dispatch-sheet", args=[row.pk if isinstance(row, DispatchSheet) else row.sheet_id])


def _item(row: Any) -> str:
    return reverse("supervision", args=[row.pk if isinstance(row, SupervisionItem) else row.item_id])


def _signal(row: HotSignal) -> str:
    return reverse("hot-signal", args=[row.pk])


HOLDINGS = (
    Holding(HotSignal, "company", Company, _("Clients who can talk")),
    Holding(SheetRow, "about_id", None, _("Dispatch sheet")),  # its words stay as they were issued
    Holding(SupervisionItem, "about_id", None, _("Supervision"), settle=_named_anew),
)
TEXTS = (
    FreeText(Assignment, "answer_words", _("Assignment")),
    FreeText(Blocker, "text", _("Blocker")),
    FreeText(Blocker, "cleared_how", _("Blocker")),
    FreeText(DispatchSheet, "line", _("Dispatch sheet"), _sheet),
    FreeText(SheetRow, "title", _("Dispatch sheet"), _sheet),
    FreeText(SheetRow, "why", _("Dispatch sheet"), _sheet),
    *(
        FreeText(SupervisionItem, name, _("Supervision"), _item)
        for name in ("words", "promised_to", "reported_words", "returned_words", "closing_words")
    ),
    FreeText(HotSignal, "words", _("Clients who can talk"), _signal),
    FreeText(HotSignal, "ended_because", _("Clients who can talk"), _signal),
    FreeText(SupervisionExtension, "reason", _("Supervision"), _item),
)
HELD = (
    Held(
        SupervisionItem, "owner", _("Supervision items"),
        open=lambda: SupervisionItem.objects.open().select_related("addressee__instruction"),
        seen=access.visible_supervision, carries=("addressee", "task"), due="due_on", page=_item,
    ),
)  # fmt: skip
# What the board gave out is a to-do and passes as one; a blocker is the project's.
AUTHORS = (
    (DispatchSheet, "issued_by"),
    (SheetRow, "person"),
    (SupervisionItem, "set_by"),
    (HotSignal, "said_by"),
    (HotSignal, "taken_by"),
    (HotSignal, "ended_by"),
)
