"""What states, clocks, lamps and opinions of landing are called."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from hometown.kernel.money import plain
from hometown.policy.shape import Policy
from hometown.projects import labels as projects

from .rules import Clock, Light
from .standing import Sheet

CITY_LANGUAGE = "zh-hans"  # what goes into records and papers is in it, whoever reads the page in which
OPINIONS: dict[str, Any] = {
    "industry": lazy("Industry"),
    "market": lazy("Market"),
    "technology": lazy("Technology"),
    "environment": lazy("Environment"),
    "energy": lazy("Energy"),
    "benefit": lazy("Benefit"),
}
STATES: dict[str, Any] = {
    "sent": lazy("sent"),
    "responded": lazy("arrived"),
    "assessed": lazy("assessed, does not fit"),
    "accepted": lazy("taken, on the way to land"),
    "returned": lazy("returned"),
    "recalled": lazy("recalled"),
    "landed": lazy("landed"),
}
OUTCOMES: dict[str, Any] = {
    "open": lazy("still open"),
    "passed": lazy("passed"),
    "failed": lazy("failed"),
    "vetoed": lazy("vetoed"),
    "called_off": lazy("called off"),
}
OUTCOME_TONES = {"passed": "green", "failed": "red", "vetoed": "red"}
CLOCKS: dict[str, Any] = {
    "respond": lazy("Answer"),
    "assess": lazy("Assessment"),
    "feed_back": lazy("Feeding back"),
    "opinions": lazy("Opinions"),
    "task_force": lazy("Task force"),
    "commitment": lazy("Commitment of a task force"),
    "instruction": lazy("Answer"),
}
LIGHTS: dict[str, Any] = {
    Light.RED: lazy("late"),
    Light.AMBER: lazy("due soon"),
    Light.GREEN: lazy("on course"),
}


def pressing_words(clock: Clock | None, today: date, names: Mapping[str, Any] = CLOCKS) -> str:
    """Return the sentence of the clock that presses most: what is due, and how many days are left or over.

    `names` says what the clocks are called: each room names its own.
    """
    if clock is None:
        return ""
    what, days = str(names[clock.what]), (clock.due_on - today).days
    if days < 0:
        pattern = ngettext("%(what)s: %(days)s day late", "%(what)s: %(days)s days late", -days)
        return pattern % {"what": what, "days": -days}
    if days == 0:
        return _("%(what)s: today") % {"what": what}
    return ngettext("%(what)s: %(days)s day left", "%(what)s: %(days)s days left", days) % {"what": what, "days": days}


def reason(policy: Policy, code: str) -> str:
    """Return what a reason to return a project is called."""
    return projects.named(policy.claims.transfer_reasons, code) if code else ""


def grade(policy: Policy, code: str) -> str:
    """Return what a grade is called."""
    return projects.named(policy.grades, code) if code else ""


def mark_value(value: Decimal | None) -> str:
    """Return a mark in figures; a pending one in words."""
    return _("pending") if value is None else plain(value)


def mark_words(sheet: Sheet, criterion: str) -> str:
    """Return how a department marks a line: figures, pending, a dash where it is not its business."""
    if sheet.on is None:
        return _("no answer yet") if sheet.is_silent else _("not waited for")
    return mark_value(sheet.marks[criterion]) if criterion in sheet.marks else "—"
