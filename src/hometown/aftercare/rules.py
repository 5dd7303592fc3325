"""Rules of service after signing: what a request owes by when, what waiting does to a day, what may be promised. Pure.

Days are counted from the day a request came in, under the city's service levels. While a request waits, for a reason
of the rules and until a day that was said, its own clocks stand still; that day is then what is due.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hometown.landing.rules import Clock, Light, light_of, pressing
from hometown.policy.rules import deadline, workdays_between
from hometown.policy.shape import Policy, Term, Unit

# What reads like a favour of tax, money or land price to one firm: 公平竞争审查条例, in force 2024-08-01.
_FAVOUR = re.compile(
    r"返税|退税|免税|减税|免征|减征|先征后[返退]|即征即[奖退返]|财政奖补|税[收费].{0,4}(?:返还|优惠|减免|奖励|全免)"
    r"|奖补|补贴|零地价|地价.{0,4}(?:优惠|减免|返还|补)|\btax (?:break|holiday|exemption|relief)|\bsubsid(?:y|ies)\b",
    re.IGNORECASE,
)


class State(StrEnum):
    """Where a request stands."""

    NEW = "new"
    ACCEPTED = "accepted"
    REPLIED = "replied"
    PAUSED = "paused"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a request came to."""

    SOLVED = "solved"
    EXPLAINED = "explained"
    NOT_POSSIBLE = "not_possible"
    WITHDRAWN = "withdrawn"  # by the firm


class Rating(StrEnum):
    """What the firm says of the service it had; never of a person."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True)
class RequestDays:
    """The days of a request. `paused_until` is the day until which it waits; empty while it runs."""

    accept_due: date
    reply_due: date
    close_due: date
    accepted_on: date | None = None
    replied_on: date | None = None
    closed_on: date | None = None
    paused_on: date | None = None
    paused_until: date | None = None


def due_days(policy: Policy, received: date) -> tuple[date, date, date]:
    """Return by when a request is accepted, answered and closed."""
    levels = policy.levels.service
    return (
        deadline(policy, levels.accept, received),
        deadline(policy, levels.reply, received),
        deadline(policy, levels.close, received),
    )


def request_state(days: RequestDays) -> State:
    """Return where a request stands."""
    if days.closed_on:
        return State.CLOSED
    if days.paused_on:
        return State.PAUSED
    if days.replied_on:
        return State.REPLIED
    return State.ACCEPTED if days.accepted_on else State.NEW


def request_clocks(days: RequestDays) -> tuple[Clock, ...]:
    """Return what a request owes. A later step stops the clocks before it; waiting, it owes to go on by its day."""
    if days.paused_on and days.paused_until and not days.closed_on:
        return (Clock("resume", days.paused_until),)
    replied = days.replied_on or days.closed_on
    return (
        Clock("accept", days.accept_due, days.accepted_on or replied),
        Clock("reply", days.reply_due, replied),
        Clock("close", days.close_due, days.closed_on),
    )


def request_light(policy: Policy, days: RequestDays, today: date) -> tuple[Light, Clock | None]:
    """Return the lamp of a request and the clock behind it; dark and none once it is closed."""
    clock = pressing(request_clocks(days))
    return (light_of(policy, clock, today) if clock else Light.DARK), clock


def later_by_pause(policy: Policy, due: date, paused_on: date, resumed_on: date) -> date:
    """Return a day moved by a pause: as many workdays are left after it as were before. What was late stays late."""
    if due < paused_on or resumed_on <= paused_on:
        return due
    left = workdays_between(policy, paused_on, due)
    return max(due, deadline(policy, Term(count=left, unit=Unit.WORKDAY), resumed_on))


def days_after_pause(policy: Policy, days: RequestDays, resumed_on: date) -> dict[str, date]:
    """Return the days that still run, moved by the pause that ends; columns of a request.

    After the day until which it was to wait there is no reason on record, so that the days run again.
    """
    if days.paused_on is None:
        return {}
    resumed_on = min(resumed_on, days.paused_until or resumed_on)
    running = {"close_due": days.close_due}
    if days.replied_on is None:
        running["reply_due"] = days.reply_due
        if days.accepted_on is None:
            running["accept_due"] = days.accept_due
    return {name: later_by_pause(policy, due, days.paused_on, resumed_on) for name, due in running.items()}


def closed_in_time(days: RequestDays) -> bool:
    """Tell whether a request was closed by its day; one that stands open is not."""
    return days.closed_on is not None and days.closed_on <= days.close_due


# --- promises -------------------------------------------------------------------------------------------------------


def favours_in(words: Iterable[str]) -> list[str]:
    """Return what reads like a favour of tax, money or land price to one firm."""
    return [found.group() for text in words for found in _FAVOUR.finditer(text)]


def promise_state(due_on: date, kept_on: date | None, released_on: date | None, today: date) -> str:
    """Return where a promise stands: `kept`, `released`, `overdue` or `open`."""
    if kept_on:
        return "kept"
    if released_on:
        return "released"
    return "overdue" if today > due_on else "open"
