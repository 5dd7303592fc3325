"""The one way a form page of this room answers: show, refuse beside the field, or do it and go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.kernel.errors import Refusal
from hometown.landing import access


@dataclass(frozen=True)
class FormPage:
    """What a form page says around its form. `parent` is the page it belongs to: its words and its address."""

    title: Any
    button: Any
    parent: tuple[Any, str]
    lede: Any = ""
    template: str = "landing/form.html"


def answer(
    request: HttpRequest, page: FormPage, form: forms.Form, act: Callable[[], str], said: str
) -> HttpResponseBase:
    """Show a form; when it is posted and in order, act and go where `act` says, with a word on what was done.

    A refusal is shown beside its field, and what was typed is kept.
    """
    if request.method == "POST" and form.is_valid():
        try:
            url = act()
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, said)
            return redirect(url)
    return shown(request, page, form)


def shown(request: HttpRequest, page: FormPage, form: forms.Form) -> HttpResponse:
    """Show a form page; with 422 when something cannot stand."""
    context = {"page": page, "form": form, "has_file": form.is_multipart()}
    return render(request, page.template, context, status=422 if form.errors else 200)


def tabs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """Return the lists of landing that a person may open."""
    reads = user.may(*access.READERS)
    views = (
        ("routing-list", _("Routing"), reads),
        ("joint-review-list", _("Joint review"), reads),
        ("escalation-list", _("Escalation"), reads or user.may(Capability.GIVE_INSTRUCTIONS)),
        ("instruction-list", _("Instructions"), reads or user.may(Capability.GIVE_INSTRUCTIONS)),
    )
    found = [(words, reverse(name)) for name, words, may in views if may]
    return [{"label": words, "url": url, "current": request.path == url} for words, url in found]
