"""Pages of handing over: what an officer holds, the plan, the act, and how far the successors have accepted."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.listing import key_of
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.fieldwork.contacting import day_words
from hometown.kernel import clock
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.errors import NotFound, Refusal
from hometown.programme.models import Officer, Posting
from hometown.relay import access, actions, claims_shown, handover_forms, plans, possessions
from hometown.relay import handover_showing as showing
from hometown.relay.models import Handover

READERS = access.HANDOVER_READERS


@guarded(*READERS)
@require_GET
def handover_list(request: HttpRequest) -> HttpResponse:
    """The handovers one has to do with, and the officers whose postings end soon."""
    user, today = person(request), clock.today()
    found = access.visible_handovers(user).filter(dropped_on__isnull=True)
    waiting = Count("items", filter=Q(items__accepted_on__isnull=True, items__superseded_on__isnull=True))
    page = numbered(request, found.select_related("officer", "successor").annotate(waiting=waiting).order_by("-pk"))
    own = Officer.objects.filter(user=user).first()
    context = {
        "page": page,
        "rows": [_list_row(one) for one in page.object_list],
        "leaving": [_leaving_row(one) for one in _leaving(user, today)],
        "own_url": reverse("officer-held", args=[own.pk]) if own else "",
        "to_accept": access.own_items(user).to_accept().count(),
    }
    return render(request, "relay/handovers.html", context)


def _list_row(one: Handover) -> Row:
    title, url = str(one), reverse("handover", args=[one.pk])
    if one.done_at is None:
        return Row(title, _("prepared on %(day)s") % {"day": day_words(one.prepared_on)}, url, _("plan"), "blue")
    meta = _("handed over on %(day)s") % {"day": day_words(one.done_at.astimezone(CITY_TIME).date())}
    if one.waiting:
        return Row(title, meta, url, _("%(n)s to be accepted") % {"n": one.waiting}, "amber")
    return Row(title, meta, url, _("all accepted"), "green")


def _leaving(user: User, today: date) -> list[Posting]:
    """Return the postings one coordinates that stand today, those that end first at the top, without a handover.

    One done before a posting began was that of an earlier one.
    """
    of_this = Q(done_at__isnull=True) | Q(done_at__date__gte=OuterRef("first_on"))
    handed = Handover.objects.filter(of_this, officer=OuterRef("officer"), dropped_on__isnull=True)
    standing = Posting.objects.standing(today).filter(officer__in=access.coordinated_officers(user).values("pk"))
    needs = standing.exclude(Exists(handed)).select_related("officer__home_unit", "host_unit")
    return list(needs.order_by("last_on", "officer__name", "pk")[:60])


def _leaving_row(one: Posting) -> Row:
    meta = f"{one.officer.home_unit.name} · {one.host_unit.name}"
    return Row(one.officer.name, meta, reverse("officer-held", args=[one.officer_id]), day_words(one.last_on))


@guarded(*READERS)
@require_GET
def officer_held(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything an officer holds, by kind; with `?kind=` all of one kind."""
    user = person(request)
    officer = access.officer_for(user, pk)
    mine = possessions.read(officer)
    code = request.GET.get("kind", "")
    context: dict[str, Any] = {
        "officer": officer,
        "plan": Handover.objects.planned().filter(officer=officer).first(),
        "total": len(mine.items),
    }
    if code:
        held = _kind(code)
        page = numbered(request, showing.of_kind(mine, code))
        context |= {"held": held, "page": page, "lines": showing.lines(user, page.object_list)}
    else:
        context |= {"panels": showing.panels(user, mine, url=request.path), "claims": claims_shown.rows(user, mine)}
    return render(request, "relay/held.html", context)


def _kind(code: str) -> Any:
    held = possessions.kinds().get(code)
    if held is None:
        raise NotFound("relay.no_such_kind")
    return held


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Begin the plan of an officer's handover."""
    user = person(request)
    officer = access.officer_for(user, pk)
    form = handover_forms.SuccessorForm(request.POST or None, officer=officer)
    parent = (officer.name, reverse("officer-held", args=[pk]))
    page = FormPage(_("Prepare a handover"), _("Make the plan"), parent, _("Nothing passes before it is confirmed."))

    def act(data: dict[str, Any]) -> str:
        return reverse("handover", args=[actions.plan_handover(user, officer=officer, **data).pk])

    return answer(request, page, form, act)


