"""The life of a claim: kept up by progress, warned of, back in the pool when nothing comes.

Days between two marks of progress are counted; a claim that has once lapsed does not come back by later work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hometown.policy.rules import deadline
from hometown.policy.shape import Policy

NO_EVIDENCE, EXPIRED = "no_evidence", "expired"


class ClaimState(StrEnum):
    """How a claim stands, from good to gone."""

    KEPT = "kept"  # the contract is signed: nothing is counted any more
    FRESH = "fresh"
    WARNED = "warned"  # a warning day of the rules has come
    AMBER = "amber"  # evidence was missed
    RED = "red"  # so often that the claim goes back to the pool
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Life:
    """Where a claim stands on a day.

    `evidence_due` is the last day for the next evidence, `returns_on` the day it is back in the pool if none comes (or
    its protection ends), `because` why it would then, or did. `is_ending`: the protection itself is nearly over.
    """

    state: ClaimState
    last_progress: date | None
    quiet_days: int
    misses: int
    evidence_due: date
    returns_on: date
    because: str
    is_ending: bool = False

    @property
    def lamp(self) -> str:
        """Green, amber or red."""
        if self.state in {ClaimState.RED, ClaimState.LAPSED}:
            return "red"
        if self.state is ClaimState.KEPT:
            return "green"
        return "green" if self.state is ClaimState.FRESH and not self.is_ending else "amber"

    @property
    def is_lapsed(self) -> bool:
        """Whether the claim protects nobody any more."""
        return self.state is ClaimState.LAPSED


def life(
    policy: Policy, first_on: date, last_on: date, progress: Iterable[date], today: date, *, is_kept: bool = False
) -> Life:
    """Return how a claim stands, of the days on which there was progress with evidence."""
    marks = sorted({day for day in progress if first_on <= day <= today})
    base = first_on
    for mark in marks:
        if mark > min(last_on, _red_end(policy, base)):
            break
        base = mark
    end = min(last_on, _red_end(policy, base))
    misses = sum(today > day for day in _due_days(policy, base))
    due = next((day for day in _due_days(policy, base) if day >= today), end)
    return Life(
        state=ClaimState.KEPT if is_kept else _state(policy, base, end, misses, today),
        last_progress=base if base in marks else None,
        quiet_days=max(0, (today - base).days),
        misses=misses,
        evidence_due=min(due, end),
        returns_on=end + timedelta(days=1),
        because=EXPIRED if last_on <= _red_end(policy, base) else NO_EVIDENCE,
        is_ending=not is_kept and deadline(policy, policy.levels.lamps.amber_before, today) >= last_on,
    )


def _state(policy: Policy, base: date, end: date, misses: int, today: date) -> ClaimState:
    if today > end:
        return ClaimState.LAPSED
    if misses >= policy.claims.misses_allowed:
        return ClaimState.RED
    if misses:
        return ClaimState.AMBER
    warned = policy.claims.warn_on_days and (today - base).days >= min(policy.claims.warn_on_days)
    return ClaimState.WARNED if warned else ClaimState.FRESH


def _due_days(policy: Policy, base: date) -> list[date]:
    """Return the days by which evidence is due one after the other, if none comes after `base`."""
    days, day = [], base
    for _ in range(policy.claims.misses_allowed):
        day = deadline(policy, policy.claims.evidence_every, day)
        days.append(day)
    return days


def _red_end(policy: Policy, base: date) -> date:
    """Return the last day of a claim without further evidence."""
    return deadline(policy, policy.claims.release_after, _due_days(policy, base)[-1])


def warning_days(policy: Policy, base: date) -> tuple[date, ...]:
    """Return the days on which the holder is warned, after the last progress."""
    return tuple(base + timedelta(days=count) for count in policy.claims.warn_on_days)
