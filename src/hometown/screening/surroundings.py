"""What is said of many words at once: `context.py` read in arrays.

What stands around every word is laid side by side, a fixed width each, cut to its item. Most of it has been seen
before: scopes are written from the same items again and again. Only what is new is searched for verbs. Where what
stands near says nothing, what stands further off is read the same way.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .context import (
    CLOSED,
    COMMAS,
    CUT_OFF,
    ELSE_AFTER,
    ELSE_AFTER_SIGNS,
    ENDS,
    FAR,
    LEFT_OUT_AFTER,
    LEFT_OUT_BY,
    LINKS,
    LISTS,
    MADE,
    NEAR,
    NO_VERBS,
    OF,
    OPENED,
    OPENINGS,
    RIGHT_AFTER,
    SAID,
    SOLD,
    VERBS,
    Context,
)
from .finding import Finder

_LEFT_OUT, _LEFT_OUT_AFTER, _OPENED, _CLOSED, _NO_VERB = 16, 32, 64, 128, 256
_VERB = 15
_KINDS = (
    *((verb, kind) for verb, kind in VERBS.items()),
    *((phrase, _LEFT_OUT) for phrase in LEFT_OUT_BY),
    (LEFT_OUT_AFTER, _LEFT_OUT_AFTER),
    *((sign, _OPENED) for sign in OPENED),
    *((sign, _CLOSED) for sign in CLOSED),
    *((phrase, _NO_VERB) for phrase in NO_VERBS),
)
_GAP, _REST = 4, 8  # zeros between what stands before and after, and behind it, at least: nothing is read across
_AT_ONCE = 1 << 20  # bytes laid side by side
_MOST_KNOWN = 1 << 19  # surroundings that are remembered
_NOTHING = -1  # where no saying speaks
_LOOK_FURTHER = 9  # nothing is said near by, and the item goes on
Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


class _Signs:
    """Signs of one byte or of three, looked for before a place in an array."""

    def __init__(self, signs: str) -> None:
        numbers = [(len(sign.encode()), int.from_bytes(sign.encode(), "big")) for sign in signs]
        self._one = np.array([number for size, number in numbers if size == 1], np.int64)
        self._three = np.array([number for size, number in numbers if size == 3], np.int64)

    def one_before(self, text: Bytes, at: Places) -> Flags:
        return np.isin(text[at - 1], self._one)

    def three_before(self, text: Bytes, at: Places) -> Flags:
        return np.isin(_three_bytes(text[at - 3], text[at - 2], text[at - 1]), self._three)


def _three_bytes(first: Any, second: Any, third: Any) -> Any:
    return first.astype(np.int32) << 16 | second.astype(np.int32) << 8 | third


_LINKS, _OPENINGS, _OF = _Signs(LINKS), _Signs(OPENINGS), _Signs(OF)
_LISTS = tuple(sign.encode() for sign in LISTS)
_COMMAS = tuple(sign.encode() for sign in COMMAS)
_SAID = np.array(SAID, np.int8)


class Surroundings:
    """Reads what is said of many words. One for each process."""

    def __init__(self, library: str = "") -> None:
        texts: dict[str, int] = {}
        for phrase, kind in _KINDS:
            texts[phrase] = texts.get(phrase, 0) | kind
        patterns = [text.encode() for text in texts]
        kinds = np.array(list(texts.values()), np.int64)
        finder, sizes = Finder(patterns, library), np.array([len(pattern) for pattern in patterns], np.int64)
        self._near = _Reader(finder, kinds, sizes, NEAR, is_last=False)
        self._far = _Reader(finder, kinds, sizes, FAR, is_last=True)

    def contexts(self, text: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
        """Return `context_of` for words of many texts that stand one after another in one array of bytes."""
        places = start, end, row_start, row_end
        found = self._near.contexts(text, *places)
        silent = np.flatnonzero(found == _LOOK_FURTHER)
        if len(silent):
            found[silent] = self._far.contexts(text, *(column[silent] for column in places))
        return found


class _Reader:
    """Reads a fixed width before and after each word."""

    def __init__(self, finder: Finder, kinds: Places, sizes: Places, width: tuple[int, int], *, is_last: bool) -> None:
        self._finder, self._kinds, self._sizes, self._is_last = finder, kinds, sizes, is_last
        self.behind, self.ahead = width
        self.after = self.behind + _GAP
        self.width = -(-(self.after + self.ahead + _REST) // 8) * 8  # read as numbers of eight bytes
        self._marks = _odd_numbers(self.width // 8)
        self._known = np.empty(0, np.uint64), np.empty(0, np.uint8)  # marks in order, and what is said there

    def contexts(self, text: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
        found = np.empty(len(start), np.uint8)
        is_inner = (start >= self.behind) & (end <= len(text) - self.ahead)  # what stands around lies within the text
        inner, at_once = np.flatnonzero(is_inner), _AT_ONCE // self.width
        for at in range(0, len(inner), at_once):
            some = inner[at : at + at_once]
            found[some] = self._looked_up(self._beside(text, start[some], end[some], row_start[some], row_end[some]))
        edge = np.flatnonzero(~is_inner)
        if len(edge):
            found[edge] = self._at_the_edges(text, *(column[edge] for column in (start, end, row_start, row_end)))
        return found

    def _at_the_edges(self, text: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
        """Return the same for words so near to the beginning or the end of the array that it is lengthened for them."""
        behind, ahead, most = self.behind, self.ahead, 4 * self.width
        head = np.r_[np.zeros(behind, np.uint8), text[:most]]
        tail = np.r_[text[-most:], np.zeros(ahead, np.uint8)]
        found = np.empty(len(start), np.uint8)
        for padded, is_here, shift in (
            (np.r_[head, np.zeros(ahead, np.uint8)], start < behind, behind),
            (np.r_[np.zeros(behind, np.uint8), tail], start >= behind, behind + len(tail) - ahead - len(text)),
        ):
            if is_here.any():
                places = (np.asarray(column[is_here]) + shift for column in (start, end, row_start, row_end))
                found[is_here] = self._looked_up(self._beside(padded, *places))
        return found

    def _beside(self, text: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
        """Lay what stands before and after each word side by side; zero what is of another text or another item."""
        behind, ahead = self.behind, self.ahead
        found = np.zeros((len(start), self.width), np.uint8)
        before, after = sliding_window_view(text, behind)[start - behind], sliding_window_view(text, ahead)[end]
        ended = _ends_in(after)
        first = np.where(ended.any(axis=1), ended.argmax(axis=1), ahead)
        keep = np.minimum(first, row_end - end).astype(np.int16)
        np.multiply(
            after, np.arange(ahead, dtype=np.int16) < keep[:, None], out=found[:, self.after : self.after + ahead]
        )
        ended = _ends_in(before)[:, ::-1]
        last = np.where(ended.any(axis=1), behind - ended.argmax(axis=1), 0)
        drop = np.maximum(last, behind - (start - row_start)).astype(np.int16)
        np.multiply(before, np.arange(behind, dtype=np.int16) >= drop[:, None], out=found[:, :behind])
        return found

    def _looked_up(self, beside: Bytes) -> Bytes:
        """Return what is said in each row, reading only those not seen before."""
        marks = (beside.view(np.uint64) * self._marks).sum(axis=1, dtype=np.uint64)
        each, first, which = np.unique(marks, return_index=True, return_inverse=True)
        known, said = self._known
        at = np.searchsorted(known, each)
        is_new = np.ones(len(each), bool)
        inside = at < len(known)
        is_new[inside] = known[at[inside]] != each[inside]
        if is_new.any():
            if len(known) > _MOST_KNOWN:
                known, said, at = known[:0], said[:0], np.zeros_like(at)
                is_new = np.ones(len(each), bool)
            read = self._read(beside[first[is_new]])
            known, said = np.insert(known, at[is_new], each[is_new]), np.insert(said, at[is_new], read)
            self._known = known, said
        return np.asarray(said[np.searchsorted(known, each)][which])

    def _read(self, beside: Bytes) -> Bytes:
        beside = np.ascontiguousarray(beside)
        ids, ends = self._finder.find(beside.reshape(-1))
        kind, begin = self._kinds[ids], ends - self._sizes[ids]
        commas = _commas_before(beside)
        opened, follows, after_at, kinds = self._sayings(beside, commas, kind, begin, ends)
        makes_it = (follows == Context.MADE) & (after_at <= RIGHT_AFTER)
        found = np.maximum(opened, follows)
        found[(opened == Context.SOLD) & ~makes_it] = Context.SOLD
        silent = found == _NOTHING
        found[silent] = Context.UNSAID
        ends_here = beside[:, self.after + self.ahead - CUT_OFF - 1] == 0
        is_whole = self._is_last | ((beside[:, 0] == 0) & ends_here)
        found[silent & is_whole & ((kinds & SOLD) > 0) & ((kinds & MADE) == 0)] = Context.SOLD
        found[silent & ~is_whole] = _LOOK_FURTHER
        found[self._left_out(commas, kind, begin, len(beside))] = Context.LEFT_OUT
        return np.asarray(found, np.uint8)

    def _sayings(self, beside: Bytes, commas: Places, kind: Places, begin: Places, ends: Places) -> tuple[Any, ...]:
        """Return what the saying that opens the list says, what the next one says, how far off it is, and its kinds."""
        count, width = len(beside), self.width
        opened, follows = np.full(count, _NOTHING, np.int8), np.full(count, _NOTHING, np.int8)
        away, kinds = np.zeros(count, np.int64), np.zeros(count, np.int64)
        first, last, all_kinds = _joined(beside.reshape(-1), kind, begin, ends)
        which, at, stop = first // width, first % width, last - first // width * width
        is_after = at >= self.after
        next_ = _first_of_each(which[is_after], np.flatnonzero(is_after))
        row = which[next_]
        away[row], kinds[row] = at[next_] - self.after, all_kinds[next_]
        kinds[away > self.ahead - CUT_OFF] = 0
        is_parted = commas[row, np.maximum(at[next_] - RIGHT_AFTER, self.after)] > commas[row, self.after]
        is_parted &= ~_OF.three_before(beside.reshape(-1), first[next_])
        follows[row] = np.where(is_parted | (kinds[row] == 0), _NOTHING, _SAID[all_kinds[next_]])
        before = np.flatnonzero(~is_after)[::-1]
        lasts = _first_of_each(which[before], before)
        row = which[lasts]
        flat, here = beside.reshape(-1), first[lasts]
        opens = (flat[here - 1] == 0) | _OPENINGS.one_before(flat, here) | _OPENINGS.three_before(flat, here)
        opens &= _begins_a_list(flat, last[lasts]) | (commas[row, self.behind] == commas[row, stop[lasts]])
        opened[row] = np.where(opens, _SAID[all_kinds[lasts]], _NOTHING)
        return opened, follows, away, kinds

    def _left_out(self, commas: Places, kind: Places, begin: Places, count: int) -> Flags:
        """Tell which words an exclusion holds: one before them not yet closed, or one after them, before a bracket."""
        which, at = begin // self.width, begin % self.width
        begins, ends = np.full(count, -1, np.int64), np.full(count, self.width, np.int64)
        closed = ((kind & _CLOSED) > 0) & (at < self.behind)
        begins[which[closed]] = at[closed]  # the last one written stays
        opened = np.flatnonzero(((kind & _OPENED) > 0) & (at >= self.after))[::-1]
        ends[which[opened]] = at[opened]
        no_comma = commas[which, at] == commas[which, self.after]
        found = np.zeros(count, bool)
        before = ((kind & _LEFT_OUT) > 0) & (at < self.behind) & (at > begins[which])
        after = ((kind & _LEFT_OUT_AFTER) > 0) & (at >= self.after) & (at < ends[which]) & no_comma
        found[which[before | after]] = True
        return found


_ELSE = np.array([int.from_bytes(phrase.encode(), "big") for phrase in ELSE_AFTER], np.int64)
_ELSE_SIGNS = np.array([int.from_bytes(sign.encode(), "big") for sign in ELSE_AFTER_SIGNS], np.int64)


def followed_by_else(text: Bytes, end: Places, row_end: Places) -> Flags:
    """Tell which words are followed at once, in their row, by what makes something else of them."""
    found = np.zeros(len(end), bool)
    for size, phrases in ((3, _ELSE_SIGNS), (6, _ELSE)):
        here = np.flatnonzero(end + size <= row_end)
        number = np.zeros(len(here), np.int64)
        for place in range(size):
            number = number << 8 | text[end[here] + place]
        found[here] |= np.isin(number, phrases)
    return found


def _joined(text: Bytes, kind: Places, begin: Places, end: Places) -> tuple[Places, Places, Places]:
    """Return begin, end and kinds of the sayings of all surroundings, laid one after another, in order."""
    is_verb = ((kind & _VERB) > 0) & ~_inside(begin, end, (kind & _NO_VERB) > 0)
    begin, end, kind = begin[is_verb], end[is_verb], kind[is_verb] & _VERB
    order = np.argsort(begin, kind="stable")
    begin, end, kind = begin[order], np.maximum.accumulate(end[order]), kind[order]
    if not len(begin):
        return begin, end, kind
    gap = begin[1:] - end[:-1]
    is_linked = gap <= 0
    for size, is_link in ((1, _LINKS.one_before), (3, _LINKS.three_before)):
        at = np.flatnonzero(gap == size)
        is_linked[at] = is_link(text, begin[1:][at])
    starts = np.flatnonzero(np.r_[True, ~is_linked])
    return begin[starts], end[np.r_[starts[1:] - 1, len(end) - 1]], np.bitwise_or.reduceat(kind, starts)


def _inside(begin: Places, end: Places, is_thing: Flags) -> Flags:
    """Tell which findings lie within one that is a thing."""
    order = np.argsort(begin[is_thing], kind="stable")
    begins, ends = begin[is_thing][order], np.maximum.accumulate(end[is_thing][order])
    at = np.searchsorted(begins, begin, side="right") - 1
    return np.asarray((at >= 0) & (ends[at] >= end)) if len(begins) else np.zeros(len(begin), bool)


def _first_of_each(rows: Places, which: Places) -> Places:
    """Return for each of the rows, which stand together, the first of its entries."""
    return which[np.r_[True, rows[1:] != rows[:-1]]] if len(rows) else which


def _begins_a_list(text: Bytes, at: Places) -> Flags:
    found = np.zeros(len(at), bool)
    for sign in _LISTS:
        here = np.ones(len(at), bool)
        for place, byte in enumerate(sign):
            here &= text[at + place] == byte
        found |= here
    return found


def _odd_numbers(count: int) -> NDArray[np.uint64]:
    """Return numbers of 64 bits that look drawn by lot and are always the same (splitmix64)."""
    found = []
    for at in range(1, count + 1):
        number = at * 0x9E3779B97F4A7C15 % (1 << 64)
        number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 % (1 << 64)
        number = (number ^ number >> 27) * 0x94D049BB133111EB % (1 << 64)
        found.append((number ^ number >> 31) | 1)
    return np.array(found, np.uint64)


def _commas_before(beside: Bytes) -> Places:
    """Return for each place of each row how many commas begin before it."""
    begins = np.zeros(beside.shape, bool)
    for sign in _COMMAS:
        here = beside[:, : beside.shape[1] - len(sign) + 1] == sign[0]
        for place, byte in enumerate(sign[1:], 1):
            here &= beside[:, place : beside.shape[1] - len(sign) + 1 + place] == byte
        begins[:, : here.shape[1]] |= here
    return np.pad(np.cumsum(begins, axis=1, dtype=np.int16), ((0, 0), (1, 0)))


def _ends_in(window: Bytes) -> Flags:
    """Tell of each byte whether an end of an item begins there; of a sign of three bytes, its last one is told too."""
    found = np.zeros(window.shape, bool)
    for sign in ENDS:
        head, *tail = sign.encode()
        if not tail:
            found |= window == head
            continue
        here = (window[:, :-2] == head) & (window[:, 1:-1] == tail[0]) & (window[:, 2:] == tail[1])
        found[:, :-2] |= here
        found[:, 2:] |= here
    return found
