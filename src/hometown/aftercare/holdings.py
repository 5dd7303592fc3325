"""How requests, promises and links fare when a firm turns out to be another one, and where sentences stand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Holding

from .models import Promise, RequestMessage, RequestPause, ServiceLink, ServiceRequest

HOLDINGS = (
    Holding(ServiceRequest, "company", Company, _("Service requests")),
    Holding(ServiceRequest, "contact", Contact, _("Service requests")),
    Holding(Promise, "company", Company, _("Promises")),
    Holding(ServiceLink, "company", Company, _("Links of firms")),
)


def _request(row: Any) -> str:
    return reverse("service-request", args=[row.pk if isinstance(row, ServiceRequest) else row.request_id])


def _promise(row: Promise) -> str:
    return reverse("promise", args=[row.pk])


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
)
