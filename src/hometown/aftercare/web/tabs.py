"""The three lists of service after signing, as tabs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the lists, the present one marked."""
    lists = (
        ("service-request-list", _("Requests")),
        ("promise-list", _("Promises")),
        ("served-list", _("Firms to call on")),
    )
    return [{"label": words, "url": (url := reverse(name)), "current": request.path == url} for name, words in lists]
