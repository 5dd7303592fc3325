"""What states, steps and themes of learning are called."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hometown.policy.rules import offered
from hometown.policy.shape import Policy

from .rules import Moment, State, Step, Written

STATES: dict[str, Any] = {
    State.OPEN: _("not claimed yet"),
    State.CLAIMED: _("somebody is looking"),
    State.ANSWERED: _("answered, the asker is to look"),
    State.FURTHER: _("asked further"),
    State.ACCEPTED: _("answer accepted"),
    State.WITHDRAWN: _("withdrawn"),
}
STATE_TONES: dict[str, str] = {
    State.OPEN: "amber", State.CLAIMED: "blue", State.ANSWERED: "blue", State.FURTHER: "amber",
    State.ACCEPTED: "green", State.WITHDRAWN: "",
}  # fmt: skip
STEPS: dict[str, Any] = {
    Step.IDEA: _("idea"),
    Step.PILOT: _("pilot"),
    Step.ADOPTED: _("adopted"),
    Step.DROPPED: _("dropped"),
}
STEP_TONES: dict[str, str] = {Step.IDEA: "", Step.PILOT: "blue", Step.ADOPTED: "green", Step.DROPPED: ""}
WRITTEN: dict[str, Any] = {
    Written.DRAFT: _("only its writer reads it"),
    Written.SENT: _("sent, being read"),
    Written.RETURNED: _("given back"),
    Written.PUBLISHED: _("published"),
    Written.WITHDRAWN: _("withdrawn"),
}
WRITTEN_TONES: dict[str, str] = {
    Written.DRAFT: "", Written.SENT: "blue", Written.RETURNED: "amber", Written.PUBLISHED: "green",
    Written.WITHDRAWN: "",
}  # fmt: skip
MOMENTS: dict[str, Any] = {
    Moment.VISIT.value: _("a first visit"),
    Moment.NEGOTIATION.value: _("a negotiation"),
    Moment.ANSWER.value: _("an answer for home"),
}
PARTS: dict[str, Any] = {
    "what": _("What is done"),
    "place": _("Place there"),
    "by_whom": _("Who does it there"),
    "cost": _("Cost"),
    "conditions": _("Conditions"),
    "result": _("Result"),
}


def theme(policy: Policy, code: str) -> str:
    """Return what a theme is called; its code where the rules know it no more."""
    return next((one.text(_language()) for one in policy.learning.themes if one.code == code), code)


def themes(policy: Policy, keep: str = "") -> list[tuple[str, str]]:
    """Return the themes one may choose, and the one a record carries already."""
    found = [(one.code, one.text(_language())) for one in offered(policy.learning.themes)]
    if keep and keep not in dict(found):
        found.append((keep, theme(policy, keep)))
    return found


def about(policy: Policy, chain: str, theme_code: str) -> str:
    """Return what somebody asks a mentor about: a chain, a theme, or both."""
    found = next((one.text(_language()) for one in policy.chain_scheme.chains if one.code == chain), chain)
    return " · ".join(part for part in (found, theme(policy, theme_code) if theme_code else "") if part)


def _language() -> str:
    return get_language() or "zh-hans"
