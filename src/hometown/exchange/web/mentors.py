"""Mentors: whom one asked and who asks, one talk, asking, ending. Read by the two alone."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded, signed_in
from hometown.accounts.models import User
from hometown.exchange import access, actions, forms, labels
from hometown.exchange.models import Mentoring
from hometown.face.forms import place_refusal
from hometown.face.parts import Fact, Row
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from .tabs import tabs

MOST = 60


@signed_in
@require_GET
def mentoring_list(request: HttpRequest) -> HttpResponse:
    """Whom one asked, and who asks one; the running ones first."""
    user, policy = person(request), in_force(clock.today())
    found = access.visible_mentorings(user).with_people().order_by("ended_on", "-asked_on", "-pk")[:MOST]
    rows = [_row(user, policy, one) for one in sorted(found, key=lambda one: one.ended_on is not None)]
    context = {"tabs": tabs(request), "rows": rows, "asks": access.may_be_mentored(user)}
    return render(request, "exchange/mentoring_list.html", context)


def _row(user: User, policy: Policy, one: Mentoring) -> Row:
    other = one.mentor if one.asker_id == user.pk else one.asker
    end, tone = (_("ended"), "") if one.ended_on else (
        (_("your word is waited for"), "amber") if one.task.owner_id == user.pk else (_("waits for an answer"), "blue")
    )  # fmt: skip
    side = _("you asked") if one.asker_id == user.pk else _("asks you")
    meta = [side, labels.about(policy, one.chain, one.theme), day(one.asked_on)]
    return Row(other.name, meta, reverse("mentoring", args=[one.pk]), end, tone, icon="people")


@signed_in
@require_http_methods(["GET", "POST"])
def mentoring(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One talk: what was asked and answered, and the next word."""
    user, policy = person(request), in_force(clock.today())
    found = access.mentoring_for(user, pk)
    form = forms.SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_to(user, mentoring=found, text=form.cleaned_data["text"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Sent."))
            return redirect("mentoring", found.pk)
    names = {found.asker_id: found.asker.name, found.mentor_id: found.mentor.name}
    facts = [
        Fact(_("Who asks for help"), found.asker.name),
        Fact(_("Mentor"), found.mentor.name),
        Fact(_("About"), labels.about(policy, found.chain, found.theme)),
        Fact(_("Asked on"), found.asked_on),
        *([Fact(_("Ended"), found.ended_on)] if found.ended_on else []),
    ]
    context = {
        "mentoring": found,
        "other": names[found.mentor_id if found.asker_id == user.pk else found.asker_id],
        "words": [(one, names.get(one.by, "")) for one in found.words.all()],
        "facts": facts,
        "form": form if found.ended_on is None else None,
    }
    return render(request, "exchange/mentoring.html", context, status=422 if form.errors else 200)


@guarded(access.FIND)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask a mentor."""
    user, policy = person(request), in_force(clock.today())
    form = forms.AskMentorForm(request.POST or None, policy=policy, mentors=access.mentors(user))
    lede = _("Only the two of you read it. It is counted nowhere, and either ends it at any time.")
    page = FormPage(_("Ask a mentor"), _("Send the question"), (_("Mentors"), reverse("mentoring-list")), lede)

    def act(_typed: object) -> str:
        made = actions.ask_mentor(user, **form.said())
        return reverse("mentoring", args=[made.pk])

    return answer(request, page, form, act, _("Asked. It stands among the to-dos of your mentor."))


@signed_in
@require_POST
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End it."""
    user = person(request)
    actions.end_mentoring(user, mentoring=access.mentoring_for(user, pk))
    messages.info(request, _("It has ended."))
    return redirect("mentoring", pk)
