"""Rough search: the few hundred names of an index that share the rarest pairs with a query."""

import threading
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from . import singly
from .columns import (
    EVERY,
    INITIALS,
    LETTER_BITS,
    packed_letters,
    refilled_hashes,
    slipped_hashes,
    spelling_hash,
    spelling_hashes,
)
from .folding import Flat, bare, flatten
from .grams import bucket
from .lexicon import are_industries
from .parsing import Parts, parse_all
from .pinyin import heard, initials, neighbours, sounds, syllables
from .postings import CAP
from .segment import Segment
from .shapes import Shape, shaped
from .slips import look_alikes, twins, usual_signs

Entries = NDArray[np.uint32]

MANY = 12  # texts from which on arrays are the quicker way to prepare them
READ = 20_000  # postings of pairs of characters that one query reads, the rarest first
READ_SOUNDS = 8_000
READ_LATIN = 60_000  # pinyin has nothing else to go by
_LESS = 2  # of a whole name of which one slip is known to lead to a firm, half as much
KEPT = 150  # candidates that are looked at more closely
_FAR_WEIGHT = 0.6
_SOUND_WEIGHT = 0.45
_SLIP_WEIGHT = 0.5
SHORT = 8  # characters up to which a text is so short that a slip of the pen may hide the firm among others
_COUNTED = 200  # names that are looked at one by one to count them
_PRIOR_WEIGHT = 0.012
_SYLLABLE_BITS = 9
_LEAST_INITIALS = 2
_MOST_RANGE = 200_000
LEAST_BODY, MOST_BODY = 3, 24  # characters of trade name and line of business


@dataclass(frozen=True)
class Query:
    """What is looked for: the text, its bare spelling taken apart, and how it sounds."""

    text: str
    whole: str
    shape: Shape
    heard: tuple[int, ...]
    hashed: int
    is_latin: bool


def queries(texts: list[str]) -> list[Query]:
    """Prepare queries, many at once."""
    if len(texts) < MANY:
        return [query(text) for text in texts]
    names = flatten(texts)
    parts = parse_all(names)
    read = syllables(names.codes, names.starts)
    hashed = spelling_hashes(names)
    return [_query(text, at, names, parts, read, int(hashed[at])) for at, text in enumerate(texts)]


def query(text: str) -> Query:
    """Prepare one query."""
    folded = singly.fold(text)
    whole = folded.whole
    shape = shaped(whole, *singly.ends(folded))
    is_latin = whole.isascii() and whole.isalnum()
    return Query(text, whole, shape, tuple(heard(whole)), spelling_hash(whole), is_latin)


def _query(text: str, at: int, names: Flat, parts: Parts, read: NDArray[np.uint16], hashed: int) -> Query:
    whole = names.text(at)
    region, trade, form, branch = (int(getattr(parts, each)[at]) for each in ("region", "trade", "form", "branch"))
    shape = shaped(whole, region, trade, form, branch)
    own = read[names.starts[at] : names.starts[at + 1]]
    return Query(text, whole, shape, tuple(own.tolist()), hashed, whole.isascii() and whole.isalnum())


