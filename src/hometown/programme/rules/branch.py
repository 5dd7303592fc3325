"""What the CPC branch work regulations (支部工作条例（试行）) ask of a temporary branch, as warnings.

A warning never blocks: the approving Party organisation decides. What a temporary branch may not do (admit members,
discipline, collect dues, hold elections) is not offered anywhere in the house.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hometown.policy.rules import committee_sizes, should_be_formal
from hometown.policy.shape import Policy

SECRETARY = "secretary"
POSTS = (SECRETARY, "deputy_secretary", "organisation", "publicity", "discipline")
USUAL_MOST = 5  # a committee has three to five members, at most seven


@dataclass(frozen=True)
class BranchFacts:
    """What is known of a branch on a day. `members` is a number; who is a Party member is not recorded."""

    batch_first: date
    batch_last: date
    is_founded: bool
    members: int
    posts: tuple[str, ...] = ()  # one entry per person in a post on the day
    dissolved_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """One thing the regulations ask and the branch does not have. Amber: look at it; red: put it right."""

    code: str
    tone: str = "amber"
    facts: dict[str, object] = field(default_factory=dict)


def warnings(policy: Policy, facts: BranchFacts, today: date) -> list[Finding]:
    """Return what to put right in a batch's branch, the graver first."""
    found = list(_of_life(policy, facts, today))
    if facts.is_founded and facts.dissolved_on is None:
        found += _of_posts(facts)
        found += _of_committee(policy, facts)
    return sorted(found, key=lambda one: one.tone != "red")


def _of_life(policy: Policy, facts: BranchFacts, today: date) -> Iterable[Finding]:
    running = facts.batch_first <= today <= facts.batch_last
    if should_be_formal(policy, facts.batch_first, facts.batch_last):
        yield Finding("formal_branch", facts={"term": policy.branch.formal_after})
    if not facts.is_founded and running:
        yield Finding("no_branch", "red")
    if facts.is_founded and facts.dissolved_on is None and today > facts.batch_last:
        yield Finding("dissolves", "red", {"on": facts.batch_last})


def _of_posts(facts: BranchFacts) -> Iterable[Finding]:
    held = Counter(facts.posts)
    if not held[SECRETARY]:
        yield Finding("no_secretary", "red")
    if held[SECRETARY] > 1:
        yield Finding("secretaries", "red", {"count": held[SECRETARY]})


def _of_committee(policy: Policy, facts: BranchFacts) -> Iterable[Finding]:
    size = len(facts.posts)
    if facts.members < policy.branch.members_least:
        yield Finding("few_members", facts={"members": facts.members, "least": policy.branch.members_least})
        return
    least, most = committee_sizes(policy, facts.members)
    if not most:
        if size > 2:  # a secretary and, where needed, a deputy
            yield Finding("committee_unneeded", facts={"members": facts.members, "from": policy.branch.committee_from})
    elif size < least:
        yield Finding("committee_small", facts={"members": facts.members, "size": size, "least": least})
    elif size > most:
        yield Finding("committee_large", "red", {"size": size, "most": most})
    elif size > USUAL_MOST:
        yield Finding("committee_unusual", facts={"size": size, "usual": USUAL_MOST, "most": most})


def may_not(policy: Policy) -> tuple[str, ...]:
    """Return the codes of what a temporary branch may not do, in the order of the regulations."""
    order = ("admit_members", "discipline", "collect_dues", "hold_elections")
    return tuple(code for code in order if code in {thing.value for thing in policy.branch.may_not})
