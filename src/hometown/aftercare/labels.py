"""What states, clocks, outcomes, kinds and ratings of service after signing are called."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from hometown.landing import labels as landing
from hometown.landing.rules import Clock, Light
from hometown.policy.shape import Policy
from hometown.projects import labels as projects

from .rules import State

STATES: dict[str, Any] = {
    State.NEW: lazy("new, to be accepted"),
    State.ACCEPTED: lazy("accepted, to be answered"),
    State.REPLIED: lazy("answered, being dealt with"),
    State.PAUSED: lazy("waits"),
    State.CLOSED: lazy("dealt with"),
}
STEPS: dict[str, Any] = {
    State.NEW: lazy("Asked for"),
    State.ACCEPTED: lazy("Taken in"),
    State.REPLIED: lazy("Answered"),
    State.CLOSED: lazy("Closed"),
}
CLOCKS: dict[str, Any] = {
    "accept": lazy("Accepting"),
    "reply": lazy("Answering"),
    "close": lazy("Dealing with it"),
    "resume": lazy("Going on"),
    "promise": lazy("Keeping the promise"),
    "visit": lazy("Visit"),
}
OUTCOMES: dict[str, Any] = {
    "solved": lazy("solved"),
    "explained": lazy("explained"),
    "not_possible": lazy("not possible"),
    "withdrawn": lazy("taken back by the firm"),
}
OUTCOME_TONES = {"solved": "green"}
RATINGS: dict[str, Any] = {
    "good": lazy("content"),
    "fair": lazy("partly content"),
    "poor": lazy("not content"),
}
RATING_TONES = {"good": "green", "fair": "", "poor": "red"}
CHANNELS: dict[str, Any] = {
    "link": lazy("by its link"),
    "phone": lazy("by phone"),
    "visit": lazy("on a visit"),
    "letter": lazy("in a letter"),
}
PROMISE_STATES: dict[str, Any] = {
    "open": lazy("to be kept"),
    "overdue": lazy("overdue"),
    "kept": lazy("kept"),
    "released": lazy("given up, with a reason"),
}
PROMISE_TONES = {"overdue": "red", "kept": "green"}
OFFERS: dict[str, Any] = {
    "open": lazy("not answered yet"),
    "picked": lazy("time picked"),
    "declined": lazy("no time suits"),
    "withdrawn": lazy("times taken back"),
}
OFFER_TONES = {"picked": "green", "declined": "red"}
LIGHTS: dict[str, Any] = {
    Light.RED: lazy("late"),
    Light.AMBER: lazy("due soon"),
    Light.GREEN: lazy("on course"),
}


def pressing_words(clock: Clock | None, today: date) -> str:
    """Return the sentence of the clock that presses most: what is due, and how many days are left or over."""
    return landing.pressing_words(clock, today, CLOCKS)


def request_kind(policy: Policy, code: str) -> str:
    """Return what a kind of request is called."""
    return projects.named(policy.aftercare.request_kinds, code) if code else ""


def pause_reason(policy: Policy, code: str) -> str:
    """Return what a reason to wait is called."""
    return projects.named(policy.aftercare.pause_reasons, code) if code else ""


def promise_kind(policy: Policy, code: str) -> str:
    """Return what a kind of promise is called."""
    return projects.named(policy.aftercare.promise_kinds, code) if code else ""
