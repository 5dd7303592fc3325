"""The pile of doubtful names: the list, one name with whom it may mean, and a decision by one key."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face.forms import place_refusal
from hometown.face.paging import keyset
from hometown.face.revising import FIELD
from hometown.face.sentences import say
from hometown.intake import access, actions, pile
from hometown.intake.forms import AnotherFirmForm
from hometown.intake.models import DoubtfulName
from hometown.intake.rules import Decision
from hometown.intake.words import DECISION_TONES, DECISIONS
from hometown.kernel.errors import NotAllowed, NotFound, Refusal

IMPORT = access.IMPORT


@guarded(IMPORT)
@require_GET
def doubtful_names(request: HttpRequest) -> HttpResponse:
    """The doubtful names, by their source and by what was decided."""
    user = person(request)
    asked, source = request.GET.get("show", ""), request.GET.get("source", "")
    decision = asked if asked in DECISIONS else Decision.OPEN.value
    page = keyset(request, pile.chosen(user, source, decision).select_related("meant"))
    begin = pile.following(user, source)
    context = {
        "page": page,
        "rows": [_line(one, source) for one in page],
        "columns": [_("As written"), _("May mean"), _("Where it stands"), _("Decision")],
        "sources": pile.sources(user),
        "decisions": [("" if code == Decision.OPEN else code, words) for code, words in DECISIONS.items()],
        "begin_url": _address(begin, source) if begin is not None else "",
        "is_open": decision == Decision.OPEN,
    }
    return render(request, "intake/names.html", context)


def _line(name: DoubtfulName, source: str) -> list[Any]:
    firm = name.meant.name if name.meant is not None else name.candidates[0][0] if name.candidates else "—"
    return [
        {"text": name.written, "url": _address(name, source)},
        firm,
        {"text": name.source, "meta": " · ".join(pile.places(name)[:2])},
        str(DECISIONS[name.decision]),
    ]


def _address(name: DoubtfulName, source: str, **more: str) -> str:
    told = {key: value for key, value in ({"source": source} | more).items() if value}
    return reverse("doubtful-name", args=[name.pk]) + (f"?{urlencode(told)}" if told else "")


@guarded(IMPORT)
@require_GET
def doubtful_name(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One doubtful name and whom it may mean; with `?source=`, one after another of that source."""
    user = person(request)
    name = access.name_for(user, pk)
    return _shown(request, user, name, _another_form(None, name))


def _another_form(data: Any, name: DoubtfulName) -> AnotherFirmForm:
    form = AnotherFirmForm(data)
    meanwhile.opened_on(form, name, meanwhile.nothing)
    return form


def _shown(request: HttpRequest, user: User, name: DoubtfulName, form: AnotherFirmForm) -> HttpResponse:
    source = request.GET.get("source", "")
    own, is_open = access.record_of(name), name.decision == Decision.OPEN
    offered = pile.offered(user, name, own) if is_open else []
    onward = pile.following(user, source, name.pk)
    context = {
        "name": name,
        "places": pile.places(name),
        "own": own if is_open else None,
        "offered": offered,
        "joins": any(one.merges for one in offered),
        "moves": pile.moves(own, offered),
        "may_merge": user.may(Capability.MERGE_COMPANIES),
        "form": form,
        "is_open": is_open,
        "decision": DECISIONS[name.decision],
        "tone": DECISION_TONES.get(name.decision, ""),
        "source": source,
        "left": pile.chosen(user, source, Decision.OPEN).count(),
        "onward_url": _address(onward, source) if onward is not None else "",
        "before": _before(request, user),
        **({} if is_open else pile.outcome(user, name)),
    }
    return render(request, "intake/name.html", context, status=422 if form.errors else 200)


def _before(request: HttpRequest, user: User) -> DoubtfulName | None:
    """Return the name that was decided a moment ago, so that one key takes it back."""
    try:
        return access.name_for(user, uuid.UUID(request.GET.get("decided", "")))
    except (ValueError, NotFound):
        return None


@guarded(IMPORT)
@require_POST
def name_same(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """This one: the candidate that was chosen; or another firm, chosen by its name."""
    user = person(request)
    name = access.name_for(user, pk)
    number = request.POST.get("candidate", "")
    if number.isdecimal():
        chosen = next((one for one in pile.offered(user, name, None) if one.number == int(number)), None)
        if chosen is None:
            raise NotFound("intake.no_such_name")
        return _decided(request, name, partial(actions.say_same, firm=chosen.company or chosen.name))
    form = _another_form(request.POST, name)
    if not form.is_valid():
        return _shown(request, user, name, form)
    firm: Company | str = form.firm_of(user)
    try:
        actions.say_same(user, name, firm=firm, revision=form.cleaned_data[FIELD])
    except Refusal as refusal:
        if isinstance(refusal, NotAllowed | NotFound):
            raise
        place_refusal(form, refusal)
        return _shown(request, user, name, form)
    return _onward(request, name)


@guarded(IMPORT)
@require_POST
def name_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """It is a firm of its own."""
    return _decided(request, access.name_for(person(request), pk), actions.say_new)


@guarded(IMPORT)
@require_POST
def name_leave(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Leave it as it is."""
    return _decided(request, access.name_for(person(request), pk), actions.leave_name)


@guarded(IMPORT)
@require_POST
def name_take_up(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take the decision back."""
    user = person(request)
    name = access.name_for(user, pk)
    try:
        actions.take_up_name(user, name)
    except Refusal as refusal:
        messages.warning(request, say(refusal))
    else:
        messages.info(request, _("“%(name)s” is open again.") % {"name": name.written})
    return redirect(_address(name, request.POST.get("source", "")))


def _decided(
    request: HttpRequest, name: DoubtfulName, decide: Callable[[User, DoubtfulName], object]
) -> HttpResponseBase:
    """Decide and go on to the next name; what is refused is said on the page of this one."""
    try:
        decide(person(request), name)
    except Refusal as refusal:
        messages.warning(request, say(refusal))
        return redirect(_address(name, request.POST.get("source", "")))
    return _onward(request, name)


def _onward(request: HttpRequest, name: DoubtfulName) -> HttpResponseBase:
    source = request.POST.get("source", "")
    onward = pile.following(person(request), source, name.pk)
    if onward is None:
        messages.info(request, _("Every name is decided."))
        return redirect(_address(name, source))
    return redirect(_address(onward, source, decided=str(name.pk)))
