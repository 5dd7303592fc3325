"""Supervision: the list by lamp, one item with its proof, and what may be done with it."""

import uuid
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import Act, FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.dispatch import access, actions, forms, labels, proof
from hometown.dispatch.models import SupervisionItem
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Line, Row
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.contacting import day_words
from hometown.files import showing as files
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.landing import access as landing
from hometown.landing.rules import Clock, light_of
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.programme import access as programme
from hometown.projects.forms import identifier

READERS = access.SUPERVISION_READERS


def _light(policy: Policy, item: SupervisionItem, today: date) -> str:
    return light_of(policy, Clock("supervision", item.due_on, item.closed_on), today).value


@guarded(*READERS)
@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    """What is supervised, as far as one may see it; what is due first at the top."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    state = request.GET.get("state", "")
    found = access.visible_supervision(user).with_reader_needs()
    found = found.filter(closed_on__isnull=False).order_by("-closed_on", "-pk") if state == "closed" else (
        found.open().order_by("due_on", "pk")
    )  # fmt: skip
    page = numbered(request, found)
    context = {
        "page": page,
        "columns": [_("What is owed"), _("By whom"), _("By when"), _("How it stands")],
        "rows": [_row(policy, one, today) for one in page.object_list],
        "states": [("", _("Not confirmed yet")), ("closed", _("Confirmed"))],
        "state": state,
    }
    return render(request, "dispatch/supervision_list.html", context)


def _row(policy: Policy, one: SupervisionItem, today: date) -> list[Any]:
    light = _light(policy, one, today)
    stands: Any = lamp(light, labels.LIGHTS[light]) if light else _("confirmed as done")
    if one.closed_on is None and one.reported_on is not None:
        stands = _("reported done, to be confirmed")
    return [
        {"text": one.what, "url": reverse("supervision", args=[one.pk]), "meta": _origin(one)},
        {"text": one.owner_unit.name, "meta": one.owner.name},
        day(one.due_on),
        stands,
    ]


def _origin(one: SupervisionItem) -> str:
    if one.addressee is not None:
        return _("an instruction")
    return _("promised to %(whom)s") % {"whom": one.promised_to} if one.promised_to else _("a promise")


@guarded(*READERS)
@require_GET
def item(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One supervised thing, its proof, and every day it was due."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.item_for(user, pk)
    is_open, decides = found.closed_on is None, access.may_decide(user, found)
    light = _light(policy, found, today)
    context = {
        "item": found,
        "light": light,
        "light_words": labels.LIGHTS.get(light, ""),
        "facts": _facts(user, found),
        "paper": found.file_name,
        "answer_paper": proof.answer_paper(found) or "",
        "shown_by": dict(zip(("name", "url"), proof.shown_to(user, found), strict=True)),
        "days": _days(found),
        "may_report": is_open and access.may_report(user, found),
        "may_confirm": is_open and access.may_confirm(user, found) and found.reported_on is not None,
        "may_extend": is_open and decides,
        "may_tie": decides and programme.visible_clauses(user).exists(),
    }
    return render(request, "dispatch/supervision.html", context)


def _facts(user: User, found: SupervisionItem) -> list[Fact]:
    facts = [
        Fact(_("Unit that owes it"), found.owner_unit.name, found.owner.name),
        Fact(_("By when"), found.due_on),
        Fact(_("Set by"), found.set_by.name, found.set_on),
        Fact(_("Promised to"), found.promised_to),
        Fact(_("Promised on"), found.promised_on or ""),
        _stands_on(user, found),
    ]
    if found.clause is not None:
        seen = programme.visible_clauses(user).filter(pk=found.clause.pk).exists()
        url = reverse("plan-clause", args=[found.clause.pk]) if seen else ""
        facts.append(Fact(_("Clause of the action plan"), found.clause.number if seen else "", found.clause.title, url))
    return [fact for fact in facts if fact.value not in ("", None)]


def _stands_on(user: User, found: SupervisionItem) -> Fact:
    if found.addressee is not None:
        seen = landing.visible_instructions(user).filter(pk=found.addressee.instruction_id).exists()
        url = reverse("instruction", args=[found.addressee.instruction_id]) if seen else ""
        return Fact(_("Stands on"), _("an instruction"), url=url)
    if found.activity is not None:
        seen = fieldwork.visible_activities(user).filter(pk=found.activity.pk).exists()
        told, url = (found.activity.title, reverse("activity", args=[found.activity.pk])) if seen else ("", "")
        return Fact(_("Stands on"), told or _("an activity"), url=url)
    seen = found.trip is not None and fieldwork.visible_trips(user).filter(pk=found.trip.pk).exists()
    url = reverse("trip", args=[found.trip.pk]) if found.trip is not None and seen else ""
    return Fact(_("Stands on"), str(found.trip) if seen else _("a trip"), url=url)


def _days(found: SupervisionItem) -> list[Line]:
    rows = list(found.extensions.order_by("-on", "-pk"))
    people = names_of(one.by for one in rows)
    words = _("extended from %(before)s to %(after)s")
    return [
        Line(
            words % {"before": day_words(one.before_on), "after": day_words(one.due_on)},
            f"{one.reason} · {people.get(one.by, '')}",
            at=one.on,
        )
        for one in rows
    ]


# --- setting --------------------------------------------------------------------------------------------------------


@guarded(*access.SUPERVISORS)
def from_instruction(request: HttpRequest) -> HttpResponseBase:
    """Follow up what the addressee that the address names owes; nothing of the instruction is written again."""
    user = person(request)
    key = identifier(request.GET.get("addressee", ""))
    if key is None:
        raise NotFound("dispatch.gone")
    addressee = landing.addressee_for(user, key)
    instruction = addressee.instruction
    owners = access.owners(clock.today())
    start = {"unit": addressee.unit_id or "", "due_on": instruction.due_on}
    form = forms.InstructionForm(request.POST or None, owners=owners, initial=start)
    url = reverse("instruction", args=[instruction.pk])
    page = FormPage(_("Supervise it"), _("Supervise it"), (_("Instruction"), url), instruction.words[:300])

    def act(_typed: object) -> str:
        made = actions.supervise_instruction(user, addressee=addressee, **form.said())
        return reverse("supervision", args=[made.pk])

    return answer(request, page, form, act, _("It is supervised until it is proved done."))


@guarded(*access.SUPERVISORS)
def from_promise(request: HttpRequest) -> HttpResponseBase:
    """Follow up what was promised on the activity or the trip that the address names."""
    user = person(request)
    keys = (identifier(request.GET.get(name, "")) for name in ("activity", "trip"))
    activity, trip = access.activity_or_trip(user, *keys)
    if activity is None and trip is None:
        raise NotFound("dispatch.gone")
    form = forms.PromiseForm(request.POST or None, owners=access.owners(clock.today()))
    made_on = activity.on if activity else trip.first_on if trip else None
    page = FormPage(
        _("Supervise a promise"), _("Supervise it"), (_("Supervision"), reverse("supervision-list")),
        activity.title if activity else str(trip),
    )  # fmt: skip

    def act(_typed: object) -> str:
        made = actions.supervise_promise(user, activity=activity, trip=trip, promised_on=made_on, **form.said())
        return reverse("supervision", args=[made.pk])

    return answer(request, page, form, act, _("It is supervised until it is proved done."))


# --- what becomes of it ---------------------------------------------------------------------------------------------


def _page(found: SupervisionItem, title: Any, button: Any) -> FormPage:
    return FormPage(title, button, (_("Supervision"), reverse("supervision", args=[found.pk])), found.what)


def _step(
    request: HttpRequest, found: SupervisionItem, words: tuple[Any, Any], form: Form, act: Act, said: str
) -> HttpResponseBase:
    """Answer a form that takes an item a step on; `words` are its title and its button."""
    return answer(request, _page(found, *words), form, act, said, record=found, begun=meanwhile.nothing)


@guarded(*READERS)
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Report it done, with what proves it."""
    user = person(request)
    found = access.item_for(user, pk)
    access.require_reporter(user, found)
    form = forms.ReportForm(request.POST or None, request.FILES or None)

    def act(_typed: object) -> str:
        data = form.cleaned_data
        shown_by = proof.record_at(user, data["address"]) if data["address"] else None
        paper = data["file"]
        actions.report(
            user, item=found, words=data["words"], content=paper or None, file_name=paper.name if paper else "",
            shown_by=shown_by,
        )  # fmt: skip
        return reverse("supervision", args=[pk])

    return _step(request, found, (_("Report it done"), _("Report")), form, act, _("Reported. Who set it confirms."))


