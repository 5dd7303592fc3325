"""Reflections: the published ones, one's own, those to be read; writing, sending, publishing, giving back."""

import uuid
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
from hometown.exchange import access, actions, forms, labels
from hometown.exchange.models import Reflection
from hometown.exchange.rules import EDITABLE, Written
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from .tabs import tabs

SEE, FIND = access.SEE, access.FIND


@guarded(SEE)
@require_GET
def reflection_list(request: HttpRequest) -> HttpResponse:
    """The published reflections; one's own; those that wait for the reader."""
    user, policy = person(request), in_force(clock.today())
    show = request.GET.get("show", "")
    waiting = access.to_review(user)
    if show == "mine":
        found = access.visible_reflections(user).filter(author=user).order_by("-written_on", "-pk")
    elif show == "review":
        found = waiting
    else:
        found = access.visible_reflections(user).published().newest_first()
    page = numbered(request, found.select_related("author"))
    shows: list[tuple[str, Any]] = [("", _("Published ones"))]
    if user.may(FIND):
        shows.append(("mine", _("Mine")))
    if user.may(*access.COORDINATORS):
        shows.append(("review", _("To be read")))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [_row(policy, one, show) for one in page.object_list],
        "shows": shows,
        "show": show,
        "writes": user.may(FIND),
    }
    return render(request, "exchange/reflection_list.html", context)


def _row(policy: Policy, one: Reflection, show: str) -> Row:
    meta = [one.author.name, labels.theme(policy, one.theme), day(one.published_on or one.written_on)]
    end, tone = (labels.WRITTEN[one.state], labels.WRITTEN_TONES[one.state]) if show else ("", "")
    return Row(one.title, meta, reverse("reflection", args=[one.pk]), end, tone, "pencil")


@guarded(SEE)
@require_GET
def reflection(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One reflection, and what may be done with it."""
    user, policy = person(request), in_force(clock.today())
    found = access.reflection_for(user, pk)
    is_own, state = found.author_id == user.pk, found.state
    context = {
        "reflection": found,
        "theme": labels.theme(policy, found.theme),
        "state_words": labels.WRITTEN[state],
        "state_tone": labels.WRITTEN_TONES[state],
        "may_edit": is_own and state in EDITABLE,
        "may_take_back": is_own and state != Written.WITHDRAWN,
        "may_review": access.may_review(user, found),
    }
    return render(request, "exchange/reflection.html", context)


@guarded(FIND)
def write(request: HttpRequest) -> HttpResponseBase:
    """Write a reflection: one's own until it is sent."""
    user, policy = person(request), in_force(clock.today())
    form = forms.ReflectionForm(request.POST or None, policy=policy)
    page = FormPage(
        _("Write a reflection"), _("Keep it"), (_("Reflections"), reverse("reflection-list")),
        _("Only you read it until you send it. Nobody is asked for one."),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        made = actions.write_reflection(user, **data)
        return reverse("reflection", args=[made.pk])

    return answer(request, page, form, act, _("Kept. Send it when it is ready."))


@guarded(FIND)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change one's own reflection."""
    user, policy = person(request), in_force(clock.today())
    found = access.reflection_for(user, pk)
    access.require_author(user, found)
    form = forms.ReflectionForm(request.POST or None, policy=policy, keep=found.theme, initial=_begun(found))
    page = FormPage(_("Change the reflection"), _("Keep it"), (found.title, reverse("reflection", args=[pk])))

    def act(data: dict[str, Any]) -> str:
        actions.edit_reflection(user, reflection=found, **data)
        return reverse("reflection", args=[pk])

    return answer(request, page, form, act, record=found, begun=_begun)


def _begun(found: Reflection) -> dict[str, Any]:
    return {"title": found.title, "theme": found.theme, "text": found.text}


@guarded(FIND)
@require_POST
def send(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Send one's own reflection to be read."""
    user = person(request)
    actions.send_reflection(user, reflection=access.reflection_for(user, pk))
    messages.info(request, _("Sent. The branch or the home bureau reads it."))
    return redirect("reflection", pk)


@guarded(FIND)
@require_POST
def take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take one's own reflection back."""
    user = person(request)
    actions.withdraw_reflection(user, reflection=access.reflection_for(user, pk))
    messages.info(request, _("Taken back."))
    return redirect("reflection", pk)


@guarded(*access.COORDINATORS)
@require_POST
def publish(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Publish a reflection as it was written."""
    user = person(request)
    actions.publish_reflection(user, reflection=access.reflection_for(user, pk))
    messages.info(request, _("It is published."))
    return redirect("reflection", pk)


@guarded(*access.COORDINATORS)
def give_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a reflection back to its writer."""
    user = person(request)
    found = access.reflection_for(user, pk)
    access.require_reviewer(user, found)
    form = forms.BecauseForm(request.POST or None)
    parent = (found.title, reverse("reflection", args=[pk]))
    page = FormPage(_("Give the reflection back"), _("Give it back"), parent)

    def act(_typed: object) -> str:
        actions.return_reflection(user, reflection=found, because=form.cleaned_data["because"])
        return reverse("reflection-list")

    return answer(request, page, form, act, _("Given back."))
