"""Rules of landing: what is due in which lamp, and what the marks of a joint review say. Pure."""

from .clocks import (
    LIGHTS,
    Clock,
    Light,
    RoutingDays,
    last_day_for,
    light_of,
    pressing,
    response_due,
    routing_clocks,
    routing_state,
    worst,
)
from .marks import Range, Verdict, criterion_range, fits_mark, total_range, verdict

__all__ = [
    "LIGHTS",
    "Clock",
    "Light",
    "Range",
    "RoutingDays",
    "Verdict",
    "criterion_range",
    "fits_mark",
    "last_day_for",
    "light_of",
    "pressing",
    "response_due",
    "routing_clocks",
    "routing_state",
    "total_range",
    "verdict",
    "worst",
]
