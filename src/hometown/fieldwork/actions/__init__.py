"""The verbs of field work: activities, events, notes. Nothing else writes it."""

from hometown.fieldwork.told import Met, Paper, Person

from .activities import edit_activity, record_activity, take_out_paper, withdraw_activity
from .events import add_event, edit_event
from .notes import edit_note, keep_note_private, share_note, write_note

__all__ = [
    "Met",
    "Paper",
    "Person",
    "add_event",
    "edit_activity",
    "edit_event",
    "edit_note",
    "keep_note_private",
    "record_activity",
    "share_note",
    "take_out_paper",
    "withdraw_activity",
    "write_note",
]
