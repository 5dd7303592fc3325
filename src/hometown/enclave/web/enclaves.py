"""The list of enclaves, one enclave with its years, what lies in it, and its end."""

import uuid
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.enclave import access, actions, forms, labels, selections, sheets, showing
from hometown.enclave.models import Agreement, Enclave, Side
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.fieldwork.contacting import day_words
from hometown.kernel import clock


@guarded(*access.READERS)
@require_GET
def enclave_list(request: HttpRequest) -> HttpResponse:
    """The enclaves one may read: those that run first."""
    user = person(request)
    found = access.visible_enclaves(user).with_sides().order_by(F("ended_on").asc(nulls_first=True), "name")
    page = numbered(request, found)
    context = {
        "page": page,
        "columns": [_("Enclave"), _("Side of home"), _("Partner"), _("How it stands")],
        "rows": [_row(one) for one in page.object_list],
        "may_add": access.may_open_any(user),
    }
    return render(request, "enclave/list.html", context)


def _row(one: Enclave) -> list[Any]:
    return [
        {"text": one.name, "url": reverse("enclave", args=[one.pk]), "meta": one.place},
        one.home_unit.name,
        one.partner_unit.name,
        _("ended %(day)s") % {"day": day_words(one.ended_on)} if one.ended_on else _("runs"),
    ]


@guarded(*access.READERS)
@require_GET
def enclave(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One enclave: what is payable and paid by year, its agreement, the projects in it."""
    user = person(request)
    found = access.enclave_for(user, pk)
    keeps, today = access.keeps(user, found), clock.today()
    years = selections.years_of(found)
    inside = list(found.projects.select_related("project").order_by(F("left_on").asc(nulls_first=True), "joined_on"))
    versions = list(found.agreements.prefetch_related("signatures"))
    current = selections.in_force(found, today.year) or next((one for one in versions if one.signed_on), None)
    collects, runs = found.payer in keeps, found.ended_on is None
    context = {
        "enclave": found,
        "facts": _facts(found),
        "years": showing.year_rows(years),
        "year_columns": [_("Year"), *({"label": words, "number": True} for words in _year_heads())],
        "open": labels.yuan(selections.open_sum(years)),
        "versions": [_version(one) for one in versions],
        "issues": showing.issues(current) if current else [],
        "current": current,
        "inside": showing.inside_rows(user, inside, may_take_out=Side.HOME.value in keeps and runs),
        "lines": showing.money_lines(
            list(found.taxes.order_by("-recorded_on", "-pk")[:40]), list(found.remittances.order_by("-on", "-pk")[:40])
        ),
        "keeps": bool(keeps),
        "may_draft": bool(keeps) and runs,
        "collects": collects,
        "is_home": Side.HOME.value in keeps and runs,
    }  # fmt: skip
    return render(request, "enclave/enclave.html", context)


def _year_heads() -> tuple[str, ...]:
    return _("Taxes paid"), _("Payable"), _("Paid over"), _("Still open")


def _version(one: Agreement) -> tuple[Any, ...]:
    url = reverse("enclave-agreement", args=[one.pk])
    return labels.version(one), url, *labels.state(one, len(one.signatures.all()))


def _facts(found: Enclave) -> list[Fact]:
    names = labels.sides(found)
    facts = [
        Fact(_("Side of home"), found.home_unit.name),
        Fact(_("Partner"), found.partner_unit.name),
        Fact(_("Place"), found.place),
        Fact(_("Collects the taxes and owes the share"), names[found.payer]),
        Fact(_("Is owed the share"), names[found.receiver]),
        Fact(_("Enclave since"), found.opened_on),
        Fact(_("Ended"), found.ended_on or "", found.ending_words),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


@guarded(*access.READERS)
@require_GET
def ledger(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The ledger of an enclave as a workbook: a line a year, and every statement, signature and payment."""
    found = access.enclave_for(person(request), pk)
    return sheets.answer(sheets.ledger(found), f"{found.name}.xlsx")


@guarded(*access.KEEPERS)
def add(request: HttpRequest) -> HttpResponseBase:
    """Open an enclave."""
    user = person(request)
    home, partners = access.units_to_choose(user)
    form = forms.OpenForm(request.POST or None, home=home, partners=partners)
    lede = _("Between a unit of home and one of the host city. What is shared stands in the agreement.")
    page = FormPage(_("Open an enclave"), _("Open an enclave"), (_("Enclaves"), reverse("enclave-list")), lede)

    def act(_typed: object) -> str:
        return reverse("enclave", args=[actions.open_enclave(user, **form.said()).pk])

    return answer(request, page, form, act, _("The enclave is opened. Draft its agreement next."))


def _under(found: Enclave, title: Any, button: Any, lede: Any = "") -> FormPage:
    return FormPage(title, button, (found.name, reverse("enclave", args=[found.pk])), lede)


@guarded(*access.KEEPERS)
def add_project(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a signed project lies in the enclave."""
    user = person(request)
    found = access.enclave_for(user, pk)
    access.require_home(user, found)
    form = forms.ProjectForm(request.POST or None, known=access.projects_to_choose(user))
    lede = _("The partner reads its name from then on, and what it paid in taxes; nothing else of it.")

    def act(_typed: object) -> str:
        actions.add_project(user, enclave=found, **form.said())
        return reverse("enclave", args=[pk])

    page = _under(found, _("Put a project in the enclave"), _("Put it in"), lede)
    return answer(request, page, form, act, _("The project lies in the enclave."))


@guarded(*access.KEEPERS)
def take_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a project lies in the enclave no longer."""
    user = person(request)
    inside = access.inside_for(user, pk)
    access.require_home(user, inside.enclave)
    form = forms.NothingForm(request.POST or None)
    title = _("%(project)s leaves the enclave") % {"project": inside.project.name}

    def act(_typed: object) -> str:
        actions.take_out(user, inside=inside)
        return reverse("enclave", args=[inside.enclave_id])

    page = _under(inside.enclave, title, _("It leaves"), _("What it paid stays on record."))
    said = _("The project has left the enclave.")
    return answer(request, page, form, act, said, record=inside, begun=meanwhile.nothing)


@guarded(*access.KEEPERS)
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End an enclave."""
    user: User = person(request)
    found = access.enclave_for(user, pk)
    access.require_home(user, found)
    form = forms.EndForm(request.POST or None)
    lede = _("The year of its last day is the last that is shared. What waits is settled as the agreement says.")

    def act(_typed: object) -> str:
        actions.end_enclave(user, enclave=found, **form.cleaned_data)
        return reverse("enclave", args=[pk])

    page = _under(found, _("End the enclave"), _("End it"), lede)
    return answer(request, page, form, act, _("The enclave has ended."), record=found, begun=meanwhile.nothing)
