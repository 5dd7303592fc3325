"""How requests, promises and links fare when a firm turns out to be another one, and where sentences stand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.accounts.capabilities import Capability
from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Held, Holding

from . import access
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


WORKS = (Capability.ADVANCE_PROJECT, Capability.REPORT_EVIDENCE)
# Who stewards a project is held where projects are; a request and a promise have a holder of their own.
HELD = (
    Held(
        ServiceRequest, "holder", _("Service requests"), open=ServiceRequest.objects.open,
        seen=access.visible_requests, firm="company", due="close_due", page=_request, needs=WORKS,
    ),
    Held(
        Promise, "holder", _("Promises"), open=Promise.objects.open, seen=access.visible_promises,
        firm="company", due="due_on", page=_promise, needs=WORKS,
    ),
    Held(
        TimeOffer, "host", _("Times offered"), open=TimeOffer.objects.standing, seen=access.visible_offers,
        firm="company", page=_offers, needs=(Capability.RECORD_FIELDWORK,),
    ),
)  # fmt: skip
