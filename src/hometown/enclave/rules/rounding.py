"""The one rule of rounding 四舍五入到分: half a fen goes up; parts of a whole are cut so that they add up to it."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

from hometown.kernel.money import FEN, from_fen

from .taxes import WHOLE

Key = TypeVar("Key")


def part(amount: Decimal, share: int) -> Decimal:
    """Return a share, in hundredths of a per cent, of an amount, to the fen.

    >>> part(Decimal("0.01"), 5000)
    Decimal('0.01')
    """
    return (amount * share / WHOLE).quantize(FEN, ROUND_HALF_UP)


def spread(total: Decimal, weights: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Cut a total by weights into parts that add up to it: rounded down, fen left over go to the largest remainders.

    Of equal remainders the one named first gets it. All weights zero: everything goes to the first.
    """
    if not weights:
        return {}
    whole, fen = sum(map(Fraction, weights.values()), Fraction(0)), int(total.scaleb(2))
    if whole == 0:
        return {key: total if place == 0 else from_fen(0) for place, key in enumerate(weights)}
    exact = {key: fen * Fraction(weight) / whole for key, weight in weights.items()}
    cut = {key: value.numerator // value.denominator for key, value in exact.items()}
    left = fen - sum(cut.values())
    for key in sorted(exact, key=lambda one: cut[one] - exact[one])[:left]:
        cut[key] += 1
    return {key: from_fen(value) for key, value in cut.items()}
