"""The watch list: what one follows and what changed there, what others share, following, sharing, ending."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.chains import access, actions, forms, labels, watching
from hometown.companies.access import visible_companies
from hometown.face.widgets import Chosen
from hometown.fieldwork.web.activities import asked_for
from hometown.kernel import clock
from hometown.policy.standing import in_force

from .maps import chosen
from .tabs import tabs


@guarded(*access.READERS)
@require_GET
def watch_list(request: HttpRequest) -> HttpResponse:
    """What one follows, with what changed there; below it what others share."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    seen = access.visible_watches(user).running().with_needs()
    others = seen.exclude(owner=user)
    context = {
        "tabs": tabs(request),
        "mine": watching.told(user, policy, seen.filter(owner=user), today),
        "others": [
            (one, watching.name_of_watch(one, labels.chains(policy)), watching.url_of(one)) for one in others[:60]
        ],
        "watches": access.may_watch(user),
    }
    return render(request, "chains/watch_list.html", context)


@guarded(*access.PURSUERS)
def add(request: HttpRequest) -> HttpResponseBase:
    """Follow a chain, a node or a firm; `?company=` and `?node=` name it."""
    user, policy = person(request), in_force(clock.today())
    company = asked_for(visible_companies(user), request.GET.get("company", ""))
    node = asked_for(access.visible_nodes(user), request.GET.get("node", ""))
    start: dict[str, Any] = {"company": Chosen(str(company.pk), company.name)} if company else {}
    nodes = list(access.visible_nodes(user).standing())
    if node is not None:
        start["thing"] = f"node:{node.pk}"
    form = forms.WatchForm(request.POST or None, chains=labels.chains(policy), nodes=nodes, initial=start)
    lede = _("Only you read it, unless you share it.")
    page = FormPage(_("Follow"), _("Follow it"), (_("Watch list"), reverse("watch-list")), lede)

    def act(typed: dict[str, Any]) -> str:
        firm = chosen(user, typed["company"]) if typed["company"].value else None
        actions.watch(user, why=typed["why"], company=firm, **form.chosen())
        return reverse("watch-list")

    return answer(request, page, form, act, _("You follow it."))


@guarded(*access.PURSUERS)
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write another note on why."""
    user = person(request)
    found = access.watch_for(user, pk)
    access.require_watch_owner(user, found)
    form = forms.WatchWordsForm(request.POST or None, initial={"why": found.why})
    name = watching.name_of_watch(found, labels.chains(in_force(clock.today())))
    page = FormPage(name, _("Save"), (_("Watch list"), reverse("watch-list")))

    def act(typed: dict[str, Any]) -> str:
        actions.change_watch(user, watched=found, why=typed["why"])
        return reverse("watch-list")

    return answer(request, page, form, act, _("Changed."), record=found)


@guarded(*access.PURSUERS)
@require_POST
def share(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Share it, or keep it to oneself again."""
    user = person(request)
    found = access.watch_for(user, pk)
    actions.share_watch(user, watched=found, is_shared=found.shared_on is None)
    messages.info(request, _("Shared.") if found.shared_on else _("Only you read it now."))
    return redirect("watch-list")


@guarded(*access.PURSUERS)
@require_POST
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Follow it no more."""
    user = person(request)
    actions.end_watch(user, watched=access.watch_for(user, pk))
    messages.info(request, _("You follow it no more."))
    return redirect("watch-list")
