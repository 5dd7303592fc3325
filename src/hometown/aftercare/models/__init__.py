"""Requests, what was said about them, links of firms, promises."""

from .link import LinkToken, ServiceLink
from .promise import Promise
from .request import Channel, RequestMessage, RequestPause, ServiceRequest

__all__ = [
    "Channel",
    "LinkToken",
    "Promise",
    "RequestMessage",
    "RequestPause",
    "ServiceLink",
    "ServiceRequest",
]
