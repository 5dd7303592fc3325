"""The one way a form page answers: show, refuse beside the field, or do it and go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hometown.face.forms import place_refusal
from hometown.kernel.errors import Refusal
from hometown.ledger.models import LedgeredModel

from . import meanwhile

Act = Callable[[dict[str, Any]], str]


@dataclass(frozen=True)
class FormPage:
    """What a form page says around its form. `parent` is the page it belongs to: its words and its address."""

    title: Any
    button: Any
    parent: tuple[Any, str]
    lede: Any = ""
    template: str = "face/form.html"


def answer(
    request: HttpRequest,
    page: FormPage,
    form: forms.Form,
    act: Act,
    said: Any = "",
    *,
    record: LedgeredModel | None = None,
    begun: meanwhile.Begun | None = None,
) -> HttpResponseBase:
    """Show a form; when it is posted and in order, act on what was typed and go where `act` says, with a word on it.

    `act` calls one verb and returns the address of the next page. A refusal is shown beside its field, and what was
    typed is kept. `record` is what the form changes, `begun` how it shows it: nobody overwrites another unseen.
    """
    if record is not None:
        meanwhile.opened_on(form, record, begun)
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
    return shown(request, page, form)


def shown(request: HttpRequest, page: FormPage, form: forms.Form) -> HttpResponse:
    """Show a form page; with 422 when something cannot stand."""
    context = {"page": page, "form": form, "has_file": form.is_multipart()}
    return render(request, page.template, context, status=422 if form.errors else 200)
