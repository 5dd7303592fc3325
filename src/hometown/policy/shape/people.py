"""Roles and what they may do; leave; the temporary Party branch."""

from enum import StrEnum

from pydantic import Field

from hometown.accounts.capabilities import ADMINISTRATIVE, BUSINESS, Capability

from .parts import Cited, Named, Slug, Term


class ScopeKind(StrEnum):
    """Over what a role may be given. `city` is everything; its grant has no scope."""

    CITY = "city"
    BATCH = "batch"
    DISTRICT = "district"
    UNIT = "unit"


class Role(Named, Cited):
    """A role that duties give: what it may do, over what, and which roles its holder may not hold too."""

    may: frozenset[Capability]
    scopes: tuple[ScopeKind, ...] = Field(min_length=1)
    conflicts: tuple[Slug, ...] = ()

    @property
    def is_administrator(self) -> bool:
        """System, security or audit administrator."""
        return bool(self.may & ADMINISTRATIVE)

    @property
    def has_business(self) -> bool:
        """Whether it touches business data at all."""
        return bool(self.may & BUSINESS)


class PostingLevel(StrEnum):
    """Where an officer is posted: with the host city's bodies, or in a district or street."""

    CITY = "city"
    DISTRICT = "district"


class ApprovalPlace(StrEnum):
    """Whose office approves."""

    HOST_UNIT = "host_unit"  # the unit the officer works in
    HOST_DISTRICT = "host_district"  # the organisation department of the host district
    HOME_CITY = "home_city"  # the organisation department at home


class LeaveStep(Cited):
    """Leave longer than `over_days` at this level is approved by this role at this place."""

    level: PostingLevel
    over_days: int = Field(ge=0, le=365)
    approver: Slug
    at: ApprovalPlace


class Leave(Cited):
    """Leave: its kinds (never health: that belongs to the care channel) and who approves it."""

    kinds: tuple[Named, ...] = Field(min_length=1)
    matrix: tuple[LeaveStep, ...] = Field(min_length=1)
    home_rest_every: Term | None = None  # how often an officer goes home; to plan, not to check


class NotForTemporaryBranch(StrEnum):
    """What a temporary branch may not do (CPC branch work regulations, for trial)."""

    ADMIT_MEMBERS = "admit_members"  # 发展党员
    DISCIPLINE = "discipline"  # 处分处置党员
    COLLECT_DUES = "collect_dues"  # 收缴党费
    HOLD_ELECTIONS = "hold_elections"  # 选举和换届


class Branch(Cited):
    """The temporary Party branch: appointed, dissolved with the batch."""

    formal_after: Term  # a batch longer than this should set up a formal branch: warn
    committee_from: int = Field(ge=1, le=99)  # members; fewer have only a secretary
    committee_least: int = Field(ge=1, le=99)
    committee_most: int = Field(ge=1, le=99)
    members_least: int = Field(ge=1, le=99)
    may_not: frozenset[NotForTemporaryBranch]
    duties: tuple[Named, ...] = ()
