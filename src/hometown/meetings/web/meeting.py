"""Holding an exchange: minutes while they are typed, who was there where it is asked, follow-ups; moving, ending it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.meetings import access, actions, forms, labels, showing
from hometown.meetings.models import Exchange, Minutes, PackItem
from hometown.programme.models import Leave

from .packs import BRANCH, _edited, frame


@guarded(BRANCH)
def meeting(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The page of whoever writes the minutes. What is typed is kept by itself; two writers keep each other's words."""
    user = person(request)
    found = _edited(user, pk)
    minutes = found.minutes
    form = forms.MinutesForm(
        request.POST or None, initial={"text": minutes.text, "decisions": minutes.decisions}
    )  # fmt: skip
    meanwhile.opened_on(form, minutes)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, minutes)
        try:
            minutes = actions.write_minutes(user, minutes=minutes, **form.cleaned_data)
        except Refusal as refusal:
            if request.headers.get("HX-Request") == "true":
                raise
            place_refusal(form, refusal)
        else:
            return _kept(request, minutes) or redirect("exchange-meeting", pk)
    return render(request, "meetings/meeting.html", _page(user, found, form), status=422 if form.errors else 200)


def _kept(request: HttpRequest, minutes: Minutes) -> HttpResponseBase | None:
    """Answer what keeps the minutes by itself with the revision it made; None where a person pressed."""
    if request.headers.get("HX-Request") != "true":
        return None
    return render(request, "meetings/kept.html", {"minutes": minutes, "at": clock.now()})


def _page(user: User, found: Exchange, form: forms.MinutesForm) -> dict[str, Any]:
    today = clock.today()
    rule = access.rule_on_attendance(found.batch, found.held_on)
    attendance = None
    if rule is not None:
        attendance = forms.AttendanceForm(exchange=found, initial=_present(found))
        meanwhile.opened_on(attendance, found, _present)
    return {
        **frame(found, user, today),
        "form": form,
        "rule": rule,
        "attendance": attendance,
        "away": _away(found) if rule is not None else [],
        "follow_ups": showing.follow_up_rows(found, today),
    }


def _present(found: Exchange) -> dict[str, Any]:
    return {"officers": [one.officer_id for one in found.attendance.all()]}


def _away(found: Exchange) -> list[str]:
    """Return who is on approved leave that day: nobody writes it twice."""
    leaves = Leave.objects.filter(
        posting__batch=found.batch_id, state="approved", first_on__lte=found.held_on, last_on__gte=found.held_on
    )
    return list(leaves.order_by("posting__officer__name").values_list("posting__officer__name", flat=True))


@guarded(BRANCH)
@require_POST
def attendance(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write who was there, where a rulebook asks it."""
    user = person(request)
    found = _edited(user, pk)
    form = forms.AttendanceForm(request.POST, exchange=found)
    meanwhile.opened_on(form, found, _present)
    if form.is_valid():
        meanwhile.hold(form, found)
        actions.write_attendance(user, exchange=found, officers=form.cleaned_data["officers"])
    return redirect("exchange-meeting", pk)


@guarded(BRANCH)
def follow_up(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Agree who does what by when; with `?item=` what an item leads to."""
    user, today = person(request), clock.today()
    found = _edited(user, pk)
    item = _item(request, found)
    form = forms.FollowUpForm(request.POST or None, batch=found.batch, today=today)

    def act(data: dict[str, Any]) -> str:
        actions.follow_up(user, exchange=found, item=item, **data)
        return reverse("exchange-meeting", args=[pk])

    parent = (labels.week_words(found), reverse("exchange-meeting", args=[pk]))
    lede = str(item) if item is not None else _("It becomes a to-do of that person, and the next pack tells the rest.")
    page = FormPage(_("Agree a follow-up"), _("Agree it"), parent, lede)
    return answer(request, page, form, act, _("It stands among that person's to-dos."))


def _item(request: HttpRequest, found: Exchange) -> PackItem | None:
    try:
        key = uuid.UUID(request.GET.get("item", ""))
    except ValueError:
        return None
    item: PackItem | None = found.items.filter(pk=key).first()
    return item


@guarded(BRANCH)
def move(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give the exchange another day, hour or place."""
    user = person(request)
    found = _edited(user, pk)
    begun = {"held_on": found.held_on, "starts_at": found.starts_at, "place": found.place}
    form = forms.MoveForm(request.POST or None, initial=begun)

    def act(data: dict[str, Any]) -> str:
        return reverse("exchange", args=[actions.move(user, exchange=found, **data).pk])

    page = FormPage(_("Move the exchange"), _("Move it"), _parent(found))
    return answer(request, page, form, act, record=found)


@guarded(BRANCH)
def cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Call the exchange off."""
    user = person(request)
    found = _edited(user, pk)

    def act(data: dict[str, Any]) -> str:
        return reverse("exchange", args=[actions.cancel(user, exchange=found, **data).pk])

    lede = _("It stays on record with the reason. The week may have another.")
    page = FormPage(_("Cancel the exchange"), _("Cancel it"), _parent(found), lede)
    return answer(request, page, forms.ReasonForm(request.POST or None), act)


@guarded(BRANCH)
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close the exchange: everything in it stays as it is."""
    user = person(request)
    found = _edited(user, pk)
    form = forms.CloseForm(request.POST or None, exchange=found, initial={"chair": user.pk})

    def act(data: dict[str, Any]) -> str:
        return reverse("exchange", args=[actions.close(user, exchange=found, **data).pk])

    lede = _("Pack, minutes and figures stay as they are now. The to-dos go on.")
    page = FormPage(_("Close the exchange"), _("Close it"), _parent(found), lede)
    return answer(request, page, form, act)


def _parent(found: Exchange) -> tuple[str, str]:
    return labels.week_words(found), reverse("exchange", args=[found.pk])
