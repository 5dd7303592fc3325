"""What an edit may write. Only what was touched is looked at, so that an old bad record can be repaired."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hometown.kernel.money import Amount
from hometown.policy.rules import offered
from hometown.policy.shape import Policy

_SHAPES = {
    "industry_code": (re.compile(r"[A-T][0-9]{0,4}"), "projects.industry_unreadable"),  # GB/T 4754-2017
    "registered_uscc": (re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}"), "projects.uscc_unreadable"),  # GB 32100-2015
    "registered_region": (re.compile(r"[0-9]{6}"), "projects.region_unreadable"),  # GB/T 2260
}
_PAST = ("first_contact_on", "contract_on", "registered_on", "started_on", "produced_on", "performed_on")
LABELS = ("public", "internal", "sensitive")
MOST_YUAN = Decimal(10) ** 14


@dataclass(frozen=True)
class EditFault:
    """A touched field whose value cannot stand. `reason` is a refusal code."""

    field: str
    reason: str


def edit_faults(policy: Policy, touched: Mapping[str, Any], today: date) -> tuple[EditFault, ...]:
    """Return what is wrong with the touched fields; the untouched ones are nobody's business here."""
    return tuple(
        EditFault(field, reason) for field, value in touched.items() if (reason := _fault(policy, field, value, today))
    )


def _fault(policy: Policy, field: str, value: Any, today: date) -> str:
    if field == "name":
        return "" if value else "projects.name_needed"
    if value in (None, ""):
        return ""
    if field in _PAST:
        return "projects.in_the_future" if value > today else ""
    if field in {"amount", "contract_amount"}:
        return _amount_fault(policy, value)
    if field in _SHAPES:
        shape, reason = _SHAPES[field]
        return "" if shape.fullmatch(str(value)) else reason
    known = _known(policy, field)
    return "projects.not_on_the_list" if known is not None and value not in known else ""


def _amount_fault(policy: Policy, value: Amount | Decimal) -> str:
    number = value.value if isinstance(value, Amount) else value
    if number <= 0 or number > MOST_YUAN:
        return "projects.amount_out_of_range"
    known = {currency.code for currency in policy.currencies}
    return "projects.currency_unknown" if isinstance(value, Amount) and value.currency not in known else ""


def _known(policy: Policy, field: str) -> Collection[str] | None:
    if field == "chain":
        return {one.code for one in offered(policy.chain_scheme.chains)}
    if field == "source":
        return {one.code for one in offered(policy.lead_sources)}
    if field == "grade":
        return {one.code for one in offered(policy.grades)}
    return LABELS if field == "label" else None
