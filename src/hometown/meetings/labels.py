"""What sections, states and sources of the exchange are called."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from . import rules
from .models import Exchange

SECTIONS: dict[str, Any] = {
    rules.FOLLOW_UPS: lazy("What the last exchange agreed"),
    rules.LEADS: lazy("New leads"),
    rules.CASES: lazy("Cases worth telling"),
    rules.HELP: lazy("Help wanted"),
    rules.PRACTICES: lazy("Practices found"),
    rules.APPOINTMENTS: lazy("Appointments to come"),
    rules.KEY_TASKS: lazy("Work priorities due"),
    rules.OTHER: lazy("Further words"),
}
STATES: dict[str, Any] = {
    "prepared": lazy("in preparation"),
    "today": lazy("held today"),
    "held": lazy("held, not closed"),
    "closed": lazy("closed, kept as it was"),
    "cancelled": lazy("cancelled"),
}
STATE_TONES = {"prepared": "blue", "today": "blue", "held": "amber", "closed": "green", "cancelled": ""}
# What is told of a record to somebody who may not open it.
UNNAMED: dict[str, Any] = {
    "lead": lazy("A lead of %(unit)s"),
    "step": lazy("A project of %(unit)s"),
    "introduced": lazy("A project of %(unit)s"),
    "review": lazy("A project of %(unit)s"),
    "routing": lazy("A project of %(unit)s"),
    "meeting": lazy("A firm"),
    "appointment": lazy("A meeting with a firm"),
    "note": lazy("A note that is not shared any more"),
    "practice": lazy("A practice"),
    "question": lazy("A question of %(unit)s"),
}


def state(exchange: Exchange, today: date) -> str:
    """Return where an exchange stands."""
    return rules.state(today, exchange.held_on, exchange.closed_on, exchange.cancelled_on)


def week_words(exchange: Exchange) -> str:
    """Return what the exchange of a week is called."""
    return _("Week %(number)s of %(year)s") % {"number": exchange.week, "year": exchange.year}
