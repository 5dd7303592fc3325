"""The page for a pasted message and for a call."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.forms import company_of
from hometown.desk import pasted
from hometown.desk.forms import CallBackForm, CallForm, PastedForm
from hometown.desk.pasted import Pasted
from hometown.face.forms import place_refusal
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.tasks import actions as tasks

CALL = "call"


@guarded(Capability.RECORD_FIELDWORK)
@require_http_methods(["GET", "POST"])
def capture_message(request: HttpRequest) -> HttpResponseBase:
    """Read a message, or with `of=call` what was said on the telephone, and take what it says over into the form of
    what it becomes. Nothing of it is kept; a to-do is noted here.
    """
    user, today = person(request), clock.today()
    is_call = (request.POST or request.GET).get("of") == CALL
    form = (CallForm if is_call else PastedForm)(request.POST or None)
    page: dict[str, Any] = {"form": form, "is_call": is_call}
    if not form.is_valid():
        return render(request, "desk/message.html", page, status=422 if form.is_bound else 200)
    chosen = form.cleaned_data["firm"]
    read = pasted.read(user, form.cleaned_data["text"], today, company_of(user, chosen) or chosen.text)
    todo = _todo(request, read, today)
    if todo.is_bound and todo.is_valid() and _noted(request, user, todo):
        return redirect("task-list")
    page |= {
        "pasted": read,
        "lines": pasted.lines(read),
        "options": pasted.options(user, read, today, is_call=is_call),
        "may_file": user.may(Capability.FILE_LEAD),
        "todo": todo,
    }
    return render(request, "desk/message.html", page, status=422 if todo.is_bound else 200)


def _todo(request: HttpRequest, read: Pasted, today: date) -> CallBackForm:
    data = request.POST if "todo" in request.POST else None
    return CallBackForm(data, firms=pasted.companies_of(read), initial=pasted.call_back(read, today))


def _noted(request: HttpRequest, user: User, todo: CallBackForm) -> bool:
    try:
        tasks.set_task(user, **todo.told())
    except Refusal as refusal:
        place_refusal(todo, refusal)
        return False
    messages.info(request, _("It stands among your to-dos."))
    return True
