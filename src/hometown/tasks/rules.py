"""Rules of to-dos: what is overdue, and how pressing the rest is. Pure."""

from datetime import date
from enum import StrEnum

from hometown.policy.rules import lamp as policy_lamp
from hometown.policy.shape import Policy


class Lamp(StrEnum):
    """The three lamps 三灯; no lamp for what has no date."""

    NONE = ""
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def is_overdue(due_on: date | None, today: date, closed_on: date | None = None) -> bool:
    """Tell whether something is late: open past its day, or closed after it."""
    return due_on is not None and (closed_on or today) > due_on


def lamp(policy: Policy, due_on: date | None, today: date, closed_on: date | None = None) -> Lamp:
    """Return the lamp of a to-do by the city's terms (`levels.lamps`). Closed is green, no date is dark."""
    if closed_on is not None:
        return Lamp.GREEN
    return Lamp(policy_lamp(policy, due_on, today)) if due_on is not None else Lamp.NONE
