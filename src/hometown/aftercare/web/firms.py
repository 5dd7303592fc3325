"""Firms that are served: whom to call on, one firm with all that concerns it, and its link."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.aftercare import access, actions, calling, forms, labels, showing
from hometown.aftercare.calling import Call
from hometown.aftercare.models import ServiceLink
from hometown.companies import access as companies
from hometown.companies import introducing
from hometown.companies.models import Company
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day, listed
from hometown.fieldwork import cadence
from hometown.kernel import clock
from hometown.landing.rules import Clock
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import labels as projects
from hometown.projects.models import Project

from .tabs import tabs

PER_PAGE, MOST = 50, 20


@guarded(*access.READERS)
@require_GET
def served_list(request: HttpRequest) -> HttpResponse:
    """Landed firms and the investors of earlier years, those due for a visit first; whom each would bring."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    landed = calling.landed(access.served_projects(user).select_related("company").order_by("pk"), today)
    ties = access.investor_ties(user).select_related("company", "other").order_by("company__normal_name", "pk")
    others = calling.investors(ties, today, {one.company.pk for one in landed})
    show = request.GET.get("show", "")
    chosen = {"landed": landed, "investors": others}.get(show, [*landed, *others])
    if show == "due":
        chosen = [one for one in chosen if one.lamp == cadence.RED]
    page = numbered(request, chosen, PER_PAGE)
    due = sum(one.lamp == cadence.RED for one in (*landed, *others))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": _lines(user, list(page.object_list), today),
        "columns": [
            _("Firm"), _("Steward"), _("Last visit"), _("Next visit"), _("Stands open"), _("Introductions"),
        ],
        "views": [
            ("", _("All"), len(landed) + len(others)), ("due", _("Due for a visit"), due),
            ("landed", _("Landed firms"), len(landed)), ("investors", _("Investors of earlier years"), len(others)),
        ],
        "landed_every": policy.aftercare.landed_every,
        "investors_every": policy.existing_investors.visit_every,
        "unserved": _unserved(user),
        "may_pass": access.sees_all(user),
    }  # fmt: skip
    return render(request, "aftercare/served_list.html", context)


def _unserved(user: User) -> list[Row]:
    """Return landed projects without a steward, for who may name one."""
    found = calling.unserved(access.served_projects(user)).select_related("company", "landing_unit")
    return [
        Row(
            one.name, [one.company.name, one.landing_unit.name if one.landing_unit else ""],
            reverse("project-steward", args=[one.pk]), _("name a steward"), "amber",
        )
        for one in found.order_by("pk")[:MOST]
    ]  # fmt: skip


def _lines(user: User, calls: list[Call], today: date) -> list[list[Any]]:
    firms = [one.company for one in calls]
    counts = calling.open_counts(one.pk for one in firms)
    given = introducing.counted(user, firms)
    names = names_of(project.steward for one in calls for project in one.projects)
    return [_line(one, today, counts.get(one.company.pk, (0, 0)), given.get(one.company.pk), names) for one in calls]


def _line(
    one: Call, today: date, counts: tuple[int, int], given: dict[str, int] | None, names: dict[uuid.UUID, str]
) -> list[Any]:
    stewards = sorted({names[key] for project in one.projects if (key := project.steward) and key in names})
    what = listed(project.name for project in one.projects) or _("invested at home before")
    missing = _("with nobody yet") if one.projects else "—"
    return [
        {"text": one.company.name, "url": reverse("served-firm", args=[one.company.pk]), "meta": what},
        listed(stewards) or missing,
        day(one.last_on) if one.last_on else _("not on record"),
        due_mark(one, today),
        open_words(*counts),
        given_words(given),
    ]


def due_mark(one: Call, today: date) -> Any:
    """Return when a firm is to be called on, as a lamp."""
    if one.due_on is None:
        return lamp(one.lamp, _("due"))
    return lamp(one.lamp, labels.pressing_words(Clock("visit", one.due_on), today))


def open_words(requests: int, promises: int) -> str:
    """Return how much of a firm stands open."""
    asked = ngettext("%(count)s request", "%(count)s requests", requests) % {"count": requests} if requests else ""
    owed = ngettext("%(count)s promise", "%(count)s promises", promises) % {"count": promises} if promises else ""
    return " · ".join(word for word in (asked, owed) if word) or "—"


