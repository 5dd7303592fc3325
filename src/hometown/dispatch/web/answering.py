"""The one way a form page of this room answers: show, refuse beside the field, or do it and go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from hometown.accounts import meanwhile
from hometown.face.forms import place_refusal
from hometown.kernel.errors import Refusal
from hometown.ledger.models import LedgeredModel


@dataclass(frozen=True)
class FormPage:
    """What a form page says around its form. `parent` is the page it belongs to: its words and its address."""

    title: Any
    button: Any
    parent: tuple[Any, str]
    lede: Any = ""


def answer(
    request: HttpRequest,
    page: FormPage,
    form: forms.Form,
    act: Callable[[], str],
    said: str,
    changes: LedgeredModel | None = None,
) -> HttpResponseBase:
    """Show a form; when it is posted and in order, act and go where `act` says, with a word on what was done.

    A form that changes a record carries the revision it was opened on.
    """
    if changes is not None:
        meanwhile.opened_on(form, changes, lambda _record: {})
    if request.method == "POST" and form.is_valid():
        if changes is not None:
            meanwhile.hold(form, changes)
        try:
            url = act()
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, said)
            return redirect(url)
    context = {"page": page, "form": form, "has_file": form.is_multipart()}
    return render(request, "dispatch/form.html", context, status=422 if form.errors else 200)
