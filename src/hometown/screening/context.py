"""What is said of a word where it stands: made, studied, sold, left out, or nothing.

Chinese business scopes are lists of items between ； and 。 An item says after its object what is done with it
(铝箔制造；铝箔销售；铝箔的生产、销售) or before it (生产、加工铝箔；销售：铝箔；不含铝粉). Looked at are `AHEAD` bytes
of UTF-8 after a word and `BEHIND` before it, within its item: sixteen and twelve characters. An exclusion counts before
anything else, making before studying, studying before selling. The same is read in one text (`context_of`) and in
arrays (`Surroundings`): a test holds them equal.
"""

from enum import IntEnum

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .finding import Finder

AHEAD, BEHIND = 48, 36  # bytes
MADE_BY = (
    "制造", "生产", "加工", "制作", "冶炼", "铸造", "锻造", "轧制", "压延", "合成", "提纯", "精制", "制备", "组装",
    "装配", "製造", "生產", "冶煉", "鑄造", "研制", "研製",
)  # fmt: skip
STUDIED_BY = ("研发", "开发", "设计", "研究", "研發", "開發", "設計")
SOLD_BY = (
    "销售", "批发", "零售", "贸易", "经销", "代销", "代理", "购销", "采购", "收购", "出口", "进口", "租赁", "供应",
    "经营", "銷售", "批發", "貿易", "經銷", "採購", "商贸", "经贸", "商行", "物资",
)  # fmt: skip
LEFT_OUT_BY = ("不含", "不得", "禁止", "严禁", "不包", "不从", "不生", "不涉", "嚴禁", "不從", "（除", "(除", "，除")
LEFT_OUT_AFTER = "除外"  # before a bracket opens: 铝粉除外, not 铝合金制造（铝粉除外）
ENDS = "；;。\n"
OPENED, CLOSED = "（(", "）)"  # an exclusion in brackets ends with them


class Context(IntEnum):
    """What is said of a word; the higher counts more where a word stands several times."""

    LEFT_OUT = 0
    SOLD = 1
    UNSAID = 2
    STUDIED = 3
    MADE = 4


def context_of(text: bytes, start: int, end: int) -> Context:
    """Return what is said of the word at `start:end` of a text in UTF-8."""
    after = _first_part(text[end : end + AHEAD], ENDS)
    before = _last_part(text[max(0, start - BEHIND) : start], ENDS)
    if _says(_last_part(before, CLOSED), LEFT_OUT_BY) or _says(_first_part(after, OPENED), (LEFT_OUT_AFTER,)):
        return Context.LEFT_OUT
    for verbs, said in ((MADE_BY, Context.MADE), (STUDIED_BY, Context.STUDIED), (SOLD_BY, Context.SOLD)):
        if _says(after, verbs) or _says(before, verbs):
            return said
    return Context.UNSAID


def _says(text: bytes, verbs: tuple[str, ...]) -> bool:
    return any(verb.encode() in text for verb in verbs)


def _first_part(text: bytes, signs: str) -> bytes:
    return text[: min((at for at in (text.find(sign.encode()) for sign in signs) if at >= 0), default=len(text))]


def _last_part(text: bytes, signs: str) -> bytes:
    ends = ((text.rfind(sign.encode()), len(sign.encode())) for sign in signs)
    return text[max((at + size for at, size in ends if at >= 0), default=0) :]


