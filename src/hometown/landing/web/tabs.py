"""The lists of landing, side by side."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.landing import access


def tabs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """Return the lists of landing that a person may open."""
    reads = user.may(*access.READERS)
    views = (
        ("routing-list", _("Routing"), reads),
        ("joint-review-list", _("Joint review"), reads),
        ("escalation-list", _("Escalation"), reads or user.may(Capability.GIVE_INSTRUCTIONS)),
        ("instruction-list", _("Instructions"), reads or user.may(Capability.GIVE_INSTRUCTIONS)),
    )
    found = [(words, reverse(name)) for name, words, may in views if may]
    return [{"label": words, "url": url, "current": request.path == url} for words, url in found]
