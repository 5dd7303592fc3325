"""The answers to what is refused or broken, in the form the asker understands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hometown.face.form_keys import FIELD as FORM_KEY
from hometown.face.outages import Outage
from hometown.face.sentences import Sentence, field_sentences, say, sentence_of, written
from hometown.kernel.errors import BadInput, Refusal

_SECRET = {"password", "current", "new", "again"}
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Refused:
    """What `face/refused.html` shows."""

    status: int
    what: str
    do: str
    who: str
    fields: list[str]
    code: str

    @property
    def title(self) -> str:
        """The heading of the page: an outcome, not a number."""
        if self.code == "face.form_expired":
            return _("Not saved")
        return {
            405: _("Nothing here"),
            503: _("Not to be reached now"),
            507: _("No room left"),
            400: _("This could not be read"),
            403: _("Not open to you"),
            404: _("Nothing here"),
            409: _("Not possible now"),
        }.get(self.status, _("Something broke"))

    @property
    def icon(self) -> str:
        return {403: "lock", 404: "search", 409: "scale"}.get(self.status, "alert")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal with its own status."""
    return answer(request, refusal, sentence_of(refusal))


def answer(request: HttpRequest, refusal: Refusal, sentence: Sentence) -> HttpResponse:
    """Answer in JSON, as a notice for htmx, or as a page."""
    if wants_json(request):
        return JsonResponse(as_json(refusal), status=refusal.status)
    shown = Refused(refusal.status, sentence.what, sentence.do, sentence.who, field_sentences(refusal), refusal.code)
    if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true":
        text = render_to_string("face/refused_notice.html", {"refused": shown}, request)
        return HttpResponse(
            text, status=refusal.status, headers={"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
        )
    text = render_to_string("face/refused.html", {"refused": shown, "back_url": back_url(request)}, request)
    return HttpResponse(text, status=refusal.status)


def machine_out(request: HttpRequest, outage: Outage) -> HttpResponse:
    """Say that the machine cannot go on, and give back what was typed. Asks nothing of the database."""
    said = outage.sentence
    headers = {"Retry-After": str(outage.retry_after), "Cache-Control": "no-store"}
    if wants_json(request):
        return JsonResponse({"code": outage.value, "message": str(said), "facts": {}}, status=outage.status,
                            headers=headers)  # fmt: skip
    shown = Refused(outage.status, said.what, said.do, said.who, [], outage.value)
    if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true":
        headers |= {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
        return HttpResponse(
            render_to_string("face/refused_notice.html", {"refused": shown}), status=outage.status, headers=headers
        )
    return HttpResponse(_given_back(request, shown), status=outage.status, headers=headers)


def form_expired(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Refuse a form whose token is none of this session, and give back what was typed, to be copied."""
    if wants_json(request) or request.headers.get("HX-Request") == "true":
        return refused(request, refusal)
    said = sentence_of(refusal)
    shown = Refused(refusal.status, said.what, said.do, said.who, [], refusal.code)
    return HttpResponse(_given_back(request, shown), status=refusal.status)


def only_sent(request: HttpRequest, allowed: str) -> HttpResponse:
    """Say that an address takes forms and shows no page."""
    said = sentence_of(BadInput("face.only_sent"))
    shown = Refused(HTTPStatus.METHOD_NOT_ALLOWED, said.what, said.do, said.who, [], "face.only_sent")
    text = render_to_string("face/refused.html", {"refused": shown, "back_url": back_url(request)}, request)
    return HttpResponse(text, status=shown.status, headers={"Allow": allowed})


def _given_back(request: HttpRequest, shown: Refused) -> str:
    sent = sent_of(request)
    context = {
        "refused": shown,
        "request": request,
        "csrf_token": get_token(request),
        "sent": sent,
        "typed": typed_of(sent),
        "again_url": request.get_full_path(),
        # Only what came from a page of ours may be sent again at one click.
        "is_ours": getattr(request, "csrf_processing_done", False),
        "had_files": request.content_type == "multipart/form-data",
    }
    return render_to_string("face/given_back.html", context)


def typed_of(sent: Iterable[tuple[str, str]]) -> str:
    """Return what a person typed of what a form sent, to be read and copied."""
    return "\n\n".join(value for name, value in sent if value.strip() and not _is_carried(name, value))


def sent_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a form sent, as it was typed; passwords are never given back, files cannot be."""
    if request.method != "POST":
        return []
    try:
        posted = request.POST
    except OSError:  # the body itself found no room
        return []
    kept = [name for name in posted if name != "csrfmiddlewaretoken"]
    if _SECRET & set(kept):
        return []
    return [(name, value) for name in kept for value in posted.getlist(name)]


def _is_carried(name: str, value: str) -> bool:
    """Tell whether a value came with the page rather than from the person: a revision, a key, where to go next."""
    return name in {"next", "revision", FORM_KEY} or name.endswith("-revision") or bool(_KEY.fullmatch(value))


def as_json(refusal: Refusal) -> dict[str, object]:
    """Return a refusal for machines: a stable code, a sentence, the facts."""
    body: dict[str, object] = {
        "code": refusal.code,
        "message": say(refusal),
        "facts": {name: written(fact) for name, fact in refusal.facts.items()},
    }
    if isinstance(refusal, BadInput) and refusal.fields:
        body["fields"] = {name: as_json(nested) for name, nested in refusal.fields.items()}
    return body


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the asker is a program: it says it reads JSON and does not say it reads pages."""
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def back_url(request: HttpRequest) -> str:
    """Return the page of ours the person came from, or nothing."""
    url = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return "" if not url or not ours or urlsplit(url).path == request.path else url
