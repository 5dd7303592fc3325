"""The lists of chains, side by side."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import person
from hometown.chains import access


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the lists of chains."""
    views: tuple[tuple[str, str], ...] = (
        ("chain-list", _("Chain map")),
        ("pursuit-list", _("Pursuits")),
        ("pair-list", _("Standing pairs")),
        ("watch-list", _("Watch list")),
        ("shortlist", _("Shortlist")),
    )
    user = person(request)
    if access.coordinates(user):
        views += (("chain-map", _("Screening map")),)
    elif access.may_adopt_maps(user):
        views += (("chain-map-versions", _("Versions of the screening map")),)
    found = [(words, reverse(name)) for name, words in views]
    return [{"label": words, "url": url, "current": request.path == url} for words, url in found]
