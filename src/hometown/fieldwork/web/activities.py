"""Pages of activities: the list, one activity, recording and editing, withdrawing, papers."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.access import visible_companies
from hometown.companies.models import Company
from hometown.face.forms import place_refusal
from hometown.fieldwork import access, actions, kinds, listing, sheets, telling
from hometown.fieldwork.forms import WithdrawalForm
from hometown.fieldwork.models import Activity, Event
from hometown.fieldwork.recording import Sheet
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, Refusal
from hometown.policy.shape import ActivityKind, Purpose

READ = (Capability.SEE_FIELDWORK_ALL, Capability.SEE_FIELDWORK_OWN, Capability.SEE_DUTY_OWN_DISTRICT)
RECORD, EXPORT = Capability.RECORD_FIELDWORK, Capability.EXPORT_LISTS
GROUPS = (
    (Purpose.INVESTMENT, "visit"),
    (Purpose.LEARNING, "book"),
    (Purpose.BRANCH, "branch"),
    (Purpose.DUTY, "building"),
)


def purpose_words() -> dict[Purpose, Any]:
    """Return what the purposes of activities are called."""
    return {
        Purpose.INVESTMENT: _("For investment"),
        Purpose.LEARNING: _("For learning"),
        Purpose.BRANCH: _("The branch"),
        Purpose.DUTY: _("For the host unit"),
    }


@guarded(*READ)
@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    """The activities a person may see, newest day first."""
    reader = person(request)
    form = listing.FilterForm(reader, request.GET)
    asked = listing.asked(reader, form)
    page = listing.page_of(request, [part.filter(asked) for part in access.parts_seen(reader)])
    context = {
        "page": page,
        "lines": telling.told(reader, page.records),
        "form": form,
        "kinds": [("", _("All")), *_kinds_offered(reader)],
        "may_record": reader.may(RECORD),
        "may_export": reader.may(EXPORT),
        "sees_companies": access.sees_companies(reader),
        "query": request.GET.urlencode(),
    }
    return render(request, "fieldwork/activity_list.html", context)


def _kinds_offered(reader: User) -> list[tuple[str, str]]:
    """Return the kinds worth a filter: all, or those of duty for a host unit."""
    only_duty = not reader.may(Capability.SEE_FIELDWORK_ALL, Capability.SEE_FIELDWORK_OWN)
    return [(k.code, kinds.words(k)) for k in kinds.offered() if not only_duty or k.purpose is Purpose.DUTY]


@guarded(EXPORT)
@require_GET
def activity_export(request: HttpRequest) -> HttpResponseBase:
    """The same list as a workbook, without names of counterparts."""
    reader = person(request)
    found = listing.chosen(reader, listing.FilterForm(reader, request.GET)).with_people().newest_first()
    name = _("activities") + f"-{clock.today():%Y%m%d}.xlsx"
    return FileResponse(sheets.workbook(reader, found), as_attachment=True, filename=name, content_type=sheets.TYPE)


@guarded(*READ)
@require_GET
def activity(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One activity: whom they met, what was said, what is missing, what comes next."""
    return render(request, "fieldwork/activity.html", _page_of(person(request), pk))


def _page_of(reader: User, pk: uuid.UUID) -> dict[str, Any]:
    found = access.activity_for(reader, pk)
    one = telling.told(reader, [found])[0]
    may_edit = access.may_edit(reader, found)
    return {
        "activity": found,
        "told": one,
        "may_edit": may_edit,
        "missing": telling.missing(one, may_edit=may_edit) if not found.withdrawn_on else [],
        "papers": found.files.select_related("blob").order_by("pk") if one.is_open else [],
        "notes": access.visible_notes(reader).filter(activity=found)[:20] if one.is_open else [],
        "writer": telling.writer_of(found),
        "sees_companies": access.sees_companies(reader),
        "may_note": reader.may(RECORD),
        "projects_url": telling.address("activity-projects", found.pk) if access.reads_projects(reader) else "",
        "promises_url": telling.address("activity-promises", found.pk) if access.follows_promises(reader) else "",
    }


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def activity_add(request: HttpRequest) -> HttpResponseBase:
    """Record an activity of the kind that `?kind=` names; without one, choose it."""
    kind = kinds.kind_of(request.GET.get("kind", ""))
    if kind is None or kind.retired:
        return _choose_kind(request)
    reader = person(request)
    if request.method == "GET":
        company, event = begun_with(reader, request)
        return _sheet_page(request, Sheet(reader, kind, company=company, event=event))
    sheet = Sheet(reader, kind, data=request.POST, files=request.FILES)
    if "add" not in request.POST and sheet.is_valid():
        try:
            made = actions.record_activity(reader, kind=kind.code, **sheet.told())
        except Refusal as refusal:
            _place(sheet, refusal)
        else:
            messages.info(request, _("Recorded. Home has it."))
            return redirect("activity", made.pk)
    return _sheet_page(request, sheet)


