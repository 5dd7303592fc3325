"""The secret of a firm's link: 256 random bits, of which only the hash is kept; and what a firm sees by it."""

import hashlib
import hmac
import secrets
from typing import Any

from hometown.kernel import clock

from . import access
from .models import LinkToken, OfferToken, RequestMessage, ServiceLink, ServiceRequest, TimeOffer
from .querysets import RequestQuerySet


def new_token() -> str:
    """Return a new secret."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def link_of(token: str) -> ServiceLink | None:
    """Return the link of a secret, None for one that is unknown, revoked or past its day: all three look alike.

    The database is asked for the hash of 256 random bits; what it finds is compared in constant time.
    """
    wanted = hashed(token)
    found = LinkToken.objects.select_related("link__company").filter(token_hash=wanted).first()
    if found is None or not hmac.compare_digest(found.token_hash, wanted):
        return None
    live: bool = ServiceLink.objects.live(clock.today()).filter(pk=found.link_id).exists()
    return found.link if live else None


def offer_of(token: str) -> TimeOffer | None:
    """Return the offer of times of a secret, None for one that is unknown, taken back, or past its last time."""
    wanted = hashed(token)
    found = OfferToken.objects.filter(token_hash=wanted).first()
    if found is None or not hmac.compare_digest(found.token_hash, wanted):
        return None
    standing = TimeOffer.objects.answering(clock.now()).filter(pk=found.offer_id)
    offer: TimeOffer | None = standing.select_related("company", "host", "appointment__company").first()
    return offer


def projects_of(link: ServiceLink) -> list[Any]:
    """Return the firm's landed projects."""
    found = access.landed_projects().filter(company=link.company_id).select_related("landing_unit")
    return list(found.order_by("pk"))


def requests_of(link: ServiceLink) -> RequestQuerySet:
    """Return the firm's own requests, the newest first."""
    found: RequestQuerySet = ServiceRequest.objects.filter(company=link.company_id).select_related("unit", "holder")
    return found.order_by("-received_on", "-pk")


def messages_of(request: ServiceRequest) -> list[RequestMessage]:
    """Return what a firm reads of what was said about its request, the oldest first."""
    found = RequestMessage.objects.filter(request=request, shown=True).select_related("blob", "promise")
    return list(found.order_by("at", "pk"))
