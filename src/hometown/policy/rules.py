"""Questions to a city's rules. Pure: the policy, the facts and the days are passed in.

gate(policy, "signed")                    what it takes to enter a stage
next_stage(policy, "signing")             the stage after
may_advance(policy, {"bureau"}, "signed")
deadline(policy, policy.levels.lead.assess, day)
vanished(old, new)                        codes that records may carry and that the new rules forget
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hometown.kernel.errors import RuleBroken

from .checks import slots
from .problems import Path, Problem
from .shape import (
    ActivityKind,
    ApprovalPlace,
    EvidenceKind,
    Grade,
    LeaveStep,
    Named,
    Policy,
    PostingLevel,
    ProjectField,
    Role,
    SeparateFact,
    Stage,
    Style,
    Term,
    Unit,
)


@dataclass(frozen=True)
class Gate:
    """What it takes to enter a stage.

    `evidence` has one entry per demand; any one kind of an entry fills it. `fields_so_far` are the fields of this
    gate and of all before it: what a project standing in this stage should have.
    """

    stage: Stage
    fields: tuple[ProjectField, ...]
    fields_so_far: tuple[ProjectField, ...]
    evidence: tuple[tuple[EvidenceKind, ...], ...]
    welcome: tuple[EvidenceKind, ...]  # evidence that may be added and is not demanded
    needs_visit: bool
    advance: frozenset[str]
    verify: frozenset[str]
    due: Term | None


# ── Stages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def stages(policy: Policy) -> tuple[Stage, ...]:
    """Return the stages in use, in order."""
    return tuple(stage for stage in policy.stages if not stage.retired)


def stage(policy: Policy, code: str) -> Stage:
    """Return a stage, retired or not. Raises RuleBroken `policy.no_such_stage`."""
    for found in policy.stages:
        if found.code == code:
            return found
    raise RuleBroken("policy.no_such_stage", stage=code)


def place(policy: Policy, code: str) -> int:
    """Return how far along a stage is, from 0. Retired stages keep their place."""
    return policy.stages.index(stage(policy, code))


def reached(policy: Policy, code: str, milestone: str) -> bool:
    """Tell whether a stage is the milestone or beyond it."""
    return place(policy, code) >= place(policy, milestone)


def next_stage(policy: Policy, code: str) -> Stage | None:
    """Return the stage after this one, None at the end of the road."""
    here = place(policy, code)
    return next((found for found in policy.stages[here + 1 :] if not found.retired), None)


def gate(policy: Policy, code: str) -> Gate:
    """Return what it takes to enter a stage."""
    found = stage(policy, code)
    before = [s for s in policy.stages[: place(policy, code) + 1] if not s.retired or s is found]
    return Gate(
        stage=found,
        fields=found.fields,
        fields_so_far=tuple(dict.fromkeys(name for s in before for name in s.fields)),
        evidence=slots(found.evidence),
        welcome=tuple(kind for kind in found.evidence if not kind.required and not kind.retired),
        needs_visit=found.needs_visit,
        advance=frozenset(found.advance),
        verify=frozenset(found.verify),
        due=found.due,
    )


def missing_evidence(found: Gate, held: Collection[str]) -> tuple[tuple[EvidenceKind, ...], ...]:
    """Return the demands of a gate that none of the held kinds (codes) fills."""
    return tuple(slot for slot in found.evidence if not any(kind.code in held for kind in slot))


def may_advance(policy: Policy, roles: Iterable[str], code: str) -> bool:
    """Tell whether any of these roles may move a project into a stage."""
    return not gate(policy, code).advance.isdisjoint(roles)


def may_verify(policy: Policy, roles: Iterable[str], code: str, *, reported_it: bool) -> bool:
    """Tell whether somebody with these roles may verify a stage; never who reported it."""
    return not reported_it and not gate(policy, code).verify.isdisjoint(roles)


def evidence_kind(policy: Policy, code: str, kind: str) -> EvidenceKind | None:
    """Return a kind of evidence of a stage or of a separate fact, None when there is none of that code."""
    blocks: list[Stage | SeparateFact] = [*policy.stages, *policy.separate_facts]
    return next((k for block in blocks if block.code == code for k in block.evidence if k.code == kind), None)


def may_have_reason(policy: Policy, status: str, reason: str) -> bool:
    """Tell whether a status may be given this reason; a status without reasons takes none."""
    for found in policy.statuses:
        if found.code == status:
            codes = {r.code for r in found.reasons if not r.retired}
            return reason in codes if codes else not reason
    return False


def grade_for(policy: Policy, yuan: Decimal | None) -> Grade:
    """Return the grade an amount suggests: the highest threshold it reaches, else the grade without one."""
    open_grades = [g for g in policy.grades if not g.retired]
    fitting = [g for g in open_grades if g.from_yuan is not None and yuan is not None and yuan >= g.from_yuan]
    if fitting:
        return max(fitting, key=lambda g: g.from_yuan or Decimal(0))
    return next((g for g in open_grades if g.from_yuan is None), policy.grades[-1])


# ── Roles ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def role(policy: Policy, code: str) -> Role | None:
    """Return a role, None when these rules do not know it."""
    return next((found for found in policy.roles if found.code == code), None)


def capabilities(policy: Policy, code: str) -> frozenset[str]:
    """Return what a role may do; nothing for a role unknown or retired."""
    found = role(policy, code)
    return frozenset() if found is None or found.retired else frozenset(str(c) for c in found.may)


def conflict(policy: Policy, first: str, second: str) -> bool:
    """Tell whether one person may not hold both roles. An administrator holds no other role at all."""
    one, other = role(policy, first), role(policy, second)
    if one is None or other is None or one.code == other.code:
        return False
    apart = one.is_administrator or other.is_administrator
    return apart or other.code in one.conflicts or one.code in other.conflicts


# ── Days ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_workday(policy: Policy, day: date) -> bool:
    """Tell whether a day is worked, by the published calendar; Monday to Friday where none is listed."""
    for year in policy.workdays.years:
        if year.year == day.year:
            return day in year.worked or (day.weekday() < 5 and day not in year.off)
    return day.weekday() < 5


def calendar_known(policy: Policy, day: date) -> bool:
    """Tell whether the calendar of that year is listed; if not, pages say so."""
    return any(year.year == day.year for year in policy.workdays.years)


def deadline(policy: Policy, term: Term, start: date) -> date:
    """Return the last day of a term that starts on a day (the day after is the first counted)."""
    return term.after(start, lambda day: is_workday(policy, day))


def workdays_between(policy: Policy, start: date, end: date) -> int:
    """Return how many workdays lie after `start` up to and with `end` (0 when end is not after start)."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_workday(policy, day) for day in days)


