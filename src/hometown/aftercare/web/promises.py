"""The ledger of promises: the list, one promise, writing it down, keeping it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.aftercare import access, actions, forms, labels, sheets, showing
from hometown.aftercare.models import Promise
from hometown.aftercare.querysets import PromiseQuerySet
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.face.tags.words import day
from hometown.files import showing as files
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from .requests import MOST_EXPORTED, XLSX
from .steps import attached
from .tabs import tabs

STATES = ("", "overdue", "kept", "released", "all")


def _chosen(user: User, request: HttpRequest) -> PromiseQuerySet:
    found = access.visible_promises(user).with_reader_needs()
    state = request.GET.get("state", "")
    if state == "overdue":
        found = found.overdue(clock.today())
    elif state == "kept":
        found = found.filter(kept_on__isnull=False)
    elif state == "released":
        found = found.filter(released_on__isnull=False)
    elif state != "all":
        found = found.open()
    if request.GET.get("mine") == "1":
        found = found.filter(holder=user)
    return found.open_first()


@guarded(*access.READERS)
@require_GET
def promise_list(request: HttpRequest) -> HttpResponse:
    """What was promised to firms, on which ground, by when; what is overdue first."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    page = numbered(request, _chosen(user, request))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [showing.promise_line(policy, one, today) for one in page.object_list],
        "columns": [
            _("What is promised"), _("Company"), _("Who deals with it"), _("Legal basis"), _("By when"), _("State"),
        ],
        "states": [
            ("", _("To be kept")), ("overdue", _("Overdue")), ("kept", _("Kept")), ("released", _("Released")),
            ("all", _("All")),
        ],
        "mine": [("", _("All")), ("1", _("Mine"))],
        "query": request.GET.urlencode(),
        "may_export": user.may(Capability.EXPORT_LISTS),
    }  # fmt: skip
    return render(request, "aftercare/promise_list.html", context)


