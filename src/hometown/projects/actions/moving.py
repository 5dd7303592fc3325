"""Moving a project along its road, and saying whether it lives."""

from collections.abc import Callable
from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import may_have_reason
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force, number_in_force
from hometown.projects import access, labels, readiness
from hometown.projects.models import Claim, Project, StageMove
from hometown.projects.rules import RANK, Stage, Status, is_live

from .claiming import _release
from .doubts import _doubt

# A floor above puts here what else stands against entering a stage: called with both, it raises RuleBroken or not.
also_asked: list[Callable[[Project, str], None]] = []
# And here who looks after a project that lives again: called in the open line, after the project was written.
also_revived: list[Callable[[OpenEntry, Project], None]] = []


def advance(actor: User, *, project: Project, on: date, note: str = "", stage: str = "") -> StageMove:
    """Move a project into its next stage, on the day it got there, under the rules in force today.

    Raises RuleBroken `projects.still_missing` with all that is missing, `ledger.changed_meanwhile` when it has left
    `stage` already (a second press of the button); NotAllowed for a role the gate does not name.
    """
    policy = in_force(clock.today())
    ready = readiness.of(project, policy, on)
    if ready.ahead is None:
        access.require_visible(actor, project)
        raise RuleBroken("projects.end_of_road")
    to = str(ready.ahead.stage.code.value)
    access.require_advancer(actor, project, policy, to)
    if stage and stage != project.stage:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=project.name)
    _require_movable(project, on)
    if ready.missing:
        words = [labels.missing_words(policy, one) for one in ready.missing]
        raise RuleBroken("projects.still_missing", stage=access.stage_name(policy, to), missing=words)
    for ask in also_asked:
        ask(project, to)
    return _move(actor, project, to, on, note, verb="project.advanced")


def set_back(actor: User, *, project: Project, to: str, reason: str, on: date | None = None) -> StageMove:
    """Put a project back to an earlier stage, with the reason. What it had reached stays in its history."""
    policy = in_force(clock.today())
    access.require_visible(actor, project)
    if not access.may_change_status(actor, project, policy):
        raise NotAllowed("projects.role_may_not_advance", stage=access.stage_name(policy, project.stage))
    if to not in RANK or RANK[to] >= project.stage_rank:
        raise BadInput("projects.not_earlier", fields={"to": BadInput("projects.not_earlier")})
    if not reason.strip():
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    day = on or clock.today()
    if day > clock.today():
        raise BadInput("projects.look_over", fields={"on": BadInput("projects.in_the_future")})
    return _move(actor, project, to, day, reason, verb="project.set_back")


def report_stage(actor: User, *, project: Project, stage: str, note: str = "") -> Project:
    """Note a stage that somebody says the project has reached, without its evidence. The project stays where it is."""
    access.require_worker(actor, project)
    if stage not in RANK:
        raise BadInput("projects.no_such_stage", fields={"stage": BadInput("projects.no_such_stage")})
    project.reported_stage = stage if RANK[stage] > project.stage_rank else ""
    with book.entry("project.stage_reported", actor=actor.pk, note=note[:500]) as entry:
        entry.put(project)
    return project


def set_status(
    actor: User, *, project: Project, status: str, reason: str = "", note: str = "", on: date | None = None
) -> Project:
    """Pause, lose, withdraw or revive a project. `reason` is a code of the city's rules; stage and evidence stay.

    A lost or withdrawn project goes back to the pool: its claim is released.
    """
    policy, day = in_force(clock.today()), on or clock.today()
    access.require_visible(actor, project)
    if not access.may_change_status(actor, project, policy):
        raise NotAllowed("projects.role_may_not_advance", stage=access.stage_name(policy, project.stage))
    _require_status(policy, status, reason, day)
    project.status, project.status_reason, project.status_on = status, reason, day
    with book.entry(f"project.{_BECAME[status]}", actor=actor.pk, occurred_on=day, note=note.strip()[:500]) as entry:
        entry.put(project)
        claim = Claim.objects.filter(project=project, released_on__isnull=True).first()
        if claim is not None and status in {Status.LOST, Status.WITHDRAWN}:
            _release(entry, claim, status)
        if status == Status.ACTIVE:
            for follow in also_revived:
                follow(entry, project)
            project.refresh_from_db(fields=["keeper", "steward", "revision"])
    return project


_BECAME = {
    Status.ACTIVE.value: "revived",
    Status.PAUSED.value: "paused",
    Status.LOST.value: "lost",
    Status.WITHDRAWN.value: "withdrawn",
}


def _require_status(policy: Policy, status: str, reason: str, day: date) -> None:
    if status not in _BECAME:
        raise BadInput("projects.no_such_status", fields={"status": BadInput("projects.no_such_status")})
    if not may_have_reason(policy, status, reason):
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    if day > clock.today():
        raise BadInput("projects.look_over", fields={"on": BadInput("projects.in_the_future")})


def _require_movable(project: Project, on: date) -> None:
    if not is_live(project.status):
        raise RuleBroken("projects.not_live", project=project.name)
    if on > clock.today():
        raise BadInput("projects.look_over", fields={"on": BadInput("projects.in_the_future")})
    if on < project.stage_on:
        raise BadInput(
            "projects.look_over", fields={"on": BadInput("projects.before_the_last_step", day=project.stage_on)}
        )


def _move(actor: User, project: Project, to: str, on: date, note: str, *, verb: str) -> StageMove:
    move = StageMove(
        project=project, from_stage=project.stage, to_stage=to, to_rank=RANK[to], on=on, moved_by=actor.pk,
        policy_version=number_in_force(clock.today()), note=note.strip()[:300],
    )  # fmt: skip
    project.stage, project.stage_rank, project.stage_on = Stage(to), RANK[to], on
    if project.reported_stage and RANK[project.reported_stage] <= RANK[to]:
        project.reported_stage = ""
    with book.entry(verb, actor=actor.pk, occurred_on=on, note=note.strip()[:500]) as entry:
        entry.put(project)
        entry.put(move)
        _doubt(entry, in_force(clock.today()), project)
    return move
