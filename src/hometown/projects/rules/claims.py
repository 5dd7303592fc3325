"""First claim 首谈: whether a submission is complete, from when it counts, and for how long it protects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hometown.policy.rules import deadline
from hometown.policy.shape import Policy

from .fingerprints import NOTHING_TOLD, Fingerprint

# Not asked of a submission: the company it names is always known, and the two records are the same thing.
_ALWAYS_THERE = frozenset({"company"})


@dataclass(frozen=True)
class Submission:
    """What a unit says of a lead. `filled` are the fields of the policy that it has a value for."""

    uscc: str
    normal_name: str
    project_name: str
    filled: frozenset[str]
    has_contact_evidence: bool
    fingerprint: Fingerprint = NOTHING_TOLD


def lacking(submission: Submission, required: Collection[str]) -> tuple[str, ...]:
    """Return what a submission lacks to be complete: fields of the first stage, then `contact_evidence`."""
    fields = [name for name in required if name not in submission.filled and name not in _ALWAYS_THERE]
    return (*fields, *(() if submission.has_contact_evidence else ("contact_evidence",)))


def is_complete(submission: Submission, required: Collection[str]) -> bool:
    """Tell whether a submission has all that the first stage asks for, and evidence of a contact."""
    return not lacking(submission, required)


def effective_time(before: datetime | None, *, complete: bool, now: datetime) -> datetime | None:
    """Return from when a filing counts: the server's time when it was first complete.

    Once set it never moves. What day the lead came up on, or was written in a workbook, plays no part.
    """
    return before if before is not None else now if complete else None


def claim_days(policy: Policy, effective_on: date) -> tuple[date, date]:
    """Return the first and last day of the protection of a claim that takes effect on a day."""
    return effective_on, deadline(policy, policy.claims.protection, effective_on)


def is_under_least(policy: Policy, yuan: Decimal | None) -> bool:
    """Tell whether a project is too small to be protected; one whose amount in yuan is not known is not."""
    least = policy.claims.least_amount
    return least is not None and yuan is not None and yuan < least


def holds_enough(policy: Policy, neglected: int) -> bool:
    """Tell whether a unit lets so many claims go without evidence that it gets no further one."""
    most = policy.claims.neglected_most
    return most is not None and neglected >= most


def renewed_to(policy: Policy, last_on: date) -> date:
    """Return the last day of a claim that is renewed: one more protection after its last day."""
    return deadline(policy, policy.claims.protection, last_on)
