"""Routing: the list by lamp, one routing, and what is done with it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row, Task
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.landing import access, actions, forms, labels, selections, sheets
from hometown.landing.models import OPINIONS, Routing
from hometown.landing.querysets import RoutingQuerySet
from hometown.landing.rules import Light, routing_clocks
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects.rules import RANK, Stage, is_guessed

from .tabs import tabs

RECEIVE = Capability.SEE_PROJECTS_LANDING.value
MOST_EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN, ALL = "", "all"
STATES = ("sent", "responded", "assessed", "accepted", "returned", "recalled", "landed")


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for. A value that cannot be read is left out."""

    light: str = ""
    state: str = ""
    unit: uuid.UUID | None = None


def _wanted(query: QueryDict) -> Wanted:
    light, state = query.get("lamp", ""), query.get("state", "")
    try:
        unit = uuid.UUID(query.get("unit", ""))
    except ValueError:
        unit = None
    return Wanted(light if light in set(Light) else "", state if state in {*STATES, ALL} else "", unit)


def _chosen(user: User, asked: Wanted, policy: Policy, today: date) -> RoutingQuerySet:
    found = access.visible_routings(user).with_due().with_reader_needs()
    if asked.state == OPEN:
        found = found.open()
    elif asked.state in {"sent", "responded", "assessed"}:
        running = found.filter(outcome="")
        responded, assessed = asked.state != "sent", asked.state == "assessed"
        found = running.filter(responded_on__isnull=not responded, assessed_on__isnull=not assessed)
    elif asked.state != ALL:
        found = found.filter(outcome=asked.state)
    if asked.unit:
        found = found.to_units([asked.unit])
    return selections.with_light(found, policy, asked.light, today).exceptions_first()


@guarded(*access.READERS)
@require_GET
def routing_list(request: HttpRequest) -> HttpResponse:
    """Which project is with which unit, what that owes and by when; what is late first."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    asked = _wanted(request.GET)
    page = numbered(request, _chosen(user, asked, policy, today))
    units = [(str(unit.pk), unit.name) for unit in _units(user)]
    context = {
        "tabs": tabs(request, user),
        "page": page,
        "rows": [_line(policy, one, today) for one in page.object_list],
        "columns": [_("Project"), _("Unit"), _("State"), _("What is due")],
        "lamps": [("", _("All lamps")), *((light.value, labels.LIGHTS[light]) for light in reversed(Light) if light)],
        "states": [(OPEN, _("Not over")), *((state, labels.STATES[state]) for state in STATES), (ALL, _("All"))],
        "units": [("", _("All units")), *units] if len(units) > 1 else [],
        "narrowed": bool(asked.state or asked.unit),
        "query": request.GET.urlencode(),
        "may_export": user.may(Capability.EXPORT_LISTS),
    }
    return render(request, "landing/routing_list.html", context)


def _units(user: User) -> list[Any]:
    """Return the units to narrow the list by: those that may be sent to; a county's own."""
    units = access.receiving_units()
    own = access.own_units(user)
    wide = user.may(Capability.SEE_PROJECTS_ALL, Capability.SEE_PROJECTS_BATCH)
    return units if wide else [unit for unit in units if unit.pk in own]


def _line(policy: Policy, routing: Routing, today: date) -> list[Any]:
    light, pressing = selections.routing_light(policy, routing, today)
    return [
        {
            "text": routing.project.name,
            "url": reverse("routing", args=[routing.pk]),
            "meta": routing.project.company.name,
        },
        {"text": routing.unit.name, "meta": day(routing.sent_on)},
        {"text": labels.STATES[routing.state], "meta": labels.reason(policy, routing.reason)},
        lamp(light, labels.pressing_words(pressing, today)) if pressing else "—",
    ]


