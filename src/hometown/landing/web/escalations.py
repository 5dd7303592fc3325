"""Escalations: the list, a leader's list without records, one task force, and what it does."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.formats import money
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Line, Row
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal
from hometown.landing import access, actions, forms, labels, selections
from hometown.landing.bands import band_of
from hometown.landing.models import Escalation, TaskForceUnit
from hometown.landing.rules import Clock, Light, light_of
from hometown.landing.selections import Load
from hometown.ledger.heads import first_rows
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects import labels as project_labels
from hometown.projects.board import amount_of
from hometown.tasks import showing
from hometown.tasks.forms import AssigningForm
from hometown.tasks.models import Task

from .tabs import tabs

INSTRUCT = Capability.GIVE_INSTRUCTIONS.value
MOST = 20


@guarded(*access.READERS, INSTRUCT)
@require_GET
def escalation_list(request: HttpRequest) -> HttpResponse:
    """Task forces and what they promised; a leader reads aggregates, each with a door to give an instruction."""
    user = person(request)
    if not user.may(*access.READERS):
        return _reported(request, user)
    policy, today = in_force(clock.today()), clock.today()
    shows_all = request.GET.get("state") == "all"
    found = access.visible_escalations(user)
    found = found if shows_all else found.open()
    page = numbered(request, found.select_related("project__company", "lead_unit").open_first("-pk"))
    promised = selections.loads(policy, page.object_list, today)
    context = {
        "tabs": tabs(request, user),
        "page": page,
        "rows": [_line(policy, one, promised.get(one.pk, Load())) for one in page.object_list],
        "columns": [_("Project"), _("Lead unit"), _("Stage"), _("Commitments")],
        "states": [("", _("Not over")), ("all", _("All"))],
        "without": _without(user, policy, today),
    }
    return render(request, "landing/escalation_list.html", context)


def _line(policy: Policy, one: Escalation, load: Load) -> list[Any]:
    stage, amount = project_labels.stage(policy, one.project.stage), amount_of(one.project)
    return [
        {
            "text": one.project.name,
            "url": reverse("escalation", args=[one.pk]),
            "meta": str(money(amount, project_labels.language())) if amount else "",
        },
        {"text": one.lead_unit.name, "meta": day(one.opened_on)},
        stage,
        _("ended") if one.closed_on else load_mark(load),
    ]


def load_mark(load: Load) -> Any:
    """Return what a task force has promised, as a lamp: how many are open, how many late."""
    if not load.open:
        return _("nothing open")
    words = ngettext("%(open)s open", "%(open)s open", load.open) % {"open": load.open}
    if load.late:
        words += ngettext(", %(late)s late", ", %(late)s late", load.late) % {"late": load.late}
    return lamp(load.light, words) if load.light else words


def _without(user: User, policy: Policy, today: date) -> list[Row]:
    """Return the projects of an escalating grade that have no task force yet."""
    if not user.may(*access.COORDINATORS):
        return []
    first = first_rows(access.without_task_force(user, policy), "opened_on", "pk", most=MOST)
    found = list(first.select_related("company"))
    days, rows = selections.task_forces_due(policy, found), []
    for project in found:
        due = days[project.pk]
        pressing = Clock("task_force", due) if due else None
        light = light_of(policy, pressing, today) if pressing else Light.AMBER
        words = [labels.grade(policy, project.grade), project.company.name]
        url = reverse("escalate", args=[project.pk])
        rows.append(Row(project.name, words, url, labels.pressing_words(pressing, today), light))
    return rows


def _reported(request: HttpRequest, user: User) -> HttpResponse:
    policy, today = in_force(clock.today()), clock.today()
    found = list(access.reported_escalations(user).select_related("project").order_by("opened_on", "pk"))
    promised = selections.loads(policy, found, today)
    rows = []
    for one in found:
        band, url = band_of(policy, one), f"{reverse('instruction-give')}?escalation={one.pk}"
        load = promised.get(one.pk, Load())
        rows.append([
            {"text": band.unit, "meta": day(one.opened_on)}, band.grade, band.stage, band.amount, load_mark(load),
            {"text": _("Give an instruction"), "url": url},
        ])  # fmt: skip
    columns = [_("Lead unit"), _("Grade"), _("Stage"), _("Investment"), _("Commitments"), _("Instruction")]
    context = {"tabs": tabs(request, user), "rows": rows, "columns": columns}
    return render(request, "landing/reported.html", context)


# --- one escalation -------------------------------------------------------------------------------------------------


@guarded(*access.READERS)
@require_GET
def escalation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One task force: who must do what by when, what is late, and what came of it."""
    return _page(request, access.escalation_for(person(request), pk))


