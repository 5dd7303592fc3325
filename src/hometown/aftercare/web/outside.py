"""What a firm reads and does by its link: no account, no session, no other firm.

A link that is unknown, taken back or past its day is not there, in one sentence for all three. Who asks too often is
told when to come again. Everything works without JavaScript; a file is shown as it was drawn anew.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import names_of
from hometown.accounts.guards import open_to_all
from hometown.accounts.once import once
from hometown.aftercare import actions, forms, labels, links, showing
from hometown.aftercare.actions.asking import require_hearing, require_room
from hometown.aftercare.models import RequestMessage, ServiceLink, ServiceRequest
from hometown.face.forms import place_refusal
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork import throttle
from hometown.files import showing as files
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import labels as projects

from .steps import attached

READ_MOST, SENT_MOST = 120, 20  # within the throttle's ten minutes
View = Callable[..., HttpResponseBase]


def opened_by(find: Callable[[str], Any]) -> Callable[[View], View]:
    """Open a page to who holds the secret that `find` knows, and to nobody else."""

    def guard(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = find(token)
            if found is None:
                return gone(request)
            sends = request.method == "POST"
            key = f"{'sent' if sends else 'read'} {links.hashed(token)}"
            wait = throttle.wait_seconds(key, clock.now(), SENT_MOST if sends else READ_MOST)
            if wait:
                return private(_later(request, wait))
            try:
                return private(once(request, lambda: view(request, found, token, *args, **kwargs)))
            except NotFound:  # another firm's, or the link was taken back while the form was sent
                return gone(request)

        return open_to_all(inside)

    return guard


by_link = opened_by(links.link_of)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Let nobody keep or index an answer."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def gone(request: HttpRequest) -> HttpResponseBase:
    """Say in one sentence that a link opens nothing, whatever is wrong with it; no way into the house from there."""
    return private(render(request, "aftercare/firm_gone.html", {"home_url": request.path}, status=404))


def _later(request: HttpRequest, wait: int) -> HttpResponse:
    response = render(request, "aftercare/firm_later.html", {"home_url": request.path}, status=429)
    response["Retry-After"] = str(wait)
    return response


@by_link
@require_http_methods(["GET", "POST"])
def firm_page(request: HttpRequest, link: ServiceLink, token: str) -> HttpResponseBase:
    """A firm's page: its landed projects, its requests, and a form to ask."""
    policy, own = in_force(clock.today()), links.projects_of(link)
    form = forms.FirmAskForm(request.POST or None, request.FILES or None, policy=policy, projects=own)

    def ask() -> str:
        require_room(link)
        file = attached(form)
        row = actions.ask(link, **form.said(), attached=[file] if file else [])
        return f"{reverse('firm-request', args=[token, row.pk])}?said=asked"

    done = done_or_none(request, form, ask)
    if done is not None:
        return done
    context = {
        "company": link.company,
        "projects": _projects(policy, own),
        "requests": [_row(policy, one, token) for one in links.requests_of(link)[:100]],
        "levels": policy.levels.service,
        "expires_on": link.expires_on,
        "form": form,
    }
    return _shown(request, token, "aftercare/firm_page.html", context, form)


