"""What pages and the desk ask of landing: commitments, days that count, what is an exception today."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q

from hometown.accounts.models import User
from hometown.kernel.clock import CITY_TIME
from hometown.policy.shape import Grade, Policy
from hometown.projects.models import Filing, Project
from hometown.tasks.models import Task, TaskQuerySet

from . import access
from .models import Escalation, Routing
from .querysets import RoutingQuerySet
from .rules import Clock, Light, last_day_for, light_of, pressing, response_due, routing_clocks

ABOUT_ESCALATION = "landing.escalation"


def commitments(escalation: Escalation) -> TaskQuerySet:
    """The to-dos of a task force, what is due first at the top."""
    found: TaskQuerySet = Task.objects.about(escalation).order_by(
        F("closed_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
    )
    return found


def effective_since(projects: Iterable[Project]) -> dict[uuid.UUID, date]:
    """The day each project's first filing took effect; the day the lead came up while none has. One query."""
    days = {one.pk: one.opened_on for one in projects}
    if not days:
        return days
    effective = Filing.objects.filter(project__in=days, effective_at__isnull=False).order_by()
    for key, at in effective.values_list("project").annotate(first=Min("effective_at")):
        days[key] = at.astimezone(CITY_TIME).date()
    return days


# --- routings -------------------------------------------------------------------------------------------------------


def with_light(found: RoutingQuerySet, policy: Policy, light: str, today: date) -> RoutingQuerySet:
    """Routings that show a lamp today; needs `with_due`. Dark are those that owe nothing."""
    late, soon = (last_day_for(policy, one, today) for one in (Light.RED, Light.AMBER))
    if light == Light.RED:
        return found.due_between(None, late)
    if light == Light.AMBER:
        return found.due_between(late, soon)
    if light == Light.GREEN:
        return found.due_between(soon, None)
    return found


def late_or_soon(found: RoutingQuerySet, policy: Policy, today: date) -> RoutingQuerySet:
    """Routings whose lamp is red or amber today; needs `with_due`."""
    return found.due_between(None, last_day_for(policy, Light.AMBER, today))


def routing_light(policy: Policy, routing: Routing, today: date) -> tuple[Light, Clock | None]:
    """The worst lamp of a routing, and the clock behind it."""
    clock = pressing(routing_clocks(routing.days)) if routing.closed_on is None else None
    return (light_of(policy, clock, today) if clock else Light.DARK), clock


def owed_by(user: User) -> RoutingQuerySet:
    """Routings to one's own units that wait for their answer, what presses most first."""
    found: RoutingQuerySet = Routing.objects.to_units(access.own_units(user)).open().filter(outcome="")
    return found.with_due().with_names().exceptions_first()


# --- escalations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """What a task force has promised: open, late, the next day, and the lamp."""

    open: int = 0
    late: int = 0
    next_due: date | None = None
    light: Light = Light.DARK


def loads(policy: Policy, escalations: Iterable[Escalation], today: date) -> dict[uuid.UUID, Load]:
    """What each of several escalations has promised, in one query."""
    rows: Any = Task.objects.open().filter(
        about_model=ABOUT_ESCALATION, about_id__in=[one.pk for one in escalations]
    ).order_by().values("about_id").annotate(
        open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), next_due=Min("due_on")
    )  # fmt: skip
    return {row["about_id"]: _load(policy, row, today) for row in rows}


def _load(policy: Policy, row: dict[str, Any], today: date) -> Load:
    due = row["next_due"]
    light = light_of(policy, Clock("commitment", due), today) if due else Light.DARK
    return Load(row["open"], row["late"], due, light)


def grade_of(policy: Policy, code: str) -> Grade | None:
    """The grade of the rules with this code."""
    return next((one for one in policy.grades if one.code == code), None)


def task_forces_due(policy: Policy, projects: Collection[Project]) -> dict[uuid.UUID, date | None]:
    """By when the task force of each of these projects was due; None where the rules set no day."""
    since = effective_since(projects) if projects else {}
    grades = {one.pk: grade_of(policy, one.grade) for one in projects}
    return {key: response_due(policy, grade, since[key]) if grade else None for key, grade in grades.items()}
