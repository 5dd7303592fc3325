"""Pages of one company: looking at it, adding, editing, renaming."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies import access, actions, listing, shown, story
from hometown.companies.forms import CompanyForm, RenameForm, RevealForm
from hometown.companies.models import Company
from hometown.companies.places import cities, place
from hometown.companies.web import posted
from hometown.face.forms import place_refusal
from hometown.kernel.errors import Refusal

SEE, RECORD = Capability.SEE_COMPANIES, Capability.RECORD_COMPANIES
MANY = 20


@guarded(SEE)
@require_GET
def company(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One company: what is known and from where, whom we know there, its ties, what was done with it."""
    reader = person(request)
    found = access.require_record(reader, pk)
    if found.merged_into is not None:
        return render(request, "companies/tombstone.html", _leading_on(reader, found))
    return render(request, "companies/company.html", page_of(reader, found))


def _leading_on(reader: User, tombstone: Company) -> dict[str, Any]:
    """Return what is left to show of a record that turned out to be another: where it leads, and how to undo that."""
    may_merge = reader.may(Capability.MERGE_COMPANIES)
    return {
        "company": tombstone,
        "target": tombstone.merged_into,
        "merges_url": shown.address("company-merges", tombstone.pk) if may_merge else "",
    }


def page_of(reader: User, found: Company) -> dict[str, Any]:
    """Return what the page of a company shows a person."""
    where, sources = cities(), shown.Sources(found)
    may_record = access.may_record(reader)
    subsidiaries = list(found.subsidiaries.order_by("normal_name")[: MANY + 1])
    standing_tags = found.tags.standing().order_by("kind", "-year")
    ties = shown.ties(found)
    return {
        "company": found,
        "origin": where.mark(found.region_code),
        "whereabouts": place(found.region_code) or found.get_kind_display(),
        "facts": shown.facts(found, where, sources),
        "missing": shown.missing(found, may_record=may_record),
        "sources": sources,
        "names": found.names.order_by("kind", "pk"),
        "tags": [(tag, listing.tag_words([tag])[0]) for tag in standing_tags],
        "standing_ties": [one for one in ties if one.tie.ended_on is None],
        "ended_ties": [one for one in ties if one.tie.ended_on is not None],
        "invested": any(one.is_home and one.tie.ended_on is None for one in ties),
        "home": where.home_name,
        "subsidiaries": subsidiaries[:MANY],
        "more_subsidiaries": len(subsidiaries) > MANY,
        "contacts": shown.contacts(reader, found),
        "reveal_form": RevealForm(auto_id=False),
        "may_record": may_record,
        "merge_url": shown.address("company-merge", found.pk) if reader.may(Capability.MERGE_COMPANIES) else "",
        "merges_url": shown.address("company-merges", found.pk) if reader.may(Capability.MERGE_COMPANIES) else "",
        "forget_url": shown.address("person-forget", found.pk) if reader.may(Capability.ERASE_PERSONAL) else "",
        "may_compare": may_record or reader.may(Capability.MERGE_COMPANIES),
        "contacting_url": shown.address("company-contacting", found.pk),
        "invite_url": shown.address("attempt-add") if reader.may(Capability.RECORD_FIELDWORK) else "",
        "introductions_url": reverse("company-introductions", args=[found.pk]),
        "help_url": shown.address("help-ask") if reader.may(Capability.ASK_LEAVE, Capability.DECIDE_CLAIMS) else "",
        "activities_url": shown.address("company-activities", found.pk),
        "projects_url": shown.address("company-projects", found.pk),
        "visit_url": shown.address("activity-add") if reader.may(Capability.RECORD_FIELDWORK) else "",
        "lead_url": shown.address("project-file") if reader.may(Capability.FILE_LEAD) else "",
    }


@guarded(SEE)
@require_GET
def company_story(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was written about a company, its names, people, ties and tags; a fragment of its page."""
    reader = person(request)
    found = access.require_company(reader, pk)
    contacts = set(access.visible_contacts(reader).filter(company=found).values_list("pk", flat=True))
    fragment = request.headers.get("HX-Request") == "true"
    page = {"company": found, "lines": story.of(found, contacts)}
    return render(request, "companies/story_part.html" if fragment else "companies/story.html", page)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def company_add(request: HttpRequest) -> HttpResponseBase:
    """Add a company."""
    actor = person(request)
    form = CompanyForm(actor, posted(request), initial=_begun_with(request))
    refused: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_company(actor, **form.told())
        except Refusal as refusal:
            refused = _place(form, refusal)
        else:
            messages.info(request, _("“%(name)s” is on record.") % {"name": made.name})
            return redirect("company", made.pk)
    return _form_page(request, form, refused, None)


def _begun_with(request: HttpRequest) -> dict[str, Any]:
    """Return what the address already says, so that nobody types it twice."""
    return {"name": request.GET.get("name", "")[:200], "kind": request.GET.get("kind") or "company"}


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def company_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Correct and complete what is known of a company."""
    actor = person(request)
    found = access.require_company(actor, pk)
    form = CompanyForm(actor, posted(request), company=found)
    refused: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.edit_company(actor, found, **form.told())
        except Refusal as refusal:
            refused = _place(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("company", found.pk)
    return _form_page(request, form, refused, access.require_company(actor, pk))


def _place(form: CompanyForm, refusal: Refusal) -> Refusal:
    """Put a refusal where it belongs; one that names a company on record gets a place of its own."""
    if refusal.code != "companies.already_known":
        place_refusal(form, refusal)
    return refusal


def _form_page(
    request: HttpRequest, form: CompanyForm, refusal: Refusal | None, company: Company | None
) -> HttpResponse:
    """Show the form again with what was refused; two refusals are questions that a tick answers."""
    known = refusal if refusal and refusal.code == "companies.already_known" else None
    doubtful = refusal is not None and refusal.code == "companies.uscc_doubtful"
    context = {
        "form": form,
        "company": company,
        "known": known.facts if known else None,
        "ask_code": doubtful or bool(form.data.get("accept_doubtful_uscc")),
        "ask_namesake": known is not None or bool(form.data.get("is_namesake")),
    }
    failed = form.is_bound and (known is not None or bool(form.errors))
    return render(request, "companies/company_form.html", context, status=422 if failed else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def company_rename(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a company its new registered name."""
    actor = person(request)
    found = access.require_company(actor, pk)
    form = RenameForm(posted(request))
    meanwhile.opened_on(form, found, lambda company: {"name": company.name})
    known: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.rename_company(actor, found, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.code == "companies.already_known":
                known = refusal
            else:
                place_refusal(form, refusal)
        else:
            messages.info(request, _("The old name stays as a former one: the company is found by both."))
            return redirect("company", found.pk)
    context = {"form": form, "company": access.require_company(actor, pk), "known": known.facts if known else None}
    failed = form.is_bound and (known is not None or bool(form.errors))
    return render(request, "companies/company_rename.html", context, status=422 if failed else 200)
