"""One text at a time, for somebody who is typing: folded and taken apart as `folding` and `parsing` do it with many.

Arrays of one are slow. What is said of a text here and what is said of it among a million is the same, by test.
"""

from functools import cache
from typing import NamedTuple

from .folding import CLOSE, NO_BRACKET, OPEN, spelled_out, translation
from .lexicon import lexicon
from .parsing import COMPANY, LEAST_TRADE, LONGEST, ROUNDS
from .wordsets import WordSet

_OPENED, _CLOSED = chr(OPEN), chr(CLOSE)


class Folded(NamedTuple):
    """A bare text, and where its first brackets stood, counted in its characters; `NO_BRACKET` where there are none."""

    whole: str
    opens: int
    closes: int


@cache
def _translation() -> dict[int, int | None]:
    """Return what characters become, brackets kept."""
    return translation() | translation(brackets=True)


def fold(text: str) -> Folded:
    """Fold one text."""
    signs = spelled_out(text).translate(_translation())
    if _OPENED not in signs and _CLOSED not in signs:
        return Folded(signs, NO_BRACKET, NO_BRACKET)
    whole = signs.replace(_OPENED, "").replace(_CLOSED, "")
    return Folded(whole, _place(signs, _OPENED), _place(signs, _CLOSED))


def _place(signs: str, bracket: str) -> int:
    at = signs.find(bracket)
    if at < 0:
        return NO_BRACKET
    before = signs[:at]
    return min(at - before.count(_OPENED) - before.count(_CLOSED), NO_BRACKET - 1)


def ends(folded: Folded) -> tuple[int, int, int, int]:
    """Return where region, trade name, form and what is before a branch end, in characters of the bare text."""
    text, length = folded.whole, min(len(folded.whole), LONGEST)
    branch = _before_branch(text, length)
    form = _before_form(text, branch)
    region = _after_regions(text, form)
    trade = _before_industries(text, region, form)
    inner = _bracketed_region(folded, region, trade)
    return min(region, trade), trade if inner is None else inner, form, branch


def _after(text: str, words: WordSet, at: int, end: int) -> int:
    """Return how long the longest word is that begins at `at` and ends by `end`; 0 for none."""
    return next((size for size in words.lengths if size <= end - at and text[at : at + size] in words.words), 0)


def _before(text: str, words: WordSet, at: int, least: int) -> int:
    """Return how long the longest word is that ends at `at` and begins at `least` or later; 0 for none."""
    return next((size for size in words.lengths if size <= at - least and text[at - size : at] in words.words), 0)


def _before_branch(text: str, length: int) -> int:
    at = text.find(COMPANY) + len(COMPANY)
    if at < len(COMPANY) or at >= length:
        return length
    return at if _before(text, lexicon().branches, length, at) else length


def _before_form(text: str, branch: int) -> int:
    found = _before(text, lexicon().forms, branch, min(branch, 1))
    if found == 1 and _before(text, lexicon().industries, branch, min(branch, LEAST_TRADE)):
        return branch
    return branch - found


def _after_regions(text: str, form: int) -> int:
    at = before = 0
    for turn in range(ROUNDS):
        found = _after(text, lexicon().next_regions if turn else lexicon().first_regions, at, form)
        if not found or at + found + LEAST_TRADE > form:
            break
        before, at = at, at + found
    alone = at > 0 and _before(text, lexicon().industries, form, at) == form - at
    return before if alone else at


def _before_industries(text: str, region: int, end: int) -> int:
    at, least = end, min(region + LEAST_TRADE, end)
    for _ in range(ROUNDS):
        found = _before(text, lexicon().industries, at, least)
        if not found:
            break
        at -= found
    return at


def _bracketed_region(folded: Folded, region: int, trade: int) -> int | None:
    opens, closes = folded.opens, folded.closes
    if NO_BRACKET in (opens, closes) or not (closes > opens >= region + LEAST_TRADE and opens < trade):
        return None
    if _after(folded.whole, lexicon().next_regions, opens, closes) != closes - opens:
        return None
    return _before_industries(folded.whole, region, opens)
