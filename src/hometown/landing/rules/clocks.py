"""The three lights 三灯 over what runs: a routing, a review, an escalation, an instruction.

A clock runs from the day it was set to the day the thing was done; what is done is dark. Every term is the city's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hometown.policy.rules import deadline, lamp
from hometown.policy.shape import Grade, Policy


class Light(StrEnum):
    """One lamp; dark where nothing runs."""

    DARK = ""
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


LIGHTS = tuple(Light)  # from the least pressing to the most


@dataclass(frozen=True)
class Clock:
    """One thing with its day. `what` is a code that `labels` has words for."""

    what: str
    due_on: date
    done_on: date | None = None

    @property
    def runs(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None


def light_of(policy: Policy, clock: Clock, today: date) -> Light:
    """Return the lamp of one clock."""
    return Light(lamp(policy, clock.due_on, today)) if clock.runs else Light.DARK


def pressing(clocks: Iterable[Clock]) -> Clock | None:
    """Return the clock that runs out first, None when none runs. Its lamp is the worst of them all."""
    return min((one for one in clocks if one.runs), key=lambda one: one.due_on, default=None)


def worst(lights: Iterable[Light]) -> Light:
    """Return the most pressing of several lamps."""
    return max(lights, key=LIGHTS.index, default=Light.DARK)


def last_day_for(policy: Policy, light: Light, today: date, *, farthest: int = 400) -> date:
    """Return the latest due day that shows this lamp today: what a query asks instead of each row. Red and amber only.

    A term longer than `farthest` days back is never over.
    """
    lamps = policy.levels.lamps
    if light is Light.AMBER:
        return deadline(policy, lamps.amber_before, today)
    days = (today - timedelta(days=back) for back in range(1, farthest + 1))
    return next((day for day in days if deadline(policy, lamps.red_after, day) < today), date.min)


# --- a routing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RoutingDays:
    """The days of a routing. `outcome` is empty until the unit has accepted or returned it."""

    respond_due: date
    assess_due: date
    feed_back_due: date
    responded_on: date | None = None
    assessed_on: date | None = None
    outcome: str = ""
    outcome_on: date | None = None


def routing_clocks(days: RoutingDays) -> tuple[Clock, ...]:
    """Return the three clocks of a routing. All run from the day it was sent; an answer stops those before it."""
    over = days.outcome_on if days.outcome else None
    assessed = days.assessed_on or over
    return (
        Clock("respond", days.respond_due, days.responded_on or assessed),
        Clock("assess", days.assess_due, assessed),
        Clock("feed_back", days.feed_back_due, over),
    )


def routing_state(days: RoutingDays) -> str:
    """Return where a routing stands: `sent`, `responded`, `assessed`, or its outcome."""
    if days.outcome:
        return days.outcome
    return "assessed" if days.assessed_on else "responded" if days.responded_on else "sent"


# --- an escalation --------------------------------------------------------------------------------------------------


def response_due(policy: Policy, grade: Grade, since: date) -> date | None:
    """Return by when a task force is due, counted from the lead's effective filing; None where no term is set."""
    return deadline(policy, grade.respond, since) if grade.escalates and grade.respond else None
