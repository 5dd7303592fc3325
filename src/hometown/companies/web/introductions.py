"""Pages of introductions: asking for one, what came of it, and the part of a company's page."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access, actions, introducing, shown
from hometown.companies.forms import IntroductionForm
from hometown.companies.models import Introduction
from hometown.companies.web import posted
from hometown.face.forms import place_refusal
from hometown.face.widgets import Chosen
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

SEE, RECORD, FILE = Capability.SEE_COMPANIES, Capability.RECORD_COMPANIES, Capability.FILE_LEAD
MOST = 20
READS_PROJECTS = (
    Capability.SEE_PROJECTS_ALL, Capability.SEE_PROJECTS_BATCH, Capability.SEE_PROJECTS_OWN,
    Capability.SEE_PROJECTS_LANDING,
)  # fmt: skip


@guarded(SEE)
@require_GET
def company_introductions(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a company gave: introductions, leads, and whom else it could bring; a fragment of its page."""
    reader = person(request)
    company = access.require_company(reader, pk)
    rows = access.visible_introductions(reader).select_related("introducer", "introduced")
    may_file = reader.may(FILE)
    page = {
        "company": company,
        "given": introducing.told(rows.filter(introducer=company)[:MOST], may_file=may_file),
        "came_by": introducing.told(rows.filter(introduced=company)[:MOST], may_file=may_file),
        "reached": introducing.within_reach(reader, [company])[company.pk],
        "leads_url": shown.address("company-leads-given", company.pk) if reader.may(*READS_PROJECTS) else "",
        "may_record": access.may_record(reader),
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "companies/introductions_page.html" if whole else "companies/introductions.html", page)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def introduction_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Record that a company was asked whom it would bring; `?name=` begins with a firm."""
    actor = person(request)
    company = access.require_company(actor, pk)
    start = {"asked_on": clock.today(), "introduced": Chosen("", request.GET.get("name", "")[:200])}
    form = IntroductionForm(actor, company, posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_introduction(actor, introducer=company, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("introduction", made.pk)
    page = {"form": form, "company": company, "introduction": None}
    return render(request, "companies/introduction_form.html", page, status=422 if form.errors else 200)


@guarded(SEE)
@require_GET
def introduction(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One introduction, and the way to the lead it may become."""
    reader = person(request)
    found = access.require_introduction(reader, pk)
    page = {
        "introduction": found,
        "told": introducing.told([found], may_file=reader.may(FILE))[0],
        "contact": shown.masked(found.contact, may_reveal=False) if found.contact else None,
        "may_record": access.may_record(reader),
    }
    return render(request, "companies/introduction.html", page)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def introduction_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say what came of an introduction."""
    actor = person(request)
    found = access.require_introduction(actor, pk)
    form = IntroductionForm(actor, found.introducer, posted(request), initial=_values(found))
    meanwhile.opened_on(form, found, _values)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.edit_introduction(actor, found, **form.told())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("introduction", found.pk)
    page = {"form": form, "company": found.introducer, "introduction": found}
    return render(request, "companies/introduction_form.html", page, status=422 if form.errors else 200)


def _values(found: Introduction) -> dict[str, object]:
    """Return what the form of an introduction shows of it."""
    known = found.introduced
    return {
        "introduced": Chosen(str(known.pk) if known else "", str(found)),
        "outcome": found.outcome,
        "contact": str(found.contact_id or ""),
        "asked_on": found.asked_on,
        "made_on": found.made_on,
        "words": found.words,
    }
