"""Playbooks: the list, one with its versions, writing, revising, withdrawing; and what stands beside a step."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.exchange import access, actions, forms, labels
from hometown.exchange.models import Playbook, PlaybookVersion
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork.contacting import day_words

from .tabs import tabs

SEE, KEEP = access.SEE, Capability.DECIDE_CLAIMS


@guarded(SEE)
@require_GET
def playbook_list(request: HttpRequest) -> HttpResponse:
    """All playbooks, by the step they are for."""
    user = person(request)
    found = access.visible_playbooks(user).prefetch_related("versions")
    rows = [
        Row(one.title, [labels.MOMENTS[one.moment], _version_words(one)], reverse("playbook", args=[one.pk]),
            _("withdrawn") if one.withdrawn_on else "", icon="book")
        for one in found
    ]  # fmt: skip
    context = {"tabs": tabs(request), "rows": rows, "keeps": access.keeps_playbooks(user)}
    return render(request, "exchange/playbook_list.html", context)


def _version_words(one: Playbook) -> str:
    last = one.versions.all()[0]
    return _("version %(number)s of %(day)s") % {"number": last.number, "day": day_words(last.on)}


@guarded(SEE)
@require_GET
def playbook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One playbook: its steps as they are, and what changed from version to version; `?version=` an earlier text."""
    user = person(request)
    found = access.playbook_for(user, pk)
    versions = list(found.versions.select_related("by"))
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0])
    rows = [_version_row(found, one) for one in versions]
    context = {
        "playbook": found,
        "moment": labels.MOMENTS[found.moment],
        "shown": shown,
        "is_latest": shown is versions[0],
        "steps": shown.steps.splitlines(),
        "versions": rows,
        "keeps": access.keeps_playbooks(user) and found.withdrawn_on is None,
    }
    return render(request, "exchange/playbook.html", context)


def _version_row(found: Playbook, one: PlaybookVersion) -> Row:
    meta = [part for part in (day(one.on), one.by.name, one.changed) if part]
    url = f"{reverse('playbook', args=[found.pk])}?version={one.number}"
    return Row(_("Version %(number)s") % {"number": one.number}, meta, url)


@guarded(SEE)
@require_GET
def at(request: HttpRequest, moment: str) -> HttpResponse:
    """The playbooks of a step, as a part of the page on which it is taken."""
    user = person(request)
    found = access.visible_playbooks(user).standing().filter(moment=moment).prefetch_related("versions")
    told = [(one, one.versions.all()[0].steps.splitlines()) for one in found]
    whole = request.headers.get("HX-Request") != "true"
    context = {"playbooks": told, "moment": labels.MOMENTS.get(moment, ""), "asks": access.may_be_mentored(user)}
    return render(request, "exchange/playbook_at_page.html" if whole else "exchange/playbook_at.html", context)


@guarded(KEEP)
def write(request: HttpRequest) -> HttpResponseBase:
    """Write a playbook."""
    user = person(request)
    form = forms.PlaybookForm(request.POST or None)
    page = FormPage(_("Write a playbook"), _("Keep it"), (_("Playbooks"), reverse("playbook-list")))

    def act(typed: dict[str, Any]) -> str:
        made = actions.write_playbook(user, **typed)
        return reverse("playbook", args=[made.pk])

    return answer(request, page, form, act, _("Kept. It stands beside the step it is for."))


@guarded(KEEP)
def revise(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a playbook a new version."""
    user = person(request)
    found = access.playbook_for(user, pk)
    form = forms.ReviseForm(request.POST or None, initial=_begun(found))
    page = FormPage(_("A new version"), _("Keep it"), (found.title, reverse("playbook", args=[pk])))

    def act(typed: dict[str, Any]) -> str:
        actions.revise_playbook(user, playbook=found, **typed)
        return reverse("playbook", args=[pk])

    return answer(request, page, form, act, _("Kept."), record=found, begun=_begun)


def _begun(found: Playbook) -> dict[str, Any]:
    last = found.versions.first()
    return {"title": found.title, "steps": last.steps if last else "", "text": last.text if last else ""}


@guarded(KEEP)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a playbook back."""
    user = person(request)
    found = access.playbook_for(user, pk)
    form = forms.ReasonForm(request.POST or None)
    page = FormPage(_("Take the playbook back"), _("Take it back"), (found.title, reverse("playbook", args=[pk])))

    def act(typed: dict[str, Any]) -> str:
        actions.withdraw_playbook(user, playbook=found, reason=typed["reason"])
        return reverse("playbook-list")

    return answer(request, page, form, act, _("Taken back."), record=found, begun=meanwhile.nothing)
