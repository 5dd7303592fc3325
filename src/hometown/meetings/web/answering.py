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
    act: Callable[[dict[str, Any]], str],
    said: Any = "",
    *,
    record: LedgeredModel | None = None,
) -> HttpResponseBase:
    """Show a form; when it is posted and in order, act on what was typed and go where `act` says, with a word on it.

    A refusal is shown beside its field, and what was typed is kept. `record` is what the form changes: nobody
    overwrites another unseen.
    """
    if record is not None:
        meanwhile.opened_on(form, record)
    if request.method == "POST" and form.is_valid():
        if record is not None:
            meanwhile.hold(form, record)
        try:
            url = act(dict(form.cleaned_data))
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            if said:
                messages.info(request, said)
            return redirect(url)
    return render(request, "meetings/form.html", {"page": page, "form": form}, status=422 if form.errors else 200)
