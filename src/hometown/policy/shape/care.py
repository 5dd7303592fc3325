"""Care 关心关爱: which kinds of needs are noted, for how long at most, and by how many they are read."""

from pydantic import Field

from .parts import MAX_LIST, Cited, Named, Term, Unit


class Care(Cited):
    """Consent-based and minimal. A city whose rules say nothing keeps to these, to be confirmed."""

    kinds: tuple[Named, ...] = Field(
        default=(
            Named(code="health", zh="身体健康", en="Health"),
            Named(code="family", zh="家庭照料", en="Family"),
            Named(code="hardship", zh="生活困难", en="Hardship"),
            Named(code="housing", zh="住宿", en="Housing"),
            Named(code="strain", zh="心理压力", en="Strain"),
            Named(code="other", zh="其他", en="Other"),
        ),
        min_length=1,
        max_length=MAX_LIST,
    )
    keep: Term = Term(count=90, unit=Unit.DAY)  # from the day a need is noted to the day its words are destroyed
    most_readers: int = Field(default=2, ge=1, le=5)  # of one batch, at once
    unverified: bool = True
