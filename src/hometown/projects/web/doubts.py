"""Doubts: what waits for a verifier, and clearing one."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of, person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row
from hometown.face.tags.words import day
from hometown.projects import access, actions, doubting, forms

from .claims import run

VERIFY = Capability.VERIFY.value


@guarded(VERIFY)
def doubt_list(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at, the oldest first; or what was cleared."""
    user, cleared = person(request), request.GET.get("state") == "cleared"
    found = access.visible_doubts(user).select_related("project__company")
    found = found.cleared().order_by("-cleared_on", "-pk") if cleared else found.open().order_by("raised_on", "pk")
    page = numbered(request, found)
    rows = [
        Row(
            one.project.name,
            [doubting.words_of(one.rule, one.facts), one.reason] if cleared else doubting.words_of(one.rule, one.facts),
            reverse("doubt", args=[one.pk]),
            day(one.cleared_on or one.raised_on),
        )
        for one in page.object_list
    ]
    states = [("", _("Not cleared")), ("cleared", _("Cleared"))]
    return render(request, "projects/doubts.html", {"page": page, "rows": rows, "states": states})


@guarded(*access.READERS)
def doubt(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One doubt; a verifier who reported nothing of it clears it here."""
    user = person(request)
    found = access.doubt_for(user, pk)
    may = found.cleared_on is None and doubting.may_clear(user, found)
    form = forms.ReasonForm(request.POST or None) if may else None
    if form is not None:
        said = form
        done = run(
            request,
            form,
            lambda: actions.clear_doubt(user, doubt=found, reason=said.cleaned_data["reason"]),
            _("The doubt is cleared."),
            lambda: reverse("doubt", args=[pk]),
        )
        if done:
            return done
    verifier = names_of([found.cleared_by]).get(found.cleared_by, "") if found.cleared_by else ""
    facts = [
        Fact(_("Company"), found.project.company.name),
        Fact(_("Raised"), day(found.raised_on)),
        Fact(_("Cleared"), day(found.cleared_on) if found.cleared_on else "", verifier),
        Fact(_("Reason"), found.reason),
    ]
    shown = {
        "doubt": found,
        "words": doubting.words_of(found.rule, found.facts),
        "facts": [one for one in facts if one.value],
        "form": form,
    }
    return render(request, "projects/doubt.html", shown, status=422 if form and form.errors else 200)
