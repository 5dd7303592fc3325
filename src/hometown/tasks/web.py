"""Pages of to-dos: one's own list, and what may be done with each."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.guards import signed_in
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

from . import access, actions, forms, showing
from .models import Task


@signed_in
@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """What a person has to do, what they gave to others, and what is closed."""
    return _list_page(request, forms.TaskForm())


def _list_page(
    request: HttpRequest, form: forms.TaskForm, chosen: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    reader, show = person(request), request.GET.get("show", "")
    if show == "closed":
        found = access.visible_tasks(reader).filter(closed_on__isnull=False).order_by("-closed_on", "-pk")
    elif show == "given":
        found = access.visible_tasks(reader).open().exclude(owner=reader).order_by("due_on", "pk")
    else:
        found = access.my_open_tasks(reader)
    page = numbered(request, found.select_related("owner"))
    context = {
        "page": page,
        "lines": showing.shown(page.object_list, clock.today()),
        "form": form,
        "show": show,
        "views": [("", _("Mine")), ("given", _("Given to others")), ("closed", _("Closed"))],
        "chosen": chosen or _chosen(request),
    }
    return render(request, "tasks/task_list.html", context, status=status)


def _chosen(request: HttpRequest) -> dict[str, Any] | None:
    """Return the to-do that `?open=` names, with the forms that change it."""
    try:
        pk = uuid.UUID(request.GET.get("open", ""))
    except ValueError:
        return None
    return _forms_of(request, access.task_for(person(request), pk))


def _forms_of(request: HttpRequest, task: Task, **bound: django_forms.Form) -> dict[str, Any]:
    people = access.colleagues(person(request), clock.today())
    fresh: dict[str, Any] = {
        "closing": forms.ClosingForm(prefix="close"),
        "due": forms.DueForm(prefix="due", initial={"due_on": task.due_on}),
        "handing": forms.HandingForm(prefix="hand", people=people) if people.exists() else None,
    }
    for form in fresh.values():
        if form is not None:
            meanwhile.opened_on(form, task)
    return {"line": showing.shown([task], clock.today())[0]} | fresh | bound


@signed_in
@require_GET
def my_tasks(request: HttpRequest) -> HttpResponse:
    """The nearest to-dos as a fragment, for the desk and for record pages."""
    lines = showing.my_tasks(person(request), clock.today())
    return render(request, "tasks/my_tasks.html", {"lines": lines})


@signed_in
@require_POST
def task_add(request: HttpRequest) -> HttpResponseBase:
    """Set a to-do for oneself."""
    form = forms.TaskForm(request.POST)
    if form.is_valid():
        try:
            actions.set_task(person(request), **form.cleaned_data)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return redirect("task-list")
    return _list_page(request, form, status=422)


@signed_in
@require_POST
def task_close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close a to-do."""
    task = access.task_for(person(request), pk)
    form = forms.ClosingForm(request.POST, prefix="close" if "close-note" in request.POST else None)
    return _changed(request, task, "closing", form, actions.close_task)


@signed_in
@require_POST
def task_due(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a to-do another day."""
    task = access.task_for(person(request), pk)
    return _changed(request, task, "due", forms.DueForm(request.POST, prefix="due"), actions.set_due)


@signed_in
@require_POST
def task_hand(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Hand a to-do to somebody else."""
    task = access.task_for(person(request), pk)
    people = access.colleagues(person(request), clock.today())
    form = forms.HandingForm(request.POST, prefix="hand", people=people)
    return _changed(request, task, "handing", form, actions.reassign)


def _changed(
    request: HttpRequest, task: Task, name: str, form: django_forms.Form, action: Callable[..., Task]
) -> HttpResponseBase:
    meanwhile.opened_on(form, task)
    if form.is_valid():
        meanwhile.hold(form, task)
        try:
            action(person(request), task=task, **form.cleaned_data)
        except Refusal as refusal:
            if request.headers.get("HX-Request") == "true":
                raise
            place_refusal(form, refusal)
        else:
            return my_tasks_again(request) if request.headers.get("HX-Request") == "true" else redirect("task-list")
    return _list_page(request, forms.TaskForm(), _forms_of(request, task, **{name: form}), status=422)


def my_tasks_again(request: HttpRequest) -> HttpResponse:
    """Answer a change made on the fragment with the fragment as it is now."""
    lines = showing.my_tasks(person(request), clock.today())
    return render(request, "tasks/my_tasks.html", {"lines": lines})