def uses_calendar(term: Term) -> bool:
    """Tell whether a term counts workdays, so that a page can say when the year is not published."""
    return term.unit is Unit.WORKDAY


def lamp(policy: Policy, due: date, today: date) -> str:
    """Return `green`, `amber` or `red` for something due on a day (三灯)."""
    lamps = policy.levels.lamps
    if today > deadline(policy, lamps.red_after, due):
        return "red"
    return "amber" if deadline(policy, lamps.amber_before, today) >= due else "green"


# ── Leave, branch, money, words ─────────────────────────────────────────────────────────────────────────────────────


def leave_step(policy: Policy, level: PostingLevel, days: int) -> LeaveStep:
    """Return who approves leave of so many days at this level. Raises RuleBroken `policy.no_leave_step`."""
    fitting = [step for step in policy.leave.matrix if step.level is level and days > step.over_days]
    if not fitting:
        raise RuleBroken("policy.no_leave_step", level=level.value, days=days)
    return max(fitting, key=lambda step: step.over_days)


def leave_places(policy: Policy, approver: str) -> frozenset[ApprovalPlace]:
    """Return the offices for which a role approves leave."""
    return frozenset(step.at for step in policy.leave.matrix if step.approver == approver)


def should_be_formal(policy: Policy, first: date, last: date) -> bool:
    """Tell whether a batch lasts so long that a formal branch should be set up."""
    return last > deadline(policy, policy.branch.formal_after, first)


def committee_sizes(policy: Policy, members: int) -> tuple[int, int]:
    """Return the least and most committee members for a branch; (0, 0) where a secretary is enough."""
    branch = policy.branch
    return (branch.committee_least, branch.committee_most) if members >= branch.committee_from else (0, 0)


def yuan_per_unit(policy: Policy, currency: str, on: date) -> Decimal | None:
    """Return what one unit of a currency is worth in yuan on a day; None where no rate is listed."""
    if currency == "CNY":
        return Decimal(1)
    for found in policy.currencies:
        if found.code == currency:
            past = [rate for rate in found.rates if rate.starts_on <= on]
            return max(past, key=lambda rate: rate.starts_on).yuan if past else None
    return None


def activity_kind(policy: Policy, code: str) -> ActivityKind | None:
    """Return a kind of activity, None when these rules do not know it."""
    return next((kind for kind in policy.activity_kinds if kind.code == code), None)


def style(policy: Policy, figure: str) -> Style:
    """Return how a named figure prints."""
    return next((s.style for s in policy.figures.styles if s.code == figure), Style.EXACT)


def offered(items: Iterable[Named]) -> tuple[Named, ...]:
    """Return the items one may still choose: those not retired."""
    return tuple(item for item in items if not item.retired)


# ── From one version to the next ────────────────────────────────────────────────────────────────────────────────────

_CARRIED = ("roles", "stages", "separate_facts", "statuses", "grades", "activity_kinds", "lead_sources")


def vanished(old: Policy, new: Policy) -> list[tuple[Path, str]]:
    """Return what records may carry and the new rules forget: it must be kept, with `retired: true`."""
    gone: list[tuple[Path, str]] = []
    pairs: list[tuple[Path, Iterable[Named], Iterable[Named]]] = [
        ((block,), getattr(old, block), getattr(new, block)) for block in _CARRIED
    ]
    pairs.append((("chain_scheme", "chains"), old.chain_scheme.chains, new.chain_scheme.chains))
    pairs.append((("leave", "kinds"), old.leave.kinds, new.leave.kinds))
    pairs.append((("learning", "themes"), old.learning.themes, new.learning.themes))
    pairs.append((("care", "kinds"), old.care.kinds, new.care.kinds))
    pairs.append((("screening", "dismissals"), old.screening.dismissals, new.screening.dismissals))
    pairs.append((("claims", "excluded"), old.claims.excluded, new.claims.excluded))
    pairs += [
        (("aftercare", listed), getattr(old.aftercare, listed), getattr(new.aftercare, listed))
        for listed in ("request_kinds", "pause_reasons", "promise_kinds")
    ]
    for index, kept in enumerate(new.stages):
        before = [s for s in old.stages if s.code == kept.code]
        pairs += [(("stages", index, "evidence"), s.evidence, kept.evidence) for s in before]
    for path, was, now in pairs:
        left = {item.code for item in now}
        gone += [(path, item.code) for item in was if item.code not in left]
    return gone


def vanished_problems(old: Policy, new: Policy, line: Callable[[Path], int]) -> list[Problem]:
    """Return `vanished` as problems; `line` finds the line of a place in the new text."""
    return [
        Problem(line(path), path, "code_vanished", {"name": code}, ".".join(str(step) for step in path))
        for path, code in vanished(old, new)
    ]
