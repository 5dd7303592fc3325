"""What is kept of each name besides its text: sounds in order, a hash of its spelling, and how likely it is meant."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .folding import Flat
from .parsing import Parts
from .pinyin import NO_LETTER, Syllables, sounds
from .shapes import shaped
from .wordsets import step

INITIALS = 12  # first letters that are packed into one number
EVERY = 64  # in an order by first letters, the letters of one name in so many are kept
LETTER_BITS = 5
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


_BACK = np.uint64(pow(FACTOR, -1, 1 << 64))  # one power less


def body_hashes(names: Flat, parts: Parts) -> NDArray[np.uint32]:
    """Return a hash of what each name is without its region and from its form on, as `spelling_hashes` has it.

    A region behind the trade name, as in 宏达（上海）贸易, is left out as well.
    """
    begin, end = (each.astype(np.int64) for each in (parts.region, parts.form))
    if not len(names.codes):
        return np.zeros(len(names), np.uint32)
    owner = np.repeat(np.arange(len(names)), names.lengths)
    place = np.minimum(np.arange(len(names.codes)) - names.starts[:-1][owner], LONGEST_SPELLING - 1)
    sums = np.zeros(len(names.codes) + 1, np.uint64)
    np.cumsum((names.codes.astype(np.uint64) + np.uint64(7)) * _POWERS[place], out=sums[1:])
    back = np.cumprod(np.concatenate(([np.uint64(1)], np.full(255, _BACK))))
    hashed = (sums[names.starts[:-1] + end] - sums[names.starts[:-1] + begin]) * back[begin]
    hashed = (hashed ^ (end - begin).astype(np.uint64)) * np.uint64(MIX)
    whole: NDArray[np.uint32] = (hashed >> np.uint64(32)).astype(np.uint32)
    ends = (parts.region, parts.trade, parts.form, parts.branch)
    for at in np.flatnonzero(parts.region == 0).tolist():
        shape = shaped(names.text(at), *(int(each[at]) for each in ends))
        if shape.region:
            whole[at] = spelling_hash(shape.trade + shape.industry)
    return whole


def spelling_hash(whole: str) -> int:
    """Return the hash under which one bare text is filed."""
    total, power = 0, FACTOR
    for place, sign in enumerate(whole):
        total += (ord(sign) + 7) * power
        if place < LONGEST_SPELLING - 1:
            power = power * FACTOR & MASK
    return (((total & MASK) ^ len(whole)) * MIX & MASK) >> 32


def slipped_hashes(body: str, others: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint32]:
    """Return the hashes of a bare text with one slip of the pen taken back.

    A character is one of its `others` (codes, for each place), two neighbours are exchanged, or one is too many.
    """
    size = len(body)
    codes = np.frombuffer(body.encode("utf-16-le"), np.uint16).astype(np.uint64)
    powers = _POWERS[:size]
    terms = (codes + np.uint64(7)) * powers
    total = terms.sum(dtype=np.uint64)
    places = np.repeat(np.arange(size), [len(each) for each in others])
    changed = total + (np.concatenate([*others, codes[:0]]) - codes[places]) * powers[places]
    apart = codes[1:] - codes[:-1]
    turned = total + apart * powers[:-1] - apart * powers[1:]
    before = np.cumsum(terms) - terms
    fewer = before + (total - before - terms) * _BACK
    lengths = np.repeat(np.array([size, size, size - 1], np.uint64), [len(changed), len(turned), len(fewer)])
    sums = (np.concatenate([changed, turned, fewer]) ^ lengths) * np.uint64(MIX)
    return (sums >> np.uint64(32)).astype(np.uint32)


def refilled_hashes(whole: str, at: int, signs: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return the hashes of a bare text with each of some characters put in before its character `at`."""
    codes = np.frombuffer(whole.encode("utf-16-le"), np.uint16).astype(np.uint64)
    terms = (codes + np.uint64(7)) * _POWERS[: len(codes)]
    rest = (int(terms[:at].sum()) + int(terms[at:].sum()) * FACTOR) & MASK
    sums = (np.uint64(rest) + (signs + np.uint64(7)) * _POWERS[at]) ^ np.uint64(len(codes) + 1)
    hashes: NDArray[np.uint32] = (sums * np.uint64(MIX) >> np.uint64(32)).astype(np.uint32)
    return hashes


def packed_letters(letters: str) -> int:
    """Return first letters (a to z and the signs after z) packed as `packed_initials` has them."""
    packed = 0
    for sign in letters[:INITIALS].ljust(INITIALS, NO_LETTER):
        packed = packed << LETTER_BITS | (ord(sign) - ord(NO_LETTER))
    return packed


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
        packed = packed << np.uint64(LETTER_BITS) | np.where(inside, letter, 0).astype(np.uint64)
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
