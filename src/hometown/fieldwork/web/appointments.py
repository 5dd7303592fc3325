"""Pages of appointments: the list, one, making and moving, what becomes of it, and the file for a calendar."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.access import visible_companies
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.widgets import Chosen
from hometown.fieldwork import access, actions, contacting, ics, rules, telling
from hometown.fieldwork.actions.appointments import LIVE
from hometown.fieldwork.meeting_forms import AppointmentForm, PeopleForm, ReasonForm, TimesForm, begun_with
from hometown.fieldwork.models import Appointment
from hometown.fieldwork.words import APPOINTMENT_STATES, LABELS, STATE_TONES, ZONES
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

from .activities import asked_for

RECORD, SEE = Capability.RECORD_FIELDWORK, Capability.SEE_COMPANIES


@guarded(SEE)
@require_GET
def appointment_list(request: HttpRequest) -> HttpResponse:
    """Appointments to come, the nearest first; `?show=past` those that are over."""
    user, show = person(request), request.GET.get("show", "")
    if show == "past":
        coming = contacting.upcoming(user, clock.now()).values("pk")
        found = access.visible_appointments(user).exclude(pk__in=coming).order_by("-starts_at", "-pk")
    else:
        found = contacting.upcoming(user, clock.now())
    page = numbered(request, found.with_people())
    context = {
        "page": page,
        "lines": [contacting.told_appointment(one) for one in page.object_list],
        "show": show,
        "views": [("", _("To come")), ("past", _("Past"))],
        "may_record": user.may(RECORD),
    }
    return render(request, "fieldwork/appointment_list.html", context)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def appointment_add(request: HttpRequest) -> HttpResponseBase:
    """Make an appointment; `?company=`, `?attempt=` and `?about=app.model:id` say what is known already."""
    user = person(request)
    start, about = _begun(user, request), contacting.record_named(user, request.GET.get("about", ""))
    form = AppointmentForm(user, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and form.firm is not None:
        try:
            made = actions.propose_appointment(user, company=form.firm, about=about, **form.times(), **form.people())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("The appointment is kept."))
            return redirect("appointment", made.pk)
    page = {"form": form, "about": about}
    return render(request, "fieldwork/appointment_form.html", page, status=422 if form.errors else 200)


def _begun(user: User, request: HttpRequest) -> dict[str, Any]:
    """Return what an address and what was recorded before say of a meeting, so that nobody types it twice."""
    attempt = asked_for(access.visible_attempts(user).select_related("company"), request.GET.get("attempt", ""))
    company = attempt.company if attempt else asked_for(visible_companies(user), request.GET.get("company", ""))
    contact = attempt.contact_id if attempt else request.GET.get("contact", "")
    about = contacting.record_named(user, request.GET.get("about", ""))
    return {
        "on": clock.today(),
        "time_zone": rules.ZONES[0],
        "is_agreed": bool(attempt and attempt.outcome == "agreed"),
        "label": "sensitive" if getattr(about, "label", "") == ics.SENSITIVE else "internal",
        "contacts": [str(contact)] if contact else [],
        **({"company": Chosen(str(company.pk), company.name)} if company else {}),
        **begun_with(user),
    }


@guarded(SEE)
@require_GET
def appointment(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One appointment: when, where, who, what stands against it, and what may become of it."""
    user = person(request)
    return render(request, "fieldwork/appointment.html", _page_of(user, access.appointment_for(user, pk)))


def _page_of(user: User, found: Appointment) -> dict[str, Any]:
    officers = [link.officer for link in found.officer_links.all()]
    is_live = found.state in LIVE
    may_change = is_live and access.may_change(user, found, officers)
    full = access.names_people(user)
    visit = access.visible_activities(user).filter(pk=found.activity_id).first() if found.activity_id else None
    return {
        "appointment": found,
        "state": APPOINTMENT_STATES[found.state],
        "tone": STATE_TONES[found.state],
        "span": contacting.span_words(found),
        "zone": "" if contacting.is_city_time(found) else ZONES[found.time_zone],
        "marking": LABELS[found.label],
        "officers": [one.name for one in officers],
        "guests": [_guest(one, full=full) for one in found.guests.all()],
        "clashes": contacting.clashes(user, found) if is_live else [],
        "may_change": may_change,
        "may_agree": may_change and found.state != "agreed",
        "may_keep": may_change and rules.may_be_kept(found.state, found.starts_at, clock.now()),
        "about_url": contacting.about_url(user, found),
        "visit": visit,
        "how_url": telling.address("playbook-at", "negotiation") if is_live and access.reads_practices(user) else "",
        "trip": access.visible_trips(user).standing().filter(appointment=found).first(),
    }


def _guest(one: Any, *, full: bool) -> tuple[str, str]:
    name = one.contact.name if one.contact else one.name
    return (name if full else rules.masked_name(name)), one.title


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def appointment_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change who goes, whom they meet, where and what for."""
    user = person(request)
    found = _to_change(user, pk)
    form = PeopleForm(user, request.POST or None, appointment=found, initial=PeopleForm.of_people(found))
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.edit_appointment(user, found, **form.people())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Changed."))
            return redirect("appointment", found.pk)
    page = {"form": form, "appointment": found}
    return render(request, "fieldwork/appointment_form.html", page, status=422 if form.errors else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def appointment_move(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a meeting another time."""
    user = person(request)
    found = _to_change(user, pk)
    form = TimesForm(request.POST or None, initial=TimesForm.of(found))
    meanwhile.opened_on(form, found, TimesForm.of)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.move_appointment(user, found, **form.times())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Moved. Send the file again: calendars take the new time."))
            return redirect("appointment", found.pk)
    page = {"form": form, "appointment": found, "span": contacting.span_words(found)}
    return render(request, "fieldwork/appointment_move.html", page, status=422 if form.errors else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def appointment_cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Call a meeting off."""
    user = person(request)
    found = _to_change(user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_appointment(user, found, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Cancelled. Send the file again: calendars take it out."))
            return redirect("appointment", found.pk)
    page = {
        "form": form,
        "title": _("Cancel an appointment"),
        "lede": f"{found.company.name} · {contacting.span_words(found)}",
        "button": _("Cancel the appointment"),
        "back": telling.address("appointment", found.pk),
    }
    return render(request, "fieldwork/reason.html", page, status=422 if form.errors else 200)


@guarded(RECORD)
@require_POST
def appointment_agree(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Note that the firm has agreed."""
    user = person(request)
    actions.agree_appointment(user, _to_change(user, pk))
    return redirect("appointment", pk)


@guarded(RECORD)
@require_POST
def appointment_keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a meeting took place: the visit is recorded, and opens."""
    user = person(request)
    kept = actions.keep_appointment(user, _to_change(user, pk))
    messages.info(request, _("The visit is recorded from the appointment. Add what was said."))
    return redirect("activity", kept.activity_id)


@guarded(SEE)
@require_GET
def appointment_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The appointment as a file that calendars take in, or take out."""
    user = person(request)
    found = access.appointment_for(user, pk)
    body = ics.invitation(found, made_at=clock.now(), full_names=access.names_people(user))
    response = HttpResponse(body, content_type=f"{ics.TYPE}; method={ics.method_of(found)}")
    name = f"appointment-{found.starts_at.astimezone(clock.CITY_TIME):%Y%m%d}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _to_change(user: User, pk: uuid.UUID) -> Appointment:
    found = access.appointment_for(user, pk)
    access.require_may_change(user, found, [link.officer for link in found.officer_links.all()])
    return found
