"""A project from lead to performing: its filings and claims, stages and evidence, verification, money, credit."""

from .claims import Claim, Filing
from .papers import Evidence, Verification, Voucher, VoucherKind
from .project import Credit, Project, StageMove

__all__ = ["Claim", "Credit", "Evidence", "Filing", "Project", "StageMove", "Verification", "Voucher", "VoucherKind"]
