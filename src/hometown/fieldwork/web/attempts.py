"""Pages of invitations: capturing one, looking at it, taking it back, and the part of a company's page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies.access import require_company, visible_companies
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.widgets import Chosen
from hometown.fieldwork import access, actions, contacting, telling
from hometown.fieldwork.meeting_forms import AttemptForm, ReasonForm, now_here
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

from .activities import asked_for

RECORD, SEE = Capability.RECORD_FIELDWORK, Capability.SEE_COMPANIES


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def attempt_add(request: HttpRequest) -> HttpResponseBase:
    """Record an invitation; begun at a firm, one tap says what came of it and one keeps it."""
    user = person(request)
    company = asked_for(visible_companies(user), request.GET.get("company", ""))
    start: dict[str, Any] = {
        "outcome": "waiting",
        "channel": "phone",
        "contact": request.GET.get("contact", ""),
        **now_here(),
        **({"company": Chosen(str(company.pk), company.name)} if company else {}),
    }
    form = AttemptForm(user, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_attempt(user, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            if made.outcome == "agreed":
                return redirect(f"{telling.address('appointment-add')}?attempt={made.pk}")
            return redirect("company", made.company_id)
    page = {"form": form, "company": company}
    return render(request, "fieldwork/attempt_form.html", page, status=422 if form.errors else 200)


@guarded(SEE)
@require_GET
def attempt(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One invitation."""
    user = person(request)
    found = access.attempt_for(user, pk)
    page = {
        "attempt": found,
        "told": contacting.told_attempt(found, full=access.names_people(user)),
        "round": contacting.round_words(contacting.round_with(user, found.company), clock.today()),
        "may_change": access.may_change(user, found, [found.officer]) and found.withdrawn_on is None,
        "may_record": user.may(RECORD),
    }
    return render(request, "fieldwork/attempt.html", page)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def attempt_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take back an invitation that was recorded by mistake."""
    user = person(request)
    found = access.attempt_for(user, pk)
    access.require_may_change(user, found, [found.officer])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_attempt(user, found, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Withdrawn. It counts no more."))
            return redirect("attempt", found.pk)
    page = {
        "form": form,
        "title": _("Withdraw an invitation"),
        "lede": found.company.name,
        "button": _("Withdraw it"),
        "back": telling.address("attempt", found.pk),
    }
    return render(request, "fieldwork/reason.html", page, status=422 if form.errors else 200)


@guarded(SEE)
@require_GET
def company_contacting(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How the contact with a firm stands, for its page: the round of invitations, the latest, appointments to come."""
    user = person(request)
    company = require_company(user, pk)
    attempts = access.visible_attempts(user).standing().filter(company=company).with_people().newest_first()
    full, most = access.names_people(user), contacting.MOST_ATTEMPTS
    lines = [contacting.told_attempt(one, full=full) for one in attempts[: most + 1]]
    coming = contacting.upcoming(user, clock.now()).filter(company=company).with_people()
    page = {
        "company": company,
        "round": contacting.round_words(contacting.round_with(user, company), clock.today()),
        "lines": lines[:most],
        "has_more": len(lines) > most,
        "watch_url": telling.address("watch-add") if user.may(Capability.FILE_LEAD) else "",
        "hot_url": telling.address("hot-signal-add"),
        "offer_url": telling.address("time-offer-add", company.pk),
        "coming": [contacting.told_appointment(one) for one in coming[:5]],
        "may_record": user.may(RECORD),
    }
    whole = request.headers.get("HX-Request") != "true"
    name = "fieldwork/company_contacting_page.html" if whole else "fieldwork/company_contacting.html"
    return render(request, name, page)


@guarded(SEE)
@require_GET
def attempt_list(request: HttpRequest) -> HttpResponse:
    """The invitations a person may see, newest first; `?company=` narrows it to one firm."""
    user = person(request)
    found = access.visible_attempts(user).standing().with_people().newest_first()
    company = asked_for(visible_companies(user), request.GET.get("company", ""))
    if company is not None:
        found = found.filter(company=company)
    page = numbered(request, found)
    full = access.names_people(user)
    context = {
        "page": page,
        "lines": [contacting.told_attempt(one, full=full) for one in page.object_list],
        "company": company,
        "may_record": user.may(RECORD),
    }
    return render(request, "fieldwork/attempt_list.html", context)
