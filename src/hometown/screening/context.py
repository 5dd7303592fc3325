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
# What stands around every word is laid side by side, a fixed width each, and searched for all verbs at once.
_MADE, _STUDIED, _SOLD, _LEFT_OUT, _LEFT_OUT_AFTER = 1, 2, 4, 8, 16
_END, _OPENED, _CLOSED = 32, 64, 128
_KINDS = (
    (MADE_BY, _MADE), (STUDIED_BY, _STUDIED), (SOLD_BY, _SOLD), (LEFT_OUT_BY, _LEFT_OUT),
    ((LEFT_OUT_AFTER,), _LEFT_OUT_AFTER), (ENDS, _END), (OPENED, _OPENED), (CLOSED, _CLOSED),
)  # fmt: skip
_GAP = 4  # zeros between what stands before and after, so that nothing is read across
_WIDTH = BEHIND + _GAP + AHEAD + _GAP
_AFTER = BEHIND + _GAP
_SAID = ((_SOLD, Context.SOLD), (_STUDIED, Context.STUDIED), (_MADE, Context.MADE))
_AT_ONCE = 1 << 15
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

    def contexts(self, text: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
        """Return `context_of` for words of many texts that stand one after another in one array of bytes."""
        found = np.empty(len(start), np.uint8)
        padded = np.zeros(len(text) + BEHIND + AHEAD, np.uint8)
        padded[BEHIND : BEHIND + len(text)] = text
        for at in range(0, len(start), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            beside = _beside(padded, start[part], end[part], row_start[part], row_end[part])
            found[part] = self._read(beside)
        return found

    def _read(self, beside: Bytes) -> Bytes:
        ids, ends = self._finder.find(beside.reshape(-1))
        kind, begin = self._kind[ids], ends - self._size[ids]
        which, at = begin // _WIDTH, begin % _WIDTH
        count = len(beside)
        said = (kind & (_MADE | _STUDIED | _SOLD)) > 0
        inside = _inside(which, at, (kind & _END) > 0, (kind & _END) > 0, count)
        open_ = _inside(which, at, (kind & _CLOSED) > 0, (kind & _OPENED) > 0, count)
        bits = np.zeros(count, np.uint8)
        for bit, _ in _SAID:
            bits[which[said & inside & ((kind & bit) > 0)]] |= bit
        before = (kind & _LEFT_OUT > 0) & (at < BEHIND)
        after = (kind & _LEFT_OUT_AFTER > 0) & (at >= _AFTER)
        bits[which[(before | after) & inside & open_]] |= _LEFT_OUT
        found = np.full(count, Context.UNSAID, np.uint8)
        for bit, context in _SAID:
            found[(bits & bit) > 0] = context
        found[(bits & _LEFT_OUT) > 0] = Context.LEFT_OUT
        return found


def _beside(padded: Bytes, start: Places, end: Places, row_start: Places, row_end: Places) -> Bytes:
    """Lay what stands before and after each word side by side; zero what is of another text."""
    found = np.zeros((len(start), _WIDTH), np.uint8)
    found[:, :BEHIND] = sliding_window_view(padded, BEHIND)[start]
    found[:, _AFTER:-_GAP] = sliding_window_view(padded, AHEAD)[end + BEHIND]
    near = np.flatnonzero(start - row_start < BEHIND)
    found[near, :BEHIND] *= np.arange(BEHIND) >= (BEHIND - (start - row_start)[near])[:, None]
    near = np.flatnonzero(row_end - end < AHEAD)
    found[near, _AFTER:-_GAP] *= np.arange(AHEAD) < (row_end - end)[near][:, None]
    return found


def _inside(
    which: Places, at: Places, last: NDArray[np.bool_], first: NDArray[np.bool_], count: int
) -> NDArray[np.bool_]:
    """Tell of each finding whether it stands after the last of one kind before its word, before the first of one after.

    `which` and `at` are in order.
    """
    begins, ends = np.full(count, -1, np.int64), np.full(count, _WIDTH, np.int64)
    lasts = last & (at < BEHIND)
    begins[which[lasts]] = at[lasts]  # the last one written stays
    firsts = np.flatnonzero(first & (at >= _AFTER))[::-1]
    ends[which[firsts]] = at[firsts]
    return (at > begins[which]) & (at < ends[which])
