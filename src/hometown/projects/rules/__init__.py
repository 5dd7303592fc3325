"""Rules of projects: stages and gates, amounts and shares, first claim, contradictions. Pure; the city's tables, the
facts and the days are passed in.
"""

from .amounts import MAX_SHARE, share_faults, yuan_value
from .claims import (
    Candidate,
    Identity,
    Match,
    Submission,
    claim_days,
    effective_time,
    identify,
    is_complete,
    lacking,
    project_key,
)
from .edits import EditFault, edit_faults
from .gates import Kind, Missing, Paper, due_by, fits_medium, missing_to_advance, overdue_before
from .hints import Hint, contradictions
from .stages import RANK, Stage, Status, is_live

__all__ = [
    "MAX_SHARE",
    "RANK",
    "Candidate",
    "EditFault",
    "Hint",
    "Identity",
    "Kind",
    "Match",
    "Missing",
    "Paper",
    "Stage",
    "Status",
    "Submission",
    "claim_days",
    "contradictions",
    "due_by",
    "edit_faults",
    "effective_time",
    "fits_medium",
    "identify",
    "is_complete",
    "is_live",
    "lacking",
    "missing_to_advance",
    "overdue_before",
    "project_key",
    "share_faults",
    "yuan_value",
]
