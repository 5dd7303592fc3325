"""What was paid: taxes with the paper of the tax office, money paid over with its voucher."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.enclave import access, actions, forms, labels
from hometown.face.parts import Fact
from hometown.files import showing as files
from hometown.kernel import clock


@guarded(*access.KEEPERS)
def add_taxes(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Record what was paid in a year."""
    user = person(request)
    found = access.enclave_for(user, pk)
    access.require_collector(user, found)
    inside = found.projects.select_related("project").order_by("joined_on")
    start = forms.this_year(clock.today())
    form = forms.TaxForm(request.POST or None, request.FILES or None, inside=inside, initial=start)
    lede = _(
        "In yuan, as the paper says: all of each tax, not its local part. What one project paid can be told apart."
    )
    page = FormPage(_("Record taxes"), _("Record them"), (found.name, reverse("enclave", args=[pk])), lede)

    def act(_typed: object) -> str:
        file = form.cleaned_data["file"]
        actions.record_taxes(user, enclave=found, content=file, file_name=file.name, **form.said())
        return reverse("enclave", args=[pk])

    return answer(request, page, form, act, _("The taxes are on record."))


@guarded(*access.READERS)
@require_GET
def tax(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One tax that was paid, and the paper that says so."""
    user = person(request)
    found = access.tax_for(user, pk)
    people = names_of([found.recorded_by, found.struck_by])
    facts = [
        Fact(_("Tax"), labels.TAXES[found.kind]),
        Fact(_("Amount"), labels.yuan(found.amount_yuan)),
        Fact(_("Year"), str(found.year)),
        Fact(_("Until"), found.until),
        Fact(_("Project"), found.inside.project.name if found.inside else ""),
        Fact(_("Recorded"), found.recorded_on, people.get(found.recorded_by, "")),
        Fact(_("Struck out"), found.struck_on or "", found.struck_why),
    ]
    context = {
        "enclave": found.enclave,
        "title": f"{labels.TAXES[found.kind]} {found.year}",
        "facts": [fact for fact in facts if fact.value not in ("", None)],
        "paper": found.file_name,
        "paper_url": reverse("enclave-tax-paper", args=[pk]),
        "history": ("enclave.taxpaid", found.pk),
    }
    if found.struck_on is None and found.enclave.payer in access.keeps(user, found.enclave):
        context["strike_url"] = reverse("enclave-tax-strike", args=[pk])
    return render(request, "enclave/money.html", context)


@guarded(*access.KEEPERS)
def strike(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Strike a tax out."""
    user = person(request)
    found = access.tax_for(user, pk)
    access.require_collector(user, found.enclave)
    form, url = forms.WhyForm(request.POST or None), reverse("enclave-tax", args=[pk])
    lede = _("It stays on record and counts no more. A signed statement stays as it was: correct it if it changes.")

    def act(_typed: object) -> str:
        actions.strike_tax(user, tax=found, why=form.cleaned_data["why"])
        return url

    page = FormPage(_("Strike it out"), _("Strike it out"), (_("Tax paid"), url), lede)
    return answer(request, page, form, act, _("It is struck out."), record=found, begun=meanwhile.nothing)


@guarded(*access.READERS)
@require_GET
def tax_paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The paper of the tax office, as it was received."""
    found = access.tax_for(person(request), pk)
    return files.download(found.blob, found.file_name)


# --- paid over ------------------------------------------------------------------------------------------------------


@guarded(*access.KEEPERS)
def add_remittance(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Record money paid over."""
    user = person(request)
    found = access.enclave_for(user, pk)
    access.require_collector(user, found)
    start = forms.this_year(clock.today()) | {"on": clock.today()}
    form = forms.RemittanceForm(request.POST or None, request.FILES or None, initial=start)
    page = FormPage(_("Record money paid over"), _("Record it"), (found.name, reverse("enclave", args=[pk])))

    def act(_typed: object) -> str:
        file = form.cleaned_data["file"]
        said = {name: form.cleaned_data[name] for name in ("year", "on", "amount", "note")}
        actions.record_remittance(user, enclave=found, content=file, file_name=file.name, **said)
        return reverse("enclave", args=[pk])

    return answer(request, page, form, act, _("The payment is on record. The other side says when it has arrived."))


@guarded(*access.READERS)
@require_GET
def remittance(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Money paid over, and its voucher."""
    user = person(request)
    found = access.remittance_for(user, pk)
    people = names_of([found.recorded_by, found.arrived_by])
    facts = [
        Fact(_("Amount"), labels.yuan(found.amount_yuan)),
        Fact(_("For the year"), str(found.year)),
        Fact(_("Day"), found.on),
        Fact(_("Remark"), found.note),
        Fact(_("Recorded"), found.recorded_on, people.get(found.recorded_by, "")),
        Fact(_("Arrived"), found.arrived_on or "", people.get(found.arrived_by, "") if found.arrived_by else ""),
    ]
    waits = found.arrived_on is None and found.enclave.receiver in access.keeps(user, found.enclave)
    context = {
        "enclave": found.enclave,
        "title": _("Paid over for %(year)s") % {"year": found.year},
        "facts": [fact for fact in facts if fact.value not in ("", None)],
        "paper": found.file_name,
        "paper_url": reverse("enclave-remittance-paper", args=[pk]),
        "history": ("enclave.remittance", found.pk),
        "arrived_url": reverse("enclave-remittance-arrived", args=[pk]) if waits else "",
    }
    return render(request, "enclave/money.html", context)


@guarded(*access.KEEPERS)
@require_POST
def arrived(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that money paid over has arrived."""
    user = person(request)
    actions.note_arrival(user, remittance=access.remittance_for(user, pk))
    messages.info(request, _("It is noted that the money has arrived."))
    return redirect("enclave-remittance", pk)


@guarded(*access.READERS)
@require_GET
def remittance_paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The voucher, as it was received."""
    found = access.remittance_for(person(request), pk)
    return files.download(found.blob, found.file_name)
