"""Questions: the list, one with its answers, asking, claiming, helping, passing on."""

import uuid
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
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.exchange import access, actions, forms, labels, sheets
from hometown.exchange.models import Question
from hometown.exchange.querysets import QuestionQuerySet
from hometown.exchange.rules import LIVE, WAITING
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.face.tags.marks import deadline, tag
from hometown.face.tags.words import day
from hometown.files.kinds import Kind
from hometown.kernel import clock
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from . import answers
from .addresses import named
from .tabs import tabs

MOST_EXPORTED = 5000
SEE, ASK, FIND = access.SEE, access.ASK, access.FIND


@guarded(SEE)
@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    """Questions that wait, what is due first; or those one has, asked, or all of them, newest first."""
    user, policy = person(request), in_force(clock.today())
    show, theme = request.GET.get("show", ""), request.GET.get("theme", "")
    found = _shown(user, access.visible_questions(user), show)
    found = found.filter(theme=theme) if theme else found
    page = numbered(request, found.with_reader_needs())
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [_row(policy, one) for one in page.object_list],
        "columns": [_("Question"), _("Who asks"), _("Who has it"), _("By when"), _("How it stands")],
        "shows": _shows(user),
        "show": show,
        "themes": [("", _("All")), *labels.themes(policy)],
        "asks": user.may(ASK),
        "export_query": request.GET.urlencode() if user.may(Capability.EXPORT_LISTS) else None,
    }
    return render(request, "exchange/question_list.html", context)


@guarded(Capability.EXPORT_LISTS)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook."""
    user, today = person(request), clock.today()
    found, theme = (
        _shown(user, access.visible_questions(user), request.GET.get("show", "")),
        request.GET.get("theme", ""),
    )
    found = found.filter(theme=theme) if theme else found
    content = sheets.questions_xlsx(in_force(today), found.with_reader_needs()[:MOST_EXPORTED])
    headers = {"Content-Disposition": f'attachment; filename="questions-{today:%Y%m%d}.xlsx"'}
    return HttpResponse(content, content_type=Kind.XLSX.value, headers=headers)


def _shows(user: User) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("", _("Waiting for an answer"))]
    if user.may(FIND):
        found += [("free", _("Nobody has it yet")), ("mine", _("Mine"))]
    if user.may(ASK):
        found.append(("asked", _("My unit asked")))
    return [*found, ("answered", _("Answered")), ("all", _("All"))]


def _shown(user: User, found: QuestionQuerySet, show: str) -> QuestionQuerySet:
    if show == "mine":
        return found.live().held_by(user).due_first()
    if show == "asked":
        return found.of_units(access.asking_units(user)).newest_first()
    if show == "answered":
        return found.standing().filter(answered_on__isnull=False).newest_first()
    if show == "all":
        return found.newest_first()
    return (found.unclaimed() if show == "free" else found.waiting()).due_first()


def _row(policy: Policy, one: Question) -> list[Any]:
    meta = [labels.theme(policy, one.theme)]
    return [
        {"text": one.title, "url": reverse("question", args=[one.pk]), "meta": meta[0]},
        {"text": one.unit.name, "meta": day(one.asked_on)},
        one.holder.name if one.holder else "",
        deadline(one.due_on) if one.state in WAITING else day(one.due_on),
        tag(labels.STATES[one.state], labels.STATE_TONES[one.state]),
    ]


@guarded(SEE)
@require_GET
def question(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One question: why it is asked, who has it, what was answered, and what one may do."""
    user, policy = person(request), in_force(clock.today())
    found = access.question_for(user, pk)
    state, helpers = found.state, list(found.helpers.select_related("user").order_by("on", "pk"))
    is_live, finds = state in LIVE, user.may(FIND)
    has_it, helps = found.holder_id == user.pk, any(one.user_id == user.pk for one in helpers)
    context = {
        "question": found,
        "state_words": labels.STATES[state],
        "state_tone": labels.STATE_TONES[state],
        "waits": state in WAITING,
        "facts": _facts(user, policy, found, [one.user.name for one in helpers]),
        "answers": answers.told(user, found),
        "may_claim": is_live and finds and found.holder_id is None,
        "may_help": is_live and finds and found.holder_id is not None and not has_it and not helps,
        "may_answer": is_live and finds,
        "may_release": is_live and has_it and found.answered_on is None,
        "may_pass": is_live and access.may_pass(user, found),
        "may_take_over": is_live and access.may_take_over(user, found),
        "may_edit": is_live and access.may_decide(user, found),
    }
    return render(request, "exchange/question.html", context)


