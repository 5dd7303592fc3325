"""What chains, standings and outcomes are called."""

from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as lazy

from hometown.face import formats
from hometown.kernel.dates import DatedTo
from hometown.policy.shape import Policy

from .models import PursuitOutcome
from .rules import Standing

STANDINGS: dict[str, Any] = {
    Standing.HAVE.value: lazy("at home"),
    Standing.WEAK.value: lazy("weak"),
    Standing.GAP.value: lazy("gap"),
}
TONES = {Standing.HAVE.value: "green", Standing.WEAK.value: "amber", Standing.GAP.value: "red"}
OUTCOMES: dict[str, Any] = {
    PursuitOutcome.LEAD.value: lazy("it became a lead"),
    PursuitOutcome.DROPPED.value: lazy("pursued no more"),
}


def language() -> str:
    """Return the language the page is written in."""
    return get_language() or "zh-hans"


def chains(policy: Policy) -> dict[str, str]:
    """Return the chains of the rules by code, in their order."""
    return {one.code: one.text(language()) for one in policy.chain_scheme.chains}


def day_words(on: date) -> str:
    """Return a day in words, to stand within a sentence."""
    return formats.day(DatedTo(on), language())


def firms(count: int) -> str:
    """Return how many firms stand in a node."""
    return ngettext("%(count)s firm at home", "%(count)s firms at home", count) % {"count": count}


def pursued(count: int) -> str:
    """Return how many firms are pursued for a node."""
    return ngettext("%(count)s firm pursued", "%(count)s firms pursued", count) % {"count": count}
