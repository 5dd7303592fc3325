"""What chains, standings, outcomes and the parts of a shortlist are called."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from hometown.face import formats
from hometown.face.tags.words import language
from hometown.policy.shape import Policy

from .models import PursuitOutcome, ShortlistedFirm, ShortlistState
from .rules import Against, Standing

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

STATES: dict[str, Any] = {
    ShortlistState.OPEN.value: lazy("not decided"),
    ShortlistState.ASSIGNED.value: lazy("assigned"),
    ShortlistState.DISMISSED.value: lazy("left out by us"),
}
STATE_TONES = {ShortlistState.ASSIGNED.value: "blue"}
AGAINST: dict[str, Any] = {
    Against.NEW.value: lazy("new"),
    Against.UP.value: lazy("up"),
    Against.DOWN.value: lazy("down"),
    Against.SAME.value: lazy("as before"),
    Against.GONE.value: lazy("gone"),
}
AGAINST_TONES = {Against.NEW.value: "green", Against.GONE.value: "amber"}
PARTS: dict[str, Any] = {
    "words": lazy("Words found"),
    "industry": lazy("Industry code"),
    "making": lazy("Makes, not only trades"),
    "capital": lazy("Registered capital"),
    "age": lazy("Years since it was founded"),
    "form": lazy("Legal form"),
    "region": lazy("Where it is registered"),
    "tags": lazy("Listed, top 500, specialised"),
    "ties": lazy("Ties to home"),
    "expansion": lazy("Signs of expansion"),
    "veto_environment": lazy("A word that asks for a look at the environment"),
    "veto_energy": lazy("A word that asks for a look at energy"),
    "veto_policy": lazy("A word that asks for a look at industrial policy"),
}
FAULTS: dict[str, Any] = {
    "no_node": lazy("the map has no such node"),
    "no_rank": lazy("no whole number from 1 on"),
    "no_score": lazy("no number from 0 to 100"),
    "no_name": lazy("no name, or one of more than 200 characters"),
    "odd_uscc": lazy("not a unified code of 18 characters; the firm is taken in without it"),
    "individual": lazy("an individual business: personal data, not taken in"),
    "no_list": lazy("not the list that the screening writes"),
    "twice": lazy("the firm stands in this node already"),
}
STEPS: dict[str, Any] = {
    "rows": lazy("In the registry"),
    "bad_rows": lazy("Rows that could not be read"),
    "dissolved": lazy("Dissolved or revoked"),
    "in_business": lazy("In business"),
    "hit": lazy("A word of the map found"),
    "excluded": lazy("Only inside a word that means something else"),
    "negated": lazy("Only where the scope says it is not done"),
    "at_home": lazy("Registered at home already"),
    "traded_only": lazy("Only trades it"),
    "unfit": lazy("Unfit otherwise"),
    "duplicates": lazy("The same firm again"),
    "fit": lazy("Fits the node"),
    "listed": lazy("On the shortlist"),
}
OF_NODES: dict[str, Any] = {  # the same, for the heads of a table
    "hit": lazy("Words found there"),
    "excluded": lazy("Meant otherwise"),
    "negated": lazy("Not done"),
    "at_home": lazy("At home already"),
    "traded_only": lazy("Trade only"),
    "unfit": lazy("Unfit"),
    "duplicates": lazy("Twice"),
    "fit": lazy("Fit"),
    "listed": lazy("Shortlisted"),
}


def node_name(firm: ShortlistedFirm) -> str:
    """Return what the node of a listed firm is called, in the reader's language."""
    return firm.node_zh if language().startswith("zh") else firm.node_en


def part(code: str) -> str:
    """Return what a part of a score is called; one nobody named as it is written."""
    return str(PARTS.get(code, code))


def dismissal(policy: Policy, code: str) -> str:
    """Return what a reason to leave a firm out is called."""
    return next((one.text(language()) for one in policy.screening.dismissals if one.code == code), code)


def listed_phrases(phrases: Iterable[str]) -> str:
    """Return phrases as one text."""
    return formats.listed(list(phrases), language()) or "—"


def chains(policy: Policy) -> dict[str, str]:
    """Return the chains of the rules by code, in their order."""
    return {one.code: one.text(language()) for one in policy.chain_scheme.chains}


def firms(count: int) -> str:
    """Return how many firms stand in a node."""
    return ngettext("%(count)s firm at home", "%(count)s firms at home", count) % {"count": count}


def pursued(count: int) -> str:
    """Return how many firms are pursued for a node."""
    return ngettext("%(count)s firm pursued", "%(count)s firms pursued", count) % {"count": count}