# ── in arrays ─────────────────────────────────────────────────────────────────────────────────────────────────────
# What stands around every word is laid side by side, a fixed width each, cut to its item. Most of it has been seen
# before: scopes are written from the same items again and again. Only what is new is searched for verbs.
_MADE, _STUDIED, _SOLD, _LEFT_OUT, _LEFT_OUT_AFTER = 1, 2, 4, 8, 16
_OPENED, _CLOSED = 64, 128
_KINDS = (
    (MADE_BY, _MADE), (STUDIED_BY, _STUDIED), (SOLD_BY, _SOLD), (LEFT_OUT_BY, _LEFT_OUT),
    ((LEFT_OUT_AFTER,), _LEFT_OUT_AFTER), (OPENED, _OPENED), (CLOSED, _CLOSED),
)  # fmt: skip
_GAP, _REST = 4, 8  # zeros between what stands before and after, so that nothing is read across
_AFTER = BEHIND + _GAP
_WIDTH = _AFTER + AHEAD + _REST
_SAID = ((_SOLD, Context.SOLD), (_STUDIED, Context.STUDIED), (_MADE, Context.MADE))
_AT_ONCE = 1 << 13
_MOST_KNOWN = 1 << 19  # surroundings that are remembered
_MARKS = np.random.default_rng(4754).integers(1, 1 << 62, _WIDTH // 8, np.uint64) * np.uint64(2) + np.uint64(1)
Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


class Surroundings:
    """Reads what is said of many words. One for each process."""

    def __init__(self, library: str = "") -> None:
        texts: dict[str, int] = {}
        for verbs, kind in _KINDS:
            for verb in verbs:
                texts[verb] = texts.get(verb, 0) | kind
        patterns = [text.encode() for text in texts]
        self._finder = Finder(patterns, library)
        self._kind = np.array(list(texts.values()), np.uint8)
        self._size = np.array([len(pattern) for pattern in patterns], np.int64)
        self._known = np.empty(0, np.uint64), np.empty(0, np.uint8)  # marks in order, and what is said there

    def contexts(self, text: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
        """Return `context_of` for words of many texts that stand one after another in one array of bytes."""
        padded = np.zeros(len(text) + BEHIND + AHEAD, np.uint8)
        padded[BEHIND : BEHIND + len(text)] = text
        found = np.empty(len(start), np.uint8)
        for at in range(0, len(start), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            found[part] = self._looked_up(_beside(padded, start[part], end[part], row_start[part], row_end[part]))
        return found

    def _looked_up(self, beside: Bytes) -> Bytes:
        """Return what is said in each row, reading only those not seen before."""
        marks = (beside.view(np.uint64) * _MARKS).sum(axis=1, dtype=np.uint64)
        each, first, which = np.unique(marks, return_index=True, return_inverse=True)
        known, said = self._known
        at = np.searchsorted(known, each)
        is_new = np.ones(len(each), bool)
        inside = at < len(known)
        is_new[inside] = known[at[inside]] != each[inside]
        if is_new.any():
            read = self._read(beside[first[is_new]])
            if len(known) > _MOST_KNOWN:
                known, said, at = known[:0], said[:0], np.zeros_like(at)
                read, is_new = self._read(beside[first]), np.ones(len(each), bool)
            known, said = np.insert(known, at[is_new], each[is_new]), np.insert(said, at[is_new], read)
            self._known = known, said
        return np.asarray(said[np.searchsorted(known, each)][which])

    def _read(self, beside: Bytes) -> Bytes:
        ids, ends = self._finder.find(np.ascontiguousarray(beside).reshape(-1))
        kind, begin = self._kind[ids], ends - self._size[ids]
        which, at = begin // _WIDTH, begin % _WIDTH
        count = len(beside)
        open_ = _outside_brackets(which, at, kind, count)
        bits = np.zeros(count, np.uint8)
        for bit, _ in _SAID:
            bits[which[(kind & bit) > 0]] |= bit
        before = ((kind & _LEFT_OUT) > 0) & (at < BEHIND)
        after = ((kind & _LEFT_OUT_AFTER) > 0) & (at >= _AFTER)
        bits[which[(before | after) & open_]] |= _LEFT_OUT
        found = np.full(count, Context.UNSAID, np.uint8)
        for bit, context in _SAID:
            found[(bits & bit) > 0] = context
        found[(bits & _LEFT_OUT) > 0] = Context.LEFT_OUT
        return found


def _beside(padded: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
    """Lay what stands before and after each word side by side; zero what is of another text or another item."""
    found = np.zeros((len(start), _WIDTH), np.uint8)
    before, after = sliding_window_view(padded, BEHIND)[start], sliding_window_view(padded, AHEAD)[end + BEHIND]
    ended = _ends_in(after)
    first = np.where(ended.any(axis=1), ended.argmax(axis=1), AHEAD)
    keep = np.minimum(first, row_end - end).astype(np.uint8)
    np.multiply(after, np.arange(AHEAD, dtype=np.uint8) < keep[:, None], out=found[:, _AFTER : _AFTER + AHEAD])
    ended = _ends_in(before)[:, ::-1]
    last = np.where(ended.any(axis=1), BEHIND - ended.argmax(axis=1), 0)
    drop = np.maximum(last, BEHIND - (start - row_start)).astype(np.uint8)
    np.multiply(before, np.arange(BEHIND, dtype=np.uint8) >= drop[:, None], out=found[:, :BEHIND])
    return found


def _ends_in(window: Bytes) -> NDArray[np.bool_]:
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


def _outside_brackets(which: Places, at: Places, kind: Bytes, count: int) -> NDArray[np.bool_]:
    """Tell of each finding whether no bracket parts it from its word. `which` and `at` are in order.

    That is: it stands after the last one closed before the word, and before the first one opened after it.
    """
    begins, ends = np.full(count, -1, np.int64), np.full(count, _WIDTH, np.int64)
    closed = ((kind & _CLOSED) > 0) & (at < BEHIND)
    begins[which[closed]] = at[closed]  # the last one written stays
    opened = np.flatnonzero(((kind & _OPENED) > 0) & (at >= _AFTER))[::-1]
    ends[which[opened]] = at[opened]
    return np.asarray((at > begins[which]) & (at < ends[which]))
