"""Composing a text from sentences and figures. Pure: a sentence holds places for figures and never a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d|[〇零一二三四五六七八九十百千万亿两]+[家次条名个亿万]")


class BareNumber(ValueError):
    """A sentence of a bulletin holds a typed number. Numbers come from figures only."""


@dataclass(frozen=True)
class Words:
    """Words as they stand."""

    text: str


@dataclass(frozen=True)
class Place:
    """Where a figure, or a fact of a record, goes."""

    code: str


def pieces(sentence: str) -> Iterator[Words | Place]:
    """Split a sentence at its places. Raises BareNumber when a number is typed into the words."""
    end = 0
    for found in PLACE.finditer(sentence):
        yield from _words(sentence[end : found.start()])
        yield Place(found.group(1))
        end = found.end()
    yield from _words(sentence[end:])


def _words(text: str) -> Iterator[Words]:
    if _NUMBER.search(text):
        raise BareNumber(text)
    if text:
        yield Words(text)


def is_concentrated(largest: int, total: int) -> bool:
    """Tell whether one project carries so much of a sum that the sum alone misleads: more than a half."""
    return total > 0 and largest * 2 > total
