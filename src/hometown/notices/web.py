"""Pages of reminders: the digests of a month, and what one wants to be told."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.guards import signed_in
from hometown.kernel import clock
from hometown.kernel.errors import BadInput

from . import choices, digests, forms, rules, showing
from .models import Digest


@signed_in
@require_GET
def digest_list(request: HttpRequest) -> HttpResponse:
    """One's own digests of the last thirty days, the newest first."""
    reader = person(request)
    kept = Digest.objects.of(reader).since(rules.oldest_kept(clock.today()))
    page = {"digests": showing.shown(reader, kept), "has_kinds": bool(choices.of(reader, ()))}
    return render(request, "notices/digest.html", page)


@signed_in
@require_POST
def digest_read(request: HttpRequest) -> HttpResponseBase:
    """Note that one has read a day's digest; it folds up."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise BadInput("notices.no_day") from error
    digests.note_read(person(request), day, clock.now())
    if request.headers.get("HX-Request") == "true":
        return render(request, "notices/folded.html")
    return redirect("digest")


@signed_in
@require_http_methods(["GET", "POST"])
def my_reminders(request: HttpRequest) -> HttpResponseBase:
    """What one wants to be told; on “My settings” a part of that page."""
    reader = person(request)
    form = forms.RemindersForm(
        request.POST or None, chosen=choices.of(reader), channels=choices.channels_for(reader),
        channel=choices.channel_of(reader),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        choices.keep(reader, form.wanted())
        if form.by_channel:
            choices.keep_channel(reader, form.cleaned_data["channel"])
        messages.info(request, _("Kept. It counts from the next digest on."))
        return redirect("my-settings")
    part = request.headers.get("HX-Request") == "true"
    template = "notices/reminders_part.html" if part else "notices/reminders.html"
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
