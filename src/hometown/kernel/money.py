"""Money: Decimal, a currency, and how much of it is known. Never float.

Amounts print the way Chinese offices write them: 3.5亿元, 4200万元, 20余亿元.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from .bounds import Bound

YI = Decimal(100_000_000)  # 亿
WAN = Decimal(10_000)  # 万
FEN = Decimal("0.01")


@dataclass(frozen=True)
class Amount:
    """A sum of money in one currency (ISO 4217), in its main unit (元), exact to the hundredth."""

    value: Decimal
    currency: str = "CNY"
    bound: Bound = Bound.EXACT

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            raise TypeError(f"money is Decimal, not {type(self.value).__name__}")
        if not self.value.is_finite():
            raise ValueError("money is a finite number")


def to_fen(value: Decimal) -> int:
    """Return the amount in hundredths (分), rounded half to even.

    >>> to_fen(Decimal("1.005"))
    100
    """
    return int(value.quantize(FEN, ROUND_HALF_EVEN).scaleb(2))


def from_fen(fen: int) -> Decimal:
    """Return the amount in main units (元) of a number of hundredths."""
    return Decimal(fen).scaleb(-2)


def plain(value: Decimal) -> str:
    """Return the number without exponent and trailing zeros.

    >>> plain(Decimal("3.50"))
    '3.5'
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