def done_or_none(request: HttpRequest, form: django_forms.Form, act: Callable[[], str]) -> HttpResponseBase | None:
    """Act on a form that is in order and go on; None where it is to be shown, a refusal beside its field."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return redirect(act())
    except Refusal as refusal:
        place_refusal(form, refusal)
    return None


def _shown(
    request: HttpRequest, token: str, template: str, context: dict[str, Any], *asked: django_forms.Form
) -> HttpResponse:
    whole = {**context, "token": token, "home_url": reverse("firm-page", args=[token])}
    status = 422 if any(form.errors for form in asked) else 200
    return render(request, template, whole, status=status)


def _projects(policy: Policy, own: list[Any]) -> list[Row]:
    names = names_of(one.steward for one in own)
    rows = []
    for one in own:
        steward = _("Steward: %(name)s") % {"name": names[one.steward]} if one.steward in names else ""
        where = one.landing_unit.name if one.landing_unit else ""
        rows.append(Row(one.name, [word for word in (projects.stage(policy, one.stage), where, steward) if word]))
    return rows


def _row(policy: Policy, one: ServiceRequest, token: str) -> Row:
    """Return a request as its firm reads it: where it stands and by when, no lamp."""
    url = reverse("firm-request", args=[token, one.pk])
    words = [labels.request_kind(policy, one.kind), day(one.received_on)]
    if one.closed_on:
        unrated = _("closed: how were you served?") if not one.is_rated else labels.OUTCOMES[one.outcome]
        return Row(one.title, words, url, unrated)
    return Row(one.title, words, url, labels.STATES[one.state])


def _request_of(link: ServiceLink, pk: uuid.UUID) -> ServiceRequest:
    """Return a request of the link's firm. Raises NotFound for any other."""
    found: ServiceRequest | None = links.requests_of(link).filter(pk=pk).first()
    if found is None:
        raise NotFound("aftercare.no_link")
    return found


@by_link
@require_http_methods(["GET", "POST"])
def firm_request(request: HttpRequest, link: ServiceLink, token: str, pk: uuid.UUID) -> HttpResponseBase:
    """One request as its firm reads it: how far it is, what was said, a word to add."""
    found = _request_of(link, pk)
    form = forms.FirmSayForm(request.POST or None, request.FILES or None)

    def say() -> str:
        require_hearing(link, found)
        actions.say(link, request=found, words=form.cleaned_data["words"], attached=attached(form))
        return f"{request.path}?said=said"

    done = done_or_none(request, form, say)
    return done or _request_page(request, link, token, found, form, forms.FirmRateForm())


@by_link
@require_http_methods(["POST"])
def firm_rate(request: HttpRequest, link: ServiceLink, token: str, pk: uuid.UUID) -> HttpResponseBase:
    """Say how one was served."""
    found = _request_of(link, pk)
    form = forms.FirmRateForm(request.POST)

    def rate() -> str:
        data = form.cleaned_data
        actions.rate(link, request=found, rating=data["rating"], words=data["rating_words"])
        return f"{reverse('firm-request', args=[token, pk])}?said=rated"

    done = done_or_none(request, form, rate)
    return done or _request_page(request, link, token, found, forms.FirmSayForm(), form)


def _request_page(
    request: HttpRequest, link: ServiceLink, token: str, found: ServiceRequest, say: Any, rate: Any
) -> HttpResponse:
    policy = in_force(clock.today())
    pause = found.pauses.filter(resumed_on__isnull=True).first()
    context = {
        "company": link.company,
        "found": found,
        "kind": labels.request_kind(policy, found.kind),
        "state": labels.STATES[found.state],
        "steps": showing.steps(found),
        "messages_said": [_message(one, token) for one in links.messages_of(found)],
        "pause": pause,
        "pause_reason": labels.pause_reason(policy, pause.reason) if pause else "",
        "outcome": labels.OUTCOMES.get(found.outcome, ""),
        "rating": labels.RATINGS.get(found.rating, ""),
        "say_form": say if found.closed_on is None or say.errors else None,  # what was refused is not lost
        "rate_form": rate if found.closed_on is not None and not found.is_rated else None,
        "said": request.GET.get("said", ""),
    }
    return _shown(request, token, "aftercare/firm_request.html", context, say, rate)


def _message(one: RequestMessage, token: str) -> dict[str, Any]:
    pages = files.page_numbers(one.blob, showing.PAGES) if one.blob else range(0)
    return {
        "one": one,
        "pages": [(number, reverse("firm-file", args=[token, one.pk, number])) for number in pages],
    }


@by_link
@require_GET
def firm_file(_request: HttpRequest, link: ServiceLink, _token: str, pk: uuid.UUID, number: int) -> HttpResponseBase:
    """A page of a file the firm sent or was sent, drawn anew."""
    shown = RequestMessage.objects.filter(request__company=link.company_id, shown=True, blob__isnull=False)
    found = shown.select_related("blob").filter(pk=pk).first()
    if found is None:
        raise NotFound("aftercare.no_link")
    return files.show_page(found.blob, number)
