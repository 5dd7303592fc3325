"""The draft of the screening map as a whole, its text, and the versions: proposed, put in force, withdrawn."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.chains import access, actions, drafting, map_forms, map_words, standing, trying
from hometown.chains.models import ChainMapVersion, MapState, ScreeningRun
from hometown.face.forms import place_refusal
from hometown.face.tags.words import moment
from hometown.kernel.errors import Refusal
from hometown.screening import ChainMap
from hometown.screening.comparing import changes

from .screening_map import count_of
from .tabs import tabs

READERS = (*access.COORDINATORS, *access.ADOPTERS)
AROUND = 3  # lines shown before and after a mistake


@guarded(*access.COORDINATORS)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponseBase:
    """All that one's draft changes and does to the shortlist; proposed from here, with a reason."""
    user = person(request)
    found = drafting.of(user)
    if found is None:
        return redirect("chain-map")
    chains, mistakes = drafting.examined(found.text)
    if chains is None:
        messages.info(request, _("The text of the draft has mistakes: mend them first."))
        return redirect("chain-map-text")
    form = map_forms.WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_map(user, text=found.text, why=form.cleaned_data["why"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            drafting.discard(user)
            messages.info(request, _("Proposed. Somebody else puts it in force."))
            return redirect("chain-map-version", made.pk)
    now = standing.in_force()
    context = _compared(now.chains, chains) | {
        "form": form, "draft": found, "now": now, "is_overtaken": found.made_from != now.number, "mistakes": mistakes,
    }  # fmt: skip
    return render(request, "chains/map_draft.html", context, status=422 if form.errors else 200)


def _compared(old: ChainMap, new: ChainMap) -> dict[str, Any]:
    """Return what changes from one map to another, in words, and what it does to the shortlist."""
    told, effects = map_words.told(changes(old, new), old, new), trying.shown(old, new)
    return {"changes": told, "count": count_of(told), "effects": effects, "pool": trying.about(),
            "summary": trying.summary(effects) if effects else ""}  # fmt: skip


@guarded(*access.COORDINATORS)
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest) -> HttpResponseBase:
    """The whole text of the map as YAML: every mistake, every change, then kept as the draft."""
    user = person(request)
    found, now = drafting.of(user), standing.in_force()
    begun = {"text": found.text if found else now.text, "revision": found.revision if found else 0}
    form = map_forms.TextForm(request.POST or None, request.FILES or None, initial=begun)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        said = standing.plain(form.said())
        chains, mistakes = drafting.examined(said)
        if "keep" in request.POST:
            try:
                drafting.keep(user, said, seen=form.cleaned_data["revision"])
            except Refusal as refusal:
                place_refusal(form, refusal)
            else:
                messages.info(request, _("Kept in your draft. Nothing is in force by it."))
                return redirect("chain-map-text" if mistakes else "chain-map-draft")
        context = _examined(said, chains, mistakes, now.chains)
        if not form.errors:
            form = map_forms.TextForm(initial={"text": said, "revision": form.cleaned_data["revision"]})
    elif found is not None:
        chains, mistakes = drafting.examined(found.text)
        context = _examined(found.text, chains, mistakes, now.chains) if mistakes else {}
    context |= {"form": form, "draft": found}
    failed = request.method == "POST" and bool(form.errors or context.get("mistakes"))
    return render(request, "chains/map_text.html", context, status=422 if failed else 200)


def _examined(said: str, chains: ChainMap | None, mistakes: list[Any], now: ChainMap) -> dict[str, Any]:
    """Return the mistakes of a text with the lines around them, or what it would change."""
    if chains is None:
        wrong = {one.line for one in mistakes}
        return {"mistakes": map_words.mistake_lines(mistakes), "lines": _lines(said, wrong)}
    return _compared(now, chains) | {"looked": True}


def _lines(said: str, wrong: set[int]) -> list[dict[str, Any]]:
    near = {number for line in wrong for number in range(line - AROUND, line + AROUND + 1)}
    shown, last = [], 0
    for number, line in enumerate(said.split("\n"), 1):
        if number in near:
            shown.append({"number": number, "text": line, "wrong": number in wrong, "gap": number != last + 1})
            last = number
    return shown


@guarded(*access.COORDINATORS)
@require_POST
def discard(request: HttpRequest) -> HttpResponseBase:
    """Throw one's draft away."""
    drafting.discard(person(request))
    messages.info(request, _("The draft is gone. The map in force is shown."))
    return redirect("chain-map")


@guarded(*READERS)
@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """Every version, the newest first."""
    user, now = person(request), standing.in_force().number
    found = list(access.visible_map_versions(user))
    people = names_of([one.proposed_by for one in found])
    rows = [
        [{"text": str(one.number), "url": reverse("chain-map-version", args=[one.pk])}, state_words(one, now)[0],
         {"text": people.get(one.proposed_by, ""), "meta": moment(one.proposed_at)}, one.why]
        for one in found
    ]  # fmt: skip
    context = {
        "tabs": tabs(request),
        "rows": rows,
        "columns": [_("Version"), _("State"), _("Proposed"), _("Why it changes")],
        "is_shipped": now == standing.SHIPPED,
        "coordinates": access.coordinates(user),
    }
    return render(request, "chains/map_versions.html", context)


def state_words(version: ChainMapVersion, now: int) -> tuple[str, str]:
    """Return the state of a version in a word, and its tone."""
    if version.number == now:
        return _("in force"), "green"
    words = str(map_words.VERSION_STATES[version.state])
    return words, "amber" if version.state == MapState.PROPOSED else ""


@guarded(*READERS)
@require_GET
def version(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: what it changes, what it does to the shortlist, who proposed it, what may be done."""
    user = person(request)
    return _version_page(request, user, access.map_version_for(user, pk), map_forms.WithdrawForm())


def _version_page(
    request: HttpRequest, user: User, found: ChainMapVersion, form: map_forms.WithdrawForm, status: int = 200
) -> HttpResponse:
    now, is_open = standing.in_force().number, found.state == MapState.PROPOSED
    earlier, coordinates = standing.before(found), access.coordinates(user)
    chains = standing.map_of(found.text)
    told = map_words.told(changes(earlier.chains, chains), earlier.chains, chains)
    is_own, is_overtaken = found.proposed_by == user.pk, is_open and found.made_from != now
    may_adopt = is_open and access.may_adopt_maps(user) and not is_own
    people = (found.proposed_by, found.adopted_by, found.withdrawn_by)
    names = names_of([pk for pk in people if pk])
    context = {
        "version": found, "state": state_words(found, now), "earlier": earlier.number, "changes": told,
        "count": count_of(told), "coordinates": coordinates, "pool": trying.about() if coordinates else [],
        "effects": trying.shown(earlier.chains, chains) if coordinates else None,
        "proposed_by": names.get(found.proposed_by, ""), "adopted_by": _name(names, found.adopted_by),
        "withdrawn_by": _name(names, found.withdrawn_by), "is_own": is_own and is_open, "is_overtaken": is_overtaken,
        "may_adopt": may_adopt and not is_overtaken, "may_withdraw": is_open and (is_own or may_adopt), "form": form,
        "runs": ScreeningRun.objects.filter(map_digest=found.map_digest) if coordinates else [],
    }  # fmt: skip
    return render(request, "chains/map_version.html", context, status=status)


def _name(names: dict[uuid.UUID, str], pk: uuid.UUID | None) -> str:
    return names.get(pk, "") if pk else ""


@guarded(*access.ADOPTERS)
@require_POST
def adopt(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Put a version in force that somebody else proposed."""
    user = person(request)
    found = actions.adopt_map(user, version=access.map_version_for(user, pk))
    messages.info(request, _("Version %(number)s of the map is in force.") % {"number": found.number})
    return redirect("chain-map-version", found.pk)


@guarded(*READERS)
@require_POST
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a proposal back, with a reason."""
    user, form = person(request), map_forms.WithdrawForm(request.POST)
    found = access.map_version_for(user, pk)
    if not form.is_valid():
        return _version_page(request, user, found, form, status=422)
    actions.withdraw_map(user, version=found, reason=form.cleaned_data["why"])
    messages.info(request, _("Withdrawn. The map in force stays as it is."))
    return redirect("chain-map-version", found.pk)


@guarded(*access.COORDINATORS)
@require_POST
def take_over(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Go on with the text of a version as one's draft."""
    user = person(request)
    drafting.take_over(user, access.map_version_for(user, pk).text)
    messages.info(request, _("It is your draft now, compared with the map in force."))
    return redirect("chain-map-draft")


@guarded(*READERS)
@require_GET
def version_text(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The text of a version as a file."""
    found = access.map_version_for(person(request), pk)
    return _yaml(found.text, str(found.number))


@guarded(*READERS)
@require_GET
def text_in_force(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The text of the map in force as a file."""
    now = standing.in_force()
    return _yaml(now.text, str(now.number))


@guarded(*access.COORDINATORS)
@require_GET
def draft_text(request: HttpRequest) -> HttpResponse:
    """The text of one's draft as a file; of the map in force where there is none."""
    return _yaml(drafting.text_of(person(request)), "draft")


def _yaml(said: str, label: str) -> HttpResponse:
    response = HttpResponse(said, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="chain-map-{label}.yaml"'
    return response
