"""The verbs of landing: the only writers. Each writes one line of the book and answers with the record."""

from .escalating import close_commitment, close_escalation, commit, escalate, report_back
from .instructing import answer, close_instruction, instruct
from .reviewing import call_off, close_review, open_review, write_sheet
from .routing import assess, land, recall, respond, return_, send

__all__ = [
    "answer",
    "assess",
    "call_off",
    "close_commitment",
    "close_escalation",
    "close_instruction",
    "close_review",
    "commit",
    "escalate",
    "instruct",
    "land",
    "open_review",
    "recall",
    "report_back",
    "respond",
    "return_",
    "send",
    "write_sheet",
]
