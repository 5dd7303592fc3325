"""Answers: how they are told on the page of their question, giving and changing one, accepting, asking further."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage
from hometown.accounts.answering import answer as answer_form
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.rules import masked_name
from hometown.exchange import access, actions, forms
from hometown.exchange.models import Answer, AnswerContact, Question
from hometown.face.parts import Row
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork import telling
from hometown.fieldwork.models import Activity
from hometown.files import showing

SEE, FIND = access.SEE, access.FIND
OFFERED = 30


def told(user: User, question: Question) -> list[dict[str, Any]]:
    """Return the answers to a question as a reader may know them, the newest first."""
    rows = list(
        question.answers.select_related("by", "practice").prefetch_related("files__blob").order_by("-on", "-pk")
    )
    found_on = _activities(user, rows)
    people = _people(user, rows)
    decides, is_live = access.may_decide(user, question), question.accepted_on is None and not question.withdrawn_on
    writes = access.may_write(user)
    return [
        {
            "answer": one,
            "found_on": found_on.get(one.activity_id),
            "people": people.get(one.pk, []),
            "files": [
                {"file": file, "is_picture": showing.is_picture(file.blob) and showing.can_be_shown(file.blob)}
                for file in one.files.all()
            ],
            "practice": getattr(one, "practice", None),
            "may_edit": is_live and access.may_edit_answer(user, one),
            "may_look": is_live and decides and one.further_on is None and one.by_id != user.pk,
            "may_tell": writes and one.accepted_on is not None and not hasattr(one, "practice"),
        }
        for one in rows
    ]


def _activities(user: User, rows: Iterable[Answer]) -> dict[uuid.UUID | None, telling.ToldActivity]:
    """Return the activities on which answers were found, as far as the reader may know them."""
    keys = {one.activity_id for one in rows if one.activity_id}
    if not keys:
        return {}
    seen = fieldwork.visible_activities(user).standing().filter(pk__in=keys).with_people()
    return {one.activity.pk: one for one in telling.told(user, seen)}


def _people(user: User, rows: Iterable[Answer]) -> dict[uuid.UUID, list[Row]]:
    """Return from whom answers come, masked, as far as the reader sees these contacts."""
    links = list(AnswerContact.objects.filter(answer__in=list(rows)).select_related("contact__company").order_by("pk"))
    if not links:
        return {}
    seen = set(
        companies.visible_contacts(user).filter(pk__in={one.contact_id for one in links}).values_list("pk", flat=True)
    )
    found: dict[uuid.UUID, list[Row]] = {}
    for one in links:
        if one.contact_id in seen:
            contact = one.contact
            url = reverse("company", args=[contact.company_id])
            meta = [part for part in (contact.title, contact.company.name) if part]
            found.setdefault(one.answer_id, []).append(Row(masked_name(contact.name), meta, url, icon="user"))
    return found


@guarded(SEE)
@require_GET
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """An answer stands on the page of its question."""
    found = access.answer_for(person(request), pk)
    return redirect(f"{reverse('question', args=[found.question_id])}#answer-{found.pk}")


@guarded(FIND)
def give(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Answer a question: the words, and what one likes to add."""
    user = person(request)
    question = access.question_for(user, pk)
    form = _form(user, request)
    page = _page(question, _("Answer"), _("Send the answer"))

    def act(_typed: object) -> str:
        made = actions.answer(user, question=question, **form.said())
        return f"{reverse('question', args=[pk])}#answer-{made.pk}"

    return answer_form(request, page, form, act, _("The answer is with %(unit)s.") % {"unit": question.unit.name})


@guarded(FIND)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change one's own answer."""
    user = person(request)
    found = access.answer_for(user, pk)
    access.require_author_of(user, found)
    form = _form(user, request, found)
    page = _page(found.question, _("Change the answer"), _("Keep it"))

    def act(_typed: object) -> str:
        actions.edit_answer(user, answer=found, **form.said())
        return f"{reverse('question', args=[found.question_id])}#answer-{pk}"

    return answer_form(request, page, form, act, record=found, begun=_begun)


def _page(question: Question, title: Any, button: Any) -> FormPage:
    parent = (_("Question"), reverse("question", args=[question.pk]))
    return FormPage(title, button, parent, question.title)


def _form(user: User, request: HttpRequest, found: Answer | None = None) -> forms.AnswerForm:
    """Return the form of an answer: the answerer's own activities and contacts are offered."""
    offered: list[Activity] = list(access.own_activities(user)[:OFFERED])
    if found is not None and found.activity is not None and found.activity not in offered:
        offered.append(found.activity)
    initial = _begun(found) if found is not None else {}
    return forms.AnswerForm(
        request.POST or None, request.FILES or None, activities=offered, contacts=access.own_contacts(user),
        language=get_language() or "zh-hans", initial=initial,
    )  # fmt: skip


def _begun(found: Answer) -> dict[str, Any]:
    links = AnswerContact.objects.filter(answer=found)
    return {
        "text": found.text,
        "sources": found.sources,
        "activity": str(found.activity_id or ""),
        "contacts": [str(pk) for pk in links.values_list("contact", flat=True)],
    }


@guarded(access.ASK)
@require_POST
def accept(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Accept an answer; then it may become a practice."""
    user = person(request)
    found = access.answer_for(user, pk)
    actions.accept(user, answer=found)
    messages.info(request, _("Accepted. Make a practice of it, so that others find it."))
    return redirect("question", found.question_id)


@guarded(access.ASK)
def further(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Ask further."""
    user = person(request)
    found = access.answer_for(user, pk)
    access.require_decider(user, found.question)
    form = forms.FurtherForm(request.POST or None)
    page = _page(found.question, _("Ask further"), _("Ask further"))

    def act(_typed: object) -> str:
        actions.ask_further(user, answer=found, further=form.cleaned_data["further"])
        return reverse("question", args=[found.question_id])

    return answer_form(request, page, form, act, _("Asked further. It is with the officer again."))


@guarded(SEE)
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A paper of an answer, as it was received."""
    found = access.file_for(person(request), pk)
    return showing.download(found.blob, found.file_name)


@guarded(SEE)
@require_GET
def paper_seen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The first page of a paper, drawn anew."""
    return showing.show_page(access.file_for(person(request), pk).blob)


@guarded(FIND)
@require_POST
def take_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a paper out of one's own answer again."""
    user = person(request)
    found = actions.take_out_paper(user, paper=access.file_for(user, pk))
    return redirect(f"{reverse('question', args=[found.question_id])}#answer-{found.pk}")
