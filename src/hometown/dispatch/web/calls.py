"""Clients who can talk: the list, saying so, the way there, going, ending it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage
from hometown.accounts.answering import answer as answered
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.access import visible_companies
from hometown.dispatch import access, actions, calling_forms, proposing, showing
from hometown.dispatch.models import HotSignal
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.face.tags.marks import tag
from hometown.face.widgets import Chosen
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.contacting import day_words
from hometown.fieldwork.meeting_forms import begun_with
from hometown.fieldwork.web.activities import asked_for
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects.forms import identifier

SEE, RECORD = Capability.SEE_COMPANIES.value, Capability.RECORD_FIELDWORK.value


@guarded(SEE)
@require_GET
def signal_list(request: HttpRequest) -> HttpResponse:
    """Clients who can talk, as far as one may read of them: the open ones by their time, or all, the newest first."""
    user, state = person(request), request.GET.get("state", "")
    found = access.visible_signals(user).with_reader_needs()
    page = numbered(
        request, found.order_by("-starts_at", "-pk") if state == "all" else found.open().order_by("starts_at", "pk")
    )
    context = {
        "page": page,
        "columns": [_("Firm"), _("When"), _("In which city"), _("State")],
        "rows": [_row(one) for one in page.object_list],
        "states": [("", _("Not over")), ("all", _("All"))],
        "may_say": user.may(RECORD),
    }
    return render(request, "dispatch/signal_list.html", context)


def _row(one: HotSignal) -> list[Any]:
    return [
        {"text": one.company.name, "url": reverse("hot-signal", args=[one.pk]), "meta": one.words},
        when(one),
        {"text": _city(one), "meta": one.place},
        tag(*_state(one)),
    ]


def when(one: HotSignal) -> str:
    """Return the time of a meeting as people read it, by the city's clock."""
    starts, ends = (moment.astimezone(clock.CITY_TIME) for moment in (one.starts_at, one.ends_at))
    return f"{day_words(starts.date())} {starts:%H:%M}–{ends:%H:%M}"


def _state(one: HotSignal) -> tuple[Any, str]:
    if one.appointment_id is not None:
        return _("somebody goes"), "green"
    if one.ended_on is not None:
        return _("nobody goes"), "line"
    return (_("the time has passed"), "line") if one.ends_at <= clock.now() else (_("nobody goes yet"), "red")


def _city(one: HotSignal) -> str:
    return proposing.places(one)[1]


@guarded(RECORD)
def say(request: HttpRequest) -> HttpResponseBase:
    """Say that a client can talk; `?project=` or `?company=` name whom."""
    user = person(request)
    asked = identifier(request.GET.get("project", ""))
    project = showing.project_named(user, asked) if asked else None
    company = project.company if project else asked_for(visible_companies(user), request.GET.get("company", ""))
    batch = project.batch if project and project.batch else next(iter(fieldwork.batches_of(user)), None)
    start: dict[str, Any] = {"on": clock.today(), "where": "host"}
    if company is not None:
        start["company"] = Chosen(str(company.pk), company.name)
    form = calling_forms.CallForm(user, request.POST or None, initial=start, cities=proposing.cities(batch))
    parent = (project.name, reverse("project", args=[project.pk])) if project else (
        _("Clients who can talk"), reverse("hot-signal-list")
    )  # fmt: skip
    lede = _("The secretary and the task force are told at once. You see next which train still reaches it.")
    page = FormPage(_("A client can talk"), _("Tell the branch"), parent, lede)

    def act(_typed: object) -> str:
        made = actions.say_hot(user, project=project, batch=batch, **form.told())
        return reverse("hot-signal", args=[made.pk])

    return answered(request, page, form, act, _("The branch is told."))


@guarded(SEE)
@require_GET
def signal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One client who can talk, and the way there and back."""
    user = person(request)
    return _page(request, user, access.signal_for(user, pk), None)


def _page(request: HttpRequest, user: User, found: HotSignal, form: Any) -> HttpResponse:
    is_open = found.is_open and found.ends_at > clock.now()
    goes = is_open and user.may(RECORD)
    form = form or (_go_form(user, found, None) if goes else None)
    words, tone = _state(found)
    context = {
        "signal": found,
        "facts": _facts(user, found),
        "when": when(found),
        "state": words,
        "tone": tone,
        "form": form if goes else None,
        "way": " – ".join(proposing.places(found)),
        "has_trains": bool(form and form.proposal.out),
        "may_end": found.is_open and access.may_end(user, found),
        "meeting": fieldwork.visible_appointments(user).filter(pk=found.appointment_id).first(),
    }
    return render(request, "dispatch/signal.html", context, status=422 if form is not None and form.errors else 200)


def _go_form(user: User, found: HotSignal, data: Any) -> calling_forms.GoForm:
    proposal = proposing.proposed(in_force(clock.today()), found, clock.now())
    meeting = found.starts_at.astimezone(clock.CITY_TIME).date()
    return calling_forms.GoForm(user, data, proposal=proposal, meeting=meeting, initial=begun_with(user))


def _facts(user: User, found: HotSignal) -> list[Fact]:
    people = names_of([found.said_by, found.taken_by, found.ended_by])
    project = found.project if found.project and _reads(user, found) else None
    facts = [
        Fact(_("Firm"), found.company.name, url=reverse("company", args=[found.company_id])),
        Fact(
            _("Project"), project.name if project else "", url=reverse("project", args=[project.pk]) if project else ""
        ),
        Fact(_("When"), when(found)),
        Fact(_("In which city"), _city(found), found.place),
        Fact(_("What the client said"), found.words),
        Fact(_("Who said it"), people.get(found.said_by, "")),
        Fact(_("Who goes"), people.get(found.taken_by, "") if found.taken_by else ""),
        Fact(_("Why nobody goes"), found.ended_because, people.get(found.ended_by, "") if found.ended_by else ""),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _reads(user: User, found: HotSignal) -> bool:
    return bool(projects.visible_among(user, [found.project_id])) if found.project_id else False


@guarded(RECORD)
def go(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Go there: the appointment is made and the trip planned."""
    user = person(request)
    found = access.signal_for(user, pk)
    form = _go_form(user, found, request.POST or None)
    page = FormPage(
        _("Go there"), _("Make the appointment and plan the trip"),
        (found.company.name, reverse("hot-signal", args=[pk])), when(found),
    )  # fmt: skip

    def act(_typed: object) -> str:
        taken = actions.go(user, signal=found, **form.said())
        return reverse("appointment", args=[taken.appointment_id])

    said = _("The appointment is made. With a train the trip is planned too: nothing has to be entered again.")
    return answered(request, page, form, act, said)


@guarded(SEE)
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that nobody goes."""
    user = person(request)
    found = access.signal_for(user, pk)
    access.require_ender(user, found)
    url = reverse("hot-signal", args=[pk])
    page = FormPage(_("Nobody goes"), _("End it"), (found.company.name, url))
    form = calling_forms.EndForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.end_call(user, signal=found, because=form.cleaned_data["because"])
        return url

    return answered(request, page, form, act, _("It has ended."), record=found, begun=meanwhile.nothing)
