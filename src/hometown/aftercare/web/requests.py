"""Requests of firms: the list by lamp, one request with all that was said, and writing one down."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
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
from hometown.aftercare.models import ServiceRequest
from hometown.aftercare.querysets import RequestQuerySet
from hometown.aftercare.rules import request_light
from hometown.companies import access as companies
from hometown.companies.rules import masked_name
from hometown.face.forms import begun_with
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.landing.rules import Light, last_day_for
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from .tabs import tabs

MOST_EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = ("", "raised", "paused", "closed", "all")


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for. A value that cannot be read is left out."""

    light: str = ""
    state: str = ""
    kind: str = ""
    mine: bool = False


def _wanted(query: QueryDict, policy: Policy) -> Wanted:
    light, state, kind = query.get("lamp", ""), query.get("state", ""), query.get("kind", "")
    kinds = {one.code for one in policy.aftercare.request_kinds}
    return Wanted(
        light if light in {Light.RED, Light.AMBER} else "", state if state in STATES else "",
        kind if kind in kinds else "", query.get("mine") == "1",
    )  # fmt: skip


def chosen(user: User, asked: Wanted, policy: Policy, today: date) -> RequestQuerySet:
    """Return the requests a person may read that a list is asked for, what presses most first."""
    found = access.visible_requests(user).with_due().with_reader_needs()
    if asked.state == "raised":
        found = found.raised()
    elif asked.state == "paused":
        found = found.open().filter(paused_on__isnull=False)
    elif asked.state == "closed":
        found = found.filter(closed_on__isnull=False)
    elif asked.state != "all":
        found = found.open()
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.mine:
        found = found.filter(holder=user)
    if asked.light:
        late = last_day_for(policy, Light.RED, today)
        found = found.due_by(late if asked.light == Light.RED else last_day_for(policy, Light.AMBER, today))
        if asked.light == Light.AMBER:
            found = found.filter(next_due__gt=late)
    return found.exceptions_first()


@guarded(*access.READERS)
@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """What firms ask for, what is owed and by when; what is late first."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    asked = _wanted(request.GET, policy)
    page = numbered(request, chosen(user, asked, policy, today))
    kinds = [(one.code, labels.request_kind(policy, one.code)) for one in policy.aftercare.request_kinds]
    context = {
        "tabs": tabs(request),
        "page": page,
        "levels": policy.levels.service,
        "rows": [showing.request_line(policy, one, today) for one in page.object_list],
        "columns": [_("Subject"), _("Company"), _("Who deals with it"), _("State"), _("Next step and its day")],
        "states": [
            ("", _("Not closed")), ("raised", _("City asked to step in")), ("paused", _("Waits")),
            ("closed", _("Closed")), ("all", _("All")),
        ],
        "lamps": [("", _("All lamps")), *((one.value, labels.LIGHTS[one]) for one in (Light.RED, Light.AMBER))],
        "mine": [("", _("All")), ("1", _("Mine"))],
        "kinds": [("", _("All kinds")), *kinds],
        "narrowed": bool(asked.kind or asked.mine or asked.light),
        "query": request.GET.urlencode(),
        "may_export": user.may(Capability.EXPORT_LISTS),
        "may_write": user.may(*access.WORKERS),
    }  # fmt: skip
    return render(request, "aftercare/request_list.html", context)


@guarded(Capability.EXPORT_LISTS.value)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = chosen(user, _wanted(request.GET, policy), policy, today)[:MOST_EXPORTED]
    name = f"service-requests-{today:%Y%m%d}.xlsx"
    return HttpResponse(
        sheets.requests_xlsx(found, policy, today),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@guarded(*access.READERS)
def request_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write down what a firm asks for."""
    user, policy = person(request), in_force(clock.today())
    company = access.firm_for(user, pk)
    access.require_firm_server(user, company)
    landed = access.served_projects(user).filter(company=company).order_by("pk")
    contacts = companies.visible_contacts(user).filter(company=company).order_by("pk")[:50]
    begun = begun_with(request)
    sent = None if begun else request.POST or None
    initial = forms.RequestForm.begun_with(begun, contacts) if begun else None
    form = forms.RequestForm(sent, policy=policy, projects=landed, contacts=contacts, initial=initial)
    url = reverse("served-firm", args=[company.pk])
    page = FormPage(_("Write a request down"), _("Write a request down"), (company.name, url))

    def act(_typed: object) -> str:
        row = actions.file_request(user, company=company, **form.said())
        return reverse("service-request", args=[row.pk])

    return answer(request, page, form, act, _("It is written down and with the steward. The days run."))


