"""What is done with a request: accepted, answered, handed on, paused, raised, closed; and its files."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.aftercare import access, actions, forms
from hometown.aftercare.actions.asking import attach
from hometown.aftercare.models import ServiceRequest
from hometown.files import showing
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.policy.standing import in_force


def attached(form: django_forms.Form) -> Any:
    """Take in the file of a form, if there is one. Raises BadInput for what is not received."""
    file = form.cleaned_data.get("file")
    return attach(file, file.name or "") if file else None


def _served(user: User, pk: uuid.UUID) -> ServiceRequest:
    """Return a request this person deals with. Raises NotFound."""
    found = access.request_for(user, pk)
    access.require_server(user, found)
    return found


def _answered(
    request: HttpRequest, found: ServiceRequest, words: tuple[Any, Any], form: django_forms.Form,
    do: Callable[[], object], said: Any, **more: Any,
) -> HttpResponseBase:  # fmt: skip
    """Answer a form page of a request, and go back to it."""
    url = reverse("service-request", args=[found.pk])
    page = FormPage(*words, (found.title, url))

    def act(_typed: object) -> str:
        do()
        return url

    return answer(request, page, form, act, said, **more)


@guarded(*access.READERS)
@require_POST
def accept(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a request has arrived."""
    user = person(request)
    actions.accept(user, request=access.request_for(user, pk))
    messages.info(request, _("Accepted. The firm sees it."))
    return redirect("service-request", pk)


@guarded(*access.READERS)
@require_POST
def resume(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let a request go on."""
    user = person(request)
    actions.resume(user, request=access.request_for(user, pk))
    messages.info(request, _("It goes on; as many workdays are left as before."))
    return redirect("service-request", pk)


@guarded(*access.READERS)
def reply(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Answer the firm."""
    user = person(request)
    found = _served(user, pk)
    promises = access.visible_promises(user).filter(company=found.company_id).open_first()[:50]
    form = forms.ReplyForm(request.POST or None, request.FILES or None, promises=promises)

    def do() -> object:
        return actions.reply(user, request=found, **form.said(), attached=attached(form))

    return _answered(
        request, found, (_("Answer the firm"), _("Send it to the firm")), form, do, _("The firm reads it now.")
    )


@guarded(*access.READERS)
def note(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write a word among ourselves."""
    user = person(request)
    found = _served(user, pk)
    form = forms.NoteForm(request.POST or None, request.FILES or None)

    def do() -> object:
        words = form.cleaned_data["words"]
        return actions.note(user, request=found, words=words, attached=attached(form))

    return _answered(request, found, (_("A word among ourselves"), _("Keep it")), form, do, _("Kept."))


@guarded(*access.READERS)
def hand_on(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Hand a request to a unit and a person there."""
    user = person(request)
    found = _served(user, pk)
    form = forms.HandOnForm(request.POST or None, hands=access.all_hands(clock.today()), initial=forms.hand_of(found))

    def do() -> object:
        return actions.hand_on(user, request=found, words=form.cleaned_data["words"], **form.hand())

    said = _("Handed on. The days run on.")
    return _answered(
        request, found, (_("Hand it on"), _("Hand it on")), form, do, said, record=found, begun=forms.hand_of
    )


@guarded(*access.READERS)
def pause(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let a request wait."""
    user = person(request)
    found = _served(user, pk)
    form = forms.PauseForm(request.POST or None, policy=in_force(clock.today()))

    def do() -> object:
        return actions.pause(user, request=found, **form.cleaned_data)

    return _answered(request, found, (_("Let it wait"), _("Let it wait")), form, do, _("It waits; the firm reads why."))


@guarded(*access.READERS)
def raise_it(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Ask the city to step in."""
    user = person(request)
    found = _served(user, pk)
    form = forms.BecauseForm(request.POST or None)

    def do() -> object:
        return actions.raise_request(user, request=found, because=form.cleaned_data["because"])

    words = (_("Ask the city to step in"), _("Ask the city"))
    return _answered(request, found, words, form, do, _("The bureau reads it today."))


@guarded(*access.READERS)
def settle(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say what the city does about a request."""
    user = person(request)
    found = access.request_for(user, pk)
    access.require_coordinator(user, found)
    form = forms.WordsForm(request.POST or None)

    def do() -> object:
        return actions.settle(user, request=found, words=form.cleaned_data["words"])

    return _answered(
        request, found, (_("What the city does"), _("Answer the unit")), form, do, _("Kept. The unit reads it.")
    )


@guarded(*access.READERS)
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close a request."""
    user = person(request)
    found = _served(user, pk)
    form = forms.CloseForm(request.POST or None)

    def do() -> object:
        return actions.close_request(user, request=found, **form.cleaned_data)

    return _answered(
        request, found, (_("Close the request"), _("Close it")), form, do, _("Closed. The firm may rate it.")
    )


@guarded(*access.READERS)
def reopen(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a closed request up again."""
    user = person(request)
    found = _served(user, pk)
    form = forms.WordsForm(request.POST or None)

    def do() -> object:
        return actions.reopen(user, request=found, words=form.cleaned_data["words"])

    return _answered(request, found, (_("Take it up again"), _("Take it up again")), form, do, _("It is open again."))


@guarded(*access.READERS)
@require_GET
def message_page(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponseBase:
    """A page of a file that was sent, drawn anew."""
    found = access.message_for(person(request), pk)
    if found.blob is None:
        raise NotFound("aftercare.gone")
    return showing.show_page(found.blob, number)


@guarded(*access.READERS)
@require_GET
def message_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A file that was sent, as it was received."""
    found = access.message_for(person(request), pk)
    if found.blob is None:
        raise NotFound("aftercare.gone")
    return showing.download(found.blob, found.file_name)
