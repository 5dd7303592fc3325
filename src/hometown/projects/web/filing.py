"""Reporting a lead: the form, the sentence that says what would happen, and completing what was filed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.access import require_company, visible_companies
from hometown.companies.models import Company
from hometown.face.forms import begun_with, place_refusal
from hometown.face.tags.words import day
from hometown.face.widgets import Chosen
from hometown.kernel import clock
from hometown.kernel.dates import DatedTo
from hometown.kernel.errors import Refusal
from hometown.policy.rules import gate
from hometown.policy.standing import in_force
from hometown.projects import access, actions, forms, previews, protection, readiness
from hometown.projects.models import Conflict, Filing
from hometown.projects.progress import held_claim
from hometown.projects.rules import Stage

FILE = Capability.FILE_LEAD.value
PLAIN = (
    "name", "summary", "amount", "site_need", "source", "contact_evidence", "excluded_class", "chain", "industry_code",
    "energy_need", "output_note", "next_step", "next_step_due", "contact_level",
)  # fmt: skip


@guarded(FILE)
def file(request: HttpRequest) -> HttpResponseBase:
    """The form to report a lead."""
    user, policy = person(request), in_force(clock.today())
    initial = {"occurred": DatedTo(clock.today()), **_begun(user, begun_with(request) or request.GET)}
    sent = None if begun_with(request) else request.POST or None
    form = forms.LeadForm(sent, request.FILES or None, user=user, policy=policy, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            filing = _file(user, form)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return _after(request, user, filing)
    page = {"form": form, "days": previews.protection_words(policy, clock.today())}
    return render(request, "projects/file.html", page, status=422 if form.errors else 200)


def _begun(user: User, said: QueryDict) -> dict[str, Any]:
    """Return what an address, or the page of a message, says of a lead: its firm or the name of one to add, who brought
    it, from which source, what they want and for how much.
    """
    company = _named_company(user, said.get("company", "")) or Chosen("", said.get("name", "")[:200])
    found: dict[str, Any] = {
        "company": company if any(company) else None,
        "introducer": _named_company(user, said.get("introducer", "")),
        "source": said.get("source", "")[:30],
        "summary": said.get("summary", "")[:4000],
        "amount": said.get("amount", "")[:60],
    }
    return {name: value for name, value in found.items() if value}


def _named_company(user: User, text: str) -> Chosen | None:
    key = forms.identifier(text)
    company = visible_companies(user).filter(pk=key).first() if key else None
    return Chosen(str(company.pk), company.name) if company else None


def _file(user: User, form: forms.LeadForm) -> Filing:
    said = form.cleaned_data
    company = require_company(user, uuid.UUID(said["company"].value))
    upload = said["contact_file"]
    brought_by = forms.identifier(said["introducer"].value) if said["introducer"] else None
    return actions.file_lead(
        user,
        company=company,
        introducer=require_company(user, brought_by) if brought_by else None,
        unit=form.units[said["unit"]],
        occurred_on=said["occurred"].on,
        occurred_precision=said["occurred"].precision.value,
        contact_file=upload or None,
        contact_file_name=upload.name if upload else "",
        **{name: said[name] for name in PLAIN},
    )


def _after(request: HttpRequest, user: User, filing: Filing) -> HttpResponseBase:
    """Say what became of the filing, and go where its filer may look."""
    asked = Conflict.objects.open().filter(filing=filing).first()
    if asked is not None:
        due = day(asked.due_on)
        words = _("Kept, with its time. It may be a known project: the home bureau decides by {day}.")
        messages.info(request, format_html(words, day=due))
    elif filing.effective_at is None:
        messages.info(request, _("The lead is kept. It takes effect when it is complete."))
    elif filing.claims.exists():
        messages.info(request, _("The lead is in effect. Your unit holds the first claim."))
    elif not filing.is_supporting:
        barred = protection.words(in_force(clock.today()), filing.project.amount_yuan, filing.unit_id, clock.today())
        messages.info(request, barred or _("The lead is in effect. It has no first claim yet."))
    elif held_claim(filing.project_id) is None:
        messages.info(request, _supports(filing))
    else:
        messages.info(request, _("The lead supports a project that is known already. Its owner leads it."))
    if access.visible_among(user, [filing.project_id]):
        return redirect("project", filing.project_id)
    return redirect("claim-list")


def _supports(filing: Filing) -> str:
    """Say what became of a filing for a known project that nobody leads."""
    if protection.is_refused(filing.project_id, filing.unit_id):
        return protection.refused_words(filing.unit)
    return _("The lead supports a project that is known already. Nobody leads it now.")


@guarded(FILE)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """One sentence: what would happen if this were filed now. Writes nothing."""
    user, policy = person(request), in_force(clock.today())
    form = forms.LeadForm(request.POST, user=user, policy=policy)
    form.is_valid()  # what cannot be read is left out: a half-filled form is the ordinary case here
    company: Company | None = None
    chosen = form.cleaned_data.get("company")
    key = forms.identifier(chosen.value) if chosen else None
    if key:
        company = visible_companies(user).filter(pk=key).first()
    # Of a chosen file comes only that there is one: the bytes go with the lead itself.
    said = form.cleaned_data | {"contact_file": request.POST.get("contact_file")}
    told = previews.preview(user, policy, company, said, clock.today())
    return render(request, "projects/preview.html", {"told": told})


def _facts_url(user: User, filing: Filing) -> str:
    """Return where the facts are filled in that a filing lacks; empty where its contact is all, or it is another's."""
    asked = {name.value for name in gate(in_force(clock.today()), Stage.LEAD).fields}
    if not asked - readiness.filled(filing.project) or not user.may(Capability.ADVANCE_PROJECT):
        return ""
    readable = bool(access.visible_among(user, [filing.project_id]))
    return reverse("project-edit", args=[filing.project_id]) if readable else ""


@guarded(FILE)
def amend(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add what a filing lacks."""
    user = person(request)
    filing = access.filing_for(user, pk)
    form = forms.AmendForm(request.POST or None, request.FILES or None, filing=filing)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["contact_file"]
        meanwhile.hold(form, filing)
        try:
            filing = actions.amend_filing(
                user, filing=filing, contact_evidence=form.cleaned_data["contact_evidence"],
                contact_file=upload or None, contact_file_name=upload.name if upload else "",
            )  # fmt: skip
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return _after(request, user, filing)
    lacks = previews.lacks(in_force(clock.today()), filing)
    page = {"form": form, "filing": filing, "lacks": lacks, "project_url": _facts_url(user, filing)}
    return render(request, "projects/amend.html", page, status=422 if form.errors else 200)
