"""The sizes of GB/T 9704-2012 (5 to 7). Lengths in twips (1/20 point), the unit of a docx; type in half-points.

The standard gives the core in millimetres and what it holds: 22 lines of 28 characters. A line and a character follow
from that, and lie below the usual round figures (30 pt, 16 pt).
"""

import math
import unicodedata

POINT = 20
LINES, CHARACTERS = 22, 28


def mm(length: float) -> int:
    """Return millimetres in twips."""
    return round(length * 1440 / 25.4)


PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
TOP, LEFT = mm(37), mm(28)
CORE_WIDTH, CORE_HEIGHT = mm(156), mm(225)
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - CORE_WIDTH, PAGE_HEIGHT - TOP - CORE_HEIGHT

LINE = CORE_HEIGHT // LINES  # 579: 28.95 pt
SIZE_2, SIZE_3, SIZE_4 = 44, 32, 28  # 二号 22 pt, 三号 16 pt, 四号 14 pt
CHARACTER = CORE_WIDTH / CHARACTERS  # 15.8 pt: a little less than 三号 is wide
# How much narrower than the type a square of the grid is, in 1/4096 point, so that 28 never need more than 156 mm.
CHAR_SPACE = math.floor((CHARACTER / POINT - SIZE_3 / 2) * 4096)
# The same for the type itself, in whole twips with one to spare. Programs count a grid in ways of their own (one gives
# two squares to a character wider than its square), so the page declares the grid and the type keeps to it by itself.
CONDENSED = math.floor(CHARACTER - SIZE_3 * 10) - 1

ISSUER_BELOW_TOP = mm(35)  # 7.2.4: from the upper edge of the core to the issuer's mark
ISSUER_SIZES = (44, 92)  # 二号 to 46 pt: as large as one line holds
RULE_BELOW_NUMBER = 11  # points: 7.2.7 says 4 mm, which is 11.3; the format counts whole points
PAGE_NUMBER_BELOW = mm(7)  # 7.5: from the core to the dash beside the page number
DASH_HEIGHT = SIZE_4 * 10 // 2  # a dash is drawn at half the height of its line
FOOTER = BOTTOM - PAGE_NUMBER_BELOW - DASH_HEIGHT  # from the edge of the paper to the foot of that line
THICK, THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm (7.4.1)
RED_RULE = 12


def is_wide(character: str) -> bool:
    """Tell whether a character takes a whole square: Han, kana, full-width punctuation."""
    return unicodedata.east_asian_width(character) in {"W", "F", "A"}


def width(text: str) -> float:
    """Return how many squares a text takes; a half-width character takes a half.

    >>> width("2020年1月17日")
    6.5
    """
    return sum(1.0 if is_wide(one) else 0.5 for one in text)


def squares(count: float, size: int = SIZE_3) -> int:
    """Return the width of so many squares, in twips: of the grid for body type, of the type itself for other sizes."""
    return round(count * (CHARACTER if size == SIZE_3 else size * 10))
