"""Whether two regions can be meant of one firm: 上海 and 浦东新区 can, 江苏 and 浙江 cannot."""

from enum import IntEnum
from functools import lru_cache

from .lexicon import lexicon

_LONGEST = 12
_PROVINCE, _CITY = 2, 4


class Fit(IntEnum):
    """How the regions of two names stand to each other."""

    CONFLICT = -1
    UNKNOWN = 0  # one of them names none
    WITHIN = 1  # one lies in the other
    SAME = 2


def _stem(code: str, level: int) -> str:
    return code[: {0: 0, 1: _PROVINCE, 2: _CITY}.get(level, 6)]


@lru_cache(maxsize=100_000)
def codes_of(region: str) -> frozenset[str]:
    """Return the stems of the codes that a region can mean: of its last word, narrowed by those before it."""
    known, at, found = lexicon().places, 0, None
    while at < len(region):
        size = next(
            (size for size in range(min(_LONGEST, len(region) - at), 1, -1) if region[at : at + size] in known), 0
        )
        if not size:
            break
        here = {_stem(place.code, place.level) for place in known[region[at : at + size]]}
        inside = {code for code in here if found is None or any(code.startswith(before) for before in found)}
        found = inside or here
        at += size
    return frozenset(found or ()) - {""}


@lru_cache(maxsize=100_000)
def fit(one: str, other: str) -> Fit:
    """Tell how two regions stand to each other.

    >>> fit("上海", "上海市浦东新区").name, fit("江苏", "浙江").name, fit("", "上海").name
    ('WITHIN', 'CONFLICT', 'UNKNOWN')
    """
    if one == other and one:
        return Fit.SAME
    first, second = codes_of(one), codes_of(other)
    if not first or not second:
        return Fit.UNKNOWN
    if first & second:
        return Fit.SAME
    within = any(a.startswith(b) or b.startswith(a) for a in first for b in second)
    return Fit.WITHIN if within else Fit.CONFLICT


@lru_cache(maxsize=100_000)
def leading(text: str) -> str:
    """Return the region a text begins with (the rest of a name after a bracketed region was cut free), or nothing."""
    known = lexicon().places
    size = next((size for size in range(min(_LONGEST, len(text)), 1, -1) if text[:size] in known), 0)
    return text[:size]


@lru_cache(maxsize=100_000)
def trailing(text: str) -> str:
    """Return the region a text ends with, of those that may open a name, or nothing."""
    known = lexicon().first_regions.words
    size = next((size for size in range(min(_LONGEST, len(text)), 1, -1) if text[-size:] in known), 0)
    return text[-size:] if size else ""


@lru_cache(maxsize=100_000)
def covers(text: str) -> bool:
    """Tell whether a text is nothing but regions."""
    known = lexicon().places
    while text:
        size = next((size for size in range(min(_LONGEST, len(text)), 1, -1) if text[:size] in known), 0)
        if not size:
            return False
        text = text[size:]
    return True