def _page(request: HttpRequest, found: Escalation, **bound: Any) -> HttpResponse:
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    is_open, manages = found.closed_on is None, access.may_manage(user, found)
    units = list(found.units.select_related("unit", "contact").order_by("unit__name"))
    tasks = showing.shown(selections.commitments(found).select_related("owner"), today)
    choices: dict[str, Any] = {
        "commit": AssigningForm(people=_people(policy, found, units)) if manages and is_open else None,
        "report": forms.ReportForm(initial={"on": today}) if is_open and access.may_report(user, found) else None,
    }
    context = {
        "escalation": found,
        "project": found.project,
        "sees_project": bool(projects.visible_among(user, [found.project_id])),
        "load": load_mark(selections.loads(policy, [found], today).get(found.pk, Load())) if is_open else "",
        "commitments": [(one, _may_keep(user, one.task, manages=manages and is_open)) for one in tasks],
        "task_force": [_serving(one, may_release=manages and is_open) for one in units],
        "join_url": reverse("task-force-join", args=[found.pk]) if manages and is_open else "",
        "facts": _facts(policy, found),
        "lines": _timeline(found, tasks),
        "may_close": is_open and access.may_coordinate(user, found.project),
        "kept_form": forms.KeptForm(),
        **choices,
        **bound,
    }
    failed = any(getattr(form, "errors", None) for form in bound.values())
    return render(request, "landing/escalation.html", context, status=422 if failed else 200)


def _serving(one: TaskForceUnit, *, may_release: bool) -> Row:
    if one.released_on is not None:
        return Row(one.unit.name, [one.does, one.released_because], end=_("left"))
    url = reverse("task-force-leave", args=[one.pk]) if may_release else ""
    return Row(one.unit.name, [one.does], url, one.contact.name if one.contact else "")


def _may_keep(user: User, task: Task, *, manages: bool) -> bool:
    return task.closed_on is None and (manages or user.pk in (task.owner_id, task.set_by))


def _people(policy: Policy, found: Escalation, units: list[TaskForceUnit]) -> list[User]:
    """Return who may be given a commitment: who leads, who speaks for a unit, whoever answers for the units."""
    standing = [one for one in units if one.released_on is None]
    served = [found.lead_unit, *(one.unit for one in standing)]
    people = [*(one.contact for one in standing), found.lead_person]
    people += access.people_of(served, access.answering_roles(policy), clock.today()).values()
    return sorted({one for one in people if one is not None}, key=lambda one: one.name)