class Searcher:
    """Finds candidates in one segment. Each thread adds up scores in an array of its own."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._own = threading.local()

    def _scores(self) -> NDArray[np.float32]:
        if not hasattr(self._own, "scores"):
            self._own.scores = np.zeros(len(self.segment), np.float32)
        scores: NDArray[np.float32] = self._own.scores
        return scores

    def candidates(self, query: Query) -> Entries:
        """Return entries that may be meant, the likeliest first."""
        first = self._by_letters(query.whole) if query.is_latin else self._bodies(query)
        found = self._by_pairs(query, 1 if query.is_latin or not len(first) or len(query.whole) <= SHORT else _LESS)
        every = np.concatenate([first, found])
        return every[np.sort(np.unique(every, return_index=True)[1])]

    def _by_pairs(self, query: Query, share: int) -> Entries:
        """Return the entries that share the rarest pairs with a query, under a share of the budget of reading."""
        lists = self._rarest("pairs", *self._written(query), READ // share)
        keys = self._heard(query)
        worth = 1.0 if query.is_latin else _SOUND_WEIGHT
        most = READ_LATIN if query.is_latin else READ_SOUNDS // share
        lists += self._rarest("sounds", keys, np.full(len(keys), worth), most)
        return self._best(lists, KEPT // share)

    def _written(self, query: Query) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
        """Return the buckets of the pairs of characters of a query, and what a hit in each is worth."""
        codes = np.frombuffer(query.whole.encode("utf-16-le"), np.uint16)
        near = bucket(codes[:-1], codes[1:], self.segment.bits)
        far = bucket(codes[:-2], codes[2:], self.segment.bits)
        slipped = self._slipped(query) if len(codes) <= SHORT and not query.is_latin else np.zeros(0, np.uint32)
        sizes = (len(near), len(far), len(slipped))
        return np.concatenate([near, far, slipped]), np.repeat([1.0, _FAR_WEIGHT, _SLIP_WEIGHT], sizes)

    def _slipped(self, query: Query) -> NDArray[np.uint32]:
        """Return the pairs a short query would have without one slip of the pen in its trade name."""
        text, shape = query.whole, query.shape
        begin, end = max(shape.begin - 1, 0), shape.begin + len(shape.trade)
        pairs = {(text[at + 1], text[at]) for at in range(begin, min(end, len(text) - 1))}
        for at in range(shape.begin, end):
            for twin in look_alikes().get(text[at], ""):
                if at:
                    pairs.add((text[at - 1], twin))
                if at + 1 < len(text):
                    pairs.add((twin, text[at + 1]))
        pairs -= set(pairwise(text))
        if not pairs:
            return np.zeros(0, np.uint32)
        one, two = (np.array([ord(pair[at]) for pair in sorted(pairs)], np.uint16) for at in (0, 1))
        return bucket(one, two, self.segment.bits)

    def often(self, trade: str) -> int:
        """Return how many names have a text of two characters or more in them; of a usual one, about how many.

        What more names have than a list is kept of counts as so many.
        """
        codes = np.frombuffer(trade.encode("utf-16-le"), np.uint16)
        keys = bucket(codes[:-1], codes[1:], self.segment.bits)
        full = self.segment.arrays["pairs_full"]
        if len(full):
            keys = keys[full[np.minimum(np.searchsorted(full, keys), len(full) - 1)] != keys]
        if not len(keys):
            return CAP
        starts, owners = self.segment.arrays["pairs_starts"], self.segment.arrays["pairs_names"]
        lists = sorted((owners[starts[key] : starts[key + 1]] for key in set(keys.tolist())), key=len)
        names = lists[0]
        for other in lists[1:]:
            if len(names) <= _COUNTED:
                break
            at = np.minimum(np.searchsorted(other, names), len(other) - 1)
            names = names[other[at] == names] if len(other) else other
        return len(names) if len(names) > _COUNTED else sum(trade in each for each in self.segment.bares(names))

    def _heard(self, query: Query) -> NDArray[np.uint32]:
        """Return the pairs of syllables of a query: around its trade name, or of all ways to cut Latin input."""
        if query.is_latin:
            number = sounds().number
            pairs = [number[one] << _SYLLABLE_BITS | number[two] for one, two in neighbours(query.whole)]
            return np.array(pairs, np.uint32)
        end = len(query.whole) - len(query.shape.form) - len(query.shape.branch)
        own = np.array(query.heard[max(query.shape.begin - 1, 0) : end], np.uint32)
        return own[:-1] << np.uint32(_SYLLABLE_BITS) | own[1:]

    def _rarest(
        self, table: str, keys: NDArray[np.uint32], weights: NDArray[np.float64], most: int
    ) -> list[tuple[Entries, float]]:
        """Return the lists of the rarest pairs with what a hit in each is worth, until enough is read."""
        starts, names = self.segment.arrays[f"{table}_starts"], self.segment.arrays[f"{table}_names"]
        keys, first = np.unique(keys, return_index=True)
        weights = weights[first]
        sizes = starts[keys + 1].astype(np.int64) - starts[keys]
        order = np.argsort(sizes, kind="stable")
        order = order[sizes[order] > 0]
        total = 0
        found: list[tuple[Entries, float]] = []
        for at in order:
            size = int(sizes[at])
            if total + size > most and found:
                break
            total += size
            worth = float(weights[at] * np.log2((len(self.segment) + 2) / (size + 1)))
            begin = int(starts[keys[at]])
            found.append((names[begin : begin + size], worth))
        return found

    def _best(self, lists: list[tuple[Entries, float]], most: int) -> Entries:
        """Add up what the lists are worth for each entry and return the best, the likelier before the less likely."""
        if not lists:
            return np.zeros(0, np.uint32)
        scores = self._scores()
        for names, worth in lists:
            scores[names] += worth
        met = np.concatenate([names for names, _ in lists])
        value = scores[met]
        if len(met) > 4 * most:
            least = np.partition(value, len(value) - 4 * most)[len(value) - 4 * most]
            few = met[value >= least] if (value >= least).sum() <= 40 * most else met[value > least]
            few = few if len(few) else met
        else:
            few = met
        few = np.unique(few)
        value = scores[few] + _PRIOR_WEIGHT * self.segment.prior[few]
        scores[met] = 0
        order = np.argsort(-value, kind="stable")[:most]
        best: Entries = few[order]
        return best

    def _bodies(self, query: Query) -> Entries:
        """Return entries whose trade name and line of business are those of a query, or one slip away from them."""
        body = query.shape.trade + query.shape.industry
        if not LEAST_BODY <= len(body) <= MOST_BODY:
            return np.zeros(0, np.uint32)
        hashes = np.unique(slipped_hashes(body, [twin_codes(sign) for sign in body]))
        found = [self._filed("bodies", np.array([spelling_hash(body)], np.uint32), KEPT)]
        found.append(self._filed("bodies", hashes, KEPT))
        if query.shape.region and query.shape.form and are_industries(body[1:]):
            found.append(self._refilled(query.whole, query.shape.begin))
        return np.concatenate(found)

    def _refilled(self, whole: str, begin: int) -> Entries:
        """Return entries that are a whole name with one character more in its trade name, of which one is left."""
        signs = codes_of(usual_signs())
        hashes = np.concatenate([refilled_hashes(whole, at, signs) for at in (begin, begin + 1)])
        return self._filed("spelling", np.unique(hashes), KEPT)

    def _filed(self, table: str, hashes: NDArray[np.uint32], most: int) -> Entries:
        """Return entries that are filed in a table under one of some hashes; of too many the likelier."""
        known, order = self.segment.arrays[table], self.segment.arrays[f"{table}_names"]
        begins = np.searchsorted(known, hashes)
        hits = np.flatnonzero(known[np.minimum(begins, len(known) - 1)] == hashes) if len(known) else begins[:0]
        ends = np.searchsorted(known, hashes[hits], side="right")
        found = [order[begin:end] for begin, end in zip(begins[hits].tolist(), ends.tolist(), strict=True)]
        met = np.concatenate([order[:0], *found])
        if len(met) > most:
            met = met[np.argsort(-self.segment.prior[met].astype(np.int16), kind="stable")[:most]]
        return met

    def _by_letters(self, letters: str) -> Entries:
        """Return the entries whose first letters begin with these, whole or from the trade name on."""
        if len(letters) < _LEAST_INITIALS or not letters.isalnum():
            return np.zeros(0, np.uint32)
        met = self.lettered(initials(letters), _MOST_RANGE)
        if len(met) > KEPT:
            prior = self.segment.prior[met]
            met = met[np.argsort(-prior.astype(np.int16), kind="stable")[:KEPT]]
        return met

    def lettered(self, letters: str, most: int) -> Entries:
        """Return entries whose first letters begin so, in the order of rows; of each order no more than `most`."""
        low = packed_letters(letters)
        high = low + (1 << LETTER_BITS * max(INITIALS - len(letters), 0))
        found: list[Entries] = []
        for name in ("whole", "trade"):
            begin, end = self._place(name, low), self._place(name, high)
            found.append(self.segment.arrays[f"{name}_order"][begin : min(end, begin + most)])
        return np.unique(np.concatenate(found))

    def _place(self, name: str, wanted: int) -> int:
        """Return the place of the first entry of an order whose packed letters are not below these."""
        order, kept = self.segment.arrays[f"{name}_order"], self.segment.arrays[f"{name}_letters"]
        block = int(np.searchsorted(kept, np.uint64(wanted)))
        low, high = max((block - 1) * EVERY + 1, 0), min(block * EVERY, len(order))
        regions = self.segment.ends[0]
        while low < high:
            middle = (low + high) // 2
            entry = int(order[middle])
            letters = initials(bare(self.segment.name(entry)))
            if packed_letters(letters[int(regions[entry]) :] if name == "trade" else letters) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=20_000)
def twin_codes(sign: str) -> NDArray[np.uint64]:
    """Return the codes of the characters that sound or look like one."""
    return codes_of(twins(sign))


@lru_cache(maxsize=4)
def codes_of(signs: str) -> NDArray[np.uint64]:
    """Return the codes of some characters."""
    return np.frombuffer(signs.encode("utf-16-le"), np.uint16).astype(np.uint64)
