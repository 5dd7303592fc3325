"""The one way a form page of this room answers: show, refuse beside the field, or do it and go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

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
    request: HttpRequest, page: FormPage, form: forms.Form, act: Callable[[dict[str, Any]], str]
) -> HttpResponseBase:
    """Show a form; when it is posted and in order, act on what was typed and go where `act` says.

    `act` calls one verb and returns the address of the next page. A refusal is shown beside its field, and what was
    typed is kept.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act(dict(form.cleaned_data)))
        except Refusal as refusal:
            place_refusal(form, refusal)
    context = {"page": page, "form": form, "programme_url": reverse("programme")}
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


def opened_on(record: LedgeredModel, data: dict[str, Any]) -> None:
    """Tell a record which revision its form was opened on, so that the book refuses to overwrite a newer one."""
    revision = data.pop("revision", None)
    if revision is not None:
        record.revision = revision
