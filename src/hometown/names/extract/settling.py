"""Which findings stand where several claim the same signs: by kind, the longer before the shorter, the surer first."""

from collections.abc import Iterable

from .findings import Kind
from .proposals import Proposal

# A kind that says more about the same signs goes before one that says less.
_WEIGHT = {
    Kind.EMAIL: 10, Kind.WECHAT: 9, Kind.PHONE: 8, Kind.COMPANY: 7, Kind.AMOUNT: 6, Kind.DATE: 5, Kind.PERSON: 4,
    Kind.PLACE: 3, Kind.COUNTRY: 2, Kind.STAGE: 1,
}  # fmt: skip
_SURE = 0.9


def settled(proposals: Iterable[Proposal], size: int, closed: Iterable[tuple[int, int]] = ()) -> list[Proposal]:
    """Return the proposals that stand, in the order of the text, none overlapping; nothing stands in what is closed."""
    covered = bytearray(size)
    for start, end in closed:
        covered[start:end] = b"\1" * (end - start)
    standing = []
    for one in sorted(proposals, key=_rank):
        if one.start < one.end and not any(covered[one.start : one.end]):
            covered[one.start : one.end] = b"\1" * (one.end - one.start)
            standing.append(one)
    return sorted(standing, key=lambda one: one.start)


def _rank(one: Proposal) -> tuple[int, int, float, int]:
    """Sure persons go before unsure companies; then kinds, length, place."""
    weight = _WEIGHT[one.kind]
    if one.kind is Kind.COMPANY and one.confidence < 0.8:
        weight = 3
    return -weight, -(one.end - one.start), -one.confidence, one.start
