"""The calendar one follows from elsewhere: its page, and the secret address that answers without a sign-in."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded, open_to_all
from hometown.fieldwork import feeds, ics, throttle
from hometown.fieldwork.meeting_forms import FeedForm
from hometown.fieldwork.words import FEED_DETAILS
from hometown.kernel import clock

RECORD = Capability.RECORD_FIELDWORK
KEPT_SECONDS = 900  # a calendar that asks more often than this is given what it has


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponseBase:
    """Make the address of one's calendar; it is shown once, and a new one makes the old one silent."""
    user = person(request)
    form, address = FeedForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        token = feeds.make_feed(user, form.cleaned_data["detail"])
        address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    feed = feeds.live_feed(user)
    page = {
        "form": form,
        "address": address,
        "feed": feed,
        "says": FEED_DETAILS[feed.detail] if feed else "",
    }
    response = render(request, "fieldwork/my_calendar.html", page, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@guarded(RECORD)
@require_POST
def my_calendar_revoke(request: HttpRequest) -> HttpResponseBase:
    """Let the address answer nobody."""
    if feeds.revoke_feed(person(request)):
        messages.info(request, _("The address answers nobody any more."))
    return redirect("my-calendar")


@open_to_all
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar behind a secret address. Asks for no sign-in, opens no session; a revoked address is not there, and
    who asks too often is told when to ask again.
    """
    feed = feeds.feed_of(token)
    if feed is None:
        return HttpResponseNotFound(content_type="text/plain; charset=utf-8")
    wait = throttle.wait_seconds(feed.token_hash, clock.now())
    if wait:
        answer = HttpResponse(status=429, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = str(wait)
        return answer
    body = feeds.written(feed, clock.now())
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=ics.TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Disposition"] = 'inline; filename="second-hometown.ics"'
    found: HttpResponseBase = get_conditional_response(request, etag=etag, response=response) or response
    return found
