"""Which of several filings in effect leads, before any claim was given: by the order of the city's rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hometown.policy.shape import ClaimOrder


@dataclass(frozen=True)
class Contender:
    """A filing in effect. `decision_maker_on` is the earliest contact with who decides that can be shown; `level` the
    place of the highest contact among the levels of the rules, 0 the highest. `record` is only handed back.
    """

    effective_at: datetime
    decision_maker_on: date | None = None
    level: int | None = None
    record: Any = None


@dataclass(frozen=True)
class Ruling:
    """Who leads, and by which rule; nobody where only arbitration can tell."""

    first: Contender | None
    by: ClaimOrder


_KEYS: dict[ClaimOrder, Callable[[Contender], Any]] = {
    # To the second: within one, neither was first.
    ClaimOrder.EFFECTIVE_TIME: lambda one: one.effective_at.replace(microsecond=0),
    ClaimOrder.DECISION_MAKER_CONTACT: lambda one: one.decision_maker_on or date.max,
    ClaimOrder.CONTACT_LEVEL: lambda one: one.level if one.level is not None else 10_000,
}


def first_of(order: Sequence[ClaimOrder], contenders: Iterable[Contender]) -> Ruling:
    """Return which contender leads. What ties in one rule is told apart by the next; raises ValueError for none."""
    left = list(contenders)
    if not left:
        raise ValueError("nobody contends")
    decided = order[0]
    for criterion in order:
        if len(left) == 1 or criterion not in _KEYS:
            break
        key, decided = _KEYS[criterion], criterion
        best = min(map(key, left))
        left = [one for one in left if key(one) == best]
    return Ruling(left[0], decided) if len(left) == 1 else Ruling(None, ClaimOrder.ARBITRATION)
