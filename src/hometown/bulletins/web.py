"""Pages of the review: the text, each number a door; a figure with its members and what was left out; the overview."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, Refusal
from hometown.ledger import moments

from . import access, actions, forms, members, overviews
from .figures import scope_of
from .printing import printed
from .review import Review, as_data

OPEN = Capability.READ_FIGURES.value


@contextmanager
def known_at_of(request: HttpRequest) -> Iterator[date | None]:
    """Read the tables as they were known at the end of ?known_at=, or as they stand."""
    text = request.GET.get("known_at", "")
    if not text:
        yield None
        return
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise BadInput("bulletins.bad_moment")
    with moments.at_the_end_of(day):
        yield day


@guarded(*access.READ)
def review_list(request: HttpRequest) -> HttpResponseBase:
    """The reviews one may read; a single one opens at once."""
    batches = list(access.batches(person(request)))
    if len(batches) == 1:
        return redirect("review", batches[0].number)
    return render(request, "bulletins/review_list.html", {"batches": batches})


@guarded(*access.READ)
def review(request: HttpRequest, number: int) -> HttpResponseBase:
    """The review of a batch."""
    user = person(request)
    batch = access.batch(user, number)
    with known_at_of(request) as known_at:
        told = Review(batch, opens=user.may(OPEN), known_at=known_at)
        if request.GET.get("format") == "json":
            return JsonResponse(as_data(told), json_dumps_params={"ensure_ascii": False})
        told.look_at_all()
        page = {
            "batch": batch,
            "sections": told.sections,
            "table": overviews.origin_by_stage(told),
            "funnel": overviews.funnel(told),
            "months": overviews.first_visits_by_month(told),
            "learning": overviews.learning(told),
            "left_out": overviews.left_out(told),
            "known_at": known_at,
            "query": f"?known_at={known_at}" if known_at else "",
            "may_open": told.opens,
            "may_choose": user.may("choose_cases"),
            "case": told.case,
            "pictures": told.pictures,
            "reflections": told.reflections,
        }
        return render(request, "bulletins/review.html", page)


@guarded(*access.READ)
def figure(request: HttpRequest, number: int, code: str) -> HttpResponseBase:
    """One figure: its value, its definition, what it counted, and what it left out and why."""
    user = person(request)
    batch, chosen = access.batch(user, number), access.figure(code.removeprefix("after_"))
    if not user.may(OPEN):
        raise NotAllowed("accounts.not_yours")
    with known_at_of(request) as known_at:
        period = _period(request)
        scope = scope_of(batch)
        result = Review(batch, replace(scope, period=period) if period else scope).result(code)
        result.look_around()
        left_out = request.GET.get("left_out", "")
        exclusion = _exclusion(result, left_out)
        if exclusion is not None:
            shown = members.page_of_exclusion(exclusion, user, request.GET.get("page"))
        else:
            shown = members.page_of(result, user, request.GET.get("page"))
        page = {
            "batch": batch,
            "figure": chosen,
            "result": result,
            "printed": printed(result),
            "page": shown,
            "exclusion": exclusion,
            "left_out": left_out,
            "known_at": known_at,
            "period": period,
            "span": f"first={period.first}&last={period.last}&" if period else "",
        }
        return render(request, "bulletins/figure.html", page)


def _period(request: HttpRequest) -> Period | None:
    """Return the days from `first` to `last` of the address: a pack tells of a week. None where it names none."""
    try:
        return Period(*(date.fromisoformat(request.GET.get(name, "")) for name in ("first", "last")))
    except ValueError:
        return None


def _exclusion(result: Any, place: str) -> Any:
    number = _number(place)
    return result.exclusions[number] if number is not None and number < len(result.exclusions) else None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None


@guarded(*access.READ)
def overview(request: HttpRequest) -> HttpResponseBase:
    """The batch at a glance: totals only, nobody ranked."""
    user = person(request)
    batch = access.batches(user).first()
    wanted = _number(request.GET.get("batch", ""))
    if wanted is not None:
        batch = access.batch(user, wanted)
    if batch is None:
        return render(request, "bulletins/overview.html", {"batch": None})
    told = Review(batch, opens=user.may(OPEN))
    page = {
        "batch": batch,
        "figs": overviews.key_figures(told),
        "funnel": overviews.funnel(told),
        "heat": overviews.origin_by_stage(told),
        "learning": overviews.learning(told),
        "months": overviews.first_visits_by_month(told),
        "concentration": overviews.concentration(told),
    }
    return render(request, "bulletins/overview.html", page)


@guarded("choose_cases")
def case_choose(request: HttpRequest, number: int) -> HttpResponseBase:
    """Choose the case that a review tells of."""
    user: User = person(request)
    batch = access.batch(user, number)
    access.require_case_chooser(user, batch.pk)
    officer_id = request.POST.get("officer") or request.GET.get("officer")
    form = forms.CaseForm(request.POST or None, batch=batch, officer=_uuid(officer_id), initial={"officer": officer_id})
    if request.method == "POST" and "choose" in request.POST and form.is_valid():
        try:
            actions.choose_case(user, batch=batch, **form.cleaned_data)
            return redirect("review", batch.number)
        except Refusal as refusal:
            place_refusal(form, refusal)
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "bulletins/case.html", {"batch": batch, "form": form}, status=status)


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
