"""The board, the list, what one takes along, and the projects of one company."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.access import require_company
from hometown.face.paging import keyset
from hometown.face.parts import Row
from hometown.face.tags.marks import lamp
from hometown.face.tags.tables import changed
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.policy.rules import offered
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.programme.models import Batch
from hometown.projects import access, filters, labels, sheets
from hometown.projects.board import amount_of, lanes, late_lamp

MOST_EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEE_REGISTER = Capability.SEE_CLAIMS_REGISTER.value
SEE_COMPANIES = Capability.SEE_COMPANIES.value


@guarded(*access.READERS)
def board(request: HttpRequest) -> HttpResponse:
    """Projects by stage."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = filters.chosen(user, filters.wanted(request.GET), policy, today)
    shown = lanes(found, policy, today, request.GET, among_many=access.sees_every_project(user))
    page = {"lanes": shown, "total": sum(lane.count for lane in shown), "query": request.GET.urlencode()}
    return render(request, "projects/board.html", {**_frame(request, policy), **page, **_doors(user)})


@guarded(*access.READERS)
def project_list(request: HttpRequest) -> HttpResponse:
    """Projects one below the other, newest first."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = filters.chosen(user, filters.wanted(request.GET), policy, today).with_reader_needs()
    page = keyset(request, found)
    shown = {
        "page": page,
        "rows": [_row(policy, project, today) for project in page],
        "columns": [_("Project"), _("Stage"), {"label": _("Investment"), "number": True}, _("Next step"), _("State")],
        "query": request.GET.urlencode(),
    }
    return render(request, "projects/list.html", {**_frame(request, policy), **_doors(user), **shown})


def _row(policy: Policy, project: Any, today: Any) -> list[Any]:
    light = late_lamp(project, policy, today)
    words = {"green": _("on course"), "amber": _("due soon"), "red": _("late")}
    state = lamp(light, words[light]) if light else labels.status(policy, project.status)
    return [
        {"text": project.name, "url": reverse("project", args=[project.pk]), "meta": project.company.name},
        {"text": labels.stage(policy, project.stage), "meta": _reported(policy, project)},
        amount_of(project),
        {"text": project.next_step, "meta": day(project.next_step_due) if project.next_step_due else ""},
        state,
    ]


def _reported(policy: Policy, project: Any) -> str:
    if not project.reported_stage:
        return ""
    return _("reported: %(stage)s") % {"stage": labels.stage(policy, project.reported_stage)}


def _frame(request: HttpRequest, policy: Policy) -> dict[str, Any]:
    return {
        **_picks(policy),
        "toggles": _toggles(request.GET),
        "tabs": _tabs(request),
        "narrowed": _is_narrowed(request.GET),
    }


def _picks(policy: Policy) -> dict[str, Any]:
    """Return the choices of the filters."""
    stages = [(s.code.value, s.text(labels.language())) for s in policy.stages if not s.retired]
    statuses = [(s.code.value, s.text(labels.language())) for s in policy.statuses if s.code.value != "active"]
    chains = [(c.code, c.text(labels.language())) for c in offered(policy.chain_scheme.chains)]
    batches = [(str(pk), name) for pk, name in Batch.objects.order_by("-number").values_list("pk", "name")[:12]]
    return {
        "stages": [("", _("All stages")), *stages],
        "statuses": [("", _("Active")), *statuses, (filters.ANY_STATUS, _("Any status"))],
        "origins": [
            ("", _("All origins")),
            ("host", _("Host city")),
            ("elsewhere", _("Elsewhere")),
            ("home", _("Home firms")),
            ("unknown", _("Origin not known")),
        ],
        "chains": [("", _("All chains")), *chains],
        "batches": [("", _("All batches")), *batches] if len(batches) > 1 else [],
    }


def _is_narrowed(query: QueryDict) -> bool:
    """Tell whether one of the folded filters is in use."""
    return any(query.get(name) for name in ("chain", "status", "batch", "officer", "unit"))


def _toggles(query: QueryDict) -> list[tuple[str, bool, str, str]]:
    """Return the filters that are on or off: name, whether on, the address that turns it, its words."""
    found = []
    words = {"mine": _("Only mine"), "overdue": _("Late"), "reported": _("Reported ahead of its papers")}
    for name, said in words.items():
        is_on = query.get(name) == "1"
        found.append((name, is_on, changed(query, **{name: "" if is_on else "1"}), said))
    return found


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the board and the list as two views of the same projects."""
    views = (("project-board", _("Board")), ("project-list", _("List")))
    query = changed(request.GET)
    return [
        {"label": words, "url": reverse(url) + query, "current": request.path == reverse(url)} for url, words in views
    ]


def _doors(user: User) -> dict[str, bool]:
    return {"may_file": user.may(Capability.FILE_LEAD), "may_export": user.may(Capability.EXPORT_LISTS)}


@guarded(Capability.EXPORT_LISTS.value)
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The list as it is filtered, as a workbook or as JSON (`?format=json`)."""
    user, policy = person(request), in_force(clock.today())
    found = filters.chosen(user, filters.wanted(request.GET), policy, clock.today())
    projects = found.with_reader_needs().newest_first()[:MOST_EXPORTED].iterator(chunk_size=500)
    name = f"projects-{clock.today():%Y%m%d}"
    if request.GET.get("format") == "json":
        lines = sheets.as_json(projects, policy)
        return StreamingHttpResponse(
            lines,
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
        )
    return HttpResponse(
        sheets.as_xlsx(projects, policy, _("Projects")),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


@guarded(SEE_COMPANIES)
def company_projects(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The projects of a company that one may read, as a part of the company's page."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    company = require_company(user, pk)
    found = access.visible_projects(user).filter(company=company).order_by("-stage_rank", "-id")[:20]
    rows = [
        Row(
            project.name,
            [labels.stage(policy, project.stage), labels.status(policy, project.status)],
            reverse("project", args=[project.pk]),
            end={"red": _("late"), "amber": _("due soon")}.get(late_lamp(project, policy, today), ""),
            tone="amber",
        )
        for project in found
    ]
    hidden = access.register(user).standing(today).filter(project__company=company) if user.may(SEE_REGISTER) else []
    mine = {project.pk for project in found}
    claims = [(c, labels.stage(policy, c.project.stage)) for c in hidden if c.project_id not in mine]
    page = {"rows": rows, "claims": claims, "company": company, "may_file": user.may(Capability.FILE_LEAD)}
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "projects/company_page.html" if whole else "projects/company.html", page)
