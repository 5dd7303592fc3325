"""Feedback of a host unit: writing it, reading it, answering it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.care import access, actions, forms, rules
from hometown.care.models import Feedback


def _title(row: Feedback) -> str:
    return _("Feedback on %(officer)s") % {"officer": row.posting.officer.name}


@guarded(*access.DUTY_READERS)
@require_GET
def feedback(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a host unit wrote, and what the officer says to it."""
    user = person(request)
    found = access.feedback_for(user, pk)
    own, stands = access.is_posted(user, found.posting), found.withdrawn_on is None
    may_change = rules.may_change(found.seen_on, found.withdrawn_on)
    context = {
        "feedback": found,
        "title": _title(found),
        "writer": names_of([found.written_by]).get(found.written_by, ""),
        "may_change": access.is_host(user, found.posting) and may_change,
        "may_see": own and stands and found.seen_on is None,
        "may_answer": own and stands,
    }
    return render(request, "care/feedback.html", context)


@guarded(access.GIVE)
def write(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write how an officer's work goes."""
    user = person(request)
    posting = access.posting_for(user, pk)
    access.require_host(user, posting)
    url = reverse("duty-posting", args=[pk])
    page = FormPage(_("Write feedback"), _("Keep it"), (posting.officer.name, url))

    def act(data: dict[str, Any]) -> str:
        return reverse("feedback", args=[actions.write_feedback(user, posting=posting, **data).pk])

    return answer(request, page, forms.FeedbackForm(request.POST or None), act, _("The officer can read it now."))


@guarded(access.GIVE)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Put feedback in other words."""
    user = person(request)
    found = access.feedback_for(user, pk)
    access.require_host(user, found.posting)
    url = reverse("feedback", args=[pk])
    form = forms.FeedbackForm(request.POST or None, initial={"text": found.text})
    page = FormPage(_("Change the feedback"), _("Keep it"), (_title(found), url))

    def act(data: dict[str, Any]) -> str:
        actions.edit_feedback(user, feedback=found, **data)
        return url

    return answer(request, page, form, act, record=found)


@guarded(access.GIVE)
@require_POST
def take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take feedback back."""
    user = person(request)
    found = actions.withdraw_feedback(user, feedback=access.feedback_for(user, pk))
    messages.info(request, _("Taken back."))
    return redirect("duty-posting", found.posting_id)


@guarded(access.OFFICER)
@require_POST
def seen(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that one has read it."""
    user = person(request)
    actions.see_feedback(user, feedback=access.feedback_for(user, pk))
    return redirect("feedback", pk)


@guarded(access.OFFICER)
def answer_it(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Answer what the host unit wrote. Nobody has to."""
    user = person(request)
    found = access.feedback_for(user, pk)
    access.require_posted(user, found.posting)
    url = reverse("feedback", args=[pk])
    form = forms.AnswerForm(request.POST or None, initial={"answer": found.answer})
    page = FormPage(
        _("Answer the feedback"), _("Keep it"), (_title(found), url), _("Only if there is something to say.")
    )

    def act(data: dict[str, Any]) -> str:
        actions.answer_feedback(user, feedback=found, **data)
        return url

    return answer(request, page, form, act, record=found)
