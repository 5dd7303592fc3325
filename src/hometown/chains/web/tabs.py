"""The lists of chains, side by side."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the lists of chains."""
    views = (
        ("chain-list", _("Chain map")),
        ("pursuit-list", _("Pursuits")),
        ("pair-list", _("Standing pairs")),
        ("watch-list", _("Watch list")),
        ("shortlist", _("Shortlist")),
    )
    found = [(words, reverse(name)) for name, words in views]
    return [{"label": words, "url": url, "current": request.path == url} for words, url in found]
