"""The verbs of enclaves: the only writers. Each writes one line of the book and answers with the record."""

from .agreeing import change_agreement, draft_agreement, sign_agreement, withdraw_agreement
from .opening import add_project, end_enclave, open_enclave, take_out
from .paying import note_arrival, record_remittance, record_taxes, strike_tax
from .stating import draft_statement, sign_statement, withdraw_statement

__all__ = [
    "add_project",
    "change_agreement",
    "draft_agreement",
    "draft_statement",
    "end_enclave",
    "note_arrival",
    "open_enclave",
    "record_remittance",
    "record_taxes",
    "sign_agreement",
    "sign_statement",
    "strike_tax",
    "take_out",
    "withdraw_agreement",
    "withdraw_statement",
]
