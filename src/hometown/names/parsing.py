"""A name taken apart: region, trade name 字号, words of its industry, legal form, tail of a branch.

上海 澄湖 新材料 有限公司 南京分公司. A name is read from both ends: regions in front, then a branch behind the form,
the form, and words of industries before it; what is left is the trade name, of which two characters stay at least.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .folding import NO_BRACKET, Flat, bare, flatten
from .lexicon import lexicon
from .wordsets import WordSet, step

Bounds = NDArray[np.uint8]

LONGEST = 250  # characters of a name that are looked at; a longer one is no name
ROUNDS = 4  # regions in front, and words of industries behind, at most
LEAST_TRADE = 2
COMPANY = "公司"
_COMPANY = np.frombuffer(COMPANY.encode("utf-16-le"), np.uint16)


class Parts:
    """Where the parts of many names end, in characters of their bare spelling.

    `region` ≤ `trade` ≤ `form` ≤ `branch` ≤ length: the trade name is between `region` and `trade`, words of industries
    between `trade` and `form`, the legal form up to `branch`, a branch after it.
    """

    __slots__ = ("branch", "form", "region", "trade")

    def __init__(self, region: Bounds, trade: Bounds, form: Bounds, branch: Bounds) -> None:
        self.region, self.trade, self.form, self.branch = region, trade, form, branch


def parse_all(names: Flat) -> Parts:
    """Take many names apart at once."""
    lengths = np.minimum(names.lengths, LONGEST)
    branch = _before_branch(names, lengths)
    form = _before_form(names, branch)
    region = _after_regions(names, form)
    trade = _before_industries(names, region, form)
    inner = _bracketed_region(names, region, trade)
    region = np.minimum(region, trade)
    trade = np.where(inner >= 0, inner, trade)
    return Parts(*(ends.astype(np.uint8) for ends in (region, trade, form, branch)))


def _longest_after(
    names: Flat, words: WordSet, at: NDArray[np.int64], ends: NDArray[np.int64], who: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return for each name of `who` how long the longest word is that begins at `at` and ends by `ends`; 0 for none."""
    best = np.zeros(len(who), np.int64)
    hashes = np.zeros(len(who), np.uint64)
    room = ends - at
    places = names.starts[who] + at
    for length in range(1, max(words.lengths) + 1):
        alive = np.flatnonzero(room >= length)
        if not len(alive):
            break
        hashes[alive] = step(hashes[alive], names.codes[places[alive] + (length - 1)])
        if length in words.lengths:
            hit = words.found(hashes[alive], length)
            best[alive[hit]] = length
    return best


