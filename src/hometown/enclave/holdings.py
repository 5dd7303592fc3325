"""Where people write sentences about an enclave: somebody may be mentioned. No row names a firm or a contact."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText

from .models import Agreement, Enclave, Remittance, Statement, TaxPaid


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
