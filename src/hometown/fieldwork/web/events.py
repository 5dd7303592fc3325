"""Pages of events: forums, fairs, symposia, and the contacts and leads they gave."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.widgets import Chosen
from hometown.fieldwork import access, actions, telling
from hometown.fieldwork.forms import EventForm, company_of
from hometown.fieldwork.models import Counterpart, Event
from hometown.fieldwork.words import EVENT_KINDS
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

READ = (Capability.SEE_FIELDWORK_ALL, Capability.SEE_FIELDWORK_OWN, Capability.RECORD_FIELDWORK)
RECORD = Capability.RECORD_FIELDWORK
MOST_PEOPLE, MOST_ACTIVITIES = 60, 40


@guarded(*READ)
@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    """Events, the newest first; `?q=` finds by name."""
    reader, wanted = person(request), request.GET.get("q", "").strip()
    found = access.visible_events(reader).select_related("organiser").newest_first()
    if wanted:
        found = found.filter(name__icontains=wanted)
    if request.GET.get("kind") in EVENT_KINDS:
        found = found.filter(kind=request.GET["kind"])
    page = numbered(request, found)
    context = {
        "page": page,
        "q": wanted,
        "lines": [(one, EVENT_KINDS[one.kind]) for one in page.object_list],
        "kinds": [("", _("All")), *EVENT_KINDS.items()],
        "may_record": reader.may(RECORD),
        "today": clock.today(),
    }
    return render(request, "fieldwork/event_list.html", context)


@guarded(*READ)
@require_GET
def event(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One event: what officers did there, the people they met, the leads it gave."""
    reader = person(request)
    found = access.event_for(reader, pk)
    there = access.visible_activities(reader).standing().filter(event=found)
    met = _met_at(reader, found)
    full = access.names_people(reader)
    counted = met.aggregate(people=Count("pk"), firms=Count("link__company", distinct=True))
    page = {
        "event": found,
        "kind": EVENT_KINDS[found.kind],
        "lines": telling.told(reader, there.with_people().newest_first()[:MOST_ACTIVITIES]),
        "people": [telling.told_person(one, full=full) for one in met[:MOST_PEOPLE]],
        "met": counted if counted["people"] else None,
        "leads_url": telling.address("event-leads", found.pk) if access.reads_projects(reader) else "",
        "may_record": reader.may(RECORD),
    }
    return render(request, "fieldwork/event.html", page)


def _met_at(reader: User, event: Event) -> "QuerySet[Counterpart]":
    """Return the people met at an event, as far as a person may see who did; nobody without companies."""
    there = access.visible_activities(reader).standing().filter(event=event)
    met = Counterpart.objects.filter(link__activity__in=there).select_related("contact", "link__company")
    found: QuerySet[Counterpart] = met.order_by("link__company__name", "pk")
    return found if access.sees_companies(reader) else found.none()


@guarded(*READ)
@require_GET
def event_people(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everybody met at an event: who stands behind the number on its page."""
    reader = person(request)
    found = access.event_for(reader, pk)
    page = numbered(request, _met_at(reader, found))
    full = access.names_people(reader)
    people = [telling.told_person(one, full=full) for one in page.object_list]
    return render(request, "fieldwork/event_people.html", {"event": found, "page": page, "people": people})


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def event_add(request: HttpRequest) -> HttpResponseBase:
    """Add an event."""
    form = EventForm(request.POST or None, initial={"kind": "forum", "first_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        told["organiser"] = company_of(person(request), told["organiser"])
        try:
            made = actions.add_event(person(request), **told)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return redirect("event", made.pk)
    return render(request, "fieldwork/event_form.html", {"form": form}, status=422 if form.errors else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def event_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Edit an event."""
    found = access.event_for(person(request), pk)
    form = EventForm(request.POST or None, initial=_begun(found))
    meanwhile.opened_on(form, found, _begun)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        told = form.cleaned_data
        told["organiser"] = company_of(person(request), told["organiser"])
        try:
            actions.edit_event(person(request), found, **told)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Changed."))
            return redirect("event", found.pk)
    page = {"form": form, "event": found}
    return render(request, "fieldwork/event_form.html", page, status=422 if form.errors else 200)


def _begun(event: Event) -> dict[str, Any]:
    """Return what the form of an event shows of it."""
    organiser = Chosen(str(event.organiser_id), event.organiser.name) if event.organiser else Chosen("", "")
    return {name: getattr(event, name) for name in ("name", "kind", "first_on", "last_on", "place")} | {
        "organiser": organiser
    }
