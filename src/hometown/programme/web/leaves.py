"""Pages of leave: asked, decided, ended. No place and no reason beyond its kind is asked."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.paging import numbered
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.programme import access, actions, deciding, forms, showing, words
from hometown.programme.models import LeaveState, Posting

from .answering import FormPage

ASK, APPROVE = Capability.ASK_LEAVE, Capability.APPROVE_LEAVE
GET_POST = require_http_methods(["GET", "POST"])
AHEAD = timedelta(days=14)


@guarded(ASK, APPROVE)
@require_GET
def leave_list(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, who is away in the coming days, and all leave this person may read of."""
    return _list_page(request)


def _list_page(
    request: HttpRequest, wrong: tuple[uuid.UUID, forms.DecisionForm] | None = None, status: int = 200
) -> HttpResponse:
    reader, today = person(request), clock.today()
    policy = in_force(today)
    seen = access.visible_leaves(reader).select_related("posting__officer", "posting__host_unit", "posting__batch")
    show = request.GET.get("show", "")
    listed = seen.filter(posting__officer__user=reader) if show == "mine" else seen
    if show in LeaveState.values:
        listed = seen.filter(state=show)
    page = numbered(request, listed.order_by("-first_on", "pk"))
    coming = seen.filter(state=LeaveState.APPROVED, last_on__gte=today, first_on__lte=today + AHEAD)
    who = deciding.Deciding(reader)
    context = {
        "page": page,
        "rows": showing.leave_rows(page.object_list, policy, who, reader, today),
        "waiting": showing.leave_rows(deciding.leaves_to_decide(reader), policy, who, reader, today),
        "coming": showing.leave_rows(coming.order_by("first_on", "pk"), policy),
        "views": [("", _("All"))]
        + ([("mine", _("Mine"))] if reader.may(ASK) else [])
        + [(state, text) for state, (text, _tone) in words.LEAVE_STATES.items()],
        "matrix": showing.leave_matrix(policy),
        "note": policy.leave.note if words.is_chinese() else policy.leave.note_en,
        "may_ask": access.postings_to_ask_for(reader).exists(),
        "wrong": wrong,
    }
    return render(request, "programme/leave_list.html", context, status=status)


@guarded(ASK, Capability.RUN_PROGRAMME)
@GET_POST
def leave_ask(request: HttpRequest) -> HttpResponseBase:
    """Ask for leave; who runs the programme writes down what was asked on paper."""
    reader, today = person(request), clock.today()
    postings = access.postings_to_ask_for(reader)
    own: Posting | None = postings.standing(today).first() or postings.first()
    form = forms.LeaveForm(
        request.POST or None, postings=postings, policy=in_force(today),
        initial={"posting": own if own and own.officer.user_id == reader.pk else None},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        leave = actions.ask_leave(reader, **data)
        messages.info(request, _("Asked. %(office)s decides.") % {"office": showing.office_of(leave)})
        return reverse("leave-list")

    page = FormPage(
        _("Ask for leave"), _("Ask for it"), (_("Leave"), reverse("leave-list")),
        _("The kind is reason enough. Where you go and how you feel is not asked."),
    )  # fmt: skip
    return answer(request, page, form, act)


@guarded(APPROVE)
@require_POST
def leave_decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Approve or refuse leave."""
    leave = access.leave_for(person(request), pk)
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        return _list_page(request, (pk, form), status=422)
    actions.decide_leave(person(request), leave=leave, **form.cleaned_data)
    return redirect("leave-list")


@guarded(ASK, Capability.RUN_PROGRAMME)
@require_POST
def leave_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take leave back."""
    actions.withdraw_leave(person(request), leave=access.leave_for(person(request), pk))
    return redirect("leave-list")


@guarded(ASK, Capability.RUN_PROGRAMME)
@require_POST
def leave_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write that somebody was back early; without a day, yesterday was the last day away."""
    leave = access.leave_for(person(request), pk)
    form = forms.BackForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else clock.today() - timedelta(days=1)
    actions.return_from_leave(person(request), leave=leave, on=max(on, leave.first_on))
    return redirect("leave-list")
