"""What officers did and whom they met; how a meeting came about; the journeys made for it; whose calendar follows."""

from .activities import (
    Activity,
    ActivityCompany,
    ActivityFile,
    ActivityOfficer,
    Counterpart,
    Event,
    EventKind,
    Interest,
    Note,
)
from .appointments import Appointment, AppointmentGuest, AppointmentOfficer, AppointmentState
from .attempts import Channel, ContactAttempt, Outcome
from .feeds import CalendarFeed, FeedDetail
from .trains import Train
from .trips import Means, Trip, TripActivity, TripOfficer

__all__ = [
    "Activity",
    "ActivityCompany",
    "ActivityFile",
    "ActivityOfficer",
    "Appointment",
    "AppointmentGuest",
    "AppointmentOfficer",
    "AppointmentState",
    "CalendarFeed",
    "Channel",
    "ContactAttempt",
    "Counterpart",
    "Event",
    "EventKind",
    "FeedDetail",
    "Interest",
    "Means",
    "Note",
    "Outcome",
    "Train",
    "Trip",
    "TripActivity",
    "TripOfficer",
]
