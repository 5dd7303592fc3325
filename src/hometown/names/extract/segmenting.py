"""A message as words: what is known is one word, what nobody knows stays as a run of signs, which may be a brand."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from .tables import divisions, lines, sections


class Sort(Enum):
    """What sort of word it is."""

    UNKNOWN = auto()  # a run of Han that no list knows
    BRAND = auto()
    LATIN = auto()
    NUMBER = auto()
    FORM = auto()  # 有限公司, 集团
    TRADE = auto()  # 电子, 科技
    PLACE = auto()
    COUNTRY = auto()
    FUNCTION = auto()  # 在, 与, 我们
    ACT = auto()  # 投资, 签约
    NOUN = auto()  # of the trade
    COMMON = auto()  # any other word of the language
    OPEN = auto()
    CLOSE = auto()
    QUOTE = auto()
    MARK = auto()  # punctuation
    SPACE = auto()
    BREAK = auto()  # end of line, tab


@dataclass(slots=True)
class Word:
    """A word, where it stands, and what it is."""

    text: str
    start: int
    end: int
    sort: Sort


_TOKENS = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+)|(?P<latin>[A-Za-z\u00c0-\u024f\u0370-\u04ff](?:[\w&.+'-]{0,38}[\w+])?(?<![\u3400-\u9fff]))"
    r"|(?P<number>\d[\d,.]{0,30})|(?P<space>[ ]+)|(?P<break>[\n\t\r]+)|(?P<any>.)",
    re.ASCII | re.DOTALL,
)
_SORT_OF = {"(": Sort.OPEN, ")": Sort.CLOSE, '"': Sort.QUOTE, "'": Sort.QUOTE}
_UNKNOWN_COST = 10.5
_LONGEST = 12
_COMMON_TOTAL = 25.0  # log2 of the words counted in the list of common words


@cache
def vocabulary() -> dict[str, tuple[Sort, float]]:
    """Return every known word with its sort and its cost: the rarer, the dearer."""
    known: dict[str, tuple[Sort, float]] = {}
    for line in lines("common_words.txt"):
        bucket, *words = line.split()
        cost = (_COMMON_TOTAL - int(bucket) + 0.5) * math.log(2) + 1
        known |= dict.fromkeys(words, (Sort.COMMON, cost))
    for word in lines("industry_words.txt"):
        if len(word) > 1:
            known.setdefault(word, (Sort.COMMON, 9.0))
    for word in lines("legal_suffixes.txt"):
        if len(word) > 2 and word.endswith(tuple("厂店馆行社")):
            known[word] = (Sort.FORM, 9.0)
    for division in divisions().values():
        for name in (division.short_name, division.name):
            if len(name) > 1 and (name not in known or division.level < 3 or name == division.name):
                known[name] = (Sort.PLACE, 9.0)
    listed = sections("message_words.txt")
    ours = [
        ("nouns", Sort.NOUN), ("leads", Sort.NOUN), ("titles", Sort.NOUN), ("generic", Sort.NOUN), ("trades", Sort.TRADE),
        ("meets", Sort.ACT), ("acts", Sort.ACT), ("function", Sort.FUNCTION), ("planned", Sort.ACT), ("denied", Sort.ACT),
        ("forms", Sort.FORM),
    ]  # fmt: skip
    for heading, sort in ours:
        for word in listed[heading]:
            if sort is Sort.NOUN and known.get(word, (sort,))[0] in {Sort.PLACE}:
                continue
            if len(word) > 1 or sort is Sort.FUNCTION or word in {"想", "需", "称", "派", "找", "问", "说", "讲", "谈", "聊", "叫"}:
                known[word] = (sort, 5.5 if len(word) == 1 else 7.0)
    for word in listed["nouns"]:
        if word in listed["trades"] or word in listed["acts"]:
            continue
        known[word] = (Sort.NOUN, 7.0)
    for line in lines("countries.txt"):
        known |= dict.fromkeys((word for word in line.split()[1:] if not word.isascii()), (Sort.COUNTRY, 8.0))
    for line in lines("brands.txt"):
        known |= dict.fromkeys((word for word in line.split() if not word.isascii()), (Sort.BRAND, 8.0))
    return known


@cache
def latin_brands() -> frozenset[str]:
    """Return the brands in Latin letters, folded."""
    return frozenset(word.casefold() for line in lines("brands.txt") for word in line.split() if word.isascii())


@cache
def _starts() -> frozenset[str]:
    return frozenset(word[:2] for word in vocabulary())


def words(text: str) -> Iterator[Word]:
    """Yield the words of a folded text, all of it, in order."""
    for found in _TOKENS.finditer(text):
        kind, start = found.lastgroup, found.start()
        if kind == "han":
            yield from _han(found.group(), start)
        elif kind == "latin":
            yield Word(found.group(), start, found.end(), Sort.LATIN)
        elif kind == "number":
            yield Word(found.group(), start, found.end(), Sort.NUMBER)
        elif kind == "space":
            yield Word(found.group(), start, found.end(), Sort.SPACE)
        elif kind == "break":
            yield Word(found.group(), start, found.end(), Sort.BREAK)
        else:
            yield Word(found.group(), start, found.end(), _SORT_OF.get(found.group(), Sort.MARK))


def joined(found: Iterator[Word]) -> list[Word]:
    """Return the words, with a lone unknown sign and a small word beside it made one: 永和, 中来 may be brands."""
    kept: list[Word] = []
    for word in found:
        last = kept[-1] if kept else None
        if last is not None and last.end == word.start and _make_one(last, word):
            kept[-1] = Word(last.text + word.text, last.start, word.end, Sort.UNKNOWN)
        else:
            kept.append(word)
    return kept


def _make_one(first: Word, second: Word) -> bool:
    sorts = {first.sort, second.sort}
    if sorts != {Sort.UNKNOWN, Sort.FUNCTION} or len(first.text) + len(second.text) != 2:
        return False
    small = first.text if first.sort is Sort.FUNCTION else second.text
    return small in _SOFT


# Small words that stand in many brands.
_SOFT = frozenset("和中上同来能可先日月时分点因以为于约内外前后共信新大")


def _han(run: str, at: int) -> Iterator[Word]:
    """Cut a run of Han into the likeliest words; neighbouring unknown signs become one word."""
    cuts = _cuts(run)
    known = vocabulary()
    unknown = -1
    for start, end in cuts:
        piece = run[start:end]
        entry = known.get(piece)
        if entry is None:
            unknown = start if unknown < 0 else unknown
            continue
        if unknown >= 0:
            yield Word(run[unknown:start], at + unknown, at + start, Sort.UNKNOWN)
            unknown = -1
        yield Word(piece, at + start, at + end, entry[0])
    if unknown >= 0:
        yield Word(run[unknown:], at + unknown, at + len(run), Sort.UNKNOWN)


def _cuts(run: str) -> list[tuple[int, int]]:
    """Return the cheapest way to cut a run: unigram costs, one pass (as the dictionary's makers do it)."""
    known, starts = vocabulary(), _starts()
    size = len(run)
    best = [0.0] * (size + 1)
    back = [0] * (size + 1)
    for at in range(1, size + 1):
        best[at] = math.inf
    for at in range(size):
        base = best[at]
        entry = known.get(run[at])
        cost = base + (entry[1] if entry else _UNKNOWN_COST)
        if cost < best[at + 1]:
            best[at + 1], back[at + 1] = cost, at
        if run[at : at + 2] not in starts:
            continue
        for end in range(at + 2, min(at + _LONGEST, size) + 1):
            entry = known.get(run[at:end])
            if entry is not None and base + entry[1] < best[end]:
                best[end], back[end] = base + entry[1], at
    cuts = []
    at = size
    while at > 0:
        cuts.append((back[at], at))
        at = back[at]
    cuts.reverse()
    return cuts
