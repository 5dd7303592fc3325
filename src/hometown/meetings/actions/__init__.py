"""The verbs of the weekly exchange: the only writers. Each writes one line of the book and answers with the record."""

from .helping import answer_help, ask_help, withdraw_help
from .meeting import cancel, close, follow_up, move, write_attendance, write_minutes
from .packing import add_words, gather_again, keep_item, leave_out, move_item, prepare, word_item

__all__ = [
    "add_words",
    "answer_help",
    "ask_help",
    "cancel",
    "close",
    "follow_up",
    "gather_again",
    "keep_item",
    "leave_out",
    "move",
    "move_item",
    "prepare",
    "withdraw_help",
    "word_item",
    "write_attendance",
    "write_minutes",
]
