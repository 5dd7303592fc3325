"""The ways a word may stand in a registry: traditional, full-width, in other case. The text itself stays as it is.

Turning a gigabyte of text into one form costs more than all the rest; looking for a few more forms costs nothing.
"""

from collections import defaultdict
from functools import cache
from itertools import islice, product

from hometown.names.simplified import simplified

MOST = 96  # forms of one word


@cache
def _traditional() -> dict[str, tuple[str, ...]]:
    """Return each simplified character with the traditional ones that stand for it."""
    found = defaultdict(list)
    for one, other in simplified().items():
        found[other].append(one)
    return {other: tuple(ones) for other, ones in found.items()}


def full_width(text: str) -> str:
    """Return a text with its ASCII signs as wide as Chinese ones."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def forms_of(word: str) -> tuple[str, ...]:
    """Return every form in which a word is looked for, itself first. At most `MOST`."""
    cases = dict.fromkeys((word, word.lower(), word.upper(), word.title()))
    found: dict[str, None] = {}
    for one in cases:
        signs = [(sign, *_traditional().get(sign, ())) for sign in one]
        for each in islice(product(*signs), MOST):
            text = "".join(each)
            found[text] = None
            found[full_width(text)] = None
    return tuple(found)[:MOST]
