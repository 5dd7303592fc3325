"""Screening of a registry: why a listed firm is left out, within what time somebody goes to one, what stands out."""

from typing import Annotated

from pydantic import Field

from .parts import MAX_LIST, Cited, Named, Term, Unit

USUAL_DISMISSALS = (
    Named(code="other_trade", zh="主营业务不符", en="Another line of business"),
    Named(code="trader", zh="只贸易不生产", en="Trades only, makes nothing"),
    Named(code="too_small", zh="规模太小", en="Too small"),
    Named(code="closed", zh="已歇业或迁走", en="Closed or moved away"),
    Named(code="unfit", zh="环保能耗不宜", en="Unfit by environment or energy"),
    Named(code="no_wish", zh="无外迁扩产意向", en="No wish to expand elsewhere"),
    Named(code="in_hand", zh="已由他人对接", en="Already in others' hands"),
    Named(code="other", zh="其他", en="Other"),
)


class Screening(Cited):
    """A city whose rules say nothing keeps to this, to be confirmed."""

    dismissals: Annotated[tuple[Named, ...], Field(min_length=1, max_length=MAX_LIST)] = USUAL_DISMISSALS
    go_within: Term = Term(count=10, unit=Unit.WORKDAY)  # from the day a firm is assigned to somebody
    suggest_from: Annotated[int, Field(ge=2, le=1000)] = 3  # firms dismissed for one reason and found by one phrase
    unverified: bool = True
