"""A project from lead to performing: its filings and claims, stages and evidence, verification, money, credit."""

from .claims import Claim, Filing
from .conflicts import Conflict, InvestorChoice, Objection, Transfer, Verdict
from .doubts import Doubt
from .papers import Evidence, Verification, Voucher, VoucherKind
from .project import Credit, Project, StageMove

__all__ = [
    "Claim",
    "Conflict",
    "Credit",
    "Doubt",
    "Evidence",
    "Filing",
    "InvestorChoice",
    "Objection",
    "Project",
    "StageMove",
    "Transfer",
    "Verdict",
    "Verification",
    "Voucher",
    "VoucherKind",
]
