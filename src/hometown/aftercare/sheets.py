"""The lists of requests and promises as people take them along: workbooks in which text stays text."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from hometown.landing.papers import text_cell
from hometown.policy.shape import Policy

from . import labels
from .models import Promise, ServiceRequest
from .rules import closed_in_time, request_light


def requests_xlsx(requests: Iterable[ServiceRequest], policy: Policy, today: date) -> bytes:
    """Return requests as a workbook, each with its days and what the firm says."""
    heads = [
        _("Subject"), _("Kind"), _("Company"), _("Project"), _("How it came"), _("Came in on"), _("Unit"),
        _("Who deals with it"), _("State"), _("Next step and its day"), _("Accept by"), _("Taken in"), _("Answer by"),
        _("Answered"), _("Close by"), _("Closed"), _("In time"), _("Outcome"), _("The firm says"),
    ]  # fmt: skip
    return _written(_("Requests"), heads, (_request(one, policy, today) for one in requests))


def promises_xlsx(promises: Iterable[Promise], policy: Policy, today: date) -> bytes:
    """Return the ledger of promises as a workbook."""
    heads = [
        _("What is promised"), _("Kind"), _("Company"), _("Project"), _("Legal basis"), _("Fair-competition review"),
        _("Number of the review"), _("Promised on"), _("By when"), _("Unit"), _("Who deals with it"), _("State"),
        _("Kept"), _("How it was kept"), _("Why it was released"),
    ]  # fmt: skip
    return _written(_("Promises"), heads, (_promise(one, policy, today) for one in promises))


def _written(title: str, heads: list[str], rows: Iterable[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.append([text_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _request(one: ServiceRequest, policy: Policy, today: date) -> list[Any]:
    _light, clock = request_light(policy, one.days, today)
    in_time = (_("yes") if closed_in_time(one.days) else _("no")) if one.closed_on else ""
    return [
        one.title, labels.request_kind(policy, one.kind), one.company.name, one.project.name if one.project else "",
        str(labels.CHANNELS[one.channel]), one.received_on, one.unit.name, one.holder.name if one.holder else "",
        str(labels.STATES[one.state]), labels.pressing_words(clock, today), one.accept_due, one.accepted_on,
        one.reply_due, one.replied_on, one.close_due, one.closed_on, in_time, str(labels.OUTCOMES.get(one.outcome, "")),
        str(labels.RATINGS.get(one.rating, "")),
    ]  # fmt: skip


def _promise(one: Promise, policy: Policy, today: date) -> list[Any]:
    return [
        one.words, labels.promise_kind(policy, one.kind), one.company.name, one.project.name if one.project else "",
        one.basis, one.reviewed_on, one.review_number, one.promised_on, one.due_on, one.unit.name,
        one.holder.name if one.holder else "", str(labels.PROMISE_STATES[one.state_on(today)]), one.kept_on,
        one.kept_words, one.released_because,
    ]  # fmt: skip
