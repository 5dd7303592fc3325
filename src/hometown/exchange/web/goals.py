"""Goals of one's own: each page shows and changes the goals of whoever asks, and nobody else's."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.exchange import access, forms, goals
from hometown.kernel import clock
from hometown.programme.access import present_batch

FIND = access.FIND


@guarded(FIND)
@require_GET
def goal_list(request: HttpRequest) -> HttpResponse:
    """One's own goals, with how far one is by one's own records."""
    response = render(request, "exchange/goal_list.html", {"goals": goals.of(person(request))})
    response["Cache-Control"] = "no-store"
    return response


@guarded(FIND)
def add(request: HttpRequest) -> HttpResponseBase:
    """Set oneself a goal."""
    user = person(request)
    form = forms.GoalForm(request.POST or None, initial=_days(user))
    page = FormPage(_("A goal of my own"), _("Keep it"), (_("My goals"), reverse("goal-list")), _lede())

    def act(typed: dict[str, Any]) -> str:
        goals.keep(user, **typed)
        return reverse("goal-list")

    return answer(request, page, form, act, _("Kept."))


def _lede() -> str:
    return _("Nobody but you can read it: it stands in no list, no export, no search and not in the book.")


def _days(user: User) -> dict[str, date]:
    batch = present_batch(user)
    return {"first_on": clock.today(), "last_on": batch.last_on if batch else clock.today()}


@guarded(FIND)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a goal of one's own."""
    user = person(request)
    found = goals.one(user, pk)
    begun = {name: getattr(found, name) for name in forms.GoalForm.base_fields}
    form = forms.GoalForm(request.POST or None, initial=begun)
    page = FormPage(_("A goal of my own"), _("Keep it"), (_("My goals"), reverse("goal-list")), _lede())

    def act(typed: dict[str, Any]) -> str:
        goals.keep(user, goal=found, **typed)
        return reverse("goal-list")

    return answer(request, page, form, act, _("Kept."))


@guarded(FIND)
@require_POST
def let_go(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a goal go."""
    user = person(request)
    goals.let_go(user, goals.one(user, pk))
    messages.info(request, _("Let go. Nothing of it stays."))
    return redirect("goal-list")
