"""How the rows of the exchange fare when a record turns out to be another one, and where people write sentences."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company
from hometown.ledger.holdings import FreeText, Holding

from .models import Exchange, HelpWanted, Minutes, PackItem

HOLDINGS = (
    Holding(PackItem, "about_id", None, _("Items of weekly exchanges")),
    Holding(HelpWanted, "company", Company, _("Help wanted")),
)


def _exchange(row: Any) -> str:
    return reverse("exchange", args=[row.pk if isinstance(row, Exchange) else row.exchange_id])


def _wanted(row: HelpWanted) -> str:
    return reverse("help-wanted", args=[row.pk])


TEXTS = (
    FreeText(Exchange, "moved_because", _("Weekly exchange"), _exchange),
    FreeText(Exchange, "cancelled_because", _("Weekly exchange"), _exchange),
    FreeText(PackItem, "line", _("Weekly exchange: the pack"), _exchange),
    FreeText(PackItem, "words", _("Weekly exchange: the pack"), _exchange),
    FreeText(Minutes, "text", _("Weekly exchange: minutes"), _exchange),
    FreeText(Minutes, "decisions", _("Weekly exchange: minutes"), _exchange),
    FreeText(HelpWanted, "what", _("Help wanted"), _wanted),
    FreeText(HelpWanted, "answer", _("Help wanted"), _wanted),
)
