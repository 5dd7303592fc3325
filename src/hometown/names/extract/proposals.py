"""What a finder proposes before it is settled which findings stand."""

from dataclasses import dataclass

from .findings import Kind, Value


@dataclass(frozen=True)
class Proposal:
    """A finding by its place in the folded text."""

    kind: Kind
    start: int
    end: int
    value: Value
    confidence: float
    reason: str
