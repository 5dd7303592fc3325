"""How much is known of an amount: 5亿, 20余亿, 约3亿.

A bound is stored beside a number, is never part of it, and survives addition.
Printing a count as 180余 is another matter: a style of a published figure (see `kernel.figures`).
"""

from collections.abc import Iterable
from enum import StrEnum


class Bound(StrEnum):
    """What the written number says of the true one."""

    EXACT = "exact"
    AT_LEAST = "at_least"  # 余, 以上, 不少于
    ABOUT = "about"  # 约, 左右, 近


def combined(bounds: Iterable[Bound]) -> Bound:
    """Return the bound of a sum whose parts have these bounds.

    One rough part makes the whole rough; otherwise one open part leaves the whole open.
    """
    seen = set(bounds)
    if Bound.ABOUT in seen:
        return Bound.ABOUT
    return Bound.AT_LEAST if Bound.AT_LEAST in seen else Bound.EXACT
