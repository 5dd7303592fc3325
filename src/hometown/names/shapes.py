"""A name taken apart, as texts."""

from dataclasses import dataclass

from . import places


@dataclass(frozen=True)
class Shape:
    """A name of the index taken apart, as bare texts."""

    whole: str
    region: str
    trade: str
    industry: str
    form: str
    branch: str
    begin: int = 0  # where the trade name begins in the whole


def shaped(whole: str, region: int, trade: int, form: int, branch: int) -> Shape:
    """Return a bare name taken apart where its parts end.

    A region after the trade name, as in 宏达（上海）贸易 or 宏达科技（上海）, is its region.
    """
    place, industry = whole[:region], whole[trade:form]
    if not place and (inner := places.leading(industry)):
        place, industry = inner, industry[len(inner) :]
    elif not place and (inner := places.trailing(industry)):
        place, industry = inner, industry[: -len(inner)]
    return Shape(whole, place, whole[region:trade], industry, whole[form:branch], whole[branch:], region)
