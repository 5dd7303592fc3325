"""The board of a day, what is assigned from it, and the answer in one tap."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage
from hometown.accounts.answering import answer as answered
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded, signed_in
from hometown.accounts.models import User
from hometown.dispatch import access, actions, changes, forms, labels, papers, showing
from hometown.dispatch.board import Board
from hometown.dispatch.models import Answer, DispatchSheet
from hometown.face.fields import EARLIEST
from hometown.face.parts import Fact
from hometown.fieldwork.contacting import record_named
from hometown.files import handing
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.ledger import moments
from hometown.programme.access import present_batch
from hometown.programme.models import Batch
from hometown.projects.forms import identifier
from hometown.tasks.forms import AssigningForm
from hometown.tasks.showing import url_of

ALL = "all"


def chosen_batch(user: User, request: HttpRequest) -> Batch | None:
    """Return the batch a board is asked for; for who dispatches, the present one unless said. None is everything."""
    text = request.GET.get("batch", "")
    if text.isdecimal() and len(text) < 6:
        return access.batch_numbered(user, int(text))
    if text == ALL or not access.may_dispatch(user, present_batch(user)):
        return None
    return present_batch(user)


def day_named(text: str) -> date:
    """Return the day an address names: today or a day that has been."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day.year < EARLIEST:
        raise BadInput("dispatch.no_day", day=text)
    if day > clock.today():
        raise BadInput("dispatch.day_to_come")
    return day


@guarded(*access.READERS)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The board of today."""
    return _board(request, clock.today())


@guarded(*access.READERS)
@require_GET
def board_of(request: HttpRequest, day: str) -> HttpResponse:
    """The board of a day that has been, as it was known at its end."""
    return _board(request, day_named(day))


def _board(request: HttpRequest, day: date) -> HttpResponse:
    user = person(request)
    batch, today = chosen_batch(user, request), clock.today()
    dispatches = access.may_dispatch(user, batch)
    sheet = access.visible_sheets(user).filter(batch=batch, day=day).first() if batch else None
    with moments.at_the_end_of(day):
        seen = access.sight(user, batch)
        told = Board(seen, day)
        only = told.group(request.GET.get("group", ""))
        page = {
            "day": day,
            "is_today": day == today,
            "days": (day - timedelta(days=1), day + timedelta(days=1) if day < today else None),
            "batch": batch,
            "batches": _batches(user),
            "groups": [only] if only else told.groups,
            "only": only,
            "news": [] if only else [showing.line(one) for one in changes.news(seen, day)],
            "assigns": dispatches and day == today,
            "sheet": sheet,
            "mine": showing.mine(user) if day == today else [],
            "query": showing.query(request),
        }
        return render(request, "dispatch/board.html", page)


def _batches(user: User) -> list[tuple[str, Any]]:
    known = list(access.batches(user))
    every = [(ALL, _("All"))] if access.may_dispatch(user, None) else []
    return [*((str(one.number), one.name) for one in known), *every] if len(known) + len(every) > 1 else []


# --- assigning ------------------------------------------------------------------------------------------------------


@guarded(*access.READERS)
def assign(request: HttpRequest) -> HttpResponseBase:
    """Give a row of the board to one person."""
    user, today = person(request), clock.today()
    batch = chosen_batch(user, request)
    access.require_dispatcher(user, batch)
    about = record_named(user, request.GET.get("about", ""))
    start = {"what": request.GET.get("what", "")[:300], "due_on": today + timedelta(days=1)}
    start["owner"] = request.GET.get("owner", "")
    form = AssigningForm(request.POST or None, people=access.people_to_ask(batch, today), initial=start)
    page = FormPage(_("Assign"), _("Assign it"), (_("Dispatch"), reverse("dispatch")), about or "")

    def act(_typed: object) -> str:
        actions.assign(user, batch=batch, about=about, **form.said())
        return reverse("dispatch") + (f"?batch={batch.number}" if batch else f"?batch={ALL}")

    return answered(request, page, form, act, _("Assigned. It stands on Today of whoever has it."))


@signed_in
@require_GET
def my_assignments(request: HttpRequest) -> HttpResponse:
    """What was assigned to a person, as a part of Today."""
    return render(request, "dispatch/mine.html", {"mine": showing.mine(person(request))})


@signed_in
@require_POST
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Answer an assignment: done, help wanted, or not before a day."""
    user = person(request)
    assignment = access.assignment_for(user, pk)
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        raise BadInput("dispatch.say_when") if "not_before" in form.errors else BadInput("dispatch.no_such_answer")
    data = form.cleaned_data
    said = Answer(data["said"])
    actions.answer(user, assignment=assignment, said=said, words=data["words"], not_before=data["not_before"])
    if request.headers.get("HX-Request") == "true":
        return my_assignments_again(request)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "today")


def my_assignments_again(request: HttpRequest) -> HttpResponse:
    """Answer a tap on the part with the part as it is now."""
    return render(request, "dispatch/mine.html", {"mine": showing.mine(person(request))})


