"""Pages of the monthly bulletin that are read: the list, an issue like the printed one, a figure with its records."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.paging import numbered
from hometown.files import handing
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.kernel.figures import Exclusion
from hometown.ledger import moments

from . import access, heads, issue_charts, issue_paper, members, sealing, verify_bulletin
from .issue import Issue, language_here
from .issue_sentences import REASONS
from .models import Bulletin, Delivery
from .printing import printed
from .reading import Reading
from .rules import Step, asked, month_of

OPEN = Capability.READ_FIGURES.value
READERS = (*access.READ, *access.HANDS)
STEPS = (Step.DRAFT, Step.REVIEWED, Step.SIGNED, Step.SEALED)


def url_of(name: str, bulletin: Bulletin, *more: str, **query: object) -> str:
    """Return the address of a page of a bulletin."""
    wanted = {"batch": bulletin.batch.number} if bulletin.batch else {}
    return reverse(name, args=[f"{bulletin.month:%Y-%m}", *more], query={**wanted, **query} or None)


def found(request: HttpRequest, month: str) -> Bulletin:
    """Return the bulletin an address names: a month, and with ?batch= of one batch. Raises NotFound."""
    day, number = month_of(month), request.GET.get("batch", "")
    if day is None or (number and not (number.isascii() and number.isdecimal() and len(number) < 9)):
        raise NotFound("bulletins.no_bulletin")
    return access.bulletin(person(request), day, int(number) if number else None)


def step_words(step: str) -> str:
    """Return what a step is called."""
    return {"draft": _("Draft"), "reviewed": _("Reviewed"), "signed": _("Signed off"), "sealed": _("Sealed")}[step]


# --- the list ---------------------------------------------------------------------------------------------------------


@guarded(*READERS)
@require_GET
def bulletin_list(request: HttpRequest) -> HttpResponse:
    """The bulletins one may read, the newest first."""
    user = person(request)
    page = numbered(request, access.bulletins(user))
    mine = {one.bulletin_id: one for one in Delivery.objects.to(user).filter(bulletin__in=[b.pk for b in page])}
    rows = [_row(one, mine.get(one.pk)) for one in page]
    context = {"page": page, "rows": rows, "may_write": user.may(access.WRITE)}
    return render(request, "bulletins/bulletin_list.html", context)


def _row(one: Bulletin, delivery: Delivery | None) -> dict[str, Any]:
    tone = {"sealed": "green", "signed": "blue"}.get(one.step, "")
    return {"bulletin": one, "url": url_of("bulletin", one), "step": step_words(one.step), "tone": tone,
            "delivery": delivery}  # fmt: skip


# --- an issue ---------------------------------------------------------------------------------------------------------


@guarded(*READERS)
@require_GET
def bulletin(request: HttpRequest, month: str) -> HttpResponseBase:
    """An issue, like the printed one; each number opens its records."""
    user, one = person(request), found(request, month)
    told = Reading(one)
    shape = request.GET.get("format", "")
    if shape == "json":
        return JsonResponse(told.as_data(), json_dumps_params={"ensure_ascii": False})
    if shape == "text":
        return HttpResponse(told.as_text(), content_type="text/plain; charset=utf-8")
    if shape:
        paper = issue_paper.document(told, request.build_absolute_uri("/"))
        return handing.hand_out(paper, f"bulletin-{one.month:%Y-%m}", shape)
    sections = told.sections
    context = {
        "bulletin": one,
        "told": told.told,
        "number": told.document["number"],
        "sections": _linked(sections, one, opens=user.may(OPEN)),
        "charts": issue_charts.of(
            sections, lambda code: url_of("bulletin-figure", one, code) if user.may(OPEN) else ""
        ),
        "seal": one.seal,
        "opens": user.may(OPEN),
        **steps_of(user, one),
        "may_sample": user.may(access.VERIFY) and one.seal is not None,
        "delivery": access.delivery(user, one),
        "urls": _urls(one),
    }
    return render(request, "bulletins/bulletin.html", context)


def _urls(one: Bulletin) -> dict[str, str]:
    names = ("bulletin-step", "bulletin-bundle", "bulletin-codes", "bulletin-edit", "bulletin-send", "bulletin-fetch")
    found = {name.removeprefix("bulletin-"): url_of(name, one) for name in names}
    found["sample"] = url_of("sample-draw", one)
    shapes = {f"as_{shape}": url_of("bulletin", one, format=shape) for shape in ("text", "json", *handing.shapes())}
    return {**found, **shapes}


def _linked(sections: list[dict[str, Any]], one: Bulletin, *, opens: bool) -> list[dict[str, Any]]:
    """Return the sections with the address behind each figure; a figure of the last issue leads to its sealed page."""

    def url(piece: Any) -> str:
        if piece.code and opens:
            return url_of("bulletin-figure", one, piece.code)
        return reverse("sealed-figure", args=[piece.short]) if piece.short else ""

    def linked(pieces: list[Any]) -> list[dict[str, Any]]:
        return [
            {"text": piece.text, "is_figure": bool(piece.code or piece.short), "url": url(piece)} for piece in pieces
        ]

    def block(told: dict[str, Any]) -> dict[str, Any]:
        if "pieces" in told:
            return {"pieces": linked(told["pieces"])}
        rows = [
            {"label": row["label"], "cells": [linked(cell) for cell in row["cells"]]} for row in told["table"]["rows"]
        ]
        return {"table": {**told["table"], "rows": rows}}

    return [{**section, "blocks": [block(told) for told in section["blocks"]]} for section in sections]


def steps_of(user: User, one: Bulletin) -> dict[str, Any]:
    """Return the way of a bulletin: its steps with who took them, and what a person may do next."""
    names = names_of([one.drafted_by, one.reviewed_by, one.signed_by, one.seal.sealed_by if one.seal else None])
    done = {
        Step.DRAFT: (
            names.get(one.drafted_by, _("the machine")) if one.drafted_by else _("the machine"),
            one.drafted_on,
        ),
        Step.REVIEWED: (names.get(one.reviewed_by, "") if one.reviewed_by else "", one.reviewed_at),
        Step.SIGNED: (names.get(one.signed_by, "") if one.signed_by else "", one.signed_at),
        Step.SEALED: (
            names.get(one.seal.sealed_by, "") if one.seal and one.seal.sealed_by else "",
            one.seal.sealed_at if one.seal else None,
        ),
    }
    here = STEPS.index(Step(one.step))
    rail = [
        {"label": step_words(step), "meta": done[step][0], "at": done[step][1],
         "state": "done" if place < here else "now" if place == here else ""}
        for place, step in enumerate(STEPS)
    ]  # fmt: skip
    return {
        "rail": rail,
        "may_write": user.may(access.WRITE) and one.step == Step.DRAFT,
        "may_step": user.may(*access.HANDS) and one.step != Step.SEALED,
        "may_send": user.may(access.WRITE) and one.step == Step.SEALED,
    }


# --- a figure ---------------------------------------------------------------------------------------------------------


@contextmanager
def _as_read(one: Bulletin) -> Iterator[Issue]:
    """Read the tables as they were when a bulletin was sealed, or as they stand."""
    if one.seal is None:
        yield Issue(one)
        return
    with moments.as_known_at(one.seal.tree_size):
        yield Issue(one)


@guarded(*access.READ)
@require_GET
def figure(request: HttpRequest, month: str, code: str) -> HttpResponse:
    """A figure of an issue: its value, definition, what it counted and left out; of a sealed one as it was sealed."""
    user, one = person(request), found(request, month)
    if not user.may(OPEN):
        raise NotAllowed("accounts.not_yours")
    short = one.seal and one.seal.figures.filter(told__code=code).values_list("short", flat=True).first()
    with _as_read(one) as issue:
        wanted = asked(code)
        if wanted.former and issue.former is None:
            raise NotFound("bulletins.no_figure", name=code)
        try:
            result = issue.result(code)
        except KeyError:
            raise NotFound("bulletins.no_figure", name=code) from None
        result.look_around()
        left_out = request.GET.get("left_out", "")
        place = int(left_out) if left_out.isdecimal() and len(left_out) < 4 else None
        exclusion = result.exclusions[place] if place is not None and place < len(result.exclusions) else None
        number = request.GET.get("page")
        page = (
            members.page_of_exclusion(exclusion, user, number) if exclusion else members.page_of(result, user, number)
        )
        context = {
            "bulletin": one, "back": url_of("bulletin", one), "figure": result.figure, "result": result,
            "printed": printed(result), "page": page, "exclusion": exclusion, "left_out": left_out, "short": short,
            "period": result.scope.period, "causes": _causes(issue, code, user), "known_at": None,
        }  # fmt: skip
        return render(request, "bulletins/bulletin_figure.html", context)


def _causes(issue: Issue, code: str, user: User) -> list[dict[str, Any]]:
    """Return the records because of which a figure of the last issue differs, by reason."""
    if not asked(code).former:
        return []
    differing = next((one for one in issue.corrections if one.code == code), None)
    if differing is None:
        return []
    by_reason: dict[str, list[Any]] = {}
    for cause in differing.causes:
        by_reason.setdefault(cause.why, []).append(cause.pk)
    model = differing.now.members.model
    told = ((why, Exclusion(REASONS[why], model._default_manager.filter(pk__in=pks))) for why, pks in by_reason.items())
    return [{"why": REASONS[why], "page": members.page_of_exclusion(one, user, None)} for why, one in told]


# --- taken away -------------------------------------------------------------------------------------------------------


@guarded(*READERS)
@require_GET
def codes(request: HttpRequest, month: str) -> HttpResponse:
    """The figures of a sealed issue with their short codes, each as a square a phone reads: the annex in print."""
    one = found(request, month)
    if one.seal is None:
        raise NotFound("bulletins.not_sealed")
    told = Reading(one)
    short = language_here()
    rows = [
        {"name": figure["name"][short], "printed": figure["printed"][short], "short": figure["short"],
         "url": reverse("sealed-figure", args=[figure["short"]]),
         "drawn": heads.drawn(request.build_absolute_uri(reverse("sealed-figure", args=[figure["short"]]))),
         "period": figure["scope"]}
        for figure in told.figures.values()
    ]  # fmt: skip
    context = {"bulletin": one, "back": url_of("bulletin", one), "rows": rows, "seal": one.seal}
    return render(request, "bulletins/bulletin_codes.html", context)


@guarded(*READERS)
@require_GET
def bundle(request: HttpRequest, month: str) -> HttpResponse:
    """The bundle of a sealed issue with the program that verifies it, the names opened that the reader may see."""
    return packed(found(request, month), person(request))


def packed(one: Bulletin, user: User) -> HttpResponse:
    """Return a sealed issue as a file for one reader."""
    if one.seal is None:
        raise NotFound("bulletins.not_sealed")
    given = sealing.disclose(sealing.bundle_of(one.seal), sealing.sees(user))
    name = f"bulletin-{one.month:%Y-%m}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(f"{name}.json", given.text())
        folder.writestr("verify_bulletin.py", Path(verify_bulletin.__file__).read_bytes())
    answer = HttpResponse(out.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return answer
