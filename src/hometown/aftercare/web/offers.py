"""Times offered to firms: the list, offering, taking back; and what the firm does by its link."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.aftercare import access, actions, forms, labels, links
from hometown.aftercare.models import OfferedTime, OfferState, TimeOffer
from hometown.companies import access as companies
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.tags.marks import tag
from hometown.face.tags.words import day
from hometown.fieldwork import contacting, ics
from hometown.fieldwork.actions.appointments import LIVE
from hometown.fieldwork.models import AppointmentState
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal

from .outside import done_or_none, opened_by

RECORD = Capability.RECORD_FIELDWORK.value
by_offer = opened_by(links.offer_of)


def span(one: Any) -> str:
    """Return a time as people read it, by the city's clock: day, begin and end."""
    starts, ends = (moment.astimezone(clock.CITY_TIME) for moment in (one.starts_at, one.ends_at))
    return f"{contacting.day_words(starts.date())} {starts:%H:%M}–{ends:%H:%M}"


@guarded(RECORD)
@require_GET
def offer_list(request: HttpRequest) -> HttpResponse:
    """The times one offered to firms, and what came of each; the newest first."""
    user = person(request)
    found = access.visible_offers(user).select_related("company", "host", "appointment").prefetch_related("times")
    page = numbered(request, found.newest_first())
    context = {
        "page": page,
        "rows": [_line(one) for one in page.object_list],
        "columns": [_("Firm"), _("Who comes"), _("Times offered"), _("State"), ""],
    }
    return render(request, "aftercare/offer_list.html", context)


def _line(one: TimeOffer) -> list[Any]:
    when = one.appointment and {"text": span(one.appointment), "url": reverse("appointment", args=[one.appointment.pk])}
    times = ", ".join(span(time) for time in one.times.all())
    back = {"text": _("take back"), "url": reverse("time-offer", args=[one.pk])}
    return [
        {"text": one.company.name, "url": reverse("company", args=[one.company_id]), "meta": one.purpose},
        {"text": one.host.name, "meta": day(one.made_on)},
        when or times,
        {"text": tag(labels.OFFERS[one.state], labels.OFFER_TONES.get(one.state, "")), "meta": one.answer_words},
        back if one.state != OfferState.WITHDRAWN else "",
    ]


@guarded(RECORD)
@require_GET
def offer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One offer, with the door to take it back."""
    found = access.offer_for(person(request), pk)
    context = {
        "offer": found,
        "state": labels.OFFERS[found.state],
        "tone": labels.OFFER_TONES.get(found.state, ""),
        "times": [span(one) for one in found.times.all()],
        "is_over": found.state == OfferState.WITHDRAWN,
    }
    return render(request, "aftercare/offer.html", context)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def offer_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Offer times to a firm; the link is shown once."""
    user = person(request)
    company = companies.require_company(user, pk)
    form, address = forms.OfferForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _offer, token = actions.offer_times(user, company=company, **form.said())
        except Refusal as refusal:
            place_refusal(form, form.beside_rows(refusal))
        else:
            address = request.build_absolute_uri(reverse("offer-page", args=[token]))
    context = {"company": company, "form": form, "address": address}
    response = render(request, "aftercare/offer_form.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@guarded(RECORD)
@require_POST
def offer_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take an offer back."""
    user = person(request)
    actions.withdraw_offer(user, offer=access.offer_for(user, pk))
    messages.info(request, _("Taken back: the link answers nobody any more."))
    return redirect("time-offer-list")


# --- what the firm does ---------------------------------------------------------------------------------------------


@by_offer
@require_http_methods(["GET", "POST"])
def offer_page(request: HttpRequest, found: TimeOffer, token: str) -> HttpResponseBase:
    """The times offered: pick one, move to another."""
    times = _times(found)
    form = forms.PickForm(request.POST or None, times=times, initial=_picked(found, times))

    def pick() -> str:
        actions.pick_time(found, time=form.times[form.cleaned_data["time"]])
        return f"{request.path}?said=picked"

    return done_or_none(request, form, pick) or _page(request, found, token, form, forms.DeclineForm())


@by_offer
@require_http_methods(["POST"])
def offer_decline(request: HttpRequest, found: TimeOffer, token: str) -> HttpResponseBase:
    """Say that none of the times suits."""
    form = forms.DeclineForm(request.POST)

    def decline() -> str:
        actions.decline_offer(found, words=form.cleaned_data["words"])
        return f"{reverse('offer-page', args=[token])}?said=declined"

    times = _times(found)
    return done_or_none(request, form, decline) or _page(request, found, token, forms.PickForm(times=times), form)


@by_offer
@require_GET
def offer_calendar(_request: HttpRequest, found: TimeOffer, _token: str) -> HttpResponseBase:
    """The meeting as a file for the firm's calendar: to take it in, or out once it was called off."""
    appointment = found.appointment
    if appointment is None or appointment.state == AppointmentState.KEPT:  # over: a calendar has nothing to do
        raise NotFound("aftercare.no_link")
    body = ics.invitation(appointment, made_at=clock.now(), full_names=False)
    response = HttpResponse(body, content_type=f"{ics.TYPE}; method={ics.method_of(appointment)}")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def _times(found: TimeOffer) -> list[tuple[OfferedTime, str]]:
    return [(one, span(one)) for one in access.times_left(found)]


def _picked(found: TimeOffer, times: list[tuple[OfferedTime, str]]) -> dict[str, str]:
    """Return what the form shows as chosen: the time that was picked, while it is among those offered."""
    at = found.appointment.starts_at if found.appointment else None
    return {"time": next((str(one.pk) for one, _words in times if one.starts_at == at), "")}


def _page(request: HttpRequest, found: TimeOffer, token: str, pick: Any, decline: Any) -> HttpResponse:
    meeting = found.appointment
    stands, was_kept = access.takes_answers(found), bool(meeting and meeting.state == AppointmentState.KEPT)
    context = {
        "offer": found,
        "token": token,
        "home_url": reverse("offer-page", args=[token]),
        "meeting": span(meeting) if meeting and meeting.state in LIVE else "",
        "was_kept": was_kept,
        "called_off": bool(meeting and meeting.state == AppointmentState.CANCELLED),
        "has_file": meeting is not None and not was_kept,
        "pick_form": pick if stands and pick.times else None,
        "all_taken": stands and not pick.times and meeting is None,
        "decline_form": decline if stands else None,
        "said": request.GET.get("said", ""),
    }
    status = 422 if pick.errors or decline.errors else 200
    return render(request, "aftercare/offer_page.html", context, status=status)
