"""Pages of proof, open to everybody: the head of the book for a witness to keep, and a sealed figure by its short code.

A stranger reads a value, its definition and its proof; a signed-in reader finds the way to the records from there.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hometown.accounts.access import person
from hometown.accounts.guards import guarded, open_to_all
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.kernel.errors import BadInput, NotFound, Refusal
from hometown.ledger import tree

from . import access, forms, heads, sealing
from .models import Seal, SealedFigure, SigningKey


@open_to_all
def proofs(request: HttpRequest) -> HttpResponse:
    """The head as it stands; the seals; and whether this book continues one that a reader kept."""
    head = tree.head()
    asked = "head" in request.GET
    form = forms.KeptHeadForm(request.GET if asked else None)
    continues: bool | None = None
    kept: heads.Kept | None = None
    if asked and form.is_valid():
        try:
            kept = heads.read(form.cleaned_data["head"])
            continues = heads.continues(kept)
        except Refusal as refusal:
            place_refusal(form, refusal)
    page = {
        "frame": _frame(request),
        "head": head,
        "root": head.root.hex(),
        "drawn": heads.drawn(heads.text_of(head.size, head.root.hex())),
        "seals": Seal.objects.order_by("-tree_size", "-pk")[:24],
        "keys": SigningKey.objects.order_by("-since", "-pk"),
        "form": form,
        "kept": kept,
        "continues": continues,
        "witness": heads.for_devices(),
    }
    status = 422 if asked and form.errors else 200
    return render(request, "bulletins/proofs.html", page, status=status)


@open_to_all
def head(request: HttpRequest) -> HttpResponseBase:
    """The head as data, with the proof that it continues the book of ?since= lines: for `verify_bulletin --head`."""
    text = request.GET.get("since", "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise BadInput("bulletins.no_head")
    return JsonResponse(heads.as_data(since=int(text) if text else None))


@open_to_all
def sealed_figure(request: HttpRequest, code: str) -> HttpResponse:
    """A sealed figure: its value, its definition, how it can be proved."""
    found: SealedFigure | None = SealedFigure.objects.select_related("seal__key").filter(short=code.lower()).first()
    if found is None:
        raise NotFound("bulletins.no_such_code")
    told, short = found.told, "zh" if (get_language() or "zh").startswith("zh") else "en"
    page: dict[str, Any] = {
        "frame": _frame(request),
        "figure": found,
        "told": told,
        "name": told["name"][short],
        "definition": told["definition"][short],
        "printed": told["printed"][short],
        "exclusions": [{"reason": one["reason"][short], "count": one["count"]} for one in told["exclusions"]],
        "seal": found.seal,
        "batch_number": _batch_number(request, told),
        "may_download": isinstance(request.user, User) and request.user.may(*access.READ),
    }
    return render(request, "bulletins/sealed_figure.html", page)


@guarded(*access.READ)
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """The bundle in which a figure was sealed, with the names opened that the reader may see."""
    found: SealedFigure | None = SealedFigure.objects.select_related("seal__blob").filter(short=code.lower()).first()
    if found is None:
        raise NotFound("bulletins.no_such_code")
    reader = person(request)
    told = sealing.disclose(sealing.bundle_of(found.seal), sealing.sees(reader))
    answer = HttpResponse(told.text(), content_type=sealing.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="bundle-{found.seal.tree_size}.json"'
    return answer


def _batch_number(request: HttpRequest, told: dict[str, Any]) -> int | None:
    """Return the batch whose figure page a signed-in reader may open, if any."""
    if not isinstance(request.user, User) or not request.user.may("read_figures") or told["scope"]["officer"]:
        return None
    found = access.batches(request.user).filter(pk=told["scope"]["batch"]).first() if told["scope"]["batch"] else None
    return found.number if found else None


def _frame(request: HttpRequest) -> str:
    """Return the frame of the page: with navigation for whoever is signed in, plain for a stranger."""
    return "face/base.html" if request.user.is_authenticated else "face/plain.html"
