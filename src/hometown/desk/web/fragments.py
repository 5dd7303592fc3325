"""What pages of the floors below show of projects: they ask for it by address."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.desk.reading import dotted
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import ActivityCompany
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects import labels
from hometown.projects.board import amount_of
from hometown.projects.querysets import ProjectQuerySet

MOST = 20


@guarded(*projects.READERS)
@require_GET
def event_leads(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The leads an event gave, as far as the reader may see them."""
    reader = person(request)
    event = fieldwork.event_for(reader, pk)
    return _lines(request, projects.visible_projects(reader).filter(event=event))


@guarded(*projects.READERS)
@require_GET
def activity_projects(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The projects of the firms in an activity, as far as the reader may see them."""
    reader = person(request)
    activity = fieldwork.activity_for(reader, pk)
    firms = ActivityCompany.objects.filter(activity=activity).values("company")
    return _lines(request, projects.visible_projects(reader).filter(company__in=firms))


def _lines(request: HttpRequest, found: ProjectQuerySet) -> HttpResponse:
    policy = in_force(clock.today())
    rows = [
        Row(
            one.name,
            dotted([one.company.name, day(one.opened_on), amount_of(one) or ""]),
            reverse("project", args=[one.pk]),
            labels.stage(policy, one.stage) if one.status == "active" else labels.status(policy, one.status),
        )
        for one in found.with_reader_needs().newest_first()[:MOST]
    ]
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "desk/project_lines.html" if fragment else "desk/project_page.html", {"rows": rows})
