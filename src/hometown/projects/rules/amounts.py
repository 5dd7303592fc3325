"""Amounts in yuan, and shares of credit. Decimal throughout; nothing here is a float."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from hometown.kernel.money import FEN, Amount
from hometown.policy.rules import yuan_per_unit
from hometown.policy.shape import Policy

MAX_SHARE = Decimal(100)  # per cent
_Person = TypeVar("_Person")


def yuan_value(policy: Policy, amount: Amount | None, on: date) -> Decimal | None:
    """Return an amount in yuan by the rate the city's rules give for that day; None where they give none."""
    if amount is None:
        return None
    rate = yuan_per_unit(policy, amount.currency, on)
    return None if rate is None else (amount.value * rate).quantize(FEN)


def share_faults(shares: Mapping[_Person, Decimal]) -> dict[_Person | None, str]:
    """Return what is wrong with shares of credit, by person; under None what is wrong with all of them together.

    Each is more than 0 and has at most two places; together they are at most 100 per cent.
    """
    faults: dict[_Person | None, str] = {}
    for person, share in shares.items():
        if not share.is_finite() or share <= 0 or share > MAX_SHARE:
            faults[person] = "projects.share_out_of_range"
        elif share != share.quantize(FEN):
            faults[person] = "projects.share_too_fine"
    if not faults and sum(shares.values(), Decimal(0)) > MAX_SHARE:
        faults[None] = "projects.shares_over_whole"
    return faults
