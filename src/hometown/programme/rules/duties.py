"""Rules of duties: which roles people of the programme give, and what each is held over."""

from dataclasses import dataclass
from enum import StrEnum

from hometown.kernel.errors import RuleBroken
from hometown.policy.rules import role as role_of
from hometown.policy.shape import Policy, Role, ScopeKind

BRANCH_ROLES = {"secretary": "branch_secretary"}  # a post in the branch → the role it carries; others are members
BY_POSTING = frozenset({"secondee", "alumnus"})  # handed down by a posting, never by hand


class Over(StrEnum):
    """What a duty is held over: a unit with all below it, a batch, or the whole city."""

    CITY = ""
    UNIT = "unit"
    BATCH = "batch"


@dataclass(frozen=True)
class Given:
    """What a duty names beside its role."""

    has_unit: bool
    has_batch: bool


def over(role: Role, given: Given) -> Over:
    """Return what a duty of this role is held over.

    A role of the city may name the unit somebody works in; it is held over the whole city all the same. A district is a
    unit too, so a role over a district is held over that unit. Raises RuleBroken when what the role needs is missing.
    """
    if ScopeKind.BATCH in role.scopes:
        if given.has_batch:
            return Over.BATCH
        raise RuleBroken("programme.role_needs_batch", role=role.code)
    if ScopeKind.CITY in role.scopes:
        return Over.CITY
    if given.has_unit:
        return Over.UNIT
    raise RuleBroken("programme.role_needs_unit", role=role.code)


def require_given_by_duty(policy: Policy, code: str) -> Role:
    """Return a role that a duty may give. Raises RuleBroken for administrators, unknown, retired and posted roles."""
    role = role_of(policy, code)
    if role is None or role.retired:
        raise RuleBroken("programme.no_such_role", role=code)
    if role.is_administrator:
        raise RuleBroken("programme.administrators_apart", role=code)
    return role


def offered(policy: Policy) -> tuple[Role, ...]:
    """Return the roles one may give by hand."""
    return tuple(
        role for role in policy.roles
        if not role.retired and not role.is_administrator and role.code not in BY_POSTING
    )  # fmt: skip


def role_of_post(post: str) -> str:
    """Return the role that a post in the branch carries."""
    return BRANCH_ROLES.get(post, "branch_member")