def _longest_before(
    names: Flat, words: WordSet, at: NDArray[np.int64], least: NDArray[np.int64], who: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return how long the longest word is that ends at `at` and begins at `least` or later; 0 for none."""
    best = np.zeros(len(who), np.int64)
    room = at - least
    for length in words.lengths:  # from the longest
        open_ = np.flatnonzero((best == 0) & (room >= length))
        if not len(open_):
            continue
        places = names.starts[who[open_]] + at[open_] - length
        hashes = np.zeros(len(open_), np.uint64)
        for step_at in range(length):
            hashes = step(hashes, names.codes[places + step_at])
        best[open_[words.found(hashes, length)]] = length
    return best


def _before_branch(names: Flat, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the tail of a branch begins: after the first 公司 that text follows which ends as branches do."""
    ends = lengths.copy()
    codes = names.codes
    pair = (
        np.flatnonzero((codes[:-1] == _COMPANY[0]) & (codes[1:] == _COMPANY[1])) if len(codes) > 1 else np.zeros(0, int)
    )
    if not len(pair):
        return ends
    owner = np.searchsorted(names.starts, pair, side="right") - 1
    after = pair + 2 - names.starts[owner]
    fits = after < lengths[owner]
    owner, after = owner[fits][::-1], after[fits][::-1]  # backwards: the first is written last
    first = lengths.copy()
    first[owner] = after
    who = np.flatnonzero(first < lengths)
    if len(who):
        tail = _longest_before(names, lexicon().branches, lengths[who], first[who], who)
        ends[who[tail > 0]] = first[who[tail > 0]]
    return ends


def _before_form(names: Flat, branch: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the legal form begins; one character that ends the word of an industry (酒店, 医院) is none."""
    found = _longest_before(names, lexicon().forms, branch, np.minimum(branch, 1), np.arange(len(names)))
    who = np.flatnonzero(found == 1)
    word = _longest_before(names, lexicon().industries, branch[who], np.minimum(branch[who], LEAST_TRADE), who)
    found[who[word > 0]] = 0
    return branch - found


def _after_regions(names: Flat, form: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where regions in front end.

    The last is given back when no trade name would be left, or nothing but a word of an industry: 和平药业 is called
    和平.
    """
    at = np.zeros(len(names), np.int64)
    before = at.copy()
    who = np.arange(len(names))
    for turn in range(ROUNDS):
        words = lexicon().first_regions if turn == 0 else lexicon().next_regions
        found = _longest_after(names, words, at[who], form[who], who)
        found[at[who] + found + LEAST_TRADE > form[who]] = 0
        who, found = who[found > 0], found[found > 0]
        if not len(who):
            break
        before[who] = at[who]
        at[who] += found
    who = np.flatnonzero(at > 0)
    word = _longest_before(names, lexicon().industries, form[who], at[who], who)
    alone = who[word == form[who] - at[who]]
    at[alone] = before[alone]
    return at


def _before_industries(names: Flat, region: NDArray[np.int64], form: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the words of industries begin: read backwards from the form, leaving a trade name."""
    at = form.copy()
    least = np.minimum(region + LEAST_TRADE, form)
    who = np.flatnonzero(at > least)
    for _ in range(ROUNDS):
        found = _longest_before(names, lexicon().industries, at[who], least[who], who)
        who, found = who[found > 0], found[found > 0]
        if not len(who):
            break
        at[who] -= found
    return at


def _bracketed_region(names: Flat, region: NDArray[np.int64], trade: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where a bracket with a region cuts the trade name short, as in 宏达（上海）贸易; -1 where none does."""
    cut = np.full(len(names), -1, np.int64)
    opens, closes = names.opens.astype(np.int64), names.closes.astype(np.int64)
    inside = (
        (names.opens != NO_BRACKET)
        & (names.closes != NO_BRACKET)
        & (closes > opens)
        & (opens >= region + LEAST_TRADE)
        & (opens < trade)
    )
    who = np.flatnonzero(inside)
    if len(who):
        found = _longest_after(names, lexicon().next_regions, opens[who], closes[who], who)
        who = who[found == (closes - opens)[who]]
        cut[who] = opens[who]
        if len(who):
            cut[who] = _before_industries_at(names, region[who], opens[who], who)
    return cut


def _before_industries_at(
    names: Flat, region: NDArray[np.int64], end: NDArray[np.int64], who: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return where the words of industries begin that stand before a bracket."""
    at = end.copy()
    for _ in range(ROUNDS):
        found = _longest_before(names, lexicon().industries, at, np.minimum(region + LEAST_TRADE, at), who)
        if not found.any():
            break
        at = at - found
    return at


@dataclass(frozen=True)
class Part:
    """A part of a name: which, its bare text, and where it stands in the original (`text[start:end]`)."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """A name taken apart."""

    text: str
    bare: str
    parts: tuple[Part, ...]

    def part(self, kind: str) -> str:
        """Return the bare text of a part: `region`, `trade`, `industry`, `form` or `branch`; empty if there is none."""
        return "".join(part.text for part in self.parts if part.kind == kind)


def parse(text: str) -> Parsed:
    """Take one name apart, with the place of each part in the original.

    >>> [(part.kind, part.text) for part in parse("上海澄湖新材料有限公司南京分公司").parts]
    [('region', '上海'), ('trade', '澄湖'), ('industry', '新材料'), ('form', '有限公司'), ('branch', '南京分公司')]
    """
    names = flatten([text])
    parts, whole = parse_all(names), names.text(0)
    ends = [int(each[0]) for each in (parts.region, parts.trade, parts.form, parts.branch)]
    cuts = list(zip(("region", "trade", "industry", "form", "branch"), [0, *ends], [*ends, len(whole)], strict=True))
    places = _places(text, len(whole))
    made = tuple(
        Part(kind, whole[start:end], places[start][0], places[end - 1][1]) for kind, start, end in cuts if end > start
    )
    return Parsed(text, whole, made)


def _places(text: str, count: int) -> list[tuple[int, int]]:
    """Return for each bare character the piece of the original it comes from."""
    places = [(at, at + 1) for at, sign in enumerate(text) for _ in range(len(bare(sign)))]
    if len(places) != count:  # signs that only together become one: say the whole
        return [(0, len(text))] * count
    return places
