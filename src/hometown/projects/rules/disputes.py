"""Terms and sides of what is disputed: probable matches, objections, transfers."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from hometown.policy.rules import calendar_known, deadline, uses_calendar
from hometown.policy.shape import Policy, Term

CLAIM_ENDED = "claim_ended"  # why a transfer goes no further whose claim is gone


class Side(StrEnum):
    """Who must agree to a transfer."""

    GIVER = "giver"
    RECEIVER = "receiver"
    COORDINATOR = "coordinator"


def sides_missing(confirmed: Collection[str]) -> tuple[Side, ...]:
    """Return which sides have not agreed yet."""
    return tuple(side for side in Side if side not in confirmed)


def decide_by(policy: Policy, asked_on: date) -> date:
    """Return the last day for deciding a probable match."""
    return deadline(policy, policy.claims.decide_probable, asked_on)


def object_until(policy: Policy, since: date) -> date:
    """Return the last day for objecting to a claim or a decision, or for appealing."""
    return deadline(policy, policy.claims.objection, since)


def decide_objection_by(policy: Policy, filed_on: date) -> date:
    """Return the last day for deciding an objection or an appeal."""
    return deadline(policy, policy.claims.decide_objection, filed_on)


def is_guessed(policy: Policy, term: Term, due: date) -> bool:
    """Tell whether a day was counted in workdays of a year whose calendar the rules do not list: the page says so."""
    return uses_calendar(term) and not calendar_known(policy, due)


def split_fault(giver: int, receiver: int) -> str:
    """Return what is wrong with a split in per cent, a refusal code; empty where it stands."""
    if min(giver, receiver) < 0 or giver + receiver != 100:
        return "projects.split_not_whole"
    return ""
