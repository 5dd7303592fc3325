"""What is assigned, what stands in the way, what is issued, what is followed up to its end."""

from .assignment import KIND, Answer, Assignment, Blocker
from .sheet import DispatchSheet, SheetRow
from .supervision import SupervisionExtension, SupervisionItem

__all__ = [
    "KIND",
    "Answer",
    "Assignment",
    "Blocker",
    "DispatchSheet",
    "SheetRow",
    "SupervisionExtension",
    "SupervisionItem",
]