def given_words(given: dict[str, int] | None) -> str:
    """Return how many firms an investor was asked for and brought."""
    if not given:
        return _("not asked yet")
    return _("asked %(asked)s, made %(made)s") % given


@guarded(*access.READERS)
@require_GET
def served_firm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One firm: its projects, the next visit, what it asks, what it was promised, whom it would bring, its link."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    company = access.firm_for(user, pk)
    own = list(access.served_projects(user).filter(company=company).select_related("company", "landing_unit"))
    call = _call(user, company, own, today)
    requests = access.visible_requests(user).filter(company=company).with_due().with_reader_needs()
    promises = access.visible_promises(user).filter(company=company).with_reader_needs()
    given = introducing.counted(user, [company])
    context = {
        "company": company,
        "projects": _projects(policy, own),
        "call": call,
        "due": due_mark(call, today) if call else "",
        "requests": [showing.request_row(policy, one, today) for one in requests.exceptions_first()[:MOST]],
        "promises": [showing.promise_row(policy, one, today) for one in promises.open_first()[:MOST]],
        "given": given_words(given.get(company.pk)),
        "serves": access.serves_firm(user, company),
        "link": _live(user, company),
        "may_ask": companies.may_record(user),
        "sees_company": companies.visible_companies(user).filter(pk=company.pk).exists(),
    }
    return render(request, "aftercare/served_firm.html", context)


def _call(user: User, company: Company, own: list[Project], today: date) -> Call | None:
    if own:
        return calling.landed(own, today)[0]
    ties = access.investor_ties(user).filter(company=company).select_related("company", "other")
    return next(iter(calling.investors(ties, today)), None)


def _projects(policy: Policy, own: list[Project]) -> list[Row]:
    names = names_of(one.steward for one in own)
    return [
        Row(
            one.name,
            [
                projects.stage(policy, one.stage), one.landing_unit.name if one.landing_unit else "",
                names.get(one.steward, "") if one.steward else _("no steward yet"),
            ],
            reverse("project", args=[one.pk]),
        )
        for one in own
    ]  # fmt: skip


def _live(user: User, company: Company) -> ServiceLink | None:
    found: ServiceLink | None = access.visible_links(user).live(clock.today()).filter(company=company).first()
    return found


@guarded(*access.READERS)
@require_http_methods(["GET", "POST"])
def firm_link(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Make a firm's link; it is shown once, and a new one makes the old one silent."""
    user = person(request)
    company = access.firm_for(user, pk)
    access.require_firm_server(user, company)
    address = ""
    link = _live(user, company)
    if request.method == "POST":
        link, token = actions.make_link(user, company=company)
        address = request.build_absolute_uri(reverse("firm-page", args=[token]))
    response = render(request, "aftercare/firm_link.html", {"company": company, "link": link, "address": address})
    response["Cache-Control"] = "no-store"
    return response


@guarded(Capability.DECIDE_CLAIMS.value)
def desk_pass(request: HttpRequest) -> HttpResponseBase:
    """Pass all that a steward serves to another. Nothing is left without somebody."""
    user = person(request)
    receivers = {one.pk: one for _unit, one in access.all_hands(clock.today()) if one is not None}.values()
    form = forms.DeskForm(request.POST or None, givers=access.stewards(), receivers=receivers)
    lede = _("Projects served, open requests and promises pass at once; the days run on, history keeps who did what.")
    page = FormPage(_("Pass a steward's desk on"), _("Pass all of it on"), (_("Service"), reverse("served-list")), lede)

    def act(_typed: object) -> str:
        actions.pass_desk(user, **form.said())
        return reverse("served-list")

    return answer(request, page, form, act, _("Passed on. Each finds it on the first page."))


@guarded(*access.READERS)
@require_POST
def link_revoke(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let a firm's link answer nobody."""
    user = person(request)
    found = access.link_for(user, pk)
    actions.revoke_link(user, link=found)
    messages.info(request, _("The link answers nobody any more."))
    return redirect("served-firm", found.company_id)
