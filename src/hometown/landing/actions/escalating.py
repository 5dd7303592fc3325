"""Escalation: a task force, who does what by when, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.landing import access, selections
from hometown.landing.models import Escalation, EscalationReport, TaskForceUnit
from hometown.landing.rules import response_due
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects.models import Project
from hometown.projects.rules import is_live
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

KIND = "escalation"


@dataclass(frozen=True)
class Serving:
    """A unit of a task force as it is told: what it does, and who speaks for it."""

    unit: Unit
    does: str
    contact: User | None = None


def escalate(
    actor: User, *, project: Project, lead_unit: Unit, lead_person: User | None = None, units: Iterable[Serving] = ()
) -> Escalation:
    """Set up the task force of a project whose grade calls one. Its answer was due from the lead's effective filing on.

    Raises RuleBroken for a grade that calls none, or while another task force works.
    """
    access.require_coordinator(actor, project)
    if not is_live(project.status):
        raise RuleBroken("landing.not_live", project=project.name)
    today = clock.today()
    policy = in_force(today)
    grade = next((one for one in policy.grades if one.code == project.grade and one.escalates), None)
    if grade is None:
        raise RuleBroken("landing.grade_does_not_escalate")
    since = selections.effective_since([project])[project.pk]
    escalation = Escalation(
        project=project, grade=grade.code, opened_on=today, opened_by=actor.pk, lead_unit=lead_unit,
        lead_person=lead_person, respond_due=response_due(policy, grade, since),
    )  # fmt: skip
    rows = _task_force(escalation, units)
    with book.entry("escalation.opened", actor=actor.pk) as entry:
        standing = Escalation.objects.open().filter(project=project).first()
        if standing is not None:
            raise RuleBroken("landing.escalated_already", day=standing.opened_on)
        entry.put(escalation)
        for row in rows:
            entry.put(row)
    return escalation


def add_unit(actor: User, *, escalation: Escalation, serving: Serving) -> TaskForceUnit:
    """Let one more unit serve in a task force, from today on. Raises RuleBroken for one that serves already."""
    access.require_manager(actor, escalation)
    _require_open(escalation)
    (row,) = _task_force(escalation, [serving])
    row.joined_on = clock.today()
    with book.entry("escalation.joined", actor=actor.pk) as entry:
        if escalation.units.serving().filter(unit=serving.unit).exists():
            raise RuleBroken("landing.unit_twice", unit=serving.unit.name)
        entry.put(row)
    return row


def release_unit(actor: User, *, served: TaskForceUnit, reason: str) -> TaskForceUnit:
    """Let a unit leave a task force, with the reason. It stays on record; it reads the project no longer."""
    access.require_manager(actor, served.escalation)
    _require_open(served.escalation)
    if not reason.strip():
        raise BadInput("landing.look_over", fields={"reason": BadInput("landing.reason_needed")})
    with book.entry("escalation.left", actor=actor.pk) as entry:
        standing: TaskForceUnit | None = TaskForceUnit.objects.serving().filter(pk=served.pk).first()
        if standing is None:
            raise RuleBroken("landing.unit_left", unit=served.unit.name)
        standing.released_on, standing.released_by = clock.today(), actor.pk
        standing.released_because = reason.strip()[:300]
        entry.put(standing)
    return standing


def commit(actor: User, *, escalation: Escalation, what: str, owner: User, due_on: date) -> Task:
    """Note who does what by when: a to-do about the escalation."""
    access.require_manager(actor, escalation)
    _require_open(escalation)
    if due_on < clock.today():
        raise BadInput("landing.look_over", fields={"due_on": BadInput("landing.day_has_passed")})
    with book.entry("escalation.committed", actor=actor.pk):
        return tasks.set_task(
            actor, what=what, owner=owner, due_on=due_on, kind=KIND, about=escalation,
            about_name=escalation.project.name,
        )  # fmt: skip


def close_commitment(actor: User, *, escalation: Escalation, task: Task, note: str = "") -> Task:
    """Close a commitment: who has it, or who manages the task force."""
    access.require_member(actor, escalation)
    if task.about_id != escalation.pk or task.kind != KIND:
        raise RuleBroken("landing.another_commitment")
    with book.entry("escalation.kept", actor=actor.pk):
        return tasks.close_task(actor, task=task, note=note, vouched=access.may_manage(actor, escalation))


def report_back(actor: User, *, escalation: Escalation, words: str, on: date | None = None) -> EscalationReport:
    """Say what came of it so far."""
    access.require_member(actor, escalation)
    if not access.may_report(actor, escalation):
        raise NotAllowed("landing.member_only")
    _require_open(escalation)
    day = on or clock.today()
    if not words.strip():
        raise BadInput("landing.look_over", fields={"words": BadInput("landing.words_needed")})
    if day > clock.today():
        raise BadInput("landing.look_over", fields={"on": BadInput("landing.in_the_future")})
    report = EscalationReport(escalation=escalation, on=day, by=actor.pk, words=words.strip()[:4000])
    with book.entry("escalation.reported", actor=actor.pk, occurred_on=day) as entry:
        entry.put(report)
    return report


def close_escalation(actor: User, *, escalation: Escalation, outcome: str) -> Escalation:
    """End an escalation with what came of it. What was promised is done, or handed on, first."""
    access.require_coordinator(actor, escalation.project)
    _require_open(escalation)
    if not outcome.strip():
        raise BadInput("landing.look_over", fields={"outcome": BadInput("landing.words_needed")})
    escalation.closed_on, escalation.closed_by = clock.today(), actor.pk
    escalation.outcome = outcome.strip()[:500]
    with book.entry("escalation.closed", actor=actor.pk) as entry:
        left = [task.what for task in selections.commitments(escalation).open()[:5]]
        if left:
            raise RuleBroken("landing.commitments_open", commitments=left)
        entry.put(escalation)
    return escalation


def _task_force(escalation: Escalation, units: Iterable[Serving]) -> list[TaskForceUnit]:
    rows, known = [], set()
    for one in units:
        if one.unit.pk in known:
            raise RuleBroken("landing.unit_twice", unit=one.unit.name)
        known.add(one.unit.pk)
        if not one.does.strip():
            raise BadInput("landing.words_needed")
        rows.append(
            TaskForceUnit(escalation=escalation, unit=one.unit, does=one.does.strip()[:300], contact=one.contact)
        )
    return rows


def _require_open(escalation: Escalation) -> None:
    if escalation.closed_on is not None:
        raise RuleBroken("landing.over_already", day=escalation.closed_on)
