"""What taxes, sides, matters and the lines of a statement are called."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hometown.kernel.money import plain

from .models import Agreement, Enclave, Holder, Side, Statement, Statistics
from .rules.taxes import WHOLE

TAXES: dict[str, Any] = {
    "vat": lazy("Value added tax"),
    "corporate_income": lazy("Corporate income tax"),
    "personal_income": lazy("Personal income tax"),
    "city_maintenance": lazy("City maintenance and construction tax"),
    "property": lazy("Property tax"),
    "land_use": lazy("Urban land use tax"),
    "stamp": lazy("Stamp duty"),
    "other_local": lazy("Other local taxes"),
}
MATTERS: dict[str, Any] = {
    "planning": lazy("Planning"),
    "land": lazy("Land"),
    "construction": lazy("Construction and finance"),
    "permits": lazy("Permits and approvals"),
    "environment": lazy("Environmental protection"),
    "safety": lazy("Work safety"),
    "attracting": lazy("Attracting projects"),
    "service": lazy("Serving firms"),
}
HOLDERS: dict[str, Any] = {
    Holder.HOME.value: lazy("the side of home"),
    Holder.PARTNER.value: lazy("the partner"),
    Holder.BOTH.value: lazy("both together"),
}
STATISTICS: dict[str, Any] = {
    Statistics.PLACE.value: lazy("Where it lies, and nobody else"),
    Statistics.AGREED.value: lazy("Where it lies; for assessments the two sides divide by agreement"),
}
ISSUES: dict[str, Any] = {
    "legal_basis": lazy("Legal basis: there is no national rule"),
    "statistics": lazy("Statistics are kept where it lies"),
    "promises": lazy("Promises are hard to keep"),
    "powers": lazy("Powers do not match tasks"),
    "exit": lazy("Leaving is not provided for"),
}


def sides(enclave: Enclave) -> dict[str, str]:
    """Return what the two sides are called: their units."""
    return {Side.HOME.value: enclave.home_unit.name, Side.PARTNER.value: enclave.partner_unit.name}


def share(value: int) -> str:
    """Return a share in hundredths of a per cent as 17.5%."""
    return f"{plain(Decimal(value) * 100 / WHOLE)}%"


def yuan(value: Decimal | None) -> str:
    """Return an amount to the fen, its thousands set apart: 1,234,567.89."""
    return "" if value is None else f"{value:,.2f}"


def version(agreement: Agreement) -> str:
    """Return how a version of an agreement is called."""
    return _("Version %(number)s") % {"number": agreement.number}


def statement(found: Statement) -> str:
    """Return how a statement is called: its year, and which of the year it is."""
    return _("Statement %(year)s-%(number)s") % {"year": found.year, "number": found.number}


def state(paper: Agreement | Statement, signatures: int) -> tuple[Any, str]:
    """Return how a paper stands, in words and as a tone."""
    if paper.withdrawn_on is not None:
        return lazy("draft taken back"), ""
    if isinstance(paper, Statement) and paper.replaced_on is not None:
        return lazy("replaced by a correction"), ""
    if paper.signed_on is not None:
        return lazy("signed by both"), "green"
    return (lazy("signed by one side"), "amber") if signatures else (lazy("draft"), "blue")
