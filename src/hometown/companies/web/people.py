"""Pages of the people at a company: adding, editing, setting aside, and showing one whole."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access, actions, shown
from hometown.companies.forms import ContactForm, RevealForm
from hometown.companies.models import Contact
from hometown.companies.web import posted
from hometown.face.forms import place_refusal
from hometown.kernel.errors import Refusal

from .firms import page_of

RECORD, CONTACTS = Capability.RECORD_COMPANIES, Capability.SEE_CONTACTS


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def contact_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add a person met at a company."""
    actor = person(request)
    company = access.require_company(actor, pk)
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_contact(actor, company=company, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept. It shows masked; whoever needs it whole says why."))
            return redirect("company", company.pk)
    context = {"form": form, "company": company}
    return render(request, "companies/contact_form.html", context, status=422 if form.errors else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def contact_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Edit a contact without seeing it whole: what is left empty stays."""
    actor = person(request)
    contact = access.require_contact(actor, pk)
    form = ContactForm(posted(request), contact=contact)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, contact)
        try:
            actions.edit_contact(actor, contact, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("company", contact.company_id)
    shown_as = shown.masked(access.require_contact(actor, pk), may_reveal=False)
    context = {"form": form, "company": contact.company, "one": shown_as}
    return render(request, "companies/contact_form.html", context, status=422 if form.errors else 200)


@guarded(RECORD)
@require_POST
def contact_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Set a contact aside."""
    actor = person(request)
    contact = actions.end_contact(actor, access.require_contact(actor, pk))
    messages.info(request, _("Set aside. The book keeps that it was here."))
    return redirect("company", contact.company_id)


@guarded(CONTACTS)
@require_POST
def contact_reveal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a contact whole, logged with its purpose: the row for htmx, else the whole page."""
    actor = person(request)
    contact, form = access.require_contact(actor, pk), RevealForm(request.POST, auto_id=False)
    whole: dict[str, str] = {}
    if form.is_valid():
        whole = actions.reveal_contact(actor, contact, purpose=form.said)
    return _revealed(request, contact, form, whole)


def _revealed(request: HttpRequest, contact: Contact, form: RevealForm, whole: dict[str, str]) -> HttpResponse:
    actor, status = person(request), 200 if whole else 422
    context: dict[str, Any] = {
        "revealed": contact.pk if whole else None,
        "whole": whole,
        "asking": None if whole else contact.pk,
    }
    if request.headers.get("HX-Request") == "true":
        context |= {"one": shown.masked(contact, may_reveal=True), "may_record": access.may_record(actor)}
        response = render(request, "companies/contact.html", context | {"reveal_form": form}, status=status)
    else:
        page = page_of(actor, access.require_company(actor, contact.company_id))
        response = render(request, "companies/company.html", page | context | {"reveal_form": form}, status=status)
    response["Cache-Control"] = "no-store"
    return response
