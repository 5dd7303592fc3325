"""What speaks for and against a candidate, part by part, as numbers between -1 and 1."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, LCSseq, Levenshtein
from rapidfuzz.process import cdist

from . import places, slips
from .lexicon import lexicon
from .pinyin import heard, initials
from .searching import SHORT, Query
from .segment import Segment
from .shapes import Shape
from .slips import Slip

FEATURES = (
    "equal", "equal_body", "coverage", "reverse", "order_whole",
    "trade_equal", "trade_alike", "trade_sound", "trade_inside", "trade_letters",
    "region_same", "region_within", "region_conflict", "region_missing",
    "industry_alike", "industry_missing", "industry_conflict",
    "form_equal", "form_missing", "branch_both", "branch_extra", "branch_missing", "prior",
    "inside", "starts", "body_left", "one_edit", "sound_equal", "abbreviated",
    "trade_kept", "industry_other", "same_signs",
    *(f"slip_{kind}" for kind in slips.KINDS), "slips", "prior_clean", "prior_slip", "prior_covered",
)  # fmt: skip


_COVERAGE = FEATURES.index("coverage")  # of what compares the wholes, which comes first
_PLACES = {name: at for at, name in enumerate(FEATURES)}


@dataclass(frozen=True)
class Evidence:
    """A candidate with its features, the shapes that were compared, and the slip of the pen that may part them."""

    entry: int
    shape: Shape
    values: tuple[float, ...]
    slip: Slip

    def value(self, name: str) -> float:
        """Return one feature by its name."""
        return self.values[_PLACES[name]]


@lru_cache(maxsize=20_000)
def heard_of(text: str) -> str:
    """Return how a bare text sounds, as one sign for each syllable."""
    return "".join(map(chr, heard(text)))


@lru_cache(maxsize=256)
def _signs(text: str) -> str:
    """Return the characters of a text in order: what two texts share of them, wherever they stand."""
    return "".join(sorted(text))


def without_stock(whole: str) -> str:
    """Return a bare short name without what an exchange adds: ST and its like before, A, B behind."""
    for mark in ("st", "pt", "xd", "dr", "xr", "n"):
        if whole.startswith(mark) and len(whole) > len(mark) + 1 and not whole[len(mark)].isascii():
            whole = whole[len(mark) :]
    for mark in ("b股", "a股", "h股", "a", "b", "u", "w"):
        if whole.endswith(mark) and len(whole) > len(mark) + 1 and not whole[-len(mark) - 1].isascii():
            whole = whole[: -len(mark)]
    return whole


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _body(shape: Shape) -> str:
    return shape.trade + shape.industry


def evidence(segment: Segment, query: Query, entry: int, whole: str | None = None) -> Evidence:
    """Compare a query with one entry; whoever knows its bare spelling already gives it."""
    one, other = query.shape, segment.shape(entry, whole)
    slip, prior = slips.slip(one, other), float(segment.prior[entry]) / 255
    whole_fit = _whole(one, other)
    values = (
        *whole_fit, *_trade(one, other), *_region_fit(one, other), *_industry(one, other),
        *_ending(one, other), prior, *_inside(one, other), keeps_trade(one, other),
        bool(one.industry) and bool(other.industry) and one.trade == other.trade and one.industry != other.industry,
        _share(LCSseq.similarity(_signs(one.whole), _signs(other.whole)), len(one.whole)),
        *(slip.kind == kind for kind in slips.KINDS), slip.distance / slips.MOST,
        prior * (slip.distance == 0), prior * (slip.distance == 1),
        prior * (slip.distance > 1 and whole_fit[_COVERAGE] == 1),
    )  # fmt: skip
    return Evidence(entry, other, values, slip)


def _whole(one: Shape, other: Shape) -> tuple[float, ...]:
    common = LCSseq.similarity(one.whole, other.whole)
    body, its = one.region + _body(one), other.region + _body(other)
    return (
        one.whole == other.whole,
        _body(one) == _body(other),
        _share(common, len(one.whole)),
        _share(common, len(other.whole)),
        1 - Levenshtein.normalized_distance(body, its),
    )


def _trade(one: Shape, other: Shape) -> tuple[float, ...]:
    alike = 1 - OSA.normalized_distance(one.trade, other.trade) if one.trade or other.trade else 0.0
    mine, its = heard_of(one.trade), heard_of(other.trade)
    sound = LCSseq.similarity(mine, its)
    return (
        one.trade == other.trade,
        alike,
        2 * sound / (len(mine) + len(its)) if mine or its else 0.0,
        bool(one.trade) and one.trade in other.whole,
        bool(mine) and len(mine) == len(its) and initials(one.trade) == initials(other.trade),
    )


def _region_fit(one: Shape, other: Shape) -> tuple[float, ...]:
    mine, its = one.region, other.region
    fit = places.fit(mine, its)
    return (fit == places.Fit.SAME, fit == places.Fit.WITHIN, fit == places.Fit.CONFLICT, bool(mine) != bool(its))


def keeps_trade(one: Shape, other: Shape) -> bool:
    """Tell whether the trade name of a candidate stands in the query as it is: no character edited, none added.

    A misspelt word of the industry makes the query's own trade name look longer, so the texts are laid side by side.
    """
    if one.trade == other.trade:
        return True
    begin, end = other.begin, other.begin + len(other.trade)
    if other.trade not in one.whole:
        return False
    if any(begin <= edit.dest_pos < end for edit in Levenshtein.editops(one.whole, other.whole)):
        return False
    at = one.whole.find(other.trade)
    goes_on = follows(one.whole[at + len(other.trade) :], other.whole[end:])
    return goes_on and is_region_of(one.whole[:at], other.whole[:begin])


def follows(written: str, registered: str) -> bool:
    """Tell whether what stands behind a trade name is what follows it, and not one more character of it.

    泰万又商贸 is not 泰万商贸: the next character must be one of the next two, sound like the next, or begin a word
    of an industry, a form or a region.
    """
    if not written or written[0] in registered[:2] or (registered and heard_of(written[0]) == heard_of(registered[0])):
        return True
    lists = lexicon()
    words = (lists.industries.words, lists.forms.words, lists.places)
    return any(written[:size] in known for known in words for size in range(2, min(len(written), 8) + 1))


_ENDS_OF_REGIONS = "省市区县州旗盟"


def is_region_of(written: str, region: str) -> bool:
    """Tell whether what stands before a trade name is its region, left out, written otherwise, or misspelt.

    A short word may as well be the first part of another trade name (龙安 beside 万安): then only its sound will do.
    """
    if not written or written == region or heard_of(written) == heard_of(region):
        return True
    if places.covers(written):
        return places.fit(written, region) != places.Fit.CONFLICT
    return region[-1:] in _ENDS_OF_REGIONS and bool(region) and OSA.distance(written, region) <= 1


def _industry(one: Shape, other: Shape) -> tuple[float, ...]:
    if not one.industry or not other.industry:
        return (0.0, float(bool(one.industry) != bool(other.industry)), 0.0)
    common = LCSseq.similarity(one.industry, other.industry)
    alike = common / min(len(one.industry), len(other.industry))
    return (alike, 0.0, float(common == 0))


def _ending(one: Shape, other: Shape) -> tuple[float, ...]:
    return (
        one.form == other.form,
        not one.form,
        bool(one.branch) and bool(other.branch) and one.branch == other.branch,
        bool(other.branch) and not one.branch,
        bool(one.branch) and not other.branch,
    )


def _inside(one: Shape, other: Shape) -> tuple[float, ...]:
    text, its = one.whole, other.region + _body(other)
    stem = text.removesuffix("股份").removesuffix("集团") or text
    distance = OSA.distance(text, other.whole, score_cutoff=2)
    at = other.whole.find(stem)
    left = len(its) - LCSseq.similarity(stem, its)
    begins = bool(stem) and bool(other.trade) and stem[0] in (other.trade[0], other.region[:1], other.whole[0])
    return (
        at >= 0,
        at == 0 or at == len(other.region),
        min(left, 10) / 10,
        distance <= 1,
        heard_of(one.whole) == heard_of(other.whole) if len(one.whole) == len(other.whole) else False,
        begins and LCSseq.similarity(stem, its) == len(stem),
    )


def quickest(query: Query, texts: list[str], priors: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """Return which of many candidates to compare closely: those that cover the query best, slips forgiven."""
    written = query.whole
    common = cdist([written], texts, scorer=LCSseq.similarity, dtype=np.float32)[0]
    lengths = np.fromiter(map(len, texts), np.float64, len(texts))
    if len(written) <= SHORT and not query.is_latin:
        common += _FORGIVEN * (_meant(query, texts) - common)
    value = common / max(len(written), 1) + 0.3 * common / np.maximum(lengths, 1) + 0.1 * priors
    value -= 0.0005 * np.arange(len(texts))
    order = np.argsort(-value, kind="stable")[:most]
    within, least = (_NEAR, _LEAST_COMPARED) if len(written) <= SHORT else (_NEAR_WHOLE, _LEAST_WHOLE)
    near = int(np.count_nonzero(value[order] >= value[order[0]] - within)) if len(order) else 0
    return order[: max(near, least)]


_FORGIVEN = 0.75
_NEAR = 0.3  # what covers so much less of the query than the best does is never meant
_LEAST_COMPARED = 10
_NEAR_WHOLE, _LEAST_WHOLE = 0.2, 6  # as above, of more than a short text


def _meant(query: Query, texts: list[str]) -> NDArray[np.float32]:
    """Return how much of a query each text covers, in any order, if what sounds or looks alike is the same."""
    written = query.whole
    table = slips.spelled_as(written, query.shape.trade)
    same = ["".join(sorted(text.translate(table))) for text in texts]
    found: NDArray[np.float32] = cdist(["".join(sorted(written))], same, scorer=LCSseq.similarity, dtype=np.float32)[0]
    return found
