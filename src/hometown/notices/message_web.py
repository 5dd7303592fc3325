"""Pages of messages outside: what waits, what failed and why; the link of a message; ids at the messengers."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import account, person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded, signed_in
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.kernel.errors import Refusal

from . import access, actions, composing, forms, words
from .models import Channel, Outgoing, OutgoingState


@guarded(*access.WATCHERS)
@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    """Messages by state; those a person has to decide about first."""
    state = request.GET.get("state", "")
    found = access.visible_messages(person(request)).select_related("user")
    stuck = found.stuck().count()
    found = found.filter(state=state) if state in OutgoingState else found
    page = numbered(request, found.order_by("-queued_at", "-pk"))
    context = {
        "page": page,
        "lines": [_line(one) for one in page.object_list],
        "states": [("", _("All")), *((code, words.STATES[code]) for code in OutgoingState)],
        "stuck": stuck,
        "is_set_up": bool(settings.CHANNELS),
    }
    return render(request, "notices/message_list.html", context)


def _line(one: Outgoing) -> dict[str, Any]:
    return {
        "message": one,
        "kind": composing.KINDS.get(one.kind, one.kind),
        "channel": words.CHANNELS[one.channel],
        "state": words.STATES[one.state],
        "tone": words.TONES.get(one.state, ""),
        "reason": words.reason_words(one.reason) if one.reason else "",
        "is_stuck": one.state in (OutgoingState.FAILED, OutgoingState.UNCERTAIN),
    }


@guarded(*access.WATCHERS)
@require_POST
def message_resend(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Send a message again."""
    user = person(request)
    actions.resend(user, message=access.message_for(user, pk))
    messages.info(request, _("It goes out with the next run."))
    return redirect("message-list")


@guarded(*access.WATCHERS)
@require_POST
def message_drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let a message be."""
    user = person(request)
    actions.drop(user, message=access.message_for(user, pk))
    return redirect("message-list")


@signed_in
@require_GET
def message_open(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The link of a message: leads whoever it was sent to, and nobody else, to what it is about."""
    return redirect(access.own_message(person(request), pk).path)


@guarded(Capability.MANAGE_ACCOUNTS)
@require_GET
def address_list(request: HttpRequest) -> HttpResponse:
    """Who has an id at which messenger; the ids themselves stand on each person's page."""
    page = numbered(request, User.objects.active().prefetch_related("channel_addresses").order_by("login"))
    lines = [
        (one, "、".join(str(words.CHANNELS[found.channel]) for found in one.channel_addresses.all()))
        for one in page.object_list
    ]
    return render(request, "notices/address_list.html", {"page": page, "lines": lines})


@guarded(Capability.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def addresses(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Enter under which id each messenger knows a person."""
    user, whose = person(request), account(pk)
    form = forms.AddressesForm(request.POST or None, user=whose)
    if request.method == "POST" and form.is_valid():
        try:
            for channel in Channel:
                if channel.value in form.changed_data:
                    actions.set_address(user, user=whose, channel=channel, address=form.cleaned_data[channel.value])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("channel-address-list")
    context = {"whose": whose, "form": form}
    return render(request, "notices/addresses.html", context, status=422 if form.errors else 200)
