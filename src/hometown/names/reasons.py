"""Why a candidate is one, in words: what agrees, what differs, and the characters that do."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from . import places
from .features import heard_of
from .shapes import Shape

_SENTENCES = {
    "code": "the same code",
    "exact": "the same name",
    "alias": "recorded as another name, {other}",
    "former": "recorded as a former name, {other}",
    "branch": "a branch of it, {one}",
    "trade": "the same trade name {one}",
    "trade-differs": "trade name {one}, there {other}",
    "sounds": "sounds the same",
    "letters": "first letters {one}",
    "region": "region {other}",
    "region-differs": "region {one}, there {other}",
    "industry-differs": "industry {one}, there {other}",
    "form-differs": "legal form {one}, there {other}",
    "abbreviates": "{one} abbreviates it",
    "several": "several firms have this name",
    "short": "too short to tell",
    "long": "too long to be a name",
}


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for or against a candidate: a code, and the texts of query and candidate it is about."""

    code: str
    one: str = ""
    other: str = ""

    def __str__(self) -> str:
        return _SENTENCES[self.code].format(one=self.one, other=self.other)


def compare(one: Shape, other: Shape) -> tuple[Reason, ...]:
    """Return what agrees and what differs between a query and a candidate, the trade name first."""
    found = []
    if one.trade == other.trade:
        found.append(Reason("trade", one.trade))
    elif one.trade and one.trade in other.whole:
        found.append(Reason("abbreviates", one.whole))
    else:
        found.append(Reason("trade-differs", one.trade, other.trade))
        if heard_of(one.trade) == heard_of(other.trade):
            found.append(Reason("sounds"))
    mine, its = one.region, other.region
    if its and not mine:
        found.append(Reason("region", other=its))
    elif mine and its and places.fit(mine, its) == places.Fit.CONFLICT:
        found.append(Reason("region-differs", mine, its))
    if one.industry and one.industry != other.industry:
        found.append(Reason("industry-differs", one.industry, other.industry))
    if one.form and one.form != other.form:
        found.append(Reason("form-differs", one.form, other.form))
    if one.branch != other.branch and one.branch:
        found.append(Reason("branch", one.branch))
    return tuple(found)


def is_rearranged(one: str, other: str) -> bool:
    """Tell whether two trade names have the same characters, two neighbours exchanged."""
    return sorted(one) == sorted(other) and OSA.distance(one, other) <= 1
