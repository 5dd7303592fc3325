"""Comparisons: what they do there beside what is missing here, by theme; writing, closing."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.exchange import access, actions, forms, labels
from hometown.exchange.models import Benchmark, Practice
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row
from hometown.face.tags.marks import deadline, tag
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from .addresses import named
from .tabs import tabs

SEE, ASK = access.SEE, access.ASK
OFFERED = 200


@guarded(SEE)
@require_GET
def benchmark_list(request: HttpRequest) -> HttpResponse:
    """Comparisons whose action is not done, what is due first; or the done ones."""
    user, policy = person(request), in_force(clock.today())
    theme, show = request.GET.get("theme", ""), request.GET.get("show", "")
    found = access.visible_benchmarks(user).standing()
    found = found.filter(done_on__isnull=False).order_by("-done_on", "-pk") if show == "done" else (
        found.filter(done_on__isnull=True).order_by("theme", "due_on", "pk")
    )  # fmt: skip
    found = found.filter(theme=theme) if theme else found
    page = numbered(request, found.select_related("unit", "practice"))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [_row(policy, one) for one in page.object_list],
        "columns": [
            _("Comparison"),
            _("What they do there"),
            _("What is missing here"),
            _("What is done about it"),
            _("By when"),
        ],
        "themes": [("", _("All")), *labels.themes(policy)],
        "shows": [("", _("Not done yet")), ("done", _("Done"))],
        "writes": access.may_write(user),
    }
    return render(request, "exchange/benchmark_list.html", context)


def _row(policy: Policy, one: Benchmark) -> list[Any]:
    practice = one.practice
    there: Any = one.there[:120]
    if practice is not None and practice.withdrawn_on is None:
        there = {"text": practice.title, "url": reverse("practice", args=[practice.pk]), "meta": practice.place}
    end = tag(_("done"), "green", "check") if one.done_on else deadline(one.due_on)
    return [
        {"text": one.title, "url": reverse("benchmark", args=[one.pk]), "meta": labels.theme(policy, one.theme)},
        there,
        one.gap[:120],
        {"text": one.action[:120] or one.unit.name, "meta": one.unit.name if one.action else ""},
        end,
    ]


@guarded(SEE)
@require_GET
def benchmark(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One comparison, side by side, and the questions it led to."""
    user, policy = person(request), in_force(clock.today())
    found = access.benchmark_for(user, pk)
    asked = access.visible_questions(user).filter(benchmark=found).newest_first()
    context = {
        "benchmark": found,
        "theme": labels.theme(policy, found.theme),
        "practice": _practice(user, found),
        "facts": _facts(found),
        "questions": [
            Row(one.title, day(one.asked_on), reverse("question", args=[one.pk]), labels.STATES[one.state],
                labels.STATE_TONES[one.state])
            for one in asked
        ],
        "may_edit": access.may_edit(user, found),
        "may_close": access.may_close(user, found),
        "may_ask": user.may(ASK) and found.withdrawn_on is None,
    }  # fmt: skip
    return render(request, "exchange/benchmark.html", context)


def _practice(user: User, found: Benchmark) -> Practice | None:
    """Return the practice a comparison rests on, if the reader may see it."""
    if found.practice_id is None:
        return None
    seen: Practice | None = access.visible_practices(user).filter(pk=found.practice_id).first()
    return seen


def _facts(found: Benchmark) -> list[Fact]:
    return [
        Fact(_("Unit at home"), found.unit.name),
        Fact(_("Written"), found.written_on, found.written_by.name),
        *([Fact(_("By when"), found.due_on)] if found.due_on else []),
        *([Fact(_("Done"), found.done_on)] if found.done_on else []),
        *([Fact(_("Taken back"), found.withdrawn_on, found.withdrawn_because)] if found.withdrawn_on else []),
    ]


# --- writing --------------------------------------------------------------------------------------------------------


@guarded(*access.WRITERS)
def write(request: HttpRequest) -> HttpResponseBase:
    """Write a comparison, on the practice that the address names if it does."""
    user = person(request)
    key = named(request, "practice")
    on = access.practice_for(user, key) if key else None
    form = _form(user, request, {"practice": str(on.pk), "theme": on.theme, "title": on.title} if on else {}, on=on)
    page = FormPage(
        _("Write a comparison"), _("Keep it"), (_("Comparisons"), reverse("benchmark-list")),
        _("What they do there, what is missing here, and what is done about it."),
    )  # fmt: skip

    def act(_typed: object) -> str:
        made = actions.compare(user, **form.said())
        return reverse("benchmark", args=[made.pk])

    return answer(request, page, form, act, _("Kept."))


def _form(
    user: User, request: HttpRequest, initial: dict[str, Any], *, on: Practice | None = None, keep: str = ""
) -> forms.BenchmarkForm:
    practices = list(access.visible_practices(user).standing().newest_first()[:OFFERED])
    if on is not None and on not in practices:
        practices.append(on)
    return forms.BenchmarkForm(
        request.POST or None, policy=in_force(clock.today()), practices=practices, units=access.home_units(),
        keep=keep, initial=initial,
    )  # fmt: skip


@guarded(*access.WRITERS)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change a comparison."""
    user = person(request)
    found = access.benchmark_for(user, pk)
    access.require_editor(user, found)
    form = _form(user, request, _begun(found), on=found.practice, keep=found.theme)
    page = FormPage(_("Change the comparison"), _("Keep it"), (_("Comparison"), reverse("benchmark", args=[pk])))

    def act(_typed: object) -> str:
        actions.edit_benchmark(user, benchmark=found, **form.said())
        return reverse("benchmark", args=[pk])

    return answer(request, page, form, act, record=found, begun=_begun)


def _begun(found: Benchmark) -> dict[str, Any]:
    return {
        "title": found.title, "theme": found.theme, "practice": str(found.practice_id or ""), "there": found.there,
        "gap": found.gap, "action": found.action, "unit": str(found.unit_id), "due_on": found.due_on,
    }  # fmt: skip


@guarded(*access.WRITERS)
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that the action is done, and what came of it."""
    user = person(request)
    found = access.benchmark_for(user, pk)
    if not access.may_close(user, found):
        raise NotFound("exchange.gone")
    form = forms.OutcomeForm(request.POST or None)
    page = FormPage(_("Say what came of it"), _("It is done"), (_("Comparison"), reverse("benchmark", args=[pk])))

    def act(_typed: object) -> str:
        actions.close_benchmark(user, benchmark=found, outcome=form.cleaned_data["outcome"])
        return reverse("benchmark", args=[pk])

    return answer(request, page, form, act, record=found)


@guarded(*access.WRITERS)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a comparison back."""
    user = person(request)
    found = access.benchmark_for(user, pk)
    access.require_editor(user, found)
    form = forms.ReasonForm(request.POST or None)
    page = FormPage(_("Take the comparison back"), _("Take it back"), (found.title, reverse("benchmark", args=[pk])))

    def act(_typed: object) -> str:
        actions.withdraw_benchmark(user, benchmark=found, reason=form.cleaned_data["reason"])
        return reverse("benchmark-list")

    return answer(request, page, form, act, _("Taken back."))
