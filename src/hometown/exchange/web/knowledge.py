"""What is known already: looking for it, and what is shown of it beside a question that somebody writes."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.exchange import access, knowledge
from hometown.exchange.knowledge import Kind
from hometown.exchange.models import Answer, Practice, Question, Reflection
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork.models import Note
from hometown.kernel import clock
from hometown.policy.standing import in_force

from .tabs import tabs

SEE = access.SEE
FEW, MANY, BESIDE = 8, 60, 4
EXCERPT = 90
NAMES: dict[str, Any] = {
    "practice": gettext_lazy("Practices"),
    "question": gettext_lazy("Questions"),
    "answer": gettext_lazy("Accepted and other answers"),
    "reflection": gettext_lazy("Reflections"),
    "note": gettext_lazy("Notes"),
}
ICONS = {"practice": "idea", "question": "question", "answer": "question", "reflection": "pencil", "note": "note"}


@guarded(SEE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Look in everything that is known; with `?kind=` in one kind, further down."""
    user = person(request)
    text, only = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    wanted = knowledge.wanted_in(in_force(clock.today()), text)
    found = knowledge.find(user, wanted, MANY if only in NAMES else FEW, only if only in NAMES else "")
    context = {
        "tabs": tabs(request),
        "q": text,
        "is_short": bool(text) and not wanted,
        "also": sorted({word for group in wanted for word in group[1:]}),
        "kinds": [("", _("All")), *NAMES.items()],
        "groups": [
            {"title": NAMES[one.kind.code], "rows": [_row(one.kind, row, wanted) for row in one.rows],
             "more_url": "" if only or not one.is_cut else _more(text, one.kind.code)}
            for one in found
        ],
    }  # fmt: skip
    return render(request, "exchange/knowledge.html", context)


def _more(text: str, kind: str) -> str:
    return f"?{urlencode({'q': text, 'kind': kind})}"


@guarded(SEE)
@require_GET
def alike(request: HttpRequest) -> HttpResponse:
    """What is known that is like the question somebody writes: a part of its page, empty where nothing is."""
    found = beside(request, request.GET.get("title", ""))
    return render(request, "exchange/alike.html", {"alike": found})


def beside(request: HttpRequest, text: str) -> list[Row]:
    """Return what is like a text, as lines."""
    return [_row(kind, row, []) for kind, row in knowledge.alike(person(request), text[:200], BESIDE)]


def _row(kind: Kind, row: Any, wanted: list[list[str]]) -> Row:
    title, meta, url = _told(row, wanted)
    return Row(title, [part for part in meta if part], url, icon=ICONS[kind.code])


def _told(row: Any, wanted: list[list[str]]) -> tuple[str, list[Any], str]:
    if isinstance(row, Practice):
        return row.title, [row.place, excerpt(row.what, wanted)], reverse("practice", args=[row.pk])
    if isinstance(row, Question):
        return row.title, [row.unit.name, excerpt(row.why, wanted)], reverse("question", args=[row.pk])
    if isinstance(row, Answer):
        return row.question.title, [day(row.on), excerpt(row.text, wanted)], reverse("answer", args=[row.pk])
    if isinstance(row, Reflection):
        return row.title, [row.author.name, excerpt(row.text, wanted)], reverse("reflection", args=[row.pk])
    assert isinstance(row, Note)
    return excerpt(row.text, wanted), [day(row.on)], reverse("note", args=[row.pk])


def excerpt(text: str, wanted: list[list[str]]) -> str:
    """Return a piece of a text from where it begins to say what was looked for."""
    folded = text.casefold()
    places = [folded.find(word.casefold()) for group in wanted for word in group]
    first = min((place for place in places if place >= 0), default=0)
    begin = max(0, first - 20)
    piece = " ".join(text[begin : begin + EXCERPT].split())
    return f"{'…' if begin else ''}{piece}{'…' if begin + EXCERPT < len(text) else ''}"