def begun_with(reader: User, request: HttpRequest) -> tuple[Company | None, Event | None]:
    """Return the company and the event that an address begins an activity with."""
    company = asked_for(visible_companies(reader), request.GET.get("company", ""))
    event = asked_for(access.visible_events(reader), request.GET.get("event", ""))
    return company, event


def asked_for(records: Any, text: str) -> Any:
    """Return the record of these that an address names, None for none."""
    try:
        return records.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None


def _choose_kind(request: HttpRequest) -> HttpResponse:
    words, query = purpose_words(), request.GET.copy()
    query.pop("kind", None)
    groups = [
        (words[purpose], icon, [(_url_of(kind, query.urlencode()), kinds.words(kind)) for kind in offered])
        for purpose, icon in GROUPS
        if (offered := [kind for kind in kinds.offered() if kind.purpose is purpose])
    ]
    return render(request, "fieldwork/kinds.html", {"groups": groups})


def _url_of(kind: ActivityKind, rest: str) -> str:
    return f"{reverse('activity-add')}?kind={kind.code}" + (f"&{rest}" if rest else "")


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def activity_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Edit an activity."""
    reader = person(request)
    found = access.activity_for(reader, pk)
    access.require_may_edit(reader, found)
    kind = kinds.kind_of(found.kind)
    if kind is None:
        raise BadInput("fieldwork.no_kind")
    if request.method == "GET":
        return _sheet_page(request, Sheet(reader, kind, activity=found))
    sheet = Sheet(reader, kind, activity=found, data=request.POST, files=request.FILES)
    if "add" not in request.POST and sheet.is_valid():
        meanwhile.hold(sheet.form, found)
        try:
            actions.edit_activity(reader, found, **sheet.told())
        except Refusal as refusal:
            _place(sheet, refusal)
        else:
            messages.info(request, _("Changed."))
            return redirect("activity", found.pk)
    return _sheet_page(request, sheet)


def _place(sheet: Sheet, refusal: Refusal) -> None:
    if isinstance(refusal, NotAllowed | NotFound):
        raise refusal
    sheet.place_refusal(refusal)


def _sheet_page(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    purpose = sheet.kind.purpose
    page = {
        "sheet": sheet,
        "form": sheet.form,
        "summary": sheet,
        "kind": kinds.words(sheet.kind),
        "activity": sheet.activity,
        "asks_next": purpose not in {Purpose.DUTY, Purpose.BRANCH},
    }
    failed = "add" not in request.POST and sheet.has_errors
    return render(request, "fieldwork/record.html", page, status=422 if failed else 200)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def activity_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Withdraw an activity, with a reason."""
    reader = person(request)
    found = access.activity_for(reader, pk)
    access.require_may_edit(reader, found)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_activity(reader, found, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Withdrawn. It counts no more."))
            return redirect("activity", found.pk)
    page = {"form": form, "activity": found}
    return render(request, "fieldwork/withdraw.html", page, status=422 if form.errors else 200)


@guarded(RECORD)
@require_POST
def counterpart_keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep somebody who was met as a contact of the firm; how to reach them is added on the contact's page."""
    actor = person(request)
    contact = actions.keep_as_contact(actor, access.counterpart_for(actor, pk))
    messages.info(request, _("Kept as a contact. Add how to reach them if the work needs it."))
    return redirect("contact", contact.pk)


@guarded(Capability.SEE_COMPANIES)
@require_GET
def company_activities(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The latest activities with a company, for its page; without htmx, the list with this company chosen.

    Who may open no list (a reviewing department) is led back to the company.
    """
    reader = person(request)
    if request.headers.get("HX-Request") != "true":
        lists = reader.may(*READ)
        return redirect(f"{reverse('activity-list')}?company={pk}" if lists else reverse("company", args=[pk]))
    with_it = access.visible_activities(reader).standing().filter(company_links__company=pk)
    lines = telling.told(reader, with_it.with_people().newest_first()[: MOST_SHOWN + 1])
    page = {
        "lines": lines[:MOST_SHOWN],
        "has_more": len(lines) > MOST_SHOWN,
        "company_pk": pk,
        "may_record": reader.may(RECORD),
    }
    return render(request, "fieldwork/company_activities.html", page)


MOST_SHOWN = 8


def activity_of(reader: User, text: str) -> Activity | None:
    """Return the activity an address names, if the person may see it."""
    found: Activity | None = asked_for(access.visible_activities(reader), text)
    return found
