"""Pages of trips: the list of a batch, one, writing one down, taking it back."""

import uuid
from typing import Any

from django.contrib import messages
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
from hometown.fieldwork import access, actions, away, telling
from hometown.fieldwork.meeting_forms import ReasonForm, TripForm, begun_with
from hometown.fieldwork.models import Activity, Trip
from hometown.fieldwork.words import MEANS
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.programme.models import City

READ = (Capability.SEE_FIELDWORK_ALL, Capability.SEE_FIELDWORK_OWN, Capability.RECORD_FIELDWORK)
RECORD = Capability.RECORD_FIELDWORK
OFFERED = 60


@guarded(*READ)
@require_GET
def trip_list(request: HttpRequest) -> HttpResponse:
    """The trips of a batch, newest first, and those the records speak of that nobody has written down."""
    user = person(request)
    batches = access.batches_of(user)
    batch = next((one for one in batches if str(one.pk) == request.GET.get("batch", "")), None)
    found = access.visible_trips(user).standing().with_people().order_by("-first_on", "-pk")
    if batch is not None:
        found = found.filter(batch=batch)
    page = numbered(request, found)
    context = {
        "page": page,
        "lines": [(one, _officers(one), MEANS.get(one.means, "")) for one in page.object_list],
        "batches": [("", _("All")), *((str(one.pk), one.name) for one in batches)],
        "may_record": user.may(RECORD),
        "sees_companies": access.sees_companies(user),
        "journeys": away.not_written_down(user) if user.may(RECORD) and access.sees_companies(user) else [],
    }
    return render(request, "fieldwork/trip_list.html", context)


def _officers(trip: Trip) -> list[str]:
    return [link.officer.name for link in trip.officer_links.all()]


@guarded(*READ)
@require_GET
def trip(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One trip: who, where, when, what was done on it, what it led to."""
    user = person(request)
    found = access.trip_for(user, pk)
    went = [link.officer for link in found.officer_links.all()]
    seen = access.visible_activities(user).standing().filter(trip_link__trip=found).with_people()
    meeting = (
        access.visible_appointments(user).filter(pk=found.appointment_id).first() if found.appointment_id else None
    )
    page = {
        "appointment_url": telling.address("appointment", meeting.pk) if meeting else "",
        "trip": found,
        "officers": [one.name for one in went],
        "means": MEANS.get(found.means, ""),
        "lines": telling.told(user, seen.order_by("on", "starts_at", "pk")),
        "sees_companies": access.sees_companies(user),
        "promises_url": telling.address("trip-promises", found.pk) if access.follows_promises(user) else "",
        "may_change": found.withdrawn_on is None and access.may_change(user, found, went),
    }
    return render(request, "fieldwork/trip.html", page)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def trip_add(request: HttpRequest) -> HttpResponseBase:
    """Write down a trip that was made; `?activity=` names what was done on it, and fills the rest in."""
    user = person(request)
    offered, chosen = _offered(user, request.GET.getlist("activity"))
    form = TripForm(user, request.POST or None, offered=offered, initial=_begun(user, chosen))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_trip(user, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("The trip is recorded."))
            return redirect("trip", made.pk)
    return render(request, "fieldwork/trip_form.html", {"form": form}, status=422 if form.errors else 200)


def _offered(user: User, wanted: list[str]) -> tuple[list[Activity], list[Activity]]:
    """Return the activities a form offers, and those among them that the address names."""
    free = away.free_activities(user)
    keys = [key for text in wanted[:OFFERED] if (key := _key(text)) is not None]
    chosen = list(free.with_people().filter(pk__in=keys)) if keys else []
    recent = list(free.filter(officer_links__officer__user=user)[:OFFERED]) if not chosen else []
    return list(dict.fromkeys([*chosen, *recent])), chosen


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _begun(user: User, chosen: list[Activity]) -> dict[str, Any]:
    if not chosen:
        return {"from_place": _host(user), "last_on": None, "first_on": clock.today(), **begun_with(user)}
    return {"from_place": _host(user), **away.told_by(chosen, away.not_written_down(user))}


def _host(user: User) -> str:
    """Return the host city of a person's batch, from which they set out."""
    batch = next(iter(access.batches_of(user)), None)
    city = City.objects.filter(pk=batch.host_city_id).first() if batch else None
    return city.name if city else ""


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def trip_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Correct a trip."""
    user = person(request)
    found = access.trip_for(user, pk)
    access.require_may_change(user, found, [link.officer for link in found.officer_links.all()])
    between = away.free_activities(user).filter(on__gte=found.first_on, on__lte=found.last_on)
    form = TripForm(user, request.POST or None, offered=list(between[:OFFERED]), trip=found, initial=TripForm.of(found))
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.edit_trip(user, found, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Changed."))
            return redirect("trip", found.pk)
    page = {"form": form, "trip": found}
    return render(request, "fieldwork/trip_form.html", page, status=422 if form.errors else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def trip_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take back a trip that was recorded by mistake."""
    user = person(request)
    found = access.trip_for(user, pk)
    access.require_may_change(user, found, [link.officer for link in found.officer_links.all()])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_trip(user, found, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Withdrawn. It counts no more."))
            return redirect("trip", found.pk)
    page = {
        "form": form,
        "title": _("Withdraw a trip"),
        "lede": str(found),
        "button": _("Withdraw it"),
        "back": telling.address("trip", found.pk),
    }
    return render(request, "fieldwork/reason.html", page, status=422 if form.errors else 200)
