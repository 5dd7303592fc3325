"""The verbs of the dispatch: assigning and answering, clients who can talk, what stands in the way, sheets,
supervision.
"""

from .assigning import answer, assign
from .blocking import clear_blocker, raise_blocker
from .calling import end_call, go, say_hot
from .issuing import issue_sheet
from .supervising import confirm, extend, give_back, report, supervise_instruction, supervise_promise, tie_to_clause

__all__ = [
    "answer",
    "assign",
    "clear_blocker",
    "confirm",
    "end_call",
    "extend",
    "give_back",
    "go",
    "issue_sheet",
    "raise_blocker",
    "report",
    "say_hot",
    "supervise_instruction",
    "supervise_promise",
    "tie_to_clause",
]
