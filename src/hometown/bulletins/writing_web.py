"""Pages by which a bulletin goes its way: drafted, edited, reviewed, signed off, sent; and the list of recipients."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotFound, Refusal
from hometown.programme.models import Batch

from . import access, actions, forms
from .actions.signing import standing_of
from .figures import find
from .issue import Issue, language_here
from .issue_sentences import FACTS, SECTIONS
from .issue_web import found, packed, steps_of, url_of
from .issuing import changed_since_signed
from .models import Bulletin, Recipient
from .printing import printed
from .reading import composed
from .rules import Place, Step, asked, fault_of_step, month_of, placed

MONTHS_BACK = 24


@guarded(access.WRITE)
def bulletin_draft(request: HttpRequest) -> HttpResponseBase:
    """Let the machine draft the bulletin of a month."""
    user = person(request)
    batches = list(Batch.objects.order_by("-number"))
    form = forms.MonthForm(request.POST or None, months=_months(batches), batches=batches)
    if request.method == "POST" and form.is_valid():
        month = month_of(form.cleaned_data["month"])
        assert month is not None
        batch = next((one for one in batches if str(one.number) == form.cleaned_data["batch"]), None)
        try:
            return redirect(url_of("bulletin-edit", actions.draft(user, month=month, batch=batch)))
        except Refusal as refusal:
            place_refusal(form, refusal)
    status = 422 if form.errors else 200
    return render(request, "bulletins/bulletin_draft.html", {"form": form}, status=status)


def _months(batches: list[Batch]) -> list[date]:
    """Return the months that may be told, this one first, back to where the programme began."""
    begun = min((one.first_on for one in batches), default=clock.today()).replace(day=1)
    found: list[date] = []
    month = clock.today().replace(day=1)
    while month >= begun and len(found) < MONTHS_BACK:
        found.append(month)
        month = (month.replace(day=1) - date.resolution).replace(day=1)
    return found


# --- editing ----------------------------------------------------------------------------------------------------------


@guarded(access.WRITE)
@require_GET
def bulletin_edit(request: HttpRequest, month: str) -> HttpResponseBase:
    """The sections of a draft, each with a door to edit it."""
    one = found(request, month)
    issue, short = Issue(one), language_here()
    parts = {part.section: part for part in one.parts.all()}
    sections = [
        {"heading": heading, "lines": getattr(parts[code], short).splitlines() if code in parts else [],
         "url": url_of("bulletin-part", one, code)}
        for code, (heading, _draft) in SECTIONS.items()
    ]  # fmt: skip
    context = {
        "bulletin": one, "back": url_of("bulletin", one), "sections": sections, "facts": issue.facts,
        "number_url": url_of("bulletin-number", one), "step_url": url_of("bulletin-step", one),
        **steps_of(person(request), one),
    }  # fmt: skip
    return render(request, "bulletins/bulletin_edit.html", context)


@guarded(access.WRITE)
def bulletin_part(request: HttpRequest, month: str, section: str) -> HttpResponseBase:
    """Edit a section: words are typed, figures are places."""
    user, one = person(request), found(request, month)
    part = access.part(user, one, section)
    form = forms.PartForm(request.POST or None, initial={"zh": part.zh, "en": part.en})
    meanwhile.opened_on(form, part)
    if request.method == "POST" and form.is_valid():
        try:
            meanwhile.hold(form, part)
            actions.edit_part(user, part=part, **form.cleaned_data)
            return redirect(url_of("bulletin-edit", one))
        except Refusal as refusal:
            place_refusal(form, refusal)
    issue = Issue(one)
    context = {
        "form": form, "bulletin": one, "heading": SECTIONS[section][0], "back": url_of("bulletin-edit", one),
        "facts": [(f"{{{code}}}", issue.facts[code]) for code in FACTS], "chips": _chips(issue, part),
    }  # fmt: skip
    return render(request, "bulletins/bulletin_part.html", context, status=422 if form.errors else 200)


def _chips(issue: Issue, part: Any) -> list[dict[str, Any]]:
    """Return the places that may stand in a text: what each is called; those of the section with what they say now."""
    here = {one.code for one in placed(f"{part.zh}\n{part.en}") if isinstance(one, Place)}
    chips = []
    for code in sorted(issue.places - set(FACTS), key=lambda code: (code not in here, asked(code).base, code)):
        known = find(asked(code).figure)
        if known is not None:
            now = str(printed(issue.result(code))) if code in here else ""
            chips.append({"place": f"{{{code}}}", "name": known.name, "time": _time_of(code), "now": now})
    return chips


def _time_of(code: str) -> str:
    wanted = asked(code)
    of = _("of the last bulletin's month") if wanted.former else ""
    since = _("since the beginning") if wanted.since else ""
    return " · ".join(one for one in (of, since) if one) or _("of the month")


@guarded(access.WRITE)
def bulletin_number(request: HttpRequest, month: str) -> HttpResponseBase:
    """Edit the document number and the addressee."""
    user, one = person(request), found(request, month)
    begun = {"word": one.word, "number": one.number, "addressee": one.addressee}
    form = forms.NumberForm(request.POST or None, initial=begun)
    meanwhile.opened_on(form, one)
    if request.method == "POST" and form.is_valid():
        try:
            meanwhile.hold(form, one)
            actions.edit_head(user, bulletin=one, **form.cleaned_data)
            return redirect(url_of("bulletin-edit", one))
        except Refusal as refusal:
            place_refusal(form, refusal)
    context = {"form": form, "bulletin": one, "back": url_of("bulletin-edit", one)}
    return render(request, "bulletins/bulletin_number.html", context, status=422 if form.errors else 200)


# --- reviewing, signing off, returning --------------------------------------------------------------------------------


@guarded(*access.HANDS)
def bulletin_step(request: HttpRequest, month: str) -> HttpResponseBase:
    """The next step of a bulletin: review, sign off, or return with the reason; who may not is told why."""
    user, one = person(request), found(request, month)
    returning = request.method == "POST" and "return" in request.POST
    form = forms.ReturnForm(request.POST if returning else None)
    meanwhile.opened_on(form, one)
    if request.method == "POST":
        if returning and not form.is_valid():
            return _step_page(request, user, one, form)
        try:
            _take(request, user, one, form)
            return redirect(url_of("bulletin", one))
        except BadInput as refusal:
            place_refusal(form, refusal)
    return _step_page(request, user, one, form)


def _take(request: HttpRequest, user: User, one: Bulletin, form: forms.ReturnForm) -> None:
    if "return" in request.POST:
        meanwhile.hold(form, one)
        actions.return_to_draft(user, bulletin=one, reason=form.cleaned_data["reason"])
        messages.info(request, _("Returned to draft."))
        return
    seen = request.POST.get("revision", "")
    one.revision = int(seen) if seen.isdecimal() and len(seen) < 9 else one.revision
    if "review" in request.POST:
        actions.review(user, bulletin=one)
        messages.info(request, _("Reviewed. Somebody else signs it off."))
    else:
        actions.sign_off(user, bulletin=one)
        messages.info(request, _("Signed off. It is sealed where the key lies: hometown bulletin --seal."))


def _step_page(request: HttpRequest, user: User, one: Bulletin, form: forms.ReturnForm) -> HttpResponseBase:
    following = {Step.DRAFT: (Step.REVIEWED, access.REVIEW), Step.REVIEWED: (Step.SIGNED, access.SIGN)}.get(
        Step(one.step)
    )
    fault = ""
    if following is not None:
        fault = fault_of_step(standing_of(one), following[0], str(user.pk)) if user.may(following[1]) else "not_yours"
    changed, issue = changed_since_signed(one, composed(one).values) if one.step == Step.SIGNED else [], Issue(one)
    context = {
        "bulletin": one, "back": url_of("bulletin", one), "form": form, "next": following[0] if following else "",
        "fault": fault, "changed": [_changed(issue, code) for code in changed], **steps_of(user, one),
    }  # fmt: skip
    return render(request, "bulletins/bulletin_step.html", context, status=422 if form.errors else 200)


def _changed(issue: Issue, code: str) -> dict[str, str]:
    known = find(asked(code).figure)
    now = str(printed(issue.result(code))) if known is not None else ""
    url = url_of("bulletin-figure", issue.bulletin, code)
    return {"title": str(known.name) if known else code, "meta": _time_of(code), "end": now, "url": url}


# --- sending ----------------------------------------------------------------------------------------------------------


@guarded(access.WRITE)
def bulletin_send(request: HttpRequest, month: str) -> HttpResponseBase:
    """Who got a sealed bulletin, and sending it to those on the list who have not."""
    user, one = person(request), found(request, month)
    if one.seal is None:
        raise NotFound("bulletins.not_sealed")
    if request.method == "POST":
        sent = actions.distribute(user, bulletin=one)
        words = ngettext("Sent to one recipient.", "Sent to %(count)s recipients.", len(sent)) % {"count": len(sent)}
        messages.info(request, words)
        return redirect(url_of("bulletin-send", one))
    deliveries = one.deliveries.select_related("recipient__person", "recipient__unit").order_by("pk")
    had = {delivery.recipient_id for delivery in deliveries}
    waiting = Recipient.objects.standing().exclude(pk__in=had).select_related("person", "unit").order_by("pk")
    context = {"bulletin": one, "back": url_of("bulletin", one), "deliveries": deliveries, "waiting": waiting}
    return render(request, "bulletins/bulletin_send.html", context)


@guarded(*access.READ)
@require_POST
def bulletin_fetch(request: HttpRequest, month: str) -> HttpResponseBase:
    """Fetch one's copy; that it was fetched is noted, nothing else."""
    user, one = person(request), found(request, month)
    delivery = access.delivery(user, one)
    if delivery is None:
        raise NotFound("bulletins.no_bulletin")
    actions.fetch(user, delivery=delivery)
    return packed(one, user)


@guarded(access.WRITE)
def recipients(request: HttpRequest) -> HttpResponseBase:
    """The list of recipients, and putting somebody on it."""
    user = person(request)
    on_list = Recipient.objects.standing().select_related("person", "unit").order_by("pk")
    people = access.readers(clock.today()).exclude(pk__in=[one.person_id for one in on_list])
    form = forms.RecipientForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_recipient(user, **form.cleaned_data)
            return redirect("bulletin-recipients")
        except Refusal as refusal:
            place_refusal(form, refusal)
    context = {"recipients": on_list, "form": form}
    return render(request, "bulletins/recipients.html", context, status=422 if form.errors else 200)


@guarded(access.WRITE)
@require_POST
def recipient_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take somebody off the list."""
    user = person(request)
    actions.remove_recipient(user, recipient=access.recipient(user, pk))
    return redirect("bulletin-recipients")
