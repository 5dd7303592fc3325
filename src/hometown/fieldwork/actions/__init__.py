"""The verbs of field work: activities, events, notes, invitations, appointments, trips, the timetable.

Nothing else writes it.
"""

from hometown.fieldwork.told import Met, Paper, Person

from .activities import edit_activity, record_activity, take_out_paper, withdraw_activity
from .appointments import (
    agree_appointment,
    cancel_appointment,
    edit_appointment,
    keep_appointment,
    move_appointment,
    propose_appointment,
)
from .attempts import record_attempt, withdraw_attempt
from .events import add_event, edit_event
from .notes import edit_note, keep_note_private, share_note, write_note
from .people import keep_as_contact
from .timetable import keep_trains, take_train_out
from .trips import edit_trip, plan_trip, record_trip, withdraw_trip

__all__ = [
    "Met",
    "Paper",
    "Person",
    "add_event",
    "agree_appointment",
    "cancel_appointment",
    "edit_activity",
    "edit_appointment",
    "edit_event",
    "edit_note",
    "edit_trip",
    "keep_appointment",
    "keep_as_contact",
    "keep_note_private",
    "keep_trains",
    "move_appointment",
    "plan_trip",
    "propose_appointment",
    "record_activity",
    "record_attempt",
    "record_trip",
    "share_note",
    "take_out_paper",
    "take_train_out",
    "withdraw_activity",
    "withdraw_attempt",
    "withdraw_trip",
    "write_note",
]
