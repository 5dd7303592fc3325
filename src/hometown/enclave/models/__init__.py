"""Enclaves, their agreements, what was paid in them, statements of a year, payments."""

from .agreement import Agreement, AgreementBand, AgreementPower, AgreementTax, Holder, Statistics
from .enclave import Enclave, EnclaveProject, Side
from .ledger import Remittance, Signature, Statement, StatementLine, TaxPaid

__all__ = [
    "Agreement",
    "AgreementBand",
    "AgreementPower",
    "AgreementTax",
    "Enclave",
    "EnclaveProject",
    "Holder",
    "Remittance",
    "Side",
    "Signature",
    "Statement",
    "StatementLine",
    "Statistics",
    "TaxPaid",
]