@guarded(Capability.EXPORT_LISTS.value)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = _chosen(user, _wanted(request.GET), policy, today)[:MOST_EXPORTED]
    name = f"routing-{today:%Y%m%d}.xlsx"
    return HttpResponse(
        sheets.as_xlsx(found, policy, today),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


# --- one routing ----------------------------------------------------------------------------------------------------


@guarded(*access.READERS)
@require_GET
def routing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One routing: what the unit owes, what it found, what became of it."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.routing_for(user, pk)
    light, pressing = selections.routing_light(policy, found, today)
    people = names_of([found.sent_by, found.responded_by, found.assessed_by, found.outcome_by])
    context = {
        "routing": found,
        "sees_project": bool(projects.visible_among(user, [found.project_id])),
        "state": labels.STATES[found.state],
        "light": light,
        "light_words": labels.pressing_words(pressing, today),
        "clocks": _clocks(found, today, people, mine=access.may_answer_for(user, found)),
        "opinions": [Fact(labels.OPINIONS[name], getattr(found, name)) for name in OPINIONS if getattr(found, name)],
        "guessed": _is_guessed(policy, found),
        "facts": _facts(policy, found, people),
        "others": _others(user, policy, found),
        "may": _may(user, found),
    }
    return render(request, "landing/routing.html", context)


def _may(user: User, found: Routing) -> dict[str, bool]:
    receives, is_open = access.may_answer_for(user, found), found.closed_on is None
    coordinates = access.may_coordinate(user, found.project)
    registered = found.project.stage_rank >= RANK[Stage.REGISTERED] and found.project.registered_on is not None
    return {
        "respond": receives and is_open and not found.outcome and found.responded_on is None,
        "assess": receives and is_open and not found.outcome,
        "return": receives and is_open,
        "recall": coordinates and is_open,
        "land": (receives or coordinates) and is_open and registered,
        "send": coordinates and not is_open and found.outcome != "landed",
    }


def _is_guessed(policy: Policy, found: Routing) -> bool:
    """Tell whether a day that still counts was reckoned in workdays of a year whose calendar is not published."""
    levels = policy.levels.lead
    terms = {"respond": levels.respond, "assess": levels.assess, "feed_back": levels.feed_back}
    running = [one for one in routing_clocks(found.days) if one.runs and found.closed_on is None]
    return any(is_guessed(policy, terms[one.what], one.due_on) for one in running)


def _clocks(found: Routing, today: date, people: dict[uuid.UUID, str], *, mine: bool) -> list[Task]:
    """Return the three things a unit owes, each done or with its day."""
    who = {"respond": found.responded_by, "assess": found.assessed_by, "feed_back": found.outcome_by}
    lines = []
    for one in routing_clocks(found.days):
        if not one.runs:
            name = people.get(who[one.what] or uuid.UUID(int=0), "")
            lines.append(Task(labels.CLOCKS[one.what], format_html("{} {}", name, day(one.done_on)), state="done"))
        elif found.closed_on is None:
            words = labels.pressing_words(one, today)
            lines.append(Task(words, day(one.due_on), state="mine" if mine else "wait"))
    return lines


def _facts(policy: Policy, found: Routing, people: dict[uuid.UUID, str]) -> list[Fact]:
    facts = [
        Fact(_("Company"), found.project.company.name),
        Fact(_("Unit"), found.unit.name),
        Fact(_("Sent"), found.sent_on, people.get(found.sent_by, "")),
        Fact(_("Why it fits"), found.why),
        Fact(_("Decided"), found.outcome_on, people.get(found.outcome_by, "") if found.outcome_by else ""),
        Fact(_("Reason"), labels.reason(policy, found.reason)),
        Fact(_("In words"), found.outcome_note),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _others(user: User, policy: Policy, found: Routing) -> list[Row]:
    """Return where else the project has been."""
    rows = access.visible_routings(user).filter(project=found.project_id).exclude(pk=found.pk).select_related("unit")
    return [
        Row(
            one.unit.name, [day(one.sent_on), *filter(None, [labels.reason(policy, one.reason)])],
            reverse("routing", args=[one.pk]), labels.STATES[one.state],
        )
        for one in rows.order_by("-sent_on", "-pk")
    ]  # fmt: skip


@guarded(*access.COORDINATORS)
def send(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Send a project to a county or park."""
    user = person(request)
    project = projects.project_for(user, pk)
    access.require_coordinator(user, project)
    form = forms.SendForm(request.POST or None, units=access.receiving_units())
    page = FormPage(
        _("Send to a county or park"), _("Send the project"), (project.name, reverse("project", args=[pk])),
        _("The unit reads the project from now on. Its days to answer, to assess and to decide run from today."),
    )  # fmt: skip

    def act(_typed: object) -> str:
        unit = form.units[form.cleaned_data["unit"]]
        sent = actions.send(user, project=project, unit=unit, why=form.cleaned_data["why"])
        return reverse("routing", args=[sent.pk])

    return answer(request, page, form, act, _("The project is sent."))


@guarded(RECEIVE)
@require_POST
def respond(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Answer that it arrived."""
    user = person(request)
    actions.respond(user, routing=access.routing_for(user, pk))
    messages.info(request, _("The sender knows that it arrived."))
    return redirect("routing", pk)


@guarded(RECEIVE)
def assess(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say what the unit finds. What does not fit goes on to its reason."""
    user = person(request)
    found = access.routing_for(user, pk)
    access.require_receiver(user, found)
    form = forms.AssessForm(request.POST or None, routing=found)
    meanwhile.opened_on(form, found)
    lede = _("A sentence on each that you have looked at; leave the rest. If it fits, what you write goes on file.")
    page = FormPage(_("Assessment"), _("Keep the assessment"), _parent(found), lede)

    def act(_typed: object) -> str:
        meanwhile.hold(form, found)
        said = form.said()
        actions.assess(user, routing=found, **said)
        return reverse("routing" if said["fits"] else "routing-return", args=[pk])

    return answer(request, page, form, act, _("The assessment is kept."))


@guarded(RECEIVE)
def give_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Return a project with the reason."""
    user = person(request)
    found = access.routing_for(user, pk)
    access.require_receiver(user, found)
    form = forms.ReturnForm(request.POST or None, policy=in_force(clock.today()))
    lede = _("The reason goes to the sender and to whoever brought the project. It can then be sent to another unit.")
    page = FormPage(_("Return the project"), _("Return it"), _parent(found), lede)

    def act(_typed: object) -> str:
        actions.return_(user, routing=found, **form.cleaned_data)
        return reverse("routing", args=[pk])

    return answer(request, page, form, act, _("The project is returned."))


@guarded(*access.COORDINATORS)
def recall(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a project back from a unit."""
    user = person(request)
    found = access.routing_for(user, pk)
    access.require_coordinator(user, found.project)
    form = forms.WordsForm(request.POST or None)
    page = FormPage(_("Recall the project"), _("Recall it"), _parent(found))

    def act(_typed: object) -> str:
        actions.recall(user, routing=found, words=form.cleaned_data["words"])
        return reverse("routing", args=[pk])

    return answer(request, page, form, act, _("The project is recalled."))


@guarded(RECEIVE, *access.COORDINATORS)
@require_POST
def land(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Note that it has landed."""
    user = person(request)
    actions.land(user, routing=access.routing_for(user, pk))
    messages.info(request, _("It has landed."))
    return redirect("routing", pk)


def _parent(found: Routing) -> tuple[str, str]:
    return found.project.name, reverse("routing", args=[found.pk])
