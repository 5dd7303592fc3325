"""What an address names beside its page: the record that a form starts from."""

import uuid

from django.http import HttpRequest

from hometown.kernel.errors import NotFound
from hometown.projects.forms import identifier


def named(request: HttpRequest, what: str) -> uuid.UUID | None:
    """Return the key that an address gives for `what`, None where it gives none. Raises NotFound for no key."""
    text = request.GET.get(what, "")
    key = identifier(text)
    if text and key is None:
        raise NotFound("exchange.gone")
    return key
