"""Sets of words that are looked up at millions of places at once."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_TABLE_BITS = 18


class WordSet:
    """Words by length. `found(hashes, length)` tells which hashes are of one of its words of that length."""

    def __init__(self, words: Iterable[str], *, least: int = 1) -> None:
        by_length: dict[int, list[str]] = {}
        for word in sorted(set(words)):
            if len(word) >= least:
                by_length.setdefault(len(word), []).append(word)
        self.lengths = sorted(by_length, reverse=True)
        self._hashes = {length: np.sort(hash_all(each)) for length, each in by_length.items()}
        self._tables = {length: _table(each) for length, each in self._hashes.items()}
        self.words = frozenset(word for each in by_length.values() for word in each)

    def found(self, hashes: Hashes, length: int) -> NDArray[np.bool_]:
        """Return for each hash whether a word of that length has it; a table of bits says no to nearly all."""
        hits: NDArray[np.bool_] = self._tables[length][hashes >> np.uint64(64 - _TABLE_BITS)]
        at = np.flatnonzero(hits)
        if len(at):
            known = self._hashes[length]
            places = np.minimum(np.searchsorted(known, hashes[at]), len(known) - 1)
            hits[at] = known[places] == hashes[at]
        return hits


def _table(hashes: Hashes) -> NDArray[np.bool_]:
    table = np.zeros(1 << _TABLE_BITS, np.bool_)
    table[hashes >> np.uint64(64 - _TABLE_BITS)] = True
    return table


def step(hashes: Hashes, codes: NDArray[np.uint16]) -> Hashes:
    """Return hashes one character longer."""
    return (hashes + codes.astype(np.uint64) + np.uint64(1)) * _FACTOR


def hash_all(words: list[str]) -> Hashes:
    """Return the hashes of words of one length."""
    length = len(words[0])
    codes = np.frombuffer("".join(words).encode("utf-16-le"), np.uint16).reshape(len(words), length)
    hashes = np.zeros(len(words), np.uint64)
    for at in range(length):
        hashes = step(hashes, codes[:, at])
    return hashes
