"""What is kept of each name besides its text: sounds in order, a hash of its spelling, and how likely it is meant."""

import numpy as np
from numpy.typing import NDArray

from .folding import Flat
from .parsing import Parts
from .pinyin import Syllables, sounds
from .wordsets import step

INITIALS = 12  # first letters that are packed into one number
_LETTER_BITS = np.uint64(5)
FACTOR = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1
MIX = 0xFF51AFD7ED558CCD
LONGEST_SPELLING = 1024


def _powers() -> NDArray[np.uint64]:
    made, one = np.empty(LONGEST_SPELLING, np.uint64), 1
    for at in range(LONGEST_SPELLING):
        one = one * FACTOR & MASK
        made[at] = one
    return made


_POWERS = _powers()


def spelling_hashes(names: Flat) -> NDArray[np.uint32]:
    """Return a hash of each bare name; those of one hash are compared as text before anybody relies on it."""
    lengths = names.lengths
    if not len(names.codes):
        return np.zeros(len(names), np.uint32)
    owner = np.repeat(np.arange(len(names)), lengths)
    place = np.minimum(np.arange(len(names.codes)) - names.starts[:-1][owner], LONGEST_SPELLING - 1)
    sums = np.zeros(len(names.codes) + 1, np.uint64)
    np.cumsum((names.codes.astype(np.uint64) + np.uint64(7)) * _POWERS[place], out=sums[1:])
    whole = sums[names.starts[1:]] - sums[names.starts[:-1]]
    whole ^= lengths.astype(np.uint64)
    whole *= np.uint64(MIX)
    return (whole >> np.uint64(32)).astype(np.uint32)


def packed_initials(names: Flat, heard: Syllables, begin: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the first letters of each name from `begin` on, packed so that their order is that of the alphabet."""
    letters = sounds().letters
    ends = names.starts[1:]
    at = names.starts[:-1] + begin
    packed = np.zeros(len(names), np.uint64)
    last = max(len(heard) - 1, 0)
    for _ in range(INITIALS):
        inside = at < ends
        letter = letters[heard[np.minimum(at, last)]] if len(heard) else np.zeros(len(names), np.uint8)
        packed = packed << _LETTER_BITS | np.where(inside, letter, 0).astype(np.uint64)
        at = at + 1
    return packed


def priors(names: Flat, parts: Parts) -> NDArray[np.uint8]:
    """Return how likely a short name means each, 0 to 255: stock companies and groups first, branches last."""
    lengths = names.lengths
    score = np.full(len(names), 110, np.int64)
    form, branch = parts.form.astype(np.int64), parts.branch.astype(np.int64)
    score += 60 * _form_is(names, form, branch, "股份有限公司")
    score += 100 * _form_is(names, form, branch, "集团股份有限公司")
    score += 40 * (_form_is(names, form, branch, "集团有限公司") | _form_is(names, form, branch, "集团"))
    score -= 80 * (branch < lengths)
    score -= 2 * np.minimum(lengths, 30)
    return np.clip(score, 0, 255).astype(np.uint8)


def _form_is(names: Flat, form: NDArray[np.int64], branch: NDArray[np.int64], word: str) -> NDArray[np.bool_]:
    """Tell for each name whether its legal form is this one."""
    who = np.flatnonzero(branch - form == len(word))
    codes = np.frombuffer(word.encode("utf-16-le"), np.uint16)
    wanted = np.zeros(1, np.uint64)
    for code in codes:
        wanted = step(wanted, np.array([code], np.uint16))
    hashes = np.zeros(len(who), np.uint64)
    for at in range(len(word)):
        hashes = step(hashes, names.codes[names.starts[who] + form[who] + at])
    found = np.zeros(len(names), np.bool_)
    found[who[hashes == wanted[0]]] = True
    return found
