"""What cannot be agreed, whoever types it."""

import re
from decimal import Decimal

from .taxes import CODES, WHOLE
from .terms import Terms

MOST_YEARS = 30
MOST_YUAN = Decimal(1_000_000_000_000)  # a million million: beyond it somebody mistyped
YEARS = range(1990, 2101)
# No favour to one firm in taxes or finance without a basis in law (公平竞争审查条例, in force 2024-08-01): two
# governments may share what they collected; they may not give it back to whoever paid it.
_TO_A_FIRM = re.compile(
    r"税收返还|财政返还|先征后返|即征即返|返还(?:给)?(?:该|入园)?企业|tax (?:refund|rebate)s?", re.IGNORECASE
)


def faults(terms: Terms) -> dict[str, str]:
    """Return what is wrong with the terms: field → code of the refusal."""
    found: dict[str, str] = {}
    if not terms.local:
        found["taxes"] = "enclave.no_tax"
    if any(kind not in CODES or not 0 < share <= WHOLE for kind, share in terms.local.items()):
        found["taxes"] = "enclave.share_out_of_range"
    if terms.first_year not in YEARS:
        found["first_year"] = "enclave.year_out_of_range"
    if not terms.bands:
        found["bands"] = "enclave.no_years"
    elif terms.years > MOST_YEARS:
        found["bands"] = "enclave.too_many_years"
    if any(band.years < 1 or not 0 <= band.share <= WHOLE for band in terms.bands):
        found["bands"] = "enclave.share_out_of_range"
    found |= {name: "enclave.amount_out_of_range" for name, amount in _amounts(terms) if not 0 <= amount < MOST_YUAN}
    if terms.yearly_cap is not None and terms.total_cap is not None and terms.yearly_cap > terms.total_cap:
        found["total_cap_yuan"] = "enclave.cap_below_yearly"
    if terms.excess_carries and terms.yearly_cap is None:
        found["excess_carries"] = "enclave.nothing_waits_without_cap"
    return found


def promises_a_firm(words: str) -> bool:
    """Tell whether words promise taxes back to a firm."""
    return bool(_TO_A_FIRM.search(words))


def _amounts(terms: Terms) -> list[tuple[str, Decimal]]:
    named = (("base_yuan", terms.base), ("yearly_cap_yuan", terms.yearly_cap), ("total_cap_yuan", terms.total_cap))
    return [(name, amount) for name, amount in named if amount is not None]