@signed_in
@require_GET
def assignment(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One assignment: what, who, by when, and what was answered."""
    user = person(request)
    found = access.assignment_for(user, pk)
    task = found.task
    setter = names_of([task.set_by]).get(task.set_by, "") if task.set_by else ""
    url = url_of(task)
    facts = [
        Fact(_("Who"), task.owner.name if task.owner else ""),
        Fact(_("Assigned by"), setter),
        Fact(_("By when"), task.due_on or ""),
        Fact(_("About"), task.about_name, url=url),
        Fact(_("Answer"), labels.ANSWERS.get(found.answer, ""), found.answered_on or ""),
        Fact(_("In words"), found.answer_words),
        Fact(_("Closed"), task.closed_on or ""),
    ]
    page = {
        "assignment": found,
        "facts": [fact for fact in facts if fact.value not in ("", None)],
        "is_mine": task.owner_id == user.pk and task.closed_on is None,
        "tone": labels.TONES.get(found.answer, ""),
        "answer_words": labels.ANSWERS.get(found.answer, ""),
        "one": showing.asked([found])[0],
    }
    return render(request, "dispatch/assignment.html", page)


# --- what stands in the way -----------------------------------------------------------------------------------------


@guarded(*access.READERS)
def blocker_raise(request: HttpRequest) -> HttpResponseBase:
    """Say what stands in the way of the project that the address names."""
    user = person(request)
    project = showing.project_named(user, identifier(request.GET.get("project", "")))
    access.require_worker(user, project)
    url = reverse("project", args=[project.pk])
    form = forms.BlockerForm(request.POST or None)
    page = FormPage(_("What stands in the way"), _("Say it"), (project.name, url), project.name)

    def act(_typed: object) -> str:
        actions.raise_blocker(user, project=project, text=form.cleaned_data["text"])
        return url

    return answered(request, page, form, act, _("It stands on the board until it is cleared."))


@guarded(*access.READERS)
def blocker_clear(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say how it was cleared."""
    user = person(request)
    blocker = access.blocker_for(user, pk)
    url = reverse("project", args=[blocker.project_id])
    form = forms.ClearForm(request.POST or None)
    page = FormPage(_("How it was cleared"), _("It is cleared"), (blocker.project.name, url), blocker.text)

    def act(_typed: object) -> str:
        actions.clear_blocker(user, blocker=blocker, how=form.cleaned_data["how"])
        return url

    return answered(request, page, form, act, _("Cleared."))


@guarded(*access.READERS)
@require_GET
def project_blockers(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What stands in the way of a project, for its page."""
    user = person(request)
    project = showing.project_named(user, pk)
    found = list(access.visible_blockers(user).filter(project=project).order_by("cleared_on", "-raised_on", "-pk")[:8])
    page = {
        "project": project,
        "rows": showing.blocker_rows(found),
        "may_say": access.may_say_blocked(user),
        "may_call": user.may(Capability.RECORD_FIELDWORK),
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "dispatch/project_page.html" if whole else "dispatch/project.html", page)


# --- sheets ---------------------------------------------------------------------------------------------------------


@guarded(*access.READERS)
def sheet_issue(request: HttpRequest) -> HttpResponseBase:
    """Issue the sheet of today."""
    user = person(request)
    batch = chosen_batch(user, request)
    access.require_dispatcher(user, batch)
    if batch is None:
        return redirect("dispatch")
    form = forms.IssueForm(request.POST or None)
    page = FormPage(_("Issue the sheet of today"), _("Issue it"), (_("Dispatch"), reverse("dispatch")), batch.name)

    def act(_typed: object) -> str:
        sheet = actions.issue_sheet(user, batch=batch, line=form.cleaned_data["line"])
        return reverse("dispatch-sheet", args=[sheet.pk])

    return answered(request, page, form, act, _("Issued. It stays as it is now."))


@guarded(*access.READERS)
@require_GET
def sheet_list(request: HttpRequest) -> HttpResponse:
    """The sheets of the last days."""
    found = access.visible_sheets(person(request)).order_by("-day", "-pk")[:60]
    return render(request, "dispatch/sheet_list.html", {"rows": [showing.sheet_row(one) for one in found]})


@guarded(*access.READERS)
@require_GET
def sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A sheet as it was issued, as far as its reader may read it."""
    user = person(request)
    found: DispatchSheet = access.sheet_for(user, pk)
    shape = request.GET.get("format", "")
    if shape:
        paper = papers.as_document(papers.of_sheet(found, access.rows_of(user, found)))
        return handing.hand_out(paper, f"dispatch-{found.batch.number}-{found.day}", shape)
    page = {
        "sheet": found,
        "groups": showing.sheet_groups(access.rows_of(user, found)),
        "makes_pdf": handing.makes_pdf(),
    }
    return render(request, "dispatch/sheet.html", page)
