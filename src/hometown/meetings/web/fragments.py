"""What a project's page shows of help wanted: it asks for it by address."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.meetings import access
from hometown.projects import access as projects

from .helping import rows


@guarded(*projects.READERS)
@require_GET
def project_help(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What help was asked with a project, and the door to ask."""
    user = person(request)
    project = projects.project_for(user, pk)
    found = access.visible_help(user).filter(project=project).select_related("project", "company").newest_first()
    asks = access.read_batches(user).exists()
    context = {"project": project, "rows": rows(user, found[:8]), "asks": asks}
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "meetings/project_page.html" if whole else "meetings/project_help.html", context)
