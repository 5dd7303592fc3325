"""Duty at the host: the postings, one posting with its to-dos, its duty on record and its feedback."""

import uuid
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.care import access, actions, forms
from hometown.care.models import Feedback
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork import kinds
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.programme.models import Posting
from hometown.tasks import showing as tasks
from hometown.tasks.models import Task

FEW = 20


@guarded(*access.DUTY_READERS)
@require_GET
def duty(request: HttpRequest) -> HttpResponse:
    """The postings of which the reader reads duty or feedback, the latest first."""
    found = access.told_postings(person(request)).select_related("officer", "host_unit", "batch")
    page = numbered(request, found.order_by("-last_on", "host_unit__name", "pk"))
    context = {"page": page, "rows": [_row(one) for one in page.object_list]}
    return render(request, "care/duty.html", context)


def _row(one: Posting) -> Row:
    meta = [one.host_unit.name, format_html("{} – {}", day(one.first_on), day(one.last_on))]
    stands = one.first_on <= clock.today() <= one.last_on
    return Row(one.officer.name, meta, reverse("duty-posting", args=[one.pk]), "" if stands else _("over"), "", "user")


@guarded(*access.DUTY_READERS)
@require_GET
def posting(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One posting: what the host gave to do, the duty on record, what the host says."""
    return _posting_page(request, access.posting_for(person(request), pk))


def _posting_page(request: HttpRequest, found: Posting) -> HttpResponse:
    user, today = person(request), clock.today()
    is_host, is_own = access.is_host(user, found), access.is_posted(user, found)
    context: dict[str, Any] = {
        "posting": found,
        "reads_duty": is_host or is_own,
        "may_write": is_host and found.first_on <= today,
        "may_give": is_host and found.first_on <= today <= found.last_on and found.officer.user is not None,
        "is_own": is_own,
        "feedback": _feedback(user, found),
    }
    if is_host or is_own:
        given = Task.objects.filter(host_task__posting=found).select_related("owner")
        open_first = given.order_by(F("closed_on").desc(nulls_first=True), "-pk")
        context["tasks"] = tasks.shown(open_first[:FEW], today)
        called = kinds.all_words()
        rows = access.duty_done(user, found)[:FEW]
        context["done"] = [_done_row(one, called.get(one.kind, one.kind)) for one in rows]
    return render(request, "care/posting.html", context)


def _done_row(one: Activity, kind: str) -> Row:
    return Row(one.title, [kind, day(one.on)], reverse("activity", args=[one.pk]), icon="visit")


def _feedback(user: User, found: Posting) -> list[Row]:
    rows = list(access.visible_feedback(user).filter(posting=found).order_by("-written_on", "-pk")[:FEW])
    names = names_of(one.written_by for one in rows)
    return [_feedback_row(one, names.get(one.written_by, "")) for one in rows]


def _feedback_row(one: Feedback, writer: str) -> Row:
    end = _("taken back") if one.withdrawn_on else _("with an answer") if one.answered_on else ""
    return Row(one.text[:60], [writer, day(one.written_on)], reverse("feedback", args=[one.pk]), end, "", "note")


@guarded(*access.DUTY_READERS)
@require_GET
def host_task(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The posting to which a to-do of a host unit belongs."""
    user = person(request)
    return _posting_page(request, access.posting_for(user, access.host_task_for(user, pk).posting_id))


@guarded(access.GIVE)
def give(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give an officer something to do."""
    user = person(request)
    found = access.posting_for(user, pk)
    access.require_host(user, found)
    url = reverse("duty-posting", args=[pk])
    lede = _("The officer finds it among their to-dos, with your name, and closes it there.")
    page = FormPage(_("Give a task"), _("Give it"), (found.officer.name, url), lede)

    def act(data: dict[str, Any]) -> str:
        actions.give_task(user, posting=found, **data)
        return url

    return answer(request, page, forms.TaskForm(request.POST or None), act, _("Given."))
