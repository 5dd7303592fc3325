"""The verbs of projects: the only writers. Each writes one line of the book and answers with the record."""

from .editing import edit_project, route, set_credits, set_steward
from .filing import amend_filing, file_lead
from .money import add_voucher, verify_voucher
from .moving import advance, report_stage, set_back, set_status
from .papers import report_evidence, verify_evidence, withdraw_evidence

__all__ = [
    "add_voucher",
    "advance",
    "amend_filing",
    "edit_project",
    "file_lead",
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
