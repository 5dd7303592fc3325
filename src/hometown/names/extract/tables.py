"""The lists this room reads, from the files shipped beside the names."""

from functools import cache
from pathlib import Path

from hometown.names.divisions import divisions

_FOLDER = Path(__file__).parents[1] / "data"


def lines(name: str) -> list[str]:
    """Return the lines of a list, without its comments."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def small_places() -> frozenset[str]:
    """Return the short names of counties and districts that no higher division has; they are names of firms too."""
    high = {division.short_name for division in divisions().values() if division.level < 3}
    return frozenset(one.short_name for one in divisions().values() if one.level == 3) - high


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a list by the headings [so] they stand under."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in lines(name):
        if line.startswith("["):
            words = found.setdefault(line.strip("[] "), [])
        else:
            words.extend(line.split())
    return {heading: tuple(listed) for heading, listed in found.items()}


@cache
def listed(heading: str) -> frozenset[str]:
    """Return the words under a heading of the list of words of messages."""
    return frozenset(sections("message_words.txt")[heading])
