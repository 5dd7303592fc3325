"""Pages of what hangs on a company: other names, ties, tags."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access, actions
from hometown.companies.forms import EndForm, NameForm, TagForm, TieForm
from hometown.companies.models import Company
from hometown.companies.web import posted
from hometown.face.forms import place_refusal
from hometown.kernel.errors import Refusal

RECORD = Capability.RECORD_COMPANIES


def _filled(
    request: HttpRequest, company: Company, form: django_forms.Form, words: dict[str, str], do: Callable[[Any], object]
) -> HttpResponseBase:
    """Show a small form about a company until the action takes what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("company", company.pk)
    context = {"form": form, "company": company, **words}
    return render(request, "companies/small_form.html", context, status=422 if form.errors else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def name_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add another name, so that the company is found by it."""
    actor = person(request)
    company = access.require_company(actor, pk)
    words = {
        "title": _("Add a name"),
        "lede": _("The company is found by it: in searches, in imports, when a lead is filed."),
        "button": _("Add the name"),
    }
    return _filled(
        request, company, NameForm(posted(request)), words,
        lambda told: actions.add_name(actor, company=company, **told),
    )  # fmt: skip


@guarded(RECORD)
@require_POST
def name_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take away a name recorded by mistake."""
    actor = person(request)
    name = access.require_name(actor, pk)
    company = name.company_id
    actions.remove_name(actor, name)
    messages.info(request, _("Taken away. The book keeps that it stood here."))
    return redirect("company", company)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def tie_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add a tie to another organisation, or say that the company has invested at home."""
    actor = person(request)
    company = access.require_company(actor, pk)
    form = TieForm(actor, posted(request), initial={"kind": request.GET.get("kind", "")})
    words = {
        "title": _("Add a tie"),
        "lede": _("Who supplies whom, who introduced whom, who has invested at home."),
        "button": _("Add the tie"),
    }
    return _filled(request, company, form, words, lambda told: actions.add_tie(actor, company=company, **told))


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def tie_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a tie no longer stands."""
    actor = person(request)
    tie = access.require_tie(actor, pk)
    words = {
        "title": _("End a tie"),
        "lede": f"{tie} {tie.other or ''}".strip(),
        "button": _("It no longer stands"),
    }
    return _filled(
        request, tie.company, EndForm(posted(request)), words, lambda told: actions.end_tie(actor, tie, **told)
    )


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def tag_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add what somebody else says a company is."""
    actor = person(request)
    company = access.require_company(actor, pk)
    words = {
        "title": _("Add a tag"),
        "lede": _("What others say it is: a stock exchange, a list and its year, a register."),
        "button": _("Add the tag"),
    }
    return _filled(
        request, company, TagForm(posted(request)), words,
        lambda told: actions.add_tag(actor, company=company, **told),
    )  # fmt: skip


@guarded(RECORD)
@require_POST
def tag_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a tag no longer holds."""
    actor = person(request)
    tag = actions.end_tag(actor, access.require_tag(actor, pk))
    messages.info(request, _("It no longer holds from today on; it stays on record."))
    return redirect("company", tag.company_id)
