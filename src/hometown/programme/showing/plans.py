"""Action plans and their clauses as pages show them: what is done under a clause, as far as its reader may see it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face.parts import Fact
from hometown.face.parts import Task as Line
from hometown.policy.rules import lamp
from hometown.policy.shape import Policy
from hometown.programme import access, words
from hometown.programme.models import ActionPlan, ClauseTask, KeyTask, PlanClause
from hometown.tasks import access as tasks
from hometown.tasks.models import Task

MOST = 100


def clause_lines(plan: ActionPlan, policy: Policy, today: date) -> list[Line]:
    """Return the clauses of a plan in their order, with who leads and by when."""
    return [_clause_line(one, policy, today) for one in plan.clauses.select_related("lead_unit")]


def _clause_line(one: PlanClause, policy: Policy, today: date) -> Line:
    url = reverse("plan-clause", args=[one.pk])
    mark, tone = _due(one.due_on, policy, today)
    return Line(str(one), words.named(one.lead_unit) or _("nobody leads it yet"), url, "wait", mark, tone)


def _due(due_on: date | None, policy: Policy, today: date) -> tuple[str, str]:
    if due_on is None:
        return "", ""
    tone = {"green": "", "amber": "amber", "red": "red"}[lamp(policy, due_on, today)]
    return words.due_words(due_on, today), tone


def clause_facts(clause: PlanClause) -> list[Fact]:
    """Return what a clause says."""
    return [
        Fact(_("Action plan"), clause.plan.title, str(clause.plan.year)),
        Fact(_("Lead unit"), words.named(clause.lead_unit) or _("nobody leads it yet")),
        Fact(_("By when"), clause.due_on or _("no day")),
    ]


def key_tasks_under(clause: PlanClause, user: User, policy: Policy, today: date) -> list[Line]:
    """Return the work priorities under a clause that the reader sees: open ones by their day, done ones last."""
    found: list[KeyTask] = list(
        access.visible_key_tasks(user).filter(clause=clause).select_related("owner", "batch").order_by("pk")[:MOST]
    )
    found.sort(key=lambda one: (one.done_on is not None, one.due_on or date.max, one.pk))
    return [_key_task(one, policy, today) for one in found]


def _key_task(one: KeyTask, policy: Policy, today: date) -> Line:
    who = one.owner.name if one.owner else _("nobody has it yet")
    url = reverse("key-task", args=[one.pk])
    if one.done_on:
        return Line(one.text, f"{who} · {one.result}", url, "done")
    mark, tone = _due(one.due_on, policy, today)
    return Line(one.text, f"{words.named(one.batch)} · {who}", url, "wait", mark, tone)


def tasks_under(clause: PlanClause, user: User, policy: Policy, today: date) -> list[tuple[ClauseTask, Line]]:
    """Return the to-dos under a clause that are the reader's, or set by them: nobody looks over a shoulder."""
    own = tasks.visible_tasks(user)
    ties = ClauseTask.objects.filter(clause=clause, task__in=own).select_related("task__owner").order_by("-pk")
    return [(one, _task(one.task, policy, today)) for one in ties[:MOST]]


def _task(one: Task, policy: Policy, today: date) -> Line:
    who = one.owner.name if one.owner else ""
    if one.closed_on:
        return Line(one.what, f"{who} · {one.closing_note}".strip(" ·"), "", "done")
    mark, tone = _due(one.due_on, policy, today)
    return Line(one.what, who, f"{reverse('task-list')}?open={one.pk}", "mine", mark, tone)
