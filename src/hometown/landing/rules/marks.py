"""What the marks of a joint review say of a project, exactly, while some are pending.

A department marks the lines of the sheet that are its business. A mark that is not verified yet is pending: neither
zero nor full, so a line's mean lies between two values. A department that has not answered may still mark any line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction

PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Range:
    """At least and at most. Exact: what is shown is rounded outwards, never towards a pass."""

    least: Fraction
    most: Fraction

    @property
    def is_certain(self) -> bool:
        """Whether nothing is open any more."""
        return self.least == self.most

    @property
    def at_least(self) -> Decimal:
        """The lower end, rounded down to hundredths."""
        return _rounded(self.least, ROUND_FLOOR)

    @property
    def at_most(self) -> Decimal:
        """The upper end, rounded up to hundredths."""
        return _rounded(self.most, ROUND_CEILING)

    def __add__(self, other: "Range") -> "Range":
        return Range(self.least + other.least, self.most + other.most)


def _rounded(value: Fraction, how: str) -> Decimal:
    cents = value * 100
    whole = cents.numerator // cents.denominator
    if how == ROUND_CEILING and cents != whole:
        whole += 1
    return Decimal(whole).scaleb(-2)


def fits_mark(mark: Decimal, full: int) -> bool:
    """Tell whether a mark may stand: from zero to the full mark, in hundredths at the finest."""
    return mark.is_finite() and 0 <= mark <= full and mark == mark.quantize(PLACES)


def criterion_range(full: int, marks: Iterable[Decimal | None], silent: int = 0) -> Range:
    """Return the mean of one line over the departments that mark it; None is pending.

    `silent` departments have not answered: each counts as pending. A line nobody marks is open from zero to full.
    """
    given = list(marks)
    known = [Fraction(mark) for mark in given if mark is not None]
    pending = len(given) - len(known) + silent
    count = len(known) + pending
    if not count:
        return Range(Fraction(0), Fraction(full))
    total = sum(known, Fraction(0))
    return Range(total / count, (total + full * pending) / count)


def total_range(lines: Iterable[Range]) -> Range:
    """Return the sum over the lines of the sheet."""
    return sum(lines, Range(Fraction(0), Fraction(0)))


class Verdict(StrEnum):
    """What a review comes to; open while the pending marks could still turn it."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    VETOED = "vetoed"


def verdict(total: Range, pass_at: int, vetoes: Sequence[str], silent: int = 0) -> Verdict:
    """Return the verdict: a veto outweighs marks; what cannot pass any more has failed.

    It has passed when the least it can come to is enough and nobody is silent, because who is silent may still veto.
    """
    if vetoes:
        return Verdict.VETOED
    if total.most < pass_at:
        return Verdict.FAILED
    return Verdict.PASSED if total.least >= pass_at and not silent else Verdict.OPEN
