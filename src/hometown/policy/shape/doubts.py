"""Against inflation 防注水: from where on figures of a project that hardly fit together ask for a second look."""

from decimal import Decimal

from pydantic import Field

from .money import YuanAmount
from .parts import Cited, Term, Unit


class Doubts(Cited):
    """What raises a doubt. A city whose rules say nothing keeps to these, to be confirmed."""

    capital_multiple: int = Field(default=50, ge=1, le=10_000)  # an investment of so many times the registered capital
    signed_again_within: Term = Term(count=24, unit=Unit.MONTH)  # one firm, a project of the same name
    quick_within: Term = Term(count=30, unit=Unit.DAY)  # from first contact to contract
    quick_from: YuanAmount = Decimal(500_000_000)
    unverified: bool = True