def _facts(user: User, policy: Policy, found: Question, helpers: list[str]) -> list[Fact]:
    return [
        Fact(_("Who asks"), found.unit.name, found.asked_by.name),
        *([Fact(_("Who looks at the answers"), found.asker.name)] if found.asker_id != found.asked_by_id else []),
        Fact(_("Asked on"), found.asked_on),
        Fact(_("By when"), found.due_on),
        Fact(_("Topic"), labels.theme(policy, found.theme)),
        Fact(
            _("Who has it"), found.holder.name if found.holder else _("nobody yet"),
            day(found.claimed_on) if found.claimed_on else "",
        ),
        *([Fact(_("Who helps"), helpers)] if helpers else []),
        *([Fact(_("Comparison"), found.benchmark.title, url=reverse("benchmark", args=[found.benchmark_id]))]
          if found.benchmark and access.visible_benchmarks(user).filter(pk=found.benchmark_id).exists() else []),
        *([Fact(_("Accepted"), found.accepted_on)] if found.accepted_on else []),
        *([Fact(_("Taken back"), found.withdrawn_on, found.withdrawn_because)] if found.withdrawn_on else []),
    ]  # fmt: skip


# --- asking ---------------------------------------------------------------------------------------------------------


@guarded(ASK)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask a question; what is known already is shown beside it."""
    user, policy = person(request), in_force(clock.today())
    key = named(request, "benchmark")
    about = access.benchmark_for(user, key) if key else None
    start = {"title": about.title, "why": about.gap, "theme": about.theme, "unit": about.unit_id} if about else {}
    form = forms.AskForm(request.POST or None, policy=policy, units=access.units_to_ask_for(user), initial=start)

    def act(_typed: object) -> str:
        made = actions.ask(user, benchmark=about, **form.said())
        return reverse("question", args=[made.pk])

    page = FormPage(
        _("Ask a question"), _("Ask it"), (_("Questions"), reverse("question-list")),
        _("An officer in the host city looks for the answer. Nobody is ordered to."), "exchange/ask.html",
    )  # fmt: skip
    return answer(request, page, form, act, _("It is asked. Officers see it from now on."))


@guarded(SEE)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Word a question anew."""
    user, policy = person(request), in_force(clock.today())
    found = access.question_for(user, pk)
    access.require_decider(user, found)
    form = forms.QuestionForm(request.POST or None, policy=policy, keep=found.theme, initial=_begun(found))
    page = FormPage(_("Edit the question"), _("Keep it"), _parent(found))

    def act(data: dict[str, Any]) -> str:
        actions.edit_question(user, question=found, **data)
        return reverse("question", args=[pk])

    return answer(request, page, form, act, record=found, begun=_begun)


def _begun(found: Question) -> dict[str, Any]:
    return {"title": found.title, "why": found.why, "theme": found.theme, "due_on": found.due_on}


def _parent(found: Question) -> tuple[str, str]:
    return found.title, reverse("question", args=[found.pk])


@guarded(ASK)
@require_POST
def take_over(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Look at the answers in the asker's place."""
    user = person(request)
    actions.take_over(user, question=access.question_for(user, pk))
    messages.info(request, _("You look at the answers from now on."))
    return redirect("question", pk)


@guarded(SEE)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a question back."""
    user = person(request)
    found = access.question_for(user, pk)
    access.require_decider(user, found)
    form = forms.ReasonForm(request.POST or None)
    page = FormPage(_("Take the question back"), _("Take it back"), _parent(found))

    def act(_typed: object) -> str:
        actions.withdraw_question(user, question=found, reason=form.cleaned_data["reason"])
        return reverse("question", args=[pk])

    return answer(request, page, form, act, _("Taken back."))


# --- who has it -----------------------------------------------------------------------------------------------------


@guarded(FIND)
@require_POST
def claim(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a question."""
    user = person(request)
    actions.claim(user, question=access.question_for(user, pk))
    messages.info(request, _("The question is yours. It stands among your to-dos."))
    return redirect("question", pk)


@guarded(FIND)
@require_POST
def help_with(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that one helps."""
    user = person(request)
    actions.help_with(user, question=access.question_for(user, pk))
    messages.info(request, _("You help with this question."))
    return redirect("question", pk)


@guarded(FIND)
def release(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a question up."""
    user = person(request)
    found = access.question_for(user, pk)
    form = forms.ReasonForm(request.POST or None)
    page = FormPage(_("Give the question up"), _("Give it up"), _parent(found))

    def act(_typed: object) -> str:
        actions.release(user, question=found, reason=form.cleaned_data["reason"])
        return reverse("question", args=[pk])

    return answer(request, page, form, act, _("It is open again for others."))


@guarded(SEE)
def pass_on(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Hand a question to another officer."""
    user = person(request)
    found = access.question_for(user, pk)
    access.require_may_pass(user, found)
    form = forms.PassForm(request.POST or None, people=_others(found, clock.today()))
    page = FormPage(_("Pass the question on"), _("Pass the question on"), _parent(found))

    def act(_typed: object) -> str:
        actions.pass_on(user, question=found, **form.said())
        return reverse("question", args=[pk])

    return answer(request, page, form, act, _("Passed on. The to-do went along."))


def _others(found: Question, on: date) -> list[User]:
    return [one for one in access.finders(on) if one.pk != found.holder_id]
