"""What pages of the floors below show of projects: they ask for it by address."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.companies import access as companies
from hometown.companies.models import TieKind
from hometown.desk.reading import dotted
from hometown.face.parts import Row
from hometown.face.tags.words import day, money
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
    found = projects.visible_projects(reader).filter(event=event)
    return _lines(request, found, all_url=f"{reverse('project-list')}?event={pk}&status=any")


@guarded(*projects.READERS)
@require_GET
def activity_projects(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The projects of the firms in an activity, as far as the reader may see them."""
    reader = person(request)
    activity = fieldwork.activity_for(reader, pk)
    firms = ActivityCompany.objects.filter(activity=activity).values("company")
    return _lines(request, projects.visible_projects(reader).filter(company__in=firms))


@guarded(*projects.READERS)
@require_GET
def company_leads_given(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The leads a company brought, as far as the reader may see them."""
    reader = person(request)
    found = projects.visible_projects(reader).filter(introducer=companies.require_company(reader, pk))
    return _lines(request, found, all_url=f"{reverse('project-list')}?introducer={pk}&status=any")


@guarded(*projects.READERS)
@require_GET
def investor_leads(request: HttpRequest) -> HttpResponse:
    """The leads that firms with an investment at home brought, newest first."""
    reader = person(request)
    investors = companies.visible_ties(reader).standing().filter(kind=TieKind.INVESTED_HOME).values("company")
    return _lines(request, projects.visible_projects(reader).filter(introducer__in=investors), with_introducer=True)


def _lines(
    request: HttpRequest, found: ProjectQuerySet, *, all_url: str = "", with_introducer: bool = False
) -> HttpResponse:
    """Show projects as lines; `all_url` leads to all of them, with their number."""
    policy = in_force(clock.today())
    rows = [
        Row(
            one.name,
            dotted(
                [one.company.name, day(one.opened_on), money(amount_of(one)), _brought(one) if with_introducer else ""]
            ),
            reverse("project", args=[one.pk]),
            labels.stage(policy, one.stage) if one.status == "active" else labels.status(policy, one.status),
        )
        for one in found.with_reader_needs().select_related("introducer").newest_first()[:MOST]
    ]
    page = {"rows": rows, "count": found.count() if all_url and rows else 0, "all_url": all_url}
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "desk/project_lines.html" if fragment else "desk/project_page.html", page)


def _brought(project: Any) -> str:
    return _("brought by %(company)s") % {"company": project.introducer.name}
