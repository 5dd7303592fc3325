"""Rules of leave 请假: who approves how many days, and what stands against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hometown.kernel.dates import Period
from hometown.kernel.errors import RuleBroken
from hometown.policy.rules import leave_step
from hometown.policy.shape import ApprovalPlace, Policy, PostingLevel

from .postings import overlaps


class Standing(StrEnum):
    """Where somebody is on a day."""

    AT_POST = "at_post"
    AWAY = "away"


@dataclass(frozen=True)
class Approver:
    """Who decides: a role of the policy, at which office."""

    role: str
    place: ApprovalPlace


@dataclass(frozen=True)
class Place:
    """A unit on the way from a host unit up to the top of its tree, nearest first."""

    key: str
    is_district: bool


def days(period: Period) -> int:
    """Return how many calendar days a leave takes, both ends included."""
    return (period.last - period.first).days + 1


def approver(policy: Policy, level: str, period: Period) -> Approver:
    """Return who approves this leave, by the matrix of the policy."""
    step = leave_step(policy, PostingLevel(level), days(period))
    return Approver(step.approver, step.at)


def offices(at: ApprovalPlace, way_up: Iterable[Place]) -> frozenset[str]:
    """Return the units whose approver may decide: the host unit up to below its district, or the district.

    A host unit that stands in no district answers for both. The home city is no unit; its approver holds all of it.
    """
    steps = list(way_up)
    districts = [step.key for step in steps if step.is_district]
    if at is ApprovalPlace.HOME_CITY or not steps:
        return frozenset()
    if at is ApprovalPlace.HOST_DISTRICT:
        return frozenset(districts[:1] or [steps[-1].key])
    if steps[0].is_district:  # posted in the district itself
        return frozenset({steps[0].key})
    return frozenset(step.key for step in steps if step.key not in districts)


def require_askable(wanted: Period, posting: Period, taken: Iterable[Period]) -> None:
    """Raise RuleBroken when a leave lies outside its posting or over another leave asked for or approved."""
    if wanted.first < posting.first or wanted.last > posting.last:
        raise RuleBroken("programme.leave_outside", first=posting.first, last=posting.last)
    for other in taken:
        if overlaps(wanted, other):
            raise RuleBroken("programme.leave_overlaps", first=other.first, last=other.last)


def require_back_within(leave: Period, on: date) -> Period:
    """Return the days really taken when somebody is back before the last. Raises RuleBroken outside the leave."""
    if not leave.first <= on <= leave.last:
        raise RuleBroken("programme.back_outside", first=leave.first, last=leave.last)
    return Period(leave.first, on)
