"""The verbs of the dispatch: assigning and answering, what stands in the way, issuing a sheet, supervising."""

from .assigning import answer, assign
from .blocking import clear_blocker, raise_blocker
from .issuing import issue_sheet
from .supervising import confirm, extend, give_back, report, supervise_instruction, supervise_promise, tie_to_clause

__all__ = [
    "answer",
    "assign",
    "clear_blocker",
    "confirm",
    "extend",
    "give_back",
    "issue_sheet",
    "raise_blocker",
    "report",
    "supervise_instruction",
    "supervise_promise",
    "tie_to_clause",
]