@guarded(*access.READERS)
@require_GET
def service_request(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One request: what is owed, all that was said, who deals with it."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.request_for(user, pk)
    light, pressing = request_light(policy, found.days, today)
    messages = list(found.messages.select_related("blob", "promise").order_by("at", "pk"))
    pauses = list(found.pauses.order_by("on", "pk"))
    people = names_of([
        found.recorded_by, found.raised_by, found.settled_by, found.closed_by, *(one.by for one in messages),
        *(one.by for one in pauses),
    ])  # fmt: skip
    serves = access.may_serve(user, found)
    context = {
        "found": found,
        "state": labels.STATES[found.state],
        "light": light,
        "light_words": labels.pressing_words(pressing, today),
        "steps": showing.steps(found),
        "kind": labels.request_kind(policy, found.kind),
        "said": [showing.message(one, people) for one in messages],
        "pauses": [showing.pause_line(policy, one, people) for one in pauses],
        "facts": _facts(user, policy, found, people),
        "may": _may(user, found, serves=serves),
        "reply_form": forms.ReplyForm(promises=_promises(user, found)) if serves and not found.closed_on else None,
        "raised_by": people.get(found.raised_by, "") if found.raised_by else "",
        "settled_by": people.get(found.settled_by, "") if found.settled_by else "",
    }
    return render(request, "aftercare/request.html", context)


def _promises(user: User, found: ServiceRequest) -> Any:
    return access.visible_promises(user).filter(company=found.company_id).open_first()[:50]


def _asker(user: User, found: ServiceRequest) -> str:
    """Return who asked, masked; the whole is revealed on the company's page, and that is logged."""
    if found.contact is None or not companies.visible_contacts(user).filter(pk=found.contact.pk).exists():
        return ""
    return f"{masked_name(found.contact.name)} {found.contact.title}".strip()


def _may(user: User, found: ServiceRequest, *, serves: bool) -> dict[str, bool]:
    is_open = found.closed_on is None
    return {
        "accept": serves and is_open and found.accepted_on is None,
        "hand_on": serves and is_open,
        "pause": serves and is_open and found.accepted_on is not None and found.paused_on is None,
        "resume": serves and is_open and found.paused_on is not None,
        "raise": serves and is_open and not found.is_raised,
        "settle": is_open and found.is_raised and access.may_coordinate(user, found),
        "close": serves and is_open,
        "reopen": serves and not is_open,
        "note": serves,
    }


def _facts(user: User, policy: Policy, found: ServiceRequest, people: dict[uuid.UUID, str]) -> list[Fact]:
    project = showing.project_fact(user, found)
    raised = found.recorded_by and people.get(found.recorded_by, "")
    facts = [
        Fact(_("Company"), showing.linked(found.company.name, reverse("served-firm", args=[found.company_id]))),
        project,
        Fact(_("Kind"), labels.request_kind(policy, found.kind)),
        Fact(_("Came in on"), day(found.received_on), f"{labels.CHANNELS[found.channel]} {raised or ''}".strip()),
        Fact(_("Who made the request"), _asker(user, found)),
        Fact(_("Unit"), found.unit.name),
        Fact(_("Who deals with it"), found.holder.name if found.holder else _("with nobody yet")),
        Fact(_("Accept by"), found.accept_due),
        Fact(_("Answer by"), found.reply_due),
        Fact(_("Close by"), found.close_due),
        Fact(_("Outcome"), labels.OUTCOMES.get(found.outcome, ""), day(found.closed_on) if found.closed_on else ""),
        Fact(_("The firm says"), labels.RATINGS.get(found.rating, ""), found.rating_words),
    ]
    return [fact for fact in facts if fact is not None and fact.value not in ("", None)]