def _facts(policy: Policy, found: Escalation) -> list[Fact]:
    opener = names_of([found.opened_by, found.closed_by])
    facts = [
        Fact(_("Grade"), labels.grade(policy, found.grade)),
        Fact(_("Investment"), amount_of(found.project) or ""),
        Fact(_("Stage"), project_labels.stage(policy, found.project.stage)),
        Fact(_("Lead unit"), found.lead_unit.name, found.lead_person.name if found.lead_person else ""),
        Fact(_("Set up"), found.opened_on, opener.get(found.opened_by, "")),
        Fact(_("Was due"), found.respond_due or ""),
        Fact(_("Closed"), found.closed_on, opener.get(found.closed_by, "") if found.closed_by else ""),
        Fact(_("How it ended"), found.outcome),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _timeline(found: Escalation, tasks: list[showing.Shown]) -> list[Line]:
    """Return what happened, newest first: set up, promised, kept, reported, closed."""
    reports = list(found.reports.order_by("on", "pk"))
    people = names_of([one.by for one in reports])
    lines = [(found.opened_on, 0, Line(_("The task force was set up"), kind="move", at=found.opened_on))]
    for one in tasks:
        owner = one.task.owner.name if one.task.owner else ""
        text = _("%(who)s is to do: %(what)s") % {"who": owner, "what": one.task.what}
        lines.append((one.task.set_on, 1, Line(text, at=one.task.set_on)))
        if one.task.closed_on:
            text = _("%(who)s did: %(what)s") % {"who": owner, "what": one.task.what}
            lines.append((one.task.closed_on, 2, Line(text, one.task.closing_note, at=one.task.closed_on)))
    lines += [(one.on, 3, Line(one.words, people.get(one.by, ""), at=one.on)) for one in reports]
    if found.closed_on:
        lines.append((found.closed_on, 4, Line(_("Closed"), found.outcome, kind="move", at=found.closed_on)))
    return [line for _on, _order, line in sorted(lines, key=lambda one: one[:2], reverse=True)]


@guarded(*access.COORDINATORS)
def escalate(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Set up a task force."""
    user = person(request)
    project = projects.project_for(user, pk)
    access.require_coordinator(user, project)
    form = forms.EscalateForm(request.POST or None, known=access.serving_units(in_force(clock.today())))
    lede = _("The units read the project while the task force works. Who does what by when is noted on its page.")
    parent = (project.name, reverse("project", args=[pk]))
    page = FormPage(_("Set up a task force"), _("Set it up"), parent, lede, "landing/escalate.html")

    def act(_typed: object) -> str:
        return reverse("escalation", args=[actions.escalate(user, project=project, **form.said()).pk])

    return answer(request, page, form, act, _("The task force is set up."))


@guarded(*access.READERS)
def join(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let one more unit serve in a task force."""
    user = person(request)
    found = access.escalation_for(user, pk)
    access.require_manager(user, found)
    serving = set(found.units.serving().values_list("unit", flat=True))
    known = {unit: one for unit, one in access.serving_units(in_force(clock.today())).items() if unit.pk not in serving}
    form, url = forms.JoinForm(request.POST or None, known=known), reverse("escalation", args=[pk])
    lede = _("It reads the project from now on, until it leaves or the escalation ends.")
    page = FormPage(_("Add a unit to the task force"), _("Add it"), (found.project.name, url), lede)

    def act(_typed: object) -> str:
        actions.add_unit(user, escalation=found, serving=form.said())
        return url

    return answer(request, page, form, act, _("The unit serves in the task force."))


@guarded(*access.READERS)
def leave(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let a unit leave a task force."""
    user = person(request)
    served = access.serving_for(user, pk)
    found = served.escalation
    access.require_manager(user, found)
    form, url = forms.ReasonForm(request.POST or None), reverse("escalation", args=[found.pk])
    title = _("%(unit)s leaves the task force") % {"unit": served.unit.name}
    lede = _("It stays on record, and reads the project no longer. What its people promised stays theirs.")
    page = FormPage(title, _("Let it leave"), (found.project.name, url), lede)

    def act(_typed: object) -> str:
        actions.release_unit(user, served=served, reason=form.cleaned_data["reason"])
        return url

    return answer(request, page, form, act, _("The unit has left the task force."))


@guarded(*access.READERS)
@require_POST
def commit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Note who does what by when."""
    user, policy = person(request), in_force(clock.today())
    found = access.escalation_for(user, pk)
    units = list(found.units.select_related("unit", "contact"))
    form = AssigningForm(request.POST, people=_people(policy, found, units))
    if form.is_valid():
        try:
            actions.commit(user, escalation=found, **form.said())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("It is noted, and stands among the to-dos of whoever does it."))
            return redirect("escalation", pk)
    return _page(request, found, commit=form)


@guarded(*access.READERS)
@require_POST
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Report back."""
    user = person(request)
    found = access.escalation_for(user, pk)
    form = forms.ReportForm(request.POST)
    if form.is_valid():
        try:
            actions.report_back(user, escalation=found, **form.cleaned_data)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("The report is kept."))
            return redirect("escalation", pk)
    return _page(request, found, report=form)


@guarded(*access.READERS)
@require_POST
def kept(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close a commitment."""
    user = person(request)
    promised = Task.objects.filter(pk=pk, about_model=selections.ABOUT_ESCALATION).first()
    if promised is None:
        raise NotFound("landing.gone")
    found = access.escalation_for(user, promised.about_id)
    form = forms.KeptForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    actions.close_commitment(user, escalation=found, task=promised, note=note)
    messages.info(request, _("The commitment is closed."))
    return redirect("escalation", found.pk)


@guarded(*access.COORDINATORS)
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End an escalation."""
    user = person(request)
    found = access.escalation_for(user, pk)
    access.require_coordinator(user, found.project)
    form, url = forms.OutcomeForm(request.POST or None), reverse("escalation", args=[pk])
    page = FormPage(_("Close the escalation"), _("Close it"), (found.project.name, url))

    def act(_typed: object) -> str:
        actions.close_escalation(user, escalation=found, outcome=form.cleaned_data["outcome"])
        return url

    return answer(request, page, form, act, _("The escalation is closed."))
