"""The verbs of duty at the host and of care. Nothing else writes it."""

from .caring import end_reader, erase_lapsed, name_reader, note_need, note_need_for, take_step, withdraw_consent
from .duty import answer_feedback, edit_feedback, give_task, see_feedback, withdraw_feedback, write_feedback

__all__ = [
    "answer_feedback",
    "edit_feedback",
    "end_reader",
    "erase_lapsed",
    "give_task",
    "name_reader",
    "note_need",
    "note_need_for",
    "see_feedback",
    "take_step",
    "withdraw_consent",
    "withdraw_feedback",
    "write_feedback",
]
