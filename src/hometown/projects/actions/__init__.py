"""The verbs of projects: the only writers. Each writes one line of the book and answers with the record."""

from .conflicts import decide_conflict
from .doubts import clear_doubt, raise_doubts
from .editing import edit_project, route, set_credits, set_steward
from .filing import amend_filing, file_lead
from .keeping import give_claim, lapse_claim, record_choice, release_claim, renew_claim
from .money import add_voucher, verify_voucher
from .moving import advance, report_stage, set_back, set_status
from .objections import appeal, decide_appeal, decide_objection, object_to
from .papers import report_evidence, verify_evidence, withdraw_evidence
from .transfers import confirm_transfer, propose_transfer, refuse_transfer

__all__ = [
    "add_voucher",
    "advance",
    "amend_filing",
    "appeal",
    "clear_doubt",
    "confirm_transfer",
    "decide_appeal",
    "decide_conflict",
    "decide_objection",
    "edit_project",
    "file_lead",
    "give_claim",
    "lapse_claim",
    "object_to",
    "propose_transfer",
    "raise_doubts",
    "record_choice",
    "refuse_transfer",
    "release_claim",
    "renew_claim",
    "report_evidence",
    "report_stage",
    "route",
    "set_back",
    "set_credits",
    "set_status",
    "set_steward",
    "verify_evidence",
    "verify_voucher",
    "withdraw_evidence",
]
