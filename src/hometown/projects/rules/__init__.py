"""Rules of projects: stages and gates, amounts and shares, first claim, contradictions. Pure; the city's tables, the
facts and the days are passed in.
"""

from .amounts import MAX_SHARE, share_faults, yuan_value
from .claims import (
    Submission,
    claim_days,
    effective_time,
    holds_enough,
    is_complete,
    is_under_least,
    lacking,
    renewed_to,
)
from .disputes import (
    CLAIM_ENDED,
    Side,
    decide_by,
    decide_objection_by,
    is_guessed,
    object_until,
    sides_missing,
    split_fault,
)
from .doubts import fingerprint_of, receipt_doubts, signing_doubts
from .edits import EditFault, edit_faults
from .fingerprints import Fingerprint, Overlap, overlap
from .gates import Kind, Missing, Paper, due_by, fits_medium, missing_to_advance, overdue_before
from .hints import Hint, contradictions
from .identity import ALIKE_ENOUGH, Alike, Candidate, Identity, Match, identify, project_key
from .likeness import alike, trade_name
from .lives import EXPIRED, NO_EVIDENCE, ClaimState, Life, life, warning_days
from .order import Contender, Ruling, first_of
from .stages import RANK, Stage, Status, is_live

__all__ = [
    "ALIKE_ENOUGH",
    "CLAIM_ENDED",
    "EXPIRED",
    "MAX_SHARE",
    "NO_EVIDENCE",
    "RANK",
    "Alike",
    "Candidate",
    "ClaimState",
    "Contender",
    "EditFault",
    "Fingerprint",
    "Hint",
    "Identity",
    "Kind",
    "Life",
    "Match",
    "Missing",
    "Overlap",
    "Paper",
    "Ruling",
    "Side",
    "Stage",
    "Status",
    "Submission",
    "alike",
    "claim_days",
    "contradictions",
    "decide_by",
    "decide_objection_by",
    "due_by",
    "edit_faults",
    "effective_time",
    "fingerprint_of",
    "first_of",
    "fits_medium",
    "holds_enough",
    "identify",
    "is_complete",
    "is_guessed",
    "is_live",
    "is_under_least",
    "lacking",
    "life",
    "missing_to_advance",
    "object_until",
    "overdue_before",
    "overlap",
    "project_key",
    "receipt_doubts",
    "renewed_to",
    "share_faults",
    "sides_missing",
    "signing_doubts",
    "split_fault",
    "trade_name",
    "warning_days",
    "yuan_value",
]
