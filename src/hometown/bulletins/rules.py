"""Composing a text from sentences and figures. Pure: a sentence holds places for figures and never a number."""

from hometown.kernel.sentences import PLACE, BareNumber, Place, Words, pieces

__all__ = ["PLACE", "BareNumber", "Place", "Words", "is_concentrated", "pieces"]


def is_concentrated(largest: int, total: int) -> bool:
    """Tell whether one project carries so much of a sum that the sum alone misleads: more than a half."""
    return total > 0 and largest * 2 > total
