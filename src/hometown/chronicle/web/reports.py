"""Pages of monthly reports: one's own and those received, one report, its words, its way, its document, its figures."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.chronicle import access, actions, drafting, forms, labels, papers
from hometown.chronicle.drawing import Numbers
from hometown.chronicle.figures import find
from hometown.chronicle.models import MonthlyReport
from hometown.chronicle.rules import PARTS, month_of
from hometown.chronicle.sentences import OFFERED, REPORT_HEADINGS
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.files import handing
from hometown.kernel import clock
from hometown.programme.models import Batch
from hometown.programme.words import named

from .opening import closed_to, figure_page, linked


@guarded(*access.REPORT_READERS)
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """The reader's own reports, and those the officers of their unit sent; by month."""
    user = person(request)
    found = access.visible_reports(user).select_related("officer", "unit").order_by("-month", "-pk")
    page = numbered(request, found)
    rows = [_row(user, one) for one in page.object_list]
    return render(request, "chronicle/report_list.html", {"page": page, "rows": rows, "may_draw": bool(_months(user))})


def _row(user: User, one: MonthlyReport) -> Row:
    own = access.is_writer(user, one)
    title = labels.month(one.month) if own else f"{one.officer.name} · {labels.month(one.month)}"
    end, tone = (_("sent to the unit"), "green") if one.sent_on else (_("not sent"), "amber")
    meta = [named(one.unit), day(one.sent_on)] if one.sent_on else [named(one.unit)]
    return Row(title, meta, reverse("monthly-report", args=[one.pk]), end, tone, "note")


def _months(user: User) -> list[tuple[str, str]]:
    """Return the months a person may draw a report of: batch and month, with its words."""
    officer = getattr(user, "officer", None)
    if officer is None:
        return []
    drawn = set(access.own_reports(user).values_list("batch", "month"))
    months = drafting.months_of(officer, clock.today())
    return [(f"{b.number}:{m:%Y-%m}", labels.month(m)) for b, m in months if (b.pk, m) not in drawn]


@guarded(access.OFFICER, access.RETURNED)
def draw(request: HttpRequest) -> HttpResponseBase:
    """Draw the report of a month."""
    user = person(request)
    form = forms.MonthForm(request.POST or None, months=_months(user))
    lede = _("It is drawn from your records. You change its words; its numbers stay the records'.")
    parent = _("Monthly reports"), reverse("monthly-report-list")
    page = FormPage(_("Draw the report of a month"), _("Draw it"), parent, lede)

    def act(data: dict[str, Any]) -> str:
        number, month = data["month"].split(":")
        made = actions.draw_report(user, batch=Batch.objects.get(number=number), month=month_of(month))
        return reverse("monthly-report", args=[made.pk])

    return answer(request, page, form, act)


@guarded(*access.REPORT_READERS)
@require_GET
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One report."""
    user = person(request)
    found = access.report_for(user, pk)
    numbers, own = drafting.numbers_of(found), access.is_writer(user, found)
    sent_to = [one.user.name for one in found.readers.select_related("user").order_by("user__name")]
    return render(request, "chronicle/report.html", {
        "report": found, "title": _title(found), "is_own": own, "sent_to": sent_to,
        "would_read": [one.name for one in access.readers_of(found.unit, clock.today())] if own else [],
        "parts": [_part(found, name, numbers, closed_to(user, numbers)) for name in PARTS],
    })  # fmt: skip


def _title(found: MonthlyReport) -> str:
    return _("Monthly report, %(month)s") % {"month": labels.month(found.month)}


def _part(found: MonthlyReport, name: str, numbers: Numbers, closed: Callable[[str], bool]) -> dict[str, Any]:
    lines = [line for line in getattr(found, name).splitlines() if line.strip()]
    return {
        "heading": REPORT_HEADINGS[name],
        "lines": [linked(numbers.said(line), "monthly-report-figure", found.pk, closed) for line in lines],
    }


@guarded(access.OFFICER, access.RETURNED)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Put one's report in other words."""
    user = person(request)
    found = access.report_for(user, pk)
    access.require_writer(user, found)
    form = forms.ReportForm(request.POST or None, initial=forms.ReportForm.begun(found))
    offered = [(code, figure.name) for code in OFFERED if (figure := find(code)) is not None]
    lede = _("Words in braces are places of figures: move them, leave them out, or put these in: %(places)s") % {
        "places": " · ".join(f"{{{code}}} {name}" for code, name in offered)
    }
    url = reverse("monthly-report", args=[pk])
    page = FormPage(_("Change the words"), _("Keep it"), (_title(found), url), lede)

    def act(data: dict[str, Any]) -> str:
        actions.write_report(user, report=found, **data)
        return url

    return answer(request, page, form, act, record=found)


@guarded(access.OFFICER, access.RETURNED)
@require_POST
def send(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Send one's report to the sending unit."""
    user = person(request)
    actions.send_report(user, report=access.report_for(user, pk))
    messages.info(request, _("The report is sent."))
    return redirect("monthly-report", pk)


@guarded(access.OFFICER, access.RETURNED)
@require_POST
def take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take one's report back."""
    user = person(request)
    actions.take_back_report(user, report=access.report_for(user, pk))
    messages.info(request, _("Taken back."))
    return redirect("monthly-report", pk)


@guarded(*access.REPORT_READERS)
@require_GET
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A report as a file to keep."""
    found = access.report_for(person(request), pk)
    paper = papers.of_report(found, found.sent_on or clock.today())
    return handing.hand_out(paper, f"report-{found.month:%Y-%m}", request.GET.get("format", "docx"))


@guarded(*access.REPORT_READERS)
@require_GET
def figure(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """One figure of a report, with the records it counted, as far as the reader may open each."""
    found = access.report_for(person(request), pk)
    parent = _title(found), reverse("monthly-report", args=[pk])
    return figure_page(request, drafting.numbers_of(found), code, parent)
