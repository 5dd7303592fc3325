"""What a project's page shows of landing: it asks for it by address."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.landing import access, labels, selections
from hometown.landing.models import Escalation, JointReview, Routing
from hometown.landing.rules import Clock, light_of
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage, is_live


@guarded(*projects.READERS)
@require_GET
def project_landing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where a project was sent, how its review stands, whether a task force works; and the doors to do so."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    project = projects.project_for(user, pk)
    routings = list(access.visible_routings(user).filter(project=project).select_related("unit").order_by("-pk")[:4])
    reviews = list(JointReview.objects.filter(project=project).order_by("-pk")[:3])
    escalation = access.visible_escalations(user).filter(project=project).select_related("lead_unit").last()
    rows = [_routing_row(policy, one, today) for one in routings]
    rows += [_review_row(policy, one, today) for one in reviews]
    rows += [_escalation_row(policy, escalation, today)] if escalation else []
    context = {
        "project": project,
        "rows": rows,
        "doors": _doors(user, policy, project, routings, reviews, escalation),
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "landing/project_page.html" if whole else "landing/project.html", context)


def _routing_row(policy: Policy, one: Routing, today: date) -> Row:
    light, pressing = selections.routing_light(policy, one, today)
    words = [day(one.sent_on), labels.STATES[one.state], labels.reason(policy, one.reason)]
    url = reverse("routing", args=[one.pk])
    title = _("Sent to %(unit)s") % {"unit": one.unit.name}
    return Row(title, [w for w in words if w], url, labels.pressing_words(pressing, today), light)


def _review_row(policy: Policy, one: JointReview, today: date) -> Row:
    url = reverse("joint-review", args=[one.pk])
    if one.closed_on is None:
        pressing = Clock("opinions", one.due_on)
        words, light = labels.pressing_words(pressing, today), light_of(policy, pressing, today)
        return Row(_("Joint review"), day(one.opened_on), url, words, light)
    tone = labels.OUTCOME_TONES.get(one.outcome, "")
    return Row(_("Joint review"), day(one.closed_on), url, labels.OUTCOMES[one.outcome], tone)


def _escalation_row(policy: Policy, one: Escalation, today: date) -> Row:
    url, words = reverse("escalation", args=[one.pk]), [one.lead_unit.name, day(one.opened_on)]
    if one.closed_on:
        return Row(_("Task force"), words, url, _("ended"))
    load = selections.loads(policy, [one], today).get(one.pk, selections.Load())
    late = _("%(late)s late") % {"late": load.late} if load.late else ""
    return Row(_("Task force"), words, url, late, load.light)


def _doors(
    user: User,
    policy: Policy,
    project: Project,
    routings: list[Routing],
    reviews: list[JointReview],
    escalation: Escalation | None,
) -> list[dict[str, Any]]:
    """Return what a coordinator may do next here."""
    if not access.may_coordinate(user, project) or not is_live(project.status):
        return []
    grade = selections.grade_of(policy, project.grade)
    open_routing = any(one.closed_on is None for one in routings)
    landed = any(one.outcome == "landed" for one in routings)
    in_review = any(one.closed_on is None for one in reviews)
    doors = [
        (grade is not None and grade.escalates and escalation is None, _("Set up a task force"), "escalate"),
        (not open_routing and not landed, _("Send to a county or park"), "routing-send"),
        (not in_review and project.stage_rank < RANK[Stage.REVIEWED], _("Open a joint review"), "joint-review-open"),
    ]
    return [{"label": words, "url": reverse(name, args=[project.pk])} for may, words, name in doors if may]
