"""What is typed in Latin letters: a name as it is, its pinyin, its first letters, of the whole name or of parts."""

from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Indel

from .columns import INITIALS
from .pinyin import cut_initials, syllables_of, typed_letters
from .searching import KEPT, Entries, Query, Searcher

_LEAST_ALIKE, _LEAST_PINYIN, _BEGINS, _SOUNDS_ALIKE = 0.5, 0.6, 0.9, 0.85
_WHOLE_PART = 0.94  # the least of what a part that is spelled out is worth
_LEAST_CUT = 4  # syllables from which on first letters narrow a search down


def alike(searcher: Searcher, query: Query) -> list[tuple[int, float]]:
    """Return the entries of a segment that Latin input may mean, and how well it fits each, up to 1.

    Full pinyin is looked for by its first letters: a name that is spelled out so is among few. Where none is, or
    letters are too few to tell, pairs of syllables find what is near.
    """
    letters = query.whole
    entries = _spelled_out(searcher, letters)
    found = _fitting(searcher, letters, entries)
    if any(value >= _WHOLE_PART for _, value in found):
        return found
    others = searcher.candidates(query)
    return found + _fitting(searcher, letters, others[~np.isin(others, entries)])


def _spelled_out(searcher: Searcher, letters: str) -> Entries:
    """Return entries whose first letters are those of the syllables of Latin input; none where they are too many."""
    cuts = [cut for cut in cut_initials(letters) if len(cut) >= _LEAST_CUT]
    parts = [searcher.lettered(cut[:INITIALS], KEPT + 1) for cut in cuts]
    met = np.unique(np.concatenate([np.zeros(0, np.uint32), *parts]))
    return met if len(met) <= KEPT else met[:0]


def _fitting(searcher: Searcher, letters: str, entries: Entries) -> list[tuple[int, float]]:
    segment = searcher.segment
    how = fit if may_be_pinyin(letters) else fit_of_letters
    ends = zip(*(each[entries].tolist() for each in segment.ends[:3]), strict=True)
    priors = (segment.prior[entries] / 10_000).tolist()
    rows = zip(entries.tolist(), segment.bares(entries), ends, priors, strict=True)
    found = ((entry, how(letters, whole, bounds) + prior) for entry, whole, bounds, prior in rows)
    return [(entry, value) for entry, value in found if value > _LEAST_ALIKE]


# What people spell of a name: from which of its parts to which (region, trade name, line of business, form and branch),
# and what that is worth beside the whole.
_SAID = ((0, 4, 1.0), (0, 3, 0.98), (1, 3, 0.97), (1, 4, 0.96), (0, 2, 0.95), (1, 2, 0.94))


def _said(places: tuple[int, ...]) -> list[tuple[int, int, float]]:
    """Return what people spell of a name whose parts end so, nothing twice."""
    found: dict[tuple[int, int], tuple[int, int, float]] = {}
    for begin, end, worth in _SAID:
        found.setdefault((places[begin], places[end]), (begin, end, worth))
    return list(found.values())


_VOWELS = frozenset("aeiouv")


def may_be_pinyin(letters: str) -> bool:
    """Tell whether Latin input may be pinyin, if misspelt: of six letters of a syllable one is a vowel."""
    return 6 * sum(sign in _VOWELS for sign in letters) >= len(letters)


def fit_of_letters(letters: str, whole: str, ends: tuple[int, ...]) -> float:
    """Return how well first letters fit a name; as `fit`, which looks at its pinyin too."""
    best = 1.0 if letters in whole else 0.0
    places = (0, *ends, len(whole))
    firsts = typed_letters(whole)
    for begin, end, worth in _SAID:
        first = firsts[places[begin] : places[end]]
        if first == letters:
            return max(best, worth)
        if worth * _BEGINS > best and first.startswith(letters):
            best = worth * _BEGINS
    return best


def fit(letters: str, whole: str, ends: tuple[int, ...]) -> float:
    """Return how well Latin input fits a name: its text, its pinyin, its first letters, of the whole and of parts."""
    best = 1.0 if letters in whole else 0.0
    places = (0, *ends, len(whole))
    syllables = syllables_of(whole)
    firsts = "".join([each[0] for each in syllables])
    sounds = ["".join(syllables[begin:end]) for begin, end in pairwise(places)]
    for begin, end, worth in _said(places):
        first, pinyin = firsts[places[begin] : places[end]], "".join(sounds[begin:end])
        if letters in (pinyin, first):
            return max(best, worth)
        if pinyin.startswith(letters) or first.startswith(letters):
            best = max(best, worth * _BEGINS)
        least = max(_LEAST_PINYIN, best / (worth * _SOUNDS_ALIKE))
        if least < 1 and 2 * min(len(letters), len(pinyin)) >= least * (len(letters) + len(pinyin)):
            best = max(best, worth * _SOUNDS_ALIKE * Indel.normalized_similarity(letters, pinyin, score_cutoff=least))
    return best
