"""The key every form that posts carries, so that the same form sent twice is known (accounts.once)."""

import secrets

from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "form_key"


def hidden_key() -> SafeString:
    """Return a fresh key as a hidden field."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(12))
