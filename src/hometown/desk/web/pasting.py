"""The page for a pasted message."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.desk import pasted
from hometown.desk.forms import PastedForm
from hometown.kernel import clock


@guarded(Capability.RECORD_FIELDWORK)
@require_http_methods(["GET", "POST"])
def capture_message(request: HttpRequest) -> HttpResponse:
    """Read a message and take what it says over into the sheet of a visit. Nothing of it is kept."""
    user, today = person(request), clock.today()
    form = PastedForm(request.POST or None)
    page: dict[str, Any] = {"form": form}
    if form.is_valid():
        read = pasted.read(user, form.cleaned_data["text"], today)
        page |= {"pasted": read, "lines": pasted.lines(read), "options": pasted.options(user, read, today)}
    return render(request, "desk/message.html", page, status=422 if form.is_bound and not form.is_valid() else 200)
