"""Pages of merging: choose the other record, compare, merge; the merges there were, and undoing one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access as companies
from hometown.companies.listing import key_of
from hometown.companies.models import Company
from hometown.face.forms import place_refusal
from hometown.face.paging import keyset
from hometown.face.sentences import say
from hometown.kernel.errors import Refusal, RuleBroken
from hometown.relay import access, actions, comparing, showing, undoing
from hometown.relay.forms import MergeForm, OtherForm, UndoForm
from hometown.relay.rules import CodeConflict

MERGE = Capability.MERGE_COMPANIES


@guarded(MERGE)
@require_http_methods(["GET", "POST"])
def company_merge(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Compare a record with another one of the same firm and merge it into that; first choose the other one."""
    actor = person(request)
    source = companies.require_company(actor, pk)
    into = key_of(request.GET.get("into", ""))
    if into is None:
        return _choose_other(request, source)
    target = companies.require_company(actor, into)
    refused = _standing_against(source, target)
    form = MergeForm(source, target, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            merge = actions.merge_companies(
                actor, source=source, target=target, reason=form.cleaned_data["reason"], choice=form.choice(),
                revisions=form.revisions(),
            )  # fmt: skip
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("One firm. You can undo it at any time."))
            return redirect("company", merge.target_id)
    page = _comparison(source, target, form) | {"refused": say(refused) if refused else ""}
    return render(request, "relay/merge.html", page, status=422 if form.errors else 200)


def _choose_other(request: HttpRequest, source: Company) -> HttpResponseBase:
    form = OtherForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(f"{reverse('company-merge', args=[source.pk])}?into={form.cleaned_data['into'].value}")
    return render(request, "relay/other.html", {"form": form, "source": source}, status=422 if form.errors else 200)


def _standing_against(source: Company, target: Company) -> Refusal | None:
    """Return what stands against a merge of these two, whatever is chosen."""
    try:
        comparing.require_mergeable(source, target)
    except RuleBroken as refusal:
        return refusal
    return None


def _comparison(source: Company, target: Company, form: MergeForm) -> dict[str, Any]:
    chosen = {name.removeprefix("side_"): form.data[name] for name in form.fields if name in form.data}
    ticked = {one.pk for one, _other in form.pairs if form.data.get(f"same_{one.pk}")}
    return {
        "source": source,
        "target": target,
        "form": form,
        "rows": showing.compared(form.values, source, target, chosen),
        "ask_code": form.conflict is not CodeConflict.NONE,
        "both_valid": form.conflict is CodeConflict.BOTH_VALID,
        "moves": showing.moves(source, target) if source.pk != target.pk else [],
        "pairs": showing.pairs(form.pairs, ticked),
        "projects": showing.projects_of_both(source, target),
    }


@guarded(MERGE)
@require_GET
def company_merges(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The merges a record took part in, on either side."""
    reader = person(request)
    company = companies.require_record(reader, pk)
    found = access.merges_of(reader, company).select_related("source", "target").order_by("-at", "-pk")
    return render(request, "relay/merges.html", {"company": company, "lines": showing.merge_lines(found[:200])})


@guarded(MERGE)
@require_GET
def merge_list(request: HttpRequest) -> HttpResponse:
    """Every merge, newest first."""
    page = keyset(request, access.visible_merges(person(request)).select_related("source", "target"))
    return render(request, "relay/merges.html", {"page": page, "lines": showing.merge_lines(page)})


@guarded(MERGE)
@require_http_methods(["GET", "POST"])
def merge_undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One merge: what it wrote, what undoing it would do, and undoing it."""
    actor = person(request)
    merge = access.require_merge(actor, pk)
    found = undoing.read(merge)
    form = UndoForm([one.pk for one in found.edited], request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unmerge_companies(actor, merge, reason=form.cleaned_data["reason"], staying=form.staying())
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Two firms again. What came since stays where it is."))
            return redirect("company", merge.source_id)
    return render(request, "relay/undo.html", _undo_page(found, form), status=422 if form.errors else 200)


def _undo_page(found: undoing.Undoing, form: UndoForm) -> dict[str, Any]:
    try:
        undoing.require_undoable(found)
        refused = ""
    except RuleBroken as refusal:
        refused = say(refusal)
    return {
        "merge": found.merge,
        "line": showing.merge_lines([found.merge])[0],
        "seq": found.seq,
        "form": form,
        "refused": refused,
        "back": showing.counted(found.going_back),
        "restored": showing.counted(one for one in found.touched if one.fate == "removed"),
        "edited": [(showing.edited_words(one), form[f"stays_{one.pk}"]) for one in found.edited],
        "gone": showing.counted(found.gone),
        "since": showing.rows_counted(found.added_since),
    }
