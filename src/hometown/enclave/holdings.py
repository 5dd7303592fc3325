"""Where people write sentences about an enclave: somebody may be mentioned. No row names a firm or a contact."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText

from .models import Agreement, Enclave, EnclaveProject, Remittance, Signature, Statement, TaxPaid


def _agreement(row: Any) -> str:
    return reverse("enclave-agreement", args=[row.pk])


def _statement(row: Any) -> str:
    return reverse("enclave-statement", args=[row.pk])


def _enclave(row: Any) -> str:
    return reverse("enclave", args=[row.pk if isinstance(row, Enclave) else row.enclave_id])


TEXTS = (
    FreeText(Enclave, "ending_words", _("Enclave"), _enclave),
    *(FreeText(Agreement, name, _("Sharing agreement"), _agreement) for name in sorted(Agreement.text_fields)),
    FreeText(TaxPaid, "struck_why", _("Tax paid"), _enclave),
    FreeText(Statement, "why", _("Statement"), _statement),
    FreeText(Statement, "withdrawn_why", _("Statement"), _statement),
    FreeText(Remittance, "note", _("Money paid over"), _enclave),
)
# Who did it stays who did it; what is still to be paid over is a to-do and passes as one.
AUTHORS = (
    (Enclave, "opened_by"),
    (Enclave, "ended_by"),
    (EnclaveProject, "joined_by"),
    (EnclaveProject, "left_by"),
    (Agreement, "drafted_by"),
    (Agreement, "withdrawn_by"),
    (TaxPaid, "recorded_by"),
    (TaxPaid, "struck_by"),
    (Statement, "drafted_by"),
    (Statement, "withdrawn_by"),
    (Signature, "person"),
    (Remittance, "recorded_by"),
    (Remittance, "arrived_by"),
)
