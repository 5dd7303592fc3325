"""The lists of chains as files."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.chains import access, selections, sheets, shortlisting
from hometown.files.kinds import Kind
from hometown.kernel import clock
from hometown.policy.standing import in_force

EXPORT = Capability.EXPORT_LISTS.value
MOST_EXPORTED = 5000


@guarded(EXPORT)
@require_GET
def nodes_export(request: HttpRequest) -> HttpResponse:
    """Every node of the map, for who reads it."""
    user, today = person(request), clock.today()
    found = selections.nodes() if access.visible_nodes(user).exists() else []
    return _file(sheets.nodes_xlsx(in_force(today), found), f"chains-{today:%Y%m%d}.xlsx")


@guarded(EXPORT)
@require_GET
def pursuits_export(request: HttpRequest) -> HttpResponse:
    """The pursuits one may read, those that are over too with `?state=all`."""
    user, today = person(request), clock.today()
    seen = access.visible_pursuits(user).select_related("node", "company", "lead")
    found = seen if request.GET.get("state") == "all" else seen.open()
    return _file(sheets.pursuits_xlsx(in_force(today), found[:MOST_EXPORTED]), f"pursuits-{today:%Y%m%d}.xlsx")


@guarded(EXPORT)
@require_GET
def shortlist_export(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The firms of a run, all of them, for who reads it."""
    user, today = person(request), clock.today()
    run = access.run_for(user, pk)
    rows = run.firms.select_related("assigned_to").order_by("pk")
    content = sheets.shortlist_xlsx(in_force(today), rows, shortlisting.ranks(shortlisting.before(run)))
    return _file(content, f"shortlist-{run.loaded_on:%Y%m%d}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=Kind.XLSX.value, headers=headers)
