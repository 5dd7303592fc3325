"""What a project's page shows of its service: it asks for it by address."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.guards import guarded
from hometown.aftercare import access, showing
from hometown.face.parts import Row
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects.rules import RANK, Stage

MOST = 4


@guarded(*projects.READERS)
@require_GET
def project_service(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who serves a project, what its firm asks, what was promised; the doors to write either down."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    project = projects.project_for(user, pk)
    requests = access.visible_requests(user).filter(project=project).with_due().with_reader_needs()
    promises = access.visible_promises(user).filter(project=project).with_reader_needs()
    rows = [showing.request_row(policy, one, today) for one in requests.exceptions_first()[:MOST]]
    rows += [showing.promise_row(policy, one, today) for one in promises.open_first()[:MOST]]
    landed = project.stage_rank >= RANK[Stage.SIGNED]
    if landed:
        name = names_of([project.steward]).get(project.steward, "") if project.steward else ""
        rows.insert(0, Row(name or _("no steward yet"), _("Steward"), tone="" if name else "amber"))
    context = {
        "project": project,
        "rows": rows,
        "firm_url": reverse("served-firm", args=[project.company_id]) if landed or rows else "",
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "aftercare/project_page.html" if whole else "aftercare/project.html", context)
