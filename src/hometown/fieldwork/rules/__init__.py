"""Rules of field work. Pure: what day it is and what the city's kinds are is passed in.

activities  what makes a visit count
contact     invitations and appointments: how they stand, what may become of them, which overlap
trips       which activities make one journey
trains      what a timetable says; which trains still reach a meeting, and which lead back
"""

from .activities import (
    Lack,
    Meeting,
    intent_is_borne_out,
    is_to_come,
    lack_of,
    lacks,
    masked_name,
    may_edit,
    next_step_is_in_time,
    title_of,
)
from .contact import (
    LONGEST,
    ZONES,
    Asked,
    Round,
    local_moment,
    may_be_kept,
    overlaps,
    round_of,
)
from .trains import EVERY_DAY, MOST_LINES, Read, Ride, Train, after, before, city_of, days_of, read_timetable
from .trips import Stop, journeys

__all__ = [
    "EVERY_DAY",
    "LONGEST",
    "MOST_LINES",
    "ZONES",
    "Asked",
    "Lack",
    "Meeting",
    "Read",
    "Ride",
    "Round",
    "Stop",
    "Train",
    "after",
    "before",
    "city_of",
    "days_of",
    "intent_is_borne_out",
    "is_to_come",
    "journeys",
    "lack_of",
    "lacks",
    "local_moment",
    "masked_name",
    "may_be_kept",
    "may_edit",
    "next_step_is_in_time",
    "overlaps",
    "read_timetable",
    "round_of",
    "title_of",
]