@guarded(Capability.EXPORT_LISTS.value)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The ledger as it is filtered, as a workbook."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    name = f"promises-{today:%Y%m%d}.xlsx"
    return HttpResponse(
        sheets.promises_xlsx(_chosen(user, request)[:MOST_EXPORTED], policy, today),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@guarded(*access.READERS)
def promise_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write down what was promised to a firm."""
    user, today = person(request), clock.today()
    company = access.firm_for(user, pk)
    access.require_firm_server(user, company)
    own = access.served_projects(user).filter(company=company).select_related("landing_unit").order_by("pk")
    form = forms.NewPromiseForm(
        request.POST or None, policy=in_force(today), projects=own, hands=access.all_hands(today), today=today
    )
    url = reverse("served-firm", args=[company.pk])
    lede = _("Without a legal basis nothing is promised. A favour needs its fair-competition review.")
    page = FormPage(_("Write a promise down"), _("Write a promise down"), (company.name, url), lede)

    def act(_typed: object) -> str:
        row = actions.promise(user, company=company, **form.made())
        return reverse("promise", args=[row.pk])

    return answer(request, page, form, act, _("The promise stands in the ledger."))


@guarded(*access.READERS)
@require_GET
def promise(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One promise: its ground, its day, and what became of it."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.promise_for(user, pk)
    people = names_of([found.made_by, found.kept_by, found.released_by])
    keeps = access.may_keep(user, found) and found.is_open
    context = {
        "promise": found,
        "mark": showing.promise_mark(policy, found, today),
        "facts": _facts(user, policy, found, people),
        "ended": _ended(found, people),
        "keeps": keeps,
        "pages": files.page_numbers(found.blob, showing.PAGES) if found.blob else range(0),
    }
    return render(request, "aftercare/promise.html", context)


def _facts(user: User, policy: Policy, found: Promise, people: dict[uuid.UUID, str]) -> list[Fact]:
    project = showing.project_fact(user, found)
    facts = [
        Fact(_("Company"), showing.linked(found.company.name, reverse("served-firm", args=[found.company_id]))),
        project,
        Fact(_("Kind"), labels.promise_kind(policy, found.kind)),
        Fact(_("Legal basis"), found.basis),
        Fact(_("Fair-competition review"), day(found.reviewed_on) if found.reviewed_on else "", found.review_number),
        Fact(_("Promised on"), day(found.promised_on), people.get(found.made_by, "")),
        Fact(_("By when"), day(found.due_on)),
        Fact(_("Unit"), found.unit.name),
        Fact(_("Who deals with it"), found.holder.name if found.holder else _("with nobody yet")),
    ]
    return [fact for fact in facts if fact is not None and fact.value not in ("", None)]


def _ended(found: Promise, people: dict[uuid.UUID, str]) -> list[Fact]:
    kept, released = (
        people.get(found.kept_by or uuid.UUID(int=0), ""),
        people.get(found.released_by or uuid.UUID(int=0), ""),
    )
    facts = [
        Fact(_("Kept"), day(found.kept_on) if found.kept_on else "", kept),
        Fact(_("How it was kept"), found.kept_words),
        Fact(_("Released"), day(found.released_on) if found.released_on else "", released),
        Fact(_("Why it was released"), found.released_because),
    ]
    return [fact for fact in facts if fact.value]


def _values(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in forms.PROMISED}


def _page(found: Promise, title: Any, button: Any) -> tuple[FormPage, str]:
    url = reverse("promise", args=[found.pk])
    return FormPage(title, button, (str(found), url)), url


@guarded(*access.READERS)
def promise_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Correct a promise."""
    user = person(request)
    found = access.promise_for(user, pk)
    access.require_keeper(user, found)
    form = forms.PromiseForm(
        request.POST or None, policy=in_force(clock.today()), present=found.kind, initial=_values(found)
    )
    page, url = _page(found, _("Correct the promise"), _("Keep the correction"))

    def act(_typed: object) -> str:
        actions.change_promise(user, promise=found, **form.said())
        return url

    return answer(request, page, form, act, _("Kept."), record=found, begun=_values)


@guarded(*access.READERS)
def promise_hand(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Hand a promise to who sees to it from now on."""
    user = person(request)
    found = access.promise_for(user, pk)
    access.require_keeper(user, found)
    form = forms.HandsForm(request.POST or None, hands=access.all_hands(clock.today()), initial=forms.hand_of(found))
    page, url = _page(found, _("Hand it on"), _("Hand it on"))

    def act(_typed: object) -> str:
        actions.hand_promise(user, promise=found, **form.hand())
        return url

    return answer(request, page, form, act, _("Handed on."), record=found, begun=forms.hand_of)


@guarded(*access.READERS)
def promise_keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a promise is kept."""
    user = person(request)
    found = access.promise_for(user, pk)
    access.require_keeper(user, found)
    form = forms.KeepForm(request.POST or None, request.FILES or None)
    page, url = _page(found, _("The promise is kept"), _("It is kept"))

    def act(typed: dict[str, Any]) -> str:
        actions.keep_promise(user, promise=found, words=typed["words"], on=typed["on"], attached=attached(form))
        return url

    return answer(request, page, form, act, _("Kept. The ledger says so."))


@guarded(*access.READERS)
def promise_release(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a promise that is not kept, with the reason."""
    user = person(request)
    found = access.promise_for(user, pk)
    access.require_keeper(user, found)
    form = forms.BecauseForm(request.POST or None)
    page, url = _page(found, _("Release the promise"), _("Release it"))

    def act(typed: dict[str, Any]) -> str:
        actions.release_promise(user, promise=found, because=typed["because"])
        return url

    return answer(request, page, form, act, _("Released. It stays on record with its reason."))


@guarded(*access.READERS)
@require_GET
def promise_paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The paper by which a promise was kept, as it was received."""
    found = access.promise_for(person(request), pk)
    if found.blob is None:
        raise NotFound("aftercare.gone")
    return files.download(found.blob, found.file_name)