@guarded(*READERS)
@require_GET
def handover(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One handover: its plan with what stands against it, or what passed and what waits to be accepted."""
    user = person(request)
    found = access.handover_for(user, pk)
    return _plan_page(request, user, found) if found.is_plan else _done_page(request, user, found)


def _plan_page(request: HttpRequest, user: User, found: Handover) -> HttpResponse:
    mine, plan = possessions.read(found.officer), plans.plan_of(found)
    context = {
        "handover": found,
        "panels": showing.planned(found, mine, plan, clock.today()),
        "total": len(mine.items),
        "claims": claims_shown.rows(user, mine, plan),
        "may_prepare": access.prepared_officers(user).filter(pk=found.officer_id).exists(),
        "may_confirm": access.may_coordinate(user, found.officer),
        "preparer": names_of([found.prepared_by]).get(found.prepared_by, ""),
    }
    return render(request, "relay/plan.html", context)


def _done_page(request: HttpRequest, user: User, found: Handover) -> HttpResponse:
    coordinates = access.may_coordinate(user, found.officer) or found.officer.user_id == user.pk
    items = found.items.all() if coordinates or found.coordinator_id == user.pk else access.own_items(user)
    items = items.filter(handover=found)
    state = request.GET.get("state", "")
    chosen = {"waiting": items.to_accept, "returned": items.returned}.get(state, items.all)()
    page = numbered(request, chosen.select_related("successor__home_unit").order_by("kind", "pk"))
    context = {
        "handover": found,
        "kinds": showing.kinds_done(found),
        "page": page,
        "lines": showing.item_lines(user, page.object_list),
        "state": state,
        "states": [
            ("", _("All"), items.count()),
            ("waiting", _("To be accepted"), items.to_accept().count()),
            ("returned", _("Given back"), items.returned().count()),
        ],
        "may_give": access.may_coordinate(user, found.officer),
    }
    return render(request, "relay/handover.html", context)


@guarded(*READERS)
@require_GET
def handover_records(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The records of one kind in a plan, each with who gets it."""
    user = person(request)
    found = access.handover_for(user, pk)
    code = request.GET.get("kind", "") or next(iter(possessions.kinds()))
    held, plan = _kind(code), plans.plan_of(found)
    page = numbered(request, showing.of_kind(possessions.read(found.officer), code))
    context = {
        "handover": found,
        "held": held,
        "page": page,
        "lines": showing.lines(user, page.object_list, plan, found if found.is_plan else None),
    }
    return render(request, "relay/records.html", context)


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a plan another successor for the rest, or other words."""
    user = person(request)
    found = _own_plan(user, pk)
    begun = {"successor": found.successor_id, "note": found.note}
    form = handover_forms.SuccessorForm(request.POST or None, officer=found.officer, initial=begun)
    page = FormPage(_("Change the plan"), _("Keep it"), _parent(found))

    def act(data: dict[str, Any]) -> str:
        actions.change_plan(user, found, revision=found.revision, **data)
        return _parent(found)[1]

    return answer(request, page, form, act, record=found)


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_name(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Name who gets a kind, or one record of it, in a plan."""
    user = person(request)
    found = _own_plan(user, pk)
    held = _kind(request.GET.get("kind", "") or next(iter(possessions.kinds())))
    row = key_of(request.GET.get("row", ""))
    named = found.named.filter(kind=held.code, row=row).first()
    form = handover_forms.NameForm(
        request.POST or None, officer=found.officer, initial={"successor": named.successor_id if named else None}
    )
    about = _about(user, found, held.code, row) if row else _("All of this kind")
    records = reverse("handover-records", args=[pk], query={"kind": held.code})
    page = FormPage(_("Name who takes over"), _("Keep it"), (held.words, records), about)

    def act(data: dict[str, Any]) -> str:
        actions.name_successor(user, found, kind=held.code, row=row, revision=found.revision, **data)
        return records if row else _parent(found)[1]

    return answer(request, page, form, act, record=found, begun=meanwhile.nothing)


def _about(user: User, found: Handover, code: str, row: uuid.UUID) -> Any:
    """Return what a record is called; NotFound for one that the officer does not hold."""
    item = next((one for one in possessions.read(found.officer).items if one.key == (code, row)), None)
    if item is None:
        raise NotFound("relay.no_such_kind")
    return showing.lines(user, [item])[0].title


def _own_plan(user: User, pk: uuid.UUID) -> Handover:
    found = access.handover_for(user, pk)
    access.require_preparer(user, found.officer)
    if not found.is_plan:
        raise NotFound("relay.no_such_handover")
    return found


def _parent(found: Handover) -> tuple[str, str]:
    return str(found), reverse("handover", args=[found.pk])


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_do(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Confirm a handover: the counts stand above the button, and it moves what was counted or nothing."""
    user = person(request)
    found = _own_plan(user, pk)
    access.require_coordinator(user, found.officer)
    form = handover_forms.ConfirmForm(request.POST if request.method == "POST" else None)
    meanwhile.opened_on(form, found, meanwhile.nothing)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.hand_over(user, found, revision=found.revision, seen=_seen(request.POST))
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Handed over. Each of them accepts what they got; you answer for what waits."))
            return redirect("handover", pk)
    mine, plan = possessions.read(found.officer), plans.plan_of(found)
    context = {
        "handover": found,
        "form": form,
        "panels": showing.planned(found, mine, plan, clock.today()),
        "total": len(mine.items),
    }
    return render(request, "relay/confirm.html", context, status=422 if form.errors else 200)


def _seen(posted: QueryDict) -> dict[str, int]:
    """Return the counts that stood on the page: fields `n-…`, one a kind."""
    said = {name[2:]: str(value) for name, value in posted.items() if name.startswith("n-")}
    return {code: int(value) for code, value in said.items() if value.isdecimal()}


@guarded(*READERS)
@require_POST
def handover_drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Drop a plan."""
    user = person(request)
    actions.drop_plan(user, access.handover_for(user, pk))
    return redirect("handover-list")
