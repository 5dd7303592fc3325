"""Sentences with places for figures. Pure: a sentence holds places and never a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d|[〇零一二三四五六七八九十百千万亿两]+[家次条名个亿万]")


class BareNumber(ValueError):
    """A sentence that is published holds a typed number. Numbers come from figures only."""


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
    for piece in parts(sentence):
        if isinstance(piece, Words) and _NUMBER.search(piece.text):
            raise BareNumber(piece.text)
        yield piece


def parts(sentence: str) -> Iterator[Words | Place]:
    """Split what a person wrote at its places; days and numbers of houses may stand in it."""
    end = 0
    for found in PLACE.finditer(sentence):
        if found.start() > end:
            yield Words(sentence[end : found.start()])
        yield Place(found.group(1))
        end = found.end()
    if end < len(sentence):
        yield Words(sentence[end:])
