"""Views of the face itself: the error pages, the choice of language and theme, the style guide.

Config names them in its urls and as `handler400` … `handler500`, and guards those that need it.
"""

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from hometown.face import answers, samples
from hometown.face.answers import Refused, machine_out, refused
from hometown.face.outages import outage_of
from hometown.face.preferences import FacePreferences, activate, preferences_of, remember
from hometown.face.sentences import sentence_of
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, Refusal


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, DisallowedHost):  # a page would ask for the host again
        return _bare(request, 400, BadInput("face.bad_request"))
    return _page(request, BadInput("face.bad_request"))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, NotAllowed("face.not_allowed"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, NotFound("face.not_found"))


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a failed CSRF check; `CSRF_FAILURE_VIEW` names this."""
    activate(request)
    return answers.form_expired(request, NotAllowed("face.form_expired"))


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a bug, or a machine that cannot go on. Asks nothing of the database, which may be what broke."""
    outage = outage_of(sys.exc_info()[1])
    if outage is not None:
        activate(request)
        return machine_out(request, outage)
    return _bare(request, 500, Refusal("face.broken"))


def _bare(request: HttpRequest, status: int, refusal: Refusal) -> HttpResponse:
    activate(request)
    said = sentence_of(refusal)
    shown = Refused(status, said.what, said.do, said.who, [], refusal.code)
    if request.headers.get("HX-Request") == "true":
        text = render_to_string("face/refused_notice.html", {"refused": shown})
        return HttpResponse(text, status=status, headers={"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"})
    return HttpResponse(render_to_string("face/refused.html", {"refused": shown}), status=status)


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    activate(request)
    return refused(request, refusal)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a language or a theme in the browser and go back to the page. POST `language`, `theme`, `next`.

    For a person who has signed in, accounts keeps the choice with the account and calls this last.
    """
    now = preferences_of(request)
    chosen = FacePreferences(request.POST.get("language", now.language), request.POST.get("theme", now.theme))
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    remember(response, chosen)
    return response


def parts(request: HttpRequest) -> HttpResponse:
    """The living style guide: every part with sample content."""
    return render(request, "face/guide.html", samples.page(request))


def parts_options(request: HttpRequest) -> HttpResponse:
    """The style guide's own typeahead."""
    return render(request, "face/options.html", {"options": samples.options(request.GET.get("q", ""))})
