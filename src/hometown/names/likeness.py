"""How alike two names are, for a person to decide: a slip of the pen, or two firms."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from . import places
from .features import heard_of
from .searching import query
from .shapes import Shape

SAME_LINE, SHORTER, SLIP = 1.0, 0.9, 0.8
_LEAST = 2  # characters of a trade name
_LEAST_TO_DIFFER = 3  # shorter ones that differ in a character have too little in common
_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十]+")


@lru_cache(maxsize=20_000)
def _shape(name: str) -> Shape:
    return query(name).shape


def alikeness(one: str, other: str) -> float:
    """Return how alike two names are, whatever place and legal form they have.

    1 for one trade name in one line of business, 0.9 where one of them says less, 0.8 for what may be a slip of the
    pen (a character missing, added, exchanged, another one, the same sound), else 0. Another number is another firm.

    >>> alikeness("江苏龙净环保有限公司", "江苏龙竞环保科技股份有限公司"), alikeness("第一机床厂", "第二机床厂")
    (0.8, 0.0)
    """
    a, b = _shape(one), _shape(other)
    mine, its = a.trade + a.industry, b.trade + b.industry
    if min(len(mine), len(its)) < _LEAST or _NUMBERS.findall(mine) != _NUMBERS.findall(its):
        return 0.0
    if a.trade == b.trade:
        if a.industry == b.industry:
            return SAME_LINE
        return SHORTER if a.industry.startswith(b.industry) or b.industry.startswith(a.industry) else 0.0
    in_line = a.industry.startswith(b.industry) or b.industry.startswith(a.industry)
    if in_line and heard_of(a.trade) == heard_of(b.trade):
        return SLIP
    near = min(len(mine), len(its)) >= _LEAST_TO_DIFFER and OSA.distance(mine, its) <= 1
    return SLIP if near else 0.0


def may_be_one(one: str, other: str) -> bool:
    """Tell whether two records with these names are worth a look: alike, in a line of business, not of two places."""
    a, b = _shape(one), _shape(other)
    if not a.industry or not b.industry or places.fit(a.region, b.region) == places.Fit.CONFLICT:
        return False
    return alikeness(one, other) >= SLIP
