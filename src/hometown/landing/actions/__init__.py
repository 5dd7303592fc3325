"""The verbs of landing: the only writers. Each writes one line of the book and answers with the record."""

from .escalating import (
    add_unit,
    close_commitment,
    close_escalation,
    commit,
    escalate,
    release_unit,
    report_back,
)
from .instructing import answer, close_instruction, instruct
from .reviewing import call_off, close_review, excuse, open_review, write_sheet
from .routing import assess, land, recall, respond, return_, send

__all__ = [
    "add_unit",
    "answer",
    "assess",
    "call_off",
    "close_commitment",
    "close_escalation",
    "close_instruction",
    "close_review",
    "commit",
    "escalate",
    "excuse",
    "instruct",
    "land",
    "open_review",
    "recall",
    "release_unit",
    "report_back",
    "respond",
    "return_",
    "send",
    "write_sheet",
]
