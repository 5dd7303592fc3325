"""Standing pairs of departments: the list by who is due, one pair with what it settled, beginning, meeting, ending."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.chains import access, actions, forms, selections
from hometown.chains.models import PairMeeting, StandingPair
from hometown.chains.selections import Paired
from hometown.face.parts import Fact, Line
from hometown.face.tags.marks import lamp
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.contacting import day_words
from hometown.kernel import clock
from hometown.policy.standing import in_force

from .tabs import tabs

RECENT = timedelta(days=60)


@guarded(*access.READERS)
@require_GET
def pair_list(request: HttpRequest) -> HttpResponse:
    """The pairs, those due first."""
    user, today = person(request), clock.today()
    shows_all = request.GET.get("state") == "all"
    found = access.visible_pairs(user).with_sides()
    every = selections.paired(in_force(today), found if shows_all else found.running(), today)
    context = {
        "tabs": tabs(request),
        "columns": [_("About what"), _("Department at home"), _("Department of the host city"), _("Next")],
        "rows": [_row(one) for one in every],
        "states": [("", _("Not over")), ("all", _("All"))],
        "may_add": access.coordinates(user),
    }
    return render(request, "chains/pair_list.html", context)


def _row(one: Paired) -> list[Any]:
    pair = one.pair
    due: Any = _("ended")
    if one.next_on is not None:
        due = lamp(one.lamp, day_words(one.next_on))
    return [
        {"text": pair.subject, "url": reverse("pair", args=[pair.pk]), "meta": pair.keeper.name},
        pair.home_unit.name,
        pair.host_unit.name,
        due,
    ]


@guarded(*access.READERS)
@require_GET
def pair(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One pair: when it meets next, and what was settled when it met."""
    user, today = person(request), clock.today()
    found = access.pair_for(user, pk)
    (told,) = selections.paired(in_force(today), [found], today)
    keeps = found.ended_on is None and access.may_keep(user, found)
    facts = [
        Fact(_("Department at home"), found.home_unit.name),
        Fact(_("Department of the host city"), found.host_unit.name),
        Fact(_("Days between two meetings"), str(found.every_days)),
        Fact(_("Keeps it"), found.keeper.name),
        Fact(_("Paired since"), found.begun_on),
        Fact(_("Ended"), found.ended_on or "", found.ended_why),
    ]
    context = {
        "pair": found,
        "facts": [fact for fact in facts if fact.value not in ("", None)],
        "lamp": told.lamp,
        "next_words": _("meets next by %(day)s") % {"day": day_words(told.next_on)} if told.next_on else "",
        "lines": _log(user, list(found.meetings.select_related("activity"))),
        "keeps": keeps,
    }
    return render(request, "chains/pair.html", context)


def _log(user: User, met: list[PairMeeting]) -> list[Line]:
    """Return what was settled, newest first; an activity is named and linked for who may read it."""
    named = [one.activity_id for one in met if one.activity_id]
    seen = set(fieldwork.visible_activities(user).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    people = names_of([one.noted_by for one in met])
    lines = []
    for one in met:
        reads = one.activity is not None and one.activity_id in seen
        told = one.activity.title if one.activity is not None and reads else ""
        url = reverse("activity", args=[one.activity_id]) if reads else ""
        words = one.words or told or _("an activity")
        meta = " · ".join(part for part in (told if one.words else "", people.get(one.noted_by, "")) if part)
        lines.append(Line(words, meta, url, at=one.on))
    return lines


@guarded(*access.COORDINATORS)
def add(request: HttpRequest) -> HttpResponseBase:
    """Pair two departments."""
    user, today = person(request), clock.today()
    home, host = access.units()
    people = access.people(in_force(today), today)
    form = forms.PairForm(request.POST or None, home=home, host=host, people=people)
    page = FormPage(_("Pair two departments"), _("Pair them"), (_("Standing pairs"), reverse("pair-list")))

    def act(_typed: object) -> str:
        return reverse("pair", args=[actions.begin_pair(user, **form.said()).pk])

    return answer(request, page, form, act, _("The two are paired."))


def _step(found: StandingPair, title: Any, button: Any) -> FormPage:
    return FormPage(title, button, (found.subject, reverse("pair", args=[found.pk])))


@guarded(*access.READERS)
def met(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Note that a pair met."""
    user, today = person(request), clock.today()
    found = access.pair_for(user, pk)
    access.require_pair_keeper(user, found)
    recent = fieldwork.visible_activities(user).filter(on__range=(today - RECENT, today)).order_by("-on", "-pk")[:40]
    form = forms.MeetingForm(request.POST or None, activities=recent, initial={"on": today})

    def act(_typed: object) -> str:
        actions.note_meeting(user, pair=found, **form.said())
        return reverse("pair", args=[pk])

    return answer(request, _step(found, _("They met"), _("Note it")), form, act, _("The meeting is noted."))


@guarded(*access.READERS)
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a pair."""
    user = person(request)
    found = access.pair_for(user, pk)
    access.require_pair_keeper(user, found)
    form = forms.WhyForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.end_pair(user, pair=found, why=form.cleaned_data["why"])
        return reverse("pair", args=[pk])

    page = _step(found, _("End the pair"), _("End it"))
    return answer(request, page, form, act, _("The pair has ended."), record=found, begun=meanwhile.nothing)
