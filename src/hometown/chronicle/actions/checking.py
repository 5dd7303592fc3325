"""What is common to the verbs: that something is said, and without a mark, a comparison or a typed number."""

from typing import Any

from hometown.chronicle import rules
from hometown.chronicle.figures import find
from hometown.kernel.errors import BadInput


def said(field: str, words: str, most: int) -> str:
    """Return words without blanks around them. Raises BadInput beside the field when nothing or too much is said."""
    text = words.strip()
    if not text:
        raise BadInput("chronicle.say_it", fields={field: BadInput("chronicle.say_it")})
    if len(text) > most:
        raise _beside(field, "chronicle.fewer_words", most=most)
    return text


def without_marks(field: str, words: str) -> str:
    """Return words that set no mark and compare nobody. Raises BadInput beside the field."""
    found = rules.comparing(words)
    if found:
        raise _beside(field, "chronicle.no_marks", found=found)
    return words


def without_typed_numbers(field: str, words: str, drawn: str = "") -> str:
    """Return words whose numbers are places of figures that exist. Raises BadInput beside the field."""
    found = rules.typed_number(words, drawn)
    if found:
        raise _beside(field, "chronicle.typed_number", found=found)
    unknown = [code for code in rules.places_in([words]) if find(code) is None]
    if unknown:
        raise _beside(field, "chronicle.no_figure", name=unknown[0])
    return words


def _beside(field: str, code: str, **facts: Any) -> BadInput:
    return BadInput(code, **facts, fields={field: BadInput(code, **facts)})
