"""A message as words: what is known is one word, what nobody knows stays as a run of signs, which may be a brand."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from hometown.names.divisions import divisions

from .tables import lines, listed


class Sort(Enum):
    """What sort of word it is."""

    __hash__ = object.__hash__  # members are single objects; millions of words are sorted by them

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
_PLACE_COST = {1: 6.0, 2: 7.0, 3: 9.5}
_COMMON_TOTAL = 25.0  # log2 of the words counted in the list of common words


@cache
def vocabulary() -> dict[str, tuple[Sort, float]]:
    """Return every known word with its sort and its cost: the rarer, the dearer."""
    known = _common_words() | _trade_words()
    for division in divisions().values():
        for name in (division.short_name, division.name):
            if len(name) > 1 and (name not in known or division.level < 3 or name == division.name):
                cost = min(_PLACE_COST[division.level], known[name][1] if name in known else 99)
                known[name] = (Sort.PLACE, cost)
    for heading, sort in _HEADINGS.items():
        for word in listed(heading):
            if not (sort is Sort.NOUN and word in known and known[word][0] is Sort.PLACE):
                known |= _priced(word, sort)
    for word in listed("nouns") - listed("trades") - listed("acts"):
        known[word] = (Sort.NOUN, 7.0)
    for file, sort in (("countries.txt", Sort.COUNTRY), ("brands.txt", Sort.BRAND)):
        for line in lines(file):
            known |= dict.fromkeys((word for word in line.split() if not word.isascii()), (sort, 8.0))
    return known


# Later ones win.
_HEADINGS = {
    "nouns": Sort.NOUN, "leads": Sort.NOUN, "titles": Sort.NOUN, "generic": Sort.NOUN, "trades": Sort.TRADE,
    "meets": Sort.ACT, "acts": Sort.ACT, "function": Sort.FUNCTION, "planned": Sort.ACT, "denied": Sort.ACT,
    "forms": Sort.FORM,
}  # fmt: skip
_VERBS = frozenset("想需派找问讲谈聊叫")  # of one sign


def _common_words() -> dict[str, tuple[Sort, float]]:
    known: dict[str, tuple[Sort, float]] = {}
    for line in lines("common_words.txt"):
        bucket, *words = line.split()
        cost = (_COMMON_TOTAL - int(bucket) + 0.5) * math.log(2) + 1
        known |= dict.fromkeys(words, (Sort.COMMON, cost))
    return known


def _trade_words() -> dict[str, tuple[Sort, float]]:
    """The words of the lists for parsing names, where nothing else knows them; shops end like firms."""
    known = {word: (Sort.COMMON, 9.0) for word in lines("industry_words.txt") if len(word) > 1}
    common = _common_words()
    known = {word: entry for word, entry in known.items() if word not in common}
    shops = (word for word in lines("legal_suffixes.txt") if len(word) > 2 and word.endswith(tuple("厂店馆行社")))
    return known | dict.fromkeys(shops, (Sort.FORM, 9.0))


def _priced(word: str, sort: Sort) -> dict[str, tuple[Sort, float]]:
    """Return a word of ours with its cost; one sign is a word only if it is a small one or a verb."""
    if len(word) > 1:
        return {word: (sort, 7.0)}
    if sort is not Sort.FUNCTION and word not in _VERBS:
        return {}
    return {word: (sort, 5.5 if word in HARD or sort is Sort.ACT else 8.5)}


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
    """Tell whether two words are one unknown: a lone sign beside a small word, or a brand that begins with one."""
    if {first.sort, second.sort} != {Sort.UNKNOWN, Sort.FUNCTION}:
        return False
    small, other = (first, second) if first.sort is Sort.FUNCTION else (second, first)
    if len(small.text) > 1 or small.text in HARD:
        return False
    return len(other.text) == 1 or (small is first and small.text in _BEGINS)


# Small words at which a name always ends; the others stand in many brands: 永和, 中来.
HARD = frozenset("在与了的是将已拟被把让跟我你您他她它们这那就也都还吗吧呢啊么每某哪由从向对给到去请说及没不")
_BEGINS = frozenset("中上日月时")


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
