"""What is assigned, which client can talk, what stands in the way, what is issued, what is followed up to its end."""

from .assignment import HOT_SIGNAL, KIND, Answer, Assignment, Blocker
from .sheet import DispatchSheet, SheetRow
from .signal import HotSignal
from .supervision import SupervisionExtension, SupervisionItem

__all__ = [
    "HOT_SIGNAL",
    "KIND",
    "Answer",
    "Assignment",
    "Blocker",
    "DispatchSheet",
    "HotSignal",
    "SheetRow",
    "SupervisionExtension",
    "SupervisionItem",
]
