"""What kinds of needs and ways of consent are called."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hometown.policy.rules import offered
from hometown.policy.shape import Policy

from .rules import Way

WAYS: dict[str, Any] = {
    Way.SELF: _("by writing it down"),
    Way.SPOKEN: _("by word of mouth"),
    Way.MESSAGE: _("by a message"),
    Way.PAPER: _("on paper"),
}


def kinds(policy: Policy) -> list[tuple[str, str]]:
    """Return the kinds of needs that are offered, with their words."""
    return [(one.code, one.text(get_language() or "zh")) for one in offered(policy.care.kinds)]


def kind(policy: Policy, code: str) -> str:
    """Return what a kind is called; one of earlier rules as it is written."""
    return next((one.text(get_language() or "zh") for one in policy.care.kinds if one.code == code), code)
