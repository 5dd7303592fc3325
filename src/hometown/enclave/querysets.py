"""The adjectives of enclaves, agreements, statements and what was paid."""

import uuid
from collections.abc import Collection

from django.db.models import Q

from hometown.ledger.models import LedgeredQuerySet


class EnclaveQuerySet(LedgeredQuerySet):
    def of_units(self, units: Collection[uuid.UUID]) -> "EnclaveQuerySet":
        """Enclaves in which one of these units is a side."""
        return self.filter(Q(home_unit__in=units) | Q(partner_unit__in=units))

    def with_sides(self) -> "EnclaveQuerySet":
        return self.select_related("home_unit", "partner_unit")

    def running(self) -> "EnclaveQuerySet":
        """Enclaves that have not ended."""
        return self.filter(ended_on__isnull=True)


class AgreementQuerySet(LedgeredQuerySet):
    def signed(self) -> "AgreementQuerySet":
        """Versions both sides have signed."""
        return self.filter(signed_on__isnull=False)

    def open(self) -> "AgreementQuerySet":
        """Drafts that wait for a signature."""
        return self.filter(signed_on__isnull=True, withdrawn_on__isnull=True)

    def with_terms(self) -> "AgreementQuerySet":
        return self.select_related("enclave__home_unit", "enclave__partner_unit", "blob").prefetch_related(
            "taxes", "bands", "powers", "signatures__person"
        )


class TaxQuerySet(LedgeredQuerySet):
    def standing(self) -> "TaxQuerySet":
        """What counts: not struck out."""
        return self.filter(struck_on__isnull=True)


class StatementQuerySet(LedgeredQuerySet):
    def signed(self) -> "StatementQuerySet":
        """Statements both sides have signed."""
        return self.filter(signed_on__isnull=False)

    def standing(self) -> "StatementQuerySet":
        """Signed by both, and not replaced by a correction: one a year."""
        return self.filter(signed_on__isnull=False, replaced_on__isnull=True)

    def open(self) -> "StatementQuerySet":
        """Statements that wait for a signature."""
        return self.filter(signed_on__isnull=True, withdrawn_on__isnull=True)

    def with_reader_needs(self) -> "StatementQuerySet":
        return self.select_related(
            "enclave__home_unit", "enclave__partner_unit", "agreement", "after", "corrects"
        ).prefetch_related("lines", "signatures__person")
