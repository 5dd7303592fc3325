"""Pairs of characters, and pairs of syllables, that names are found by.

Of each name: every two neighbours, and every two with one character between them of which one belongs to the trade
name. So a name is found again when a character of it is missing, added, exchanged with its neighbour, or another one:
a pair over the gap stays. Pairs of syllables find what sounds alike, and what is typed as pinyin.
"""

import numpy as np
from numpy.typing import NDArray

from .folding import Flat
from .parsing import Parts

Keys = NDArray[np.uint32]

SYLLABLE_BITS = 18  # two syllables of nine bits
_SYLLABLE = np.uint32(9)
_MULTIPLIER = np.uint32(2654435761)
FAR = 2  # how far apart two characters of a pair may stand


def bucket(first: NDArray[np.uint16], second: NDArray[np.uint16], bits: int) -> Keys:
    """Return in which bucket of postings a pair of characters is."""
    mixed = (first.astype(np.uint32) << np.uint32(16) | second) * _MULTIPLIER
    mixed ^= mixed >> np.uint32(15)
    return (mixed * _MULTIPLIER) >> np.uint32(32 - bits)


def _places(names: Flat) -> tuple[NDArray[np.uint32], NDArray[np.int16]]:
    """Return for each character whose name it belongs to, and where it stands in it."""
    lengths = names.lengths
    owner = np.repeat(np.arange(len(names), dtype=np.uint32), lengths)
    place = (np.arange(len(names.codes)) - names.starts[:-1][owner]).astype(np.int16)
    return owner, place


def character_pairs(names: Flat, parts: Parts, bits: int) -> tuple[Keys, NDArray[np.uint32]]:
    """Return the buckets of all pairs of characters of many names, and which name each is of."""
    owner, place = _places(names)
    trade_from, trade_to = parts.region.astype(np.int16), parts.trade.astype(np.int16)
    keys, whose = [], []
    for apart in range(1, FAR + 1):
        if len(names.codes) <= apart:
            break
        one = np.flatnonzero(owner[:-apart] == owner[apart:])
        if apart > 1:
            who = owner[one]
            one = one[(place[one] + apart >= trade_from[who]) & (place[one] < trade_to[who])]
        keys.append(bucket(names.codes[one], names.codes[one + apart], bits))
        whose.append(owner[one])
    if not keys:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    return np.concatenate(keys), np.concatenate(whose)


def syllable_pairs(names: Flat, heard: NDArray[np.uint16], parts: Parts) -> tuple[Keys, NDArray[np.uint32]]:
    """Return the pairs of neighbouring syllables from the end of the region to the form, and which name each is of."""
    owner, place = _places(names)
    if len(names.codes) <= 1:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    same = owner[:-1] == owner[1:]
    who = owner[:-1]
    before = parts.region.astype(np.int16) - 1
    end = parts.form.astype(np.int16)
    one = np.flatnonzero(same & (place[:-1] >= before[who]) & (place[:-1] + 1 < end[who]))
    first, second = heard[one].astype(np.uint32), heard[one + 1].astype(np.uint32)
    both = (first > 0) & (second > 0)
    return (first << _SYLLABLE | second)[both], owner[one][both]