@guarded(*READERS)
def give_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a report back."""
    user = person(request)
    found = access.item_for(user, pk)
    access.require_decider(user, found)
    form = forms.GiveBackForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.give_back(user, item=found, words=form.cleaned_data["words"])
        return reverse("supervision", args=[pk])

    return _step(request, found, (_("Give it back"), _("Give it back")), form, act, _("Given back."))


@guarded(*READERS)
def extend(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give another day."""
    user = person(request)
    found = access.item_for(user, pk)
    access.require_decider(user, found)
    form = forms.ExtendForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.extend(user, item=found, **form.cleaned_data)
        return reverse("supervision", args=[pk])

    return _step(request, found, (_("Give another day"), _("Extend")), form, act, _("Extended."))


@guarded(*READERS)
def tie(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say under which clause of an action plan it is followed up."""
    user = person(request)
    found = access.item_for(user, pk)
    access.require_decider(user, found)
    form = forms.ClauseForm(request.POST or None, initial={"clause": found.clause_id})

    def act(data: dict[str, Any]) -> str:
        actions.tie_to_clause(user, item=found, **data)
        return reverse("supervision", args=[pk])

    return answer(request, _page(found, _("Tie it to a clause"), _("Tie it")), form, act, _("Kept."), record=found)


@guarded(*READERS)
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Confirm that it is done."""
    user = person(request)
    found = access.item_for(user, pk)
    access.require_confirmer(user, found)
    form = forms.WordsForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.confirm(user, item=found, words=form.cleaned_data["words"])
        return reverse("supervision", args=[pk])

    return _step(request, found, (_("Confirm that it is done"), _("It is done")), form, act, _("Confirmed as done."))


@guarded(*READERS)
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The file that proves it, as it was received."""
    found = access.item_for(person(request), pk)
    if found.blob is None:
        raise NotFound("dispatch.gone")
    return files.download(found.blob, found.file_name)


# --- on the pages below ---------------------------------------------------------------------------------------------


@guarded(*landing.COORDINATORS)
@require_GET
def activity_promises(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was promised on an activity, and the door to have something supervised."""
    activity, _trip = access.activity_or_trip(person(request), pk, None)
    return _promises(request, "activity", activity)


@guarded(*landing.COORDINATORS)
@require_GET
def trip_promises(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was promised on a trip, and the door to have something supervised."""
    _activity, trip = access.activity_or_trip(person(request), None, pk)
    return _promises(request, "trip", trip)


@guarded(*READERS)
@require_GET
def under_clause(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What is followed up under a clause of an action plan, as far as the reader may see it."""
    user = person(request)
    clause = programme.clause_for(user, pk)
    page = {"rows": _rows(user, clause=clause), "record": clause}
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "dispatch/under_clause_page.html" if whole else "dispatch/under_clause.html", page)


def _rows(user: User, **about: Any) -> list[Row]:
    policy, today = in_force(clock.today()), clock.today()
    found = access.visible_supervision(user).with_reader_needs().filter(**about).order_by("due_on", "pk")
    rows = []
    for one in found:
        light = _light(policy, one, today)
        end = labels.LIGHTS[light] if light else _("confirmed as done")
        rows.append(Row(one.what, one.owner_unit.name, reverse("supervision", args=[one.pk]), end, light or "green"))
    return rows


def _promises(request: HttpRequest, name: str, record: Any) -> HttpResponse:
    rows = _rows(person(request), **{name: record})
    page = {"rows": rows, "add_url": f"{reverse('supervise-promise')}?{name}={record.pk}", "record": record}
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "dispatch/promises_page.html" if whole else "dispatch/promises.html", page)
