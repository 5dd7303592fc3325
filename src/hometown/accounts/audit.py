"""The audit administrator's pages, and the story of a record.

The audit shows who did what when: verbs, actors, counts, readers of personal data, sign-ins. It never shows what a
record says: the audit administrator has no business data. A record's story is shown to those who may see the record.
"""

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from hometown.kernel.errors import NotFound
from hometown.ledger import history as ledger_history
from hometown.ledger import records
from hometown.ledger.models import Entry, PersonalRead

from . import access
from .capabilities import Capability
from .guards import guarded, signed_in
from .models import SignInAttempt
from .stories import told
from .verbs import verb_name

AUDIT = Capability.READ_AUDIT.value
PAGE = 50


def _after(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _on(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:  # a day that is not in the calendar
        return None


@guarded(AUDIT)
def entries(request: HttpRequest) -> HttpResponse:
    """The book, newest first."""
    lines = Entry.objects.order_by("-seq")
    before, verb, on = _after(request), request.GET.get("verb", ""), _on(request)
    if before is not None:
        lines = lines.filter(seq__lt=before)
    if verb:
        lines = lines.filter(verb__startswith=verb)
    if on:
        lines = lines.filter(recorded_at__date=on)
    shown = list(lines[: PAGE + 1])
    names = access.names_of(line.actor for line in shown)
    page = {
        "lines": [(line, verb_name(line.verb), names.get(line.actor) if line.actor else None) for line in shown[:PAGE]],
        "before": shown[PAGE - 1].seq if len(shown) > PAGE else None,
        "verb": verb,
        "on": on,
    }
    return render(request, "accounts/audit.html", page)


@guarded(AUDIT)
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One line of the book: which rows it wrote, not what they say."""
    line = Entry.objects.filter(seq=seq).first()
    if line is None:
        raise NotFound("accounts.no_line", seq=seq)
    names = access.names_of([line.actor, line.on_behalf_of])
    rows = line.rows.order_by("id").only("id", "model", "row_id", "removed", "commitment")[:200]
    page = {
        "line": line,
        "verb": verb_name(line.verb),
        "actor": names.get(line.actor) if line.actor else None,
        "rows": [(row, bytes(row.commitment).hex()[:8]) for row in rows],
        "count": line.rows.count(),
        "digest": bytes(line.digest).hex(),
    }
    return render(request, "accounts/audit_entry.html", page)


@guarded(AUDIT)
def reads(request: HttpRequest) -> HttpResponse:
    """Who read personal data."""
    log = PersonalRead.objects.order_by("-id")
    before = _after(request)
    if before is not None:
        log = log.filter(id__lt=before)
    shown = list(log[: PAGE + 1])
    names = access.names_of(one.reader for one in shown)
    page = {
        "reads": [(one, names.get(one.reader)) for one in shown[:PAGE]],
        "before": shown[PAGE - 1].pk if len(shown) > PAGE else None,
    }
    return render(request, "accounts/audit_reads.html", page)


@guarded(AUDIT)
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Who signed in, and who tried."""
    log = SignInAttempt.objects.order_by("-id")
    before = _after(request)
    if before is not None:
        log = log.filter(id__lt=before)
    shown = list(log[: PAGE + 1])
    page = {"attempts": shown[:PAGE], "before": shown[PAGE - 1].pk if len(shown) > PAGE else None}
    return render(request, "accounts/audit_sign_ins.html", page)


@signed_in
def history(request: HttpRequest, model: str, pk: uuid.UUID) -> HttpResponse:
    """The story of one record, field by field, for those who may see the record."""
    record = records.known(model)
    found = record.of(access.person(request), pk) if record else None
    if record is None or found is None:
        raise NotFound("accounts.no_record")
    lines = told(record, ledger_history.of(found), access.person(request))
    fragment = request.headers.get("HX-Request") == "true"
    page = {"record": found, "kind": record.name, "url_name": record.url_name, "lines": lines}
    return render(request, "accounts/history_fragment.html" if fragment else "accounts/history.html", page)
