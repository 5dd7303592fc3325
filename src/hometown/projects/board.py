"""The board: projects by stage, with sums. Three queries for all lanes, whatever they hold."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.face.parts import Lane, Ticket
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount
from hometown.policy.rules import deadline, lamp, next_stage
from hometown.policy.shape import Policy

from . import labels
from .models import Evidence, Project
from .querysets import ProjectQuerySet
from .rules import RANK, Stage
from .selections import CONTRACT

CAP = 8  # tickets in a lane; the rest is one click away


def lanes(found: ProjectQuerySet, policy: Policy, today: date, query: QueryDict, *, among_many: bool) -> list[Lane]:
    """Return the lanes of the stages in use, in order. `among_many`: the reader sees every project of the city."""
    totals = {str(row["stage"]): row for row in found.by_stage()}
    verified = Evidence.objects.verified().of_outer_project(stage=Stage.SIGNED, kind=CONTRACT)
    tickets: dict[str, list[Ticket]] = {}
    shown = Project.objects.filter(pk__in=found.first_of_lanes(CAP, among_many=among_many)).select_related("company")
    for project in shown.annotate(is_verified=verified).order_by("-stage_on", "-id"):
        tickets.setdefault(project.stage, []).append(ticket(project, policy, today))
    return [
        _lane(policy, stage.code.value, totals.get(stage.code.value, {}), tickets.get(stage.code.value, []), query)
        for stage in policy.stages
        if not stage.retired or stage.code.value in totals
    ]


def _lane(policy: Policy, stage: str, total: dict[str, Any], tickets: list[Ticket], query: QueryDict) -> Lane:
    count = total.get("count", 0)
    rest = count - len(tickets)
    return Lane(
        label=labels.stage(policy, stage),
        count=count,
        sum=_sum(total),
        tickets=tickets,
        more=ngettext("%(rest)s more", "%(rest)s more", rest) % {"rest": rest} if rest > 0 else "",
        more_url=f"{reverse('project-list')}?{_with_stage(query, stage)}" if rest > 0 else "",
    )


def _sum(total: dict[str, Any]) -> Amount | str:
    if not total.get("count"):
        return ""
    if total["total"] is None:
        return _("no amount yet")
    bound = Bound.ABOUT if total["about"] else Bound.AT_LEAST if total["open"] else Bound.EXACT
    return Amount(total["total"], bound=bound)


def _with_stage(query: QueryDict, stage: str) -> str:
    fresh = query.copy()
    fresh["stage"] = stage
    return fresh.urlencode()


def ticket(project: Project, policy: Policy, today: date) -> Ticket:
    """Return a project as a ticket: what, who, how long, how much, and what deserves a look."""
    days = (today - project.stage_on).days
    light = late_lamp(project, policy, today)
    marks = [labels.chain(policy, project.chain)] if project.chain else []
    if project.reported_stage:
        marks.append(_("reported: %(stage)s") % {"stage": labels.stage(policy, project.reported_stage)})
    return Ticket(
        title=project.name,
        who=project.company.name,
        when=ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days >= 0 else "",
        url=reverse("project", args=[project.pk]),
        money=amount_of(project) or "",
        marks=marks,
        lamp=LAMPS[light]() if light in LAMPS else "",
        lamp_tone=light,
        verified=getattr(project, "is_verified", None) if project.stage_rank >= RANK[Stage.SIGNED] else None,
    )


LAMPS = {"amber": lambda: _("due soon"), "red": lambda: _("late")}


def due_days(project: Project, policy: Policy) -> Iterable[date]:
    """Return the days by which something is due: the next stage by the city's terms, the next step as agreed."""
    following = next_stage(policy, project.stage)
    if following is not None and following.due is not None:
        yield deadline(policy, following.due, project.stage_on)
    if project.next_step_due is not None:
        yield project.next_step_due


def late_lamp(project: Project, policy: Policy, today: date) -> str:
    """Return the lamp of an active project: `red` late, `amber` due soon, `green`; empty for others."""
    if project.status != "active":
        return ""
    lights = {lamp(policy, due, today) for due in due_days(project, policy)}
    return next((light for light in ("red", "amber") if light in lights), "green")


def amount_of(project: Project) -> Amount | None:
    """Return what a project plans to invest, in its own currency and with its bound."""
    if project.amount is None:
        return None
    return Amount(project.amount, project.currency, Bound(project.amount_bound or Bound.EXACT))
