"""How the rows of the exchange fare when a record turns out to be another one, and where people write sentences."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company
from hometown.ledger.holdings import FreeText, Held, Holder, Holding

from . import access
from .models import Attendance, Exchange, HelpWanted, Minutes, PackItem

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


def _asked_by(holder: Holder) -> Q:
    return Q(raised_by=holder.user) if holder.user else Q(pk__in=())


def _waiting() -> Any:
    return HelpWanted.objects.waiting().select_related("company", "project__company")


HELD = (
    Held(
        HelpWanted, "keeper", _("Help wanted"), open=_waiting, written=_asked_by,
        seen=access.visible_help, firm="company", page=_wanted,
    ),
    Held(
        Exchange, "chair", _("Weekly exchanges to chair"),
        open=lambda: Exchange.objects.standing().filter(closed_on__isnull=True), seen=access.visible_exchanges,
        due="held_on", page=_exchange,
    ),
)  # fmt: skip
AUTHORS = ((Attendance, "officer"),)
