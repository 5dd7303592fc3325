"""What chains, standings and outcomes are called."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from hometown.face.tags.words import language
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


def chains(policy: Policy) -> dict[str, str]:
    """Return the chains of the rules by code, in their order."""
    return {one.code: one.text(language()) for one in policy.chain_scheme.chains}


def firms(count: int) -> str:
    """Return how many firms stand in a node."""
    return ngettext("%(count)s firm at home", "%(count)s firms at home", count) % {"count": count}


def pursued(count: int) -> str:
    """Return how many firms are pursued for a node."""
    return ngettext("%(count)s firm pursued", "%(count)s firms pursued", count) % {"count": count}
