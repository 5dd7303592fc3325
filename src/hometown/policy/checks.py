"""What the shape cannot say about one block alone: that the blocks fit each other.

Each check names the blocks it reads and runs when those could be read, so that a file with one misspelt stage still
hears about its leave matrix.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from hometown.accounts.capabilities import ADMINISTRATIVE, Capability
from hometown.accounts.rules import ADMINISTRATORS

from .forbidden import is_forbidden_key, is_forbidden_label
from .nearest import nearest
from .problems import Path
from .shape import EvidenceKind, Medium, Named, NotForTemporaryBranch, Part, Policy, StageCode, StatusCode
from .shape.people import PostingLevel

ANCHORS = frozenset({StageCode.LEAD, StageCode.TALKING, StageCode.INTENT, StageCode.SIGNING, StageCode.SIGNED})


@dataclass(frozen=True)
class Finding:
    """A mistake found in rules that could be read; `reading` adds line and place."""

    path: Path
    code: str
    facts: dict[str, object] = field(default_factory=dict)


Check = Callable[[Policy], Iterator[Finding]]
CHECKS: list[tuple[frozenset[str], Check]] = []


def _reads(*blocks: str) -> Callable[[Check], Check]:
    def note(check: Check) -> Check:
        CHECKS.append((frozenset(blocks), check))
        return check

    return note


def findings(policy: Policy, readable: frozenset[str]) -> Iterator[tuple[frozenset[str], Finding]]:
    """Run every check whose blocks could be read; yield what it finds with the blocks it reads."""
    for blocks, check in CHECKS:
        if blocks <= readable:
            for finding in check(policy):
                yield blocks, finding


def _unknown(path: Path, kind: str, name: str, known: Iterable[str]) -> Finding:
    return Finding(path, f"unknown_{kind}", {"name": name, "nearest": nearest(name, known)})


def _roles_exist(policy: Policy, names: Iterable[str], path: Path, needed: Capability | None) -> Iterator[Finding]:
    roles = {role.code: role for role in policy.roles}
    for index, name in enumerate(names):
        if name not in roles:
            yield _unknown((*path, index), "role", name, roles)
        elif needed is not None and needed not in roles[name].may:
            yield Finding((*path, index), "role_may_not", {"role": name, "capability": needed.value})


def _twice(items: Iterable[Named], path: Path) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.code in seen:
            yield Finding((*path, index, "code"), "code_twice", {"code": str(item.code)})
        seen.add(item.code)


def _named_lists(part: Part, path: Path = ()) -> Iterator[tuple[Path, tuple[Named, ...]]]:
    """Yield every list of named things, however deep."""
    for name in type(part).model_fields:
        value = getattr(part, name, None)
        here = (*path, name)
        if isinstance(value, Part):
            yield from _named_lists(value, here)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            if all(isinstance(item, Named) for item in value):
                yield here, value
            for index, item in enumerate(value):
                yield from _named_lists(item, (*here, index))


@_reads()
def codes_differ(policy: Policy) -> Iterator[Finding]:
    """No list has a code twice."""
    for path, items in _named_lists(policy):
        yield from _twice(items, path)


@_reads()
def nothing_formalist(policy: Policy) -> Iterator[Finding]:
    """Nothing is called a check-in, points, a leaderboard, by code or by words."""
    for path, items in _named_lists(policy):
        for index, item in enumerate(items):
            if is_forbidden_key(item.code) or is_forbidden_label(item.zh) or is_forbidden_label(item.en):
                yield Finding((*path, index), "forbidden_by_law", {"name": item.zh})


@_reads("sources")
def sources_exist(policy: Policy) -> Iterator[Finding]:
    """Every cited source is listed."""
    known = {source.code for source in policy.sources}
    for path, names in _citations(policy):
        for index, name in enumerate(names):
            if name not in known:
                yield _unknown((*path, index), "source", name, known)


def _citations(part: Part, path: Path = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for name in type(part).model_fields:
        value = getattr(part, name, None)
        here = (*path, name)
        if name == "source" and isinstance(value, tuple):
            yield here, value
        elif isinstance(value, Part):
            yield from _citations(value, here)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from _citations(item, (*here, index))


@_reads("roles")
def administrators_are_apart(policy: Policy) -> Iterator[Finding]:
    """An administrator has one administrative power, no business data, and excludes the two others."""
    administrators = [role.code for role in policy.roles if role.is_administrator]
    for index, role in enumerate(policy.roles):
        if not role.is_administrator:
            continue
        if role.code not in ADMINISTRATORS:
            facts: dict[str, object] = {"role": role.code, "others": sorted(ADMINISTRATORS)}
            yield Finding(("roles", index, "code"), "administrator_code", facts)
        if role.has_business:
            yield Finding(("roles", index, "may"), "administrator_with_business", {"role": role.code})
        if len(role.may & ADMINISTRATIVE) > 1:
            yield Finding(("roles", index, "may"), "administrator_of_two", {"role": role.code})
        missing = sorted(set(administrators) - set(role.conflicts) - {role.code})
        if missing:
            facts = {"role": role.code, "others": missing}
            yield Finding(("roles", index, "conflicts"), "administrators_together", facts)


@_reads("roles")
def somebody_may(policy: Policy) -> Iterator[Finding]:
    """The powers without which the house cannot be run or its rules changed are held by some role."""
    needed = [*sorted(ADMINISTRATIVE), Capability.PROPOSE_POLICY, Capability.ADOPT_POLICY, Capability.READ_POLICY]
    for capability in needed:
        if not any(capability in role.may and not role.retired for role in policy.roles):
            yield Finding(("roles",), "nobody_may", {"capability": capability.value})


@_reads("roles")
def verifiers_do_not_report(policy: Policy) -> Iterator[Finding]:
    """A role that verifies neither reports evidence nor moves projects; and conflicts name known roles."""
    reporting = {Capability.REPORT_EVIDENCE, Capability.ADVANCE_PROJECT}
    for index, role in enumerate(policy.roles):
        if Capability.VERIFY in role.may and role.may & reporting:
            yield Finding(("roles", index, "may"), "verifier_reports", {"role": role.code})
        yield from _roles_exist(policy, role.conflicts, ("roles", index, "conflicts"), None)


@_reads("roles", "stages")
def stage_roles_exist(policy: Policy) -> Iterator[Finding]:
    """Who advances may advance (into the first stage: file a lead); who verifies may verify."""
    for index, stage in enumerate(policy.stages):
        path = ("stages", index)
        power = Capability.FILE_LEAD if stage.code is StageCode.LEAD else Capability.ADVANCE_PROJECT
        yield from _roles_exist(policy, stage.advance, (*path, "advance"), power)
        yield from _roles_exist(policy, stage.verify, (*path, "verify"), Capability.VERIFY)


@_reads("roles", "separate_facts", "stages")
def fact_roles_exist(policy: Policy) -> Iterator[Finding]:
    """Separate facts name known verifiers and known stages."""
    stages = {stage.code for stage in policy.stages}
    for index, fact in enumerate(policy.separate_facts):
        path = ("separate_facts", index)
        yield from _roles_exist(policy, fact.verify, (*path, "verify"), Capability.VERIFY)
        if fact.due_after is not None and fact.due_after not in stages:
            yield _unknown((*path, "due_after"), "stage", fact.due_after, stages)
        if (fact.due is None) != (fact.due_after is None):
            yield Finding(path, "due_without_stage", {"name": fact.zh})


@_reads("stages")
def stages_stand(policy: Policy) -> Iterator[Finding]:
    """All stages are there, in the order figures count by; those that every figure needs are not retired."""
    codes = [stage.code for stage in policy.stages]
    for code in StageCode:
        if code not in codes:
            yield Finding(("stages",), "stage_missing", {"stage": code.value})
    order = list(StageCode)
    for index, (before, after) in enumerate(pairwise(codes)):
        if order.index(after) < order.index(before):
            yield Finding(("stages", index + 1), "stage_out_of_order", {"stage": after.value, "before": before.value})
    for index, stage in enumerate(policy.stages):
        if stage.retired and stage.code in ANCHORS:
            yield Finding(("stages", index, "retired"), "stage_needed", {"stage": stage.code.value})


@_reads("stages")
def no_compulsory_photo(policy: Policy) -> Iterator[Finding]:
    """A photograph is never the only way through a gate."""
    for index, stage in enumerate(policy.stages):
        for slot in slots(stage.evidence):
            if all(set(kind.media) == {Medium.PHOTO} for kind in slot):
                path: Path = ("stages", index, "evidence", stage.evidence.index(slot[0]))
                yield Finding(path, "compulsory_photo", {"stage": stage.zh, "evidence": slot[0].zh})


def slots(kinds: Iterable[EvidenceKind]) -> tuple[tuple[EvidenceKind, ...], ...]:
    """Return what a gate demands: each slot is filled by any one of its kinds."""
    found: dict[str, list[EvidenceKind]] = {}
    for kind in kinds:
        if kind.required and not kind.retired:
            found.setdefault(f"either:{kind.either}" if kind.either else kind.code, []).append(kind)
    return tuple(tuple(slot) for slot in found.values())


@_reads("statuses")
def all_statuses_stand(policy: Policy) -> Iterator[Finding]:
    """All four statuses are there; each but active offers reasons."""
    codes = [status.code for status in policy.statuses]
    for code in StatusCode:
        if code not in codes:
            yield Finding(("statuses",), "status_missing", {"status": code.value})
    for index, status in enumerate(policy.statuses):
        if status.code is not StatusCode.ACTIVE and not status.reasons:
            yield Finding(("statuses", index, "reasons"), "status_without_reasons", {"status": status.zh})


@_reads("review")
def sheet_adds_up(policy: Policy) -> Iterator[Finding]:
    """Full marks add up to 100."""
    total = sum(item.full for item in policy.review.sheet)
    if total != 100:
        yield Finding(("review", "sheet"), "sheet_not_100", {"total": total})


@_reads("roles", "review")
def reviewers_exist(policy: Policy) -> Iterator[Finding]:
    """Reviewers are known roles."""
    yield from _roles_exist(policy, policy.review.reviewers, ("review", "reviewers"), None)


@_reads("roles", "claims")
def claim_roles_exist(policy: Policy) -> Iterator[Finding]:
    """Claims are decided by roles that may."""
    yield from _roles_exist(policy, policy.claims.decided_by, ("claims", "decided_by"), Capability.DECIDE_CLAIMS)
    yield from _roles_exist(policy, policy.claims.appeal_to, ("claims", "appeal_to"), None)
    if policy.claims.appeals and not policy.claims.appeal_to:
        yield Finding(("claims", "appeal_to"), "appeal_to_nobody")
    if set(policy.claims.decided_by) & set(policy.claims.appeal_to):
        yield Finding(("claims", "appeal_to"), "appeal_to_decider")


@_reads("roles", "leave")
def leave_is_covered(policy: Policy) -> Iterator[Finding]:
    """Each level starts at 0 days and rises; approvers may approve."""
    for level in PostingLevel:
        steps = [(i, step) for i, step in enumerate(policy.leave.matrix) if step.level is level]
        days = [step.over_days for _, step in steps]
        if not days or days[0] != 0 or days != sorted(set(days)):
            path: Path = ("leave", "matrix", steps[0][0]) if steps else ("leave", "matrix")
            yield Finding(path, "leave_gap", {"level": level.value})
    for index, step in enumerate(policy.leave.matrix):
        place: Path = ("leave", "matrix", index, "approver")
        for finding in _roles_exist(policy, (step.approver,), place, Capability.APPROVE_LEAVE):
            yield Finding(place, finding.code, finding.facts)


@_reads("branch")
def branch_is_temporary(policy: Policy) -> Iterator[Finding]:
    """The four things a temporary branch may not do are all ruled out; the committee fits."""
    for thing in sorted(set(NotForTemporaryBranch) - policy.branch.may_not):
        yield Finding(("branch", "may_not"), "branch_may_not", {"thing": thing.value})
    if policy.branch.committee_least > policy.branch.committee_most:
        yield Finding(("branch", "committee_least"), "committee_sizes")


@_reads("currencies")
def yuan_is_there(policy: Policy) -> Iterator[Finding]:
    """CNY is listed, needs no rate; rates start on different days; no currency stands twice."""
    seen: set[str] = set()
    for index, currency in enumerate(policy.currencies):
        starts = [rate.starts_on for rate in currency.rates]
        if currency.code in seen:
            yield Finding(("currencies", index, "code"), "code_twice", {"code": currency.code})
        if len(set(starts)) != len(starts) or (currency.code == "CNY" and starts):
            yield Finding(("currencies", index, "rates"), "rates_twice", {"code": currency.code})
        seen.add(currency.code)
    if "CNY" not in seen:
        yield Finding(("currencies",), "no_yuan")


@_reads("workdays")
def calendar_fits(policy: Policy) -> Iterator[Finding]:
    """A day off is a weekday of its year, a day worked a weekend day; a year stands once."""
    years: set[int] = set()
    for index, year in enumerate(policy.workdays.years):
        path: Path = ("workdays", "years", index)
        if year.year in years:
            yield Finding((*path, "year"), "code_twice", {"code": str(year.year)})
        years.add(year.year)
        for name, days, weekend in (("off", year.off, False), ("worked", year.worked, True)):
            for place, day in enumerate(days):
                if day.year != year.year or (day.weekday() >= 5) is not weekend:
                    yield Finding((*path, name, place), f"not_a_day_{name}", {"day": day.isoformat()})
