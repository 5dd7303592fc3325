"""Rules of the desk. Pure."""

from collections.abc import Iterator
from datetime import date

LEAST_LETTERS = 2


def day_number(first: date, last: date, today: date) -> int:
    """Return the how-manieth day of a posting it is, 0 outside it."""
    return (today - first).days + 1 if first <= today <= last else 0


def is_enough(text: str) -> bool:
    """Tell whether there is enough to look for: two characters say something in Chinese already."""
    return len(text.strip()) >= LEAST_LETTERS


def pieces(text: str, wanted: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is what was looked for. Case makes no difference.

    >>> list(pieces("Suzhou Lantao", "lan"))
    [('Suzhou ', False), ('Lan', True), ('tao', False)]
    """
    needle, low, start = wanted.lower(), text.lower(), 0
    # Folding may change a text's length (İ); then nothing is marked rather than the wrong letters.
    while needle and len(low) == len(text) and (at := low.find(needle, start)) >= 0:
        if at > start:
            yield text[start:at], False
        yield text[at : at + len(needle)], True
        start = at + len(needle)
    if start < len(text):
        yield text[start:], False
