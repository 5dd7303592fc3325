"""The spelling under which names are indexed: letters, digits and Han only, simplified, folded; and as arrays of codes.

A *bare* name has lost brackets, spaces and marks. Each of its characters is one unsigned 16-bit code, so that millions
of names are one flat array. The original text is never changed: whoever shows a name shows that.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .normal import normal
from .simplified import simplified

Codes = NDArray[np.uint16]

_BMP = 0x10000
OPEN, CLOSE = 1, 2  # codes of brackets while a name is taken apart; no character has them
_ODD = 3  # a character that becomes several, or stands outside the basic plane: its name is folded on its own
_PRIVATE, _PRIVATE_SIZE = 0xE000, 6400  # where characters outside the basic plane are folded to, for comparing only
_SAME = str.maketrans({"〇": "零", "○": "零", "－": None})
_BRACKETS = {"(": OPEN, ")": CLOSE}


@cache
def _simplified() -> dict[int, int]:
    """Return the traditional characters of the basic plane with their simplified form, by code point."""
    return {ord(one): ord(other) for one, other in simplified().items() if ord(other) < _BMP}


def _kept(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM" or unicodedata.category(sign) == "Co"


def _code_of(at: int) -> int:
    """Return what one character of the basic plane becomes: a code, a bracket, `_ODD`, or 0 for nothing."""
    sign = chr(at)
    if 0xD800 <= at < 0xE000:
        return _ODD
    folded = normal(sign).translate(_SAME)
    if folded in _BRACKETS:
        return _BRACKETS[folded]
    kept = [_simplified().get(ord(each), ord(each)) for each in folded if _kept(each)]
    if len(kept) > 1 or (kept and kept[0] >= _BMP):
        return _ODD
    return kept[0] if kept else 0


@cache
def table() -> Codes:
    """Return for each code point of the basic plane what it becomes (65,536 codes)."""
    made = np.arange(_BMP, dtype=np.uint16)
    for at in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xD7A4, _BMP)):  # Han and Hangul stand for themselves
        made[at] = _code_of(at)
    for one, other in _simplified().items():
        made[one] = other
    return made


@cache
def translation(*, brackets: bool = False) -> dict[int, int | None]:
    """Return what each character becomes that changes in a bare text, None where it goes; or brackets their codes."""
    if brackets:
        return {at: int(code) for at, code in enumerate(table().tolist()) if code in (OPEN, CLOSE)}
    return {
        at: int(code) if code > _ODD else None for at, code in enumerate(table().tolist()) if code != at or code <= _ODD
    }


def spelled_out(text: str) -> str:
    """Return a text with what is odd in it folded; nearly all have nothing odd."""
    return _spelled_out(text) if _odd_signs().search(text) else text


def _spelled_out(text: str) -> str:
    """Fold a text that holds odd characters, and keep its brackets."""
    text = normal(text).translate(_SAME)
    return "".join(each if ord(each) < _BMP else _folded_in(each) for each in text)


def _folded_in(sign: str) -> str:
    """Return a character of the private area for one outside the basic plane; nothing for a mark."""
    return chr(_PRIVATE + ord(sign) % _PRIVATE_SIZE) if _kept(sign) else ""


def bare(text: str) -> str:
    """Return the spelling under which names are indexed and compared.

    >>> bare("上海澄湖（集團）有限公司 "), bare("ＴＣＬ 科技")
    ('上海澄湖集团有限公司', 'tcl科技')
    """
    return spelled_out(text).translate(translation())


@cache
def _odd_signs() -> "re.Pattern[str]":
    odd = np.flatnonzero(table() == _ODD)
    breaks = np.flatnonzero(np.diff(odd) > 1)
    spans = zip(odd[np.concatenate(([0], breaks + 1))], odd[np.concatenate((breaks, [len(odd) - 1]))], strict=True)
    ranges = "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in spans)
    return re.compile(f"[{ranges}\U00010000-\U0010ffff]")


def bare_pieces(raw: Codes, lengths: NDArray[np.int64]) -> list[str] | None:
    """Return the bare spelling of pieces of UTF-16, one after another; nothing if one has odd characters."""
    codes = table()[raw]
    if (codes == _ODD).any():
        return None
    kept = codes > _ODD
    before = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(kept, out=before[1:])
    bounds = before[np.concatenate(([0], np.cumsum(lengths)))].tolist()
    text = codes[kept].tobytes().decode("utf-16-le")
    return [text[start:end] for start, end in pairwise(bounds)]


class Flat:
    """Many texts as one array of codes: `codes[starts[i]:starts[i + 1]]` is text i, bare.

    `opens` and `closes` say where the first bracket of each stood.
    """

    __slots__ = ("closes", "codes", "opens", "starts")

    def __init__(
        self, codes: Codes, starts: NDArray[np.int64], opens: NDArray[np.uint8], closes: NDArray[np.uint8]
    ) -> None:
        self.codes, self.starts, self.opens, self.closes = codes, starts, opens, closes

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    def text(self, at: int) -> str:
        """Return one of them as text."""
        return self.codes[self.starts[at] : self.starts[at + 1]].tobytes().decode("utf-16-le")


NO_BRACKET = 255


def _bracket_place(
    is_one: NDArray[np.bool_], owner: NDArray[np.int64], place: NDArray[np.int64], count: int
) -> NDArray[np.uint8]:
    """Return for each text where its first bracket stood, counted in kept characters; `NO_BRACKET` where none did."""
    found = np.full(count, NO_BRACKET, np.uint8)
    at = np.flatnonzero(is_one)[::-1]  # backwards: the first is written last
    found[owner[at]] = np.minimum(place[at], NO_BRACKET - 1)
    return found


def flatten(texts: Sequence[str]) -> Flat:
    """Fold many texts at once.

    The arrays are as long as the texts together; a text of another kind of character costs a Python call of its own.
    """
    raw, lengths = _as_utf16(texts)
    codes = table()[raw]
    if (codes == _ODD).any():
        ends = np.cumsum(lengths)
        odd = np.unique(np.searchsorted(ends, np.flatnonzero(codes == _ODD), side="right"))
        mended = list(texts)
        for at in odd:
            mended[at] = _spelled_out(texts[at])
        raw, lengths = _as_utf16(mended)
        codes = table()[raw]
        codes[codes == _ODD] = 0
    kept = codes > _ODD
    before = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(kept, out=before[1:])
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(lengths, out=bounds[1:])
    starts = before[bounds]
    owner = place = np.zeros(0, np.int64)
    is_open, is_close = codes == OPEN, codes == CLOSE
    if is_open.any() or is_close.any():
        owner = np.repeat(np.arange(len(texts)), lengths)
        place = before[:-1] - starts[owner]
    opens = _bracket_place(is_open, owner, place, len(texts))
    closes = _bracket_place(is_close, owner, place, len(texts))
    return Flat(codes[kept], starts, opens, closes)


def _as_utf16(texts: Sequence[str]) -> tuple[Codes, NDArray[np.int64]]:
    """Return texts as UTF-16 units, one after another, and how many units each has."""
    joined = "".join(texts)
    raw = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if len(raw) != lengths.sum():  # something stands outside the basic plane: it takes two units
        lengths = np.fromiter(
            (len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in texts), np.int64, len(texts)
        )
    return raw, lengths
