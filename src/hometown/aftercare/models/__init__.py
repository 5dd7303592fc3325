"""Requests, what was said about them, links of firms, promises, times offered."""

from .link import LinkToken, ServiceLink
from .offer import OfferedTime, OfferState, OfferToken, TimeOffer
from .promise import Promise
from .request import Channel, RequestMessage, RequestPause, ServiceRequest

__all__ = [
    "Channel",
    "LinkToken",
    "OfferState",
    "OfferToken",
    "OfferedTime",
    "Promise",
    "RequestMessage",
    "RequestPause",
    "ServiceLink",
    "ServiceRequest",
    "TimeOffer",
]
