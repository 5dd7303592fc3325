"""How requests, promises and links fare when a firm turns out to be another one, and where sentences stand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Holding

from .models import Promise, RequestMessage, RequestPause, ServiceLink, ServiceRequest, TimeOffer

HOLDINGS = (
    Holding(ServiceRequest, "company", Company, _("Service requests")),
    Holding(ServiceRequest, "contact", Contact, _("Service requests")),
    Holding(Promise, "company", Company, _("Promises")),
    Holding(ServiceLink, "company", Company, _("Links of firms")),
    Holding(TimeOffer, "company", Company, _("Times offered")),
)


def _request(row: Any) -> str:
    return reverse("service-request", args=[row.pk if isinstance(row, ServiceRequest) else row.request_id])


def _promise(row: Promise) -> str:
    return reverse("promise", args=[row.pk])


def _offers(_row: TimeOffer) -> str:
    return reverse("time-offer-list")


TEXTS = (
    *(
        FreeText(ServiceRequest, name, _("Service request"), _request)
        for name in ("title", "words", "closing_words", "raised_because", "settled_words", "rating_words")
    ),
    FreeText(RequestPause, "words", _("Service request"), _request),
    FreeText(RequestMessage, "words", _("Service request"), _request),
    *(
        FreeText(Promise, name, _("Promise to a firm"), _promise)
        for name in ("words", "kept_words", "released_because")
    ),
    *(FreeText(TimeOffer, name, _("Times offered"), _offers) for name in ("purpose", "answer_words")),
)
