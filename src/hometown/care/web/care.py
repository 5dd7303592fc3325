"""Care: one's own needs, those one is trusted with, one need, what is done about it.

Whose need it is, and what, is shown to its officer, and to a reader only in the answer to a logged reading.
"""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded, signed_in
from hometown.accounts.models import User
from hometown.care import access, actions, forms, labels, revealing, rules
from hometown.care.models import Need
from hometown.face.parts import Fact, Row
from hometown.face.tags.words import day, moment
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, RuleBroken
from hometown.policy.standing import in_force

FEW = 50


@signed_in
@require_GET
def care(request: HttpRequest) -> HttpResponse:
    """One's own needs in full; those one is trusted with by their days alone."""
    user, today = person(request), clock.today()
    if not user.may(*access.CARE_READERS) and not access.own_needs(user, today).exists():
        raise NotAllowed("accounts.not_yours")  # who has returned still finds what stands, to take it back
    policy = in_force(today)
    own = [_row(one, labels.kind(policy, one.kind)) for one in access.own_needs(user, today).order_by("-pk")[:FEW]]
    trusted = access.trusted_needs(user, today).order_by("until", "pk")[:FEW]
    batch = access.posted_batch(user, today)
    context = {
        "own": own,
        "trusted": [_row(one, format_html(_("A need noted on {day}"), day=day(one.noted_on))) for one in trusted],
        "readers": [one.name for one in access.readers_of(batch)] if batch else [],
        "is_posted": batch is not None,
        "may_note_for": access.officers_cared_for(user, today).exists(),
        "may_name": bool(access.run_batches(user)),
        "is_reader": user.may(access.CARE),
    }
    return render(request, "care/care.html", context)


def _row(one: Need, title: Any) -> Row:
    meta = format_html(_("kept until {day}"), day=day(one.until))
    return Row(title, meta, reverse("need", args=[one.pk]), icon="shield")


@guarded(access.OFFICER)
def note(request: HttpRequest) -> HttpResponseBase:
    """Note a need of one's own."""
    user, today = person(request), clock.today()
    policy, batch = in_force(today), access.posted_batch(user, today)
    if batch is None:
        raise RuleBroken("care.no_posting")
    readers = access.readers_of(batch)
    if not readers:
        raise RuleBroken("care.no_readers")
    form = forms.OwnNeedForm(
        request.POST or None, policy=policy, longest=rules.longest(policy, today), readers=readers
    )  # fmt: skip
    lede = _("Nobody asks for it. It stands in no list, figure, search or message.")
    page = FormPage(_("Note a need"), _("Keep it"), (_("Care"), reverse("care")), lede)

    def act(data: dict[str, Any]) -> str:
        return reverse("need", args=[actions.note_need(user, **data).pk])

    return answer(request, page, form, act, _("Kept. You may take it back at any time."))


@guarded(access.CARE)
def note_for(request: HttpRequest) -> HttpResponseBase:
    """Note a need of an officer who has agreed to it."""
    user, today = person(request), clock.today()
    policy = in_force(today)
    form = forms.NeedForForm(
        request.POST or None, policy=policy, longest=rules.longest(policy, today),
        officers=access.officers_cared_for(user, today), today=today,
    )  # fmt: skip
    lede = _("Only after the officer has agreed. The officer reads it at once and may take it back.")
    page = FormPage(_("Note a need for an officer"), _("Keep it"), (_("Care"), reverse("care")), lede)

    def act(data: dict[str, Any]) -> str:
        return reverse("need", args=[actions.note_need_for(user, **data).pk])

    return answer(request, page, form, act, _("Kept."))


@signed_in
@require_GET
def need(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One need: in full for its officer; for a reader the way to read it."""
    user = person(request)
    found = access.need_for(user, pk, clock.today())
    if access.is_own(user, found):
        return _in_full(request, user, found)
    return _closed(render(request, "care/need_closed.html", {"need": found}))


@guarded(access.CARE)
def read(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Read a need; the reading is logged and its officer sees it. Coming back to the address shows it closed."""
    if request.method != "POST":
        return redirect("need", pk)
    user = person(request)
    found = revealing.read_need(user, access.need_for(user, pk, clock.today()))
    return _in_full(request, user, found)


def _in_full(request: HttpRequest, user: User, found: Need) -> HttpResponse:
    own, steps = access.is_own(user, found), list(found.steps.all())
    readings = revealing.readings(found) if own else []
    readers = [one.user for one in found.consent.readers.select_related("user").order_by("pk")]
    names = names_of([found.noted_by, *(one.done_by for one in steps), *(one.reader for one in readings)])
    consent = [day(found.consent.given_on), labels.WAYS[rules.Way(found.consent.way)]]
    assert found.officer is not None  # a need that stands is somebody's
    context = {
        "need": found,
        "kind": labels.kind(in_force(clock.today()), found.kind),
        "is_own": own,
        "facts": [
            Fact(_("Whose need"), found.officer.name),
            Fact(_("Noted"), day(found.noted_on), _name(names, found.noted_by)),
            Fact(_("Consent"), consent[0], consent[1]),
            Fact(_("Kept until"), day(found.until)),
            Fact(_("Who may read it"), " · ".join(one.name for one in readers)),
        ],
        "steps": [{"words": one.words, "who": _name(names, one.done_by), "on": one.done_on} for one in steps],
        "readings": [Row(names.get(one.reader, ""), moment(one.at), icon="eye") for one in readings],
    }
    return _closed(render(request, "care/need.html", context))


def _name(names: dict[uuid.UUID, str], pk: uuid.UUID | None) -> str:
    return names.get(pk, "") if pk else ""


def _closed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response


@signed_in
def step(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Note what is done about a need."""
    user = person(request)
    found = access.need_for(user, pk, clock.today())
    url = reverse("need", args=[pk])
    page = FormPage(_("Measures taken"), _("Keep it"), (_("The need"), url))

    def act(data: dict[str, Any]) -> str:
        actions.take_step(user, need=found, **data)
        return url

    return answer(request, page, forms.StepForm(request.POST or None), act, _("Kept."))


@signed_in
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take consent back: everything that was written is destroyed."""
    user = person(request)
    found = access.need_for(user, pk, clock.today())
    access.require_own(user, found)
    page = FormPage(
        _("Take consent back"), _("Destroy it"), (_("The need"), reverse("need", args=[pk])),
        _("What was written, and what was done about it, is destroyed and cannot be brought back. No reason is asked."),
    )  # fmt: skip
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)

    def act(_typed: object) -> str:
        actions.withdraw_consent(user, need=found)
        return reverse("care")

    return answer(request, page, form, act, _("It is destroyed."))
