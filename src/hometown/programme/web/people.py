"""Pages of officers, their postings and duties, and the roster of a batch."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.formats import masked_phone
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.policy.standing import in_force
from hometown.programme import access, actions, forms, revealing, roster, sheets, showing, words
from hometown.programme.models import Batch, Duty, Officer
from hometown.programme.rules.leave import Standing

from .answering import FormPage

SEE, RUN, EXPORT = Capability.SEE_PROGRAMME, Capability.RUN_PROGRAMME, Capability.EXPORT_LISTS
GET_POST = require_http_methods(["GET", "POST"])


# --- the roster -----------------------------------------------------------------------------------------------------


def _day(request: HttpRequest, batch: Batch) -> date:
    """Return the day that `?on=` names, else today, within the days of the batch."""
    try:
        wanted = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        wanted = clock.today()
    return min(max(wanted, batch.first_on), batch.last_on)


def _lines(request: HttpRequest, batch: Batch, day: date) -> list[roster.Line]:
    seen = access.visible_postings(person(request)).filter(batch=batch)
    found = roster.lines(seen, day, q=request.GET.get("q", ""), group=request.GET.get("group", ""))
    wanted = request.GET.get("standing", "")
    return [line for line in found if line.standing == wanted] if wanted in set(Standing) else found


@guarded(SEE)
@require_GET
def roster_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who is where on a day."""
    reader = person(request)
    batch = access.batch_for(reader, pk)
    day = _day(request, batch)
    page = {
        "batch": batch,
        "name": words.named(batch),
        "tabs": showing.tabs(batch, "roster"),
        "day": day,
        "lines": _lines(request, batch, day),
        "groups": [("", _("Every group"))] + [(u.division_code, words.named(u)) for u in roster.groups_of(batch)],
        "standings": [("", _("All")), ("at_post", _("At their post")), ("away", _("On leave"))],
        "may_export": reader.may(EXPORT),
        "may_run": access.may_run(reader, batch),
    }
    return render(request, "programme/roster.html", page)


@guarded(EXPORT)
@require_GET
def roster_export(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The roster of a day as xlsx. Phone numbers are masked here, too."""
    batch = access.batch_for(person(request), pk)
    day = _day(request, batch)
    heads = [
        (_("Name"), 12), (_("Sending unit"), 24), (_("Post at home"), 16), (_("Group of officers"), 14),
        (_("Host unit"), 26), (_("Post there"), 16), (_("First day"), 12), (_("Last day"), 12),
        (_("On that day"), 14), (_("Phone"), 16),
    ]  # fmt: skip
    rows = [_row(line) for line in _lines(request, batch, day)]
    content = sheets.as_xlsx(f"{batch.number} {day.isoformat()}", heads, rows)
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="roster-{batch.number}-{day.isoformat()}.xlsx"'
    return response


def _row(line: roster.Line) -> tuple[sheets.Value, ...]:
    posting, officer = line.posting, line.posting.officer
    where = _("on leave") if line.standing is Standing.AWAY else _("at their post")
    return (
        officer.name, words.named(officer.home_unit), officer.home_title, words.named(posting.group),
        words.named(posting.host_unit), posting.title, posting.first_on, posting.last_on, where,
        masked_phone(officer.phone) if officer.phone else "",
    )  # fmt: skip


# --- officers -------------------------------------------------------------------------------------------------------


@guarded(SEE)
@require_GET
def officer_list(request: HttpRequest) -> HttpResponse:
    """Every officer this person may read of."""
    reader, q = person(request), request.GET.get("q", "").strip()
    found = access.visible_officers(reader).select_related("home_unit").order_by("name", "pk")
    if q:
        found = found.filter(Q(name__icontains=q) | Q(home_unit__name__icontains=q))
    listed = numbered(request, found.prefetch_related("postings__batch", "postings__host_unit"))
    return render(request, "programme/officer_list.html", {"page": listed, "may_run": access.may_run(reader)})


@guarded(*access.READERS)
@require_GET
def officer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One officer: postings, duties, leave."""
    found = access.officer_for(person(request), pk)
    return _officer_page(request, found, forms.PhoneForm())


def _officer_page(
    request: HttpRequest, found: Officer, form: forms.PhoneForm, phone: str = "", status: int = 200
) -> HttpResponse:
    reader, is_own = person(request), found.user_id == person(request).pk
    postings = found.postings.select_related("batch", "host_unit", "group").order_by("-first_on")
    leaves = access.visible_leaves(reader).filter(posting__officer=found).order_by("-first_on")[:20]
    policy = in_force(clock.today())
    page = {
        "officer": found,
        "facts": showing.officer_facts(found, with_account=is_own or access.may_run(reader)),
        "phone": found.phone if is_own else phone,
        "form": form,
        "is_own": is_own,
        "postings": showing.posting_rows(postings, clock.today()),
        "duties": [(one, showing.duty_words(one, policy)) for one in access.duties_of(reader, found)],
        "posts": [(one, words.POSTS.get(one.post, one.post)) for one in found.branch_posts.select_related("branch")],
        "leaves": showing.leave_rows(leaves, policy),
        "may_run": access.may_run(reader),
        "may_edit": is_own or access.may_run(reader),
    }
    return render(request, "programme/officer.html", page, status=status)


@guarded(*access.READERS)
@require_POST
@never_cache
def officer_phone(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a phone number in full, and log that it was."""
    found = access.officer_for(person(request), pk)
    form = forms.PhoneForm(request.POST)
    if form.is_valid():
        try:
            phone = revealing.phone_of(person(request), found, purpose=form.cleaned_data["purpose"])
            return _officer_page(request, found, form, phone)
        except Refusal as refusal:
            place_refusal(form, refusal)
    return _officer_page(request, found, form, status=422)


def _officer_parent(found: Officer) -> tuple[str, str]:
    return found.name, reverse("officer", args=[found.pk])


@guarded(RUN)
@GET_POST
def officer_add(request: HttpRequest) -> HttpResponseBase:
    """Add an officer."""
    form = forms.NewOfficerForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        made = actions.add_officer(person(request), **data)
        return reverse("posting-add", args=[made.pk])

    parent = (_("Officers"), reverse("officer-list"))
    return answer(request, FormPage(_("Add an officer"), _("Add them"), parent), form, act)


@guarded(*access.READERS)
@GET_POST
def officer_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Correct an officer's record."""
    found = access.officer_for(person(request), pk)
    may_see_phone = found.user_id == person(request).pk

    def begun(officer: Officer) -> dict[str, Any]:
        """A form is no way around the log of reveals: another's phone stays empty."""
        values = {name: getattr(officer, name) for name in ("name", "home_title")}
        return values | {"home_unit": officer.home_unit_id, "phone": officer.phone if may_see_phone else ""}

    form = forms.OfficerForm(request.POST or None, initial=begun(found))

    def act(data: dict[str, Any]) -> str:
        data["phone"] = data["phone"] or ("" if may_see_phone else found.phone)
        actions.edit_officer(person(request), officer=found, **data)
        return reverse("officer", args=[found.pk])

    lede = "" if may_see_phone else _("Leave the phone empty to keep the one there is.")
    page = FormPage(_("Correct the record"), _("Save it"), _officer_parent(found), lede)
    return answer(request, page, form, act, record=found, begun=begun)


@guarded(RUN)
@GET_POST
def officer_account(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say which account is an officer's."""
    found = access.officer_for(person(request), pk)
    form = forms.AccountForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.link_account(person(request), officer=found, **data)
        return reverse("officer", args=[found.pk])

    lede = _("The security administrator opens accounts. Each posting hands its role down to the account.")
    page = FormPage(_("Link an account"), _("Link it"), _officer_parent(found), lede)
    return answer(request, page, form, act, record=found)


# --- postings -------------------------------------------------------------------------------------------------------


@guarded(RUN)
@GET_POST
def posting_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Post an officer."""
    found = access.officer_for(person(request), pk)
    present = access.present_batch(person(request))
    initial = {} if present is None else {"batch": present, "first_on": present.first_on, "last_on": present.last_on}
    form = forms.PostingForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.post_officer(person(request), officer=found, **data)
        return reverse("officer", args=[found.pk])

    return answer(request, FormPage(_("Post the officer"), _("Post them"), _officer_parent(found)), form, act)


@guarded(RUN)
@GET_POST
def posting_move(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Move an officer to another host unit."""
    found = access.posting_for(person(request), pk)
    form = forms.MoveForm(request.POST or None, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> str:
        actions.change_host(person(request), posting=found, **data)
        return reverse("officer", args=[found.officer_id])

    lede = _("This posting ends the day before; the new one lasts as long as this one would have.")
    page = FormPage(_("Change the host unit"), _("Change it"), _officer_parent(found.officer), lede)
    return answer(request, page, form, act, record=found)


@guarded(RUN)
@GET_POST
def posting_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a posting early."""
    found = access.posting_for(person(request), pk)
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> str:
        actions.end_posting(person(request), posting=found, **data)
        return reverse("officer", args=[found.officer_id])

    page = FormPage(_("End the posting early"), _("End the posting"), _officer_parent(found.officer))
    return answer(request, page, form, act, record=found)


# --- duties ---------------------------------------------------------------------------------------------------------


@guarded(RUN)
@require_GET
def duty_list(request: HttpRequest) -> HttpResponse:
    """Who holds which role, over what, until when."""
    policy, q = in_force(clock.today()), request.GET.get("q", "").strip()
    found = access.visible_duties(person(request)).select_related("user", "unit", "batch")
    if q:
        found = found.filter(Q(user__name__icontains=q) | Q(unit__name__icontains=q))
    if request.GET.get("show") != "ended":
        found = found.exclude(last_on__lt=clock.today())
    else:
        found = found.filter(last_on__lt=clock.today())
    listed = numbered(request, found.order_by("role", "user__name", "pk"))
    page = {
        "page": listed,
        "lines": [(one, showing.duty_words(one, policy)) for one in listed.object_list],
        "views": [("", _("Held now")), ("ended", _("Ended"))],
        "today": clock.today(),
    }
    return render(request, "programme/duty_list.html", page)


@guarded(RUN)
@GET_POST
def duty_add(request: HttpRequest) -> HttpResponseBase:
    """Give a duty."""
    form = forms.DutyForm(
        request.POST or None,
        policy=in_force(clock.today()),
        initial={"first_on": clock.today(), "user": request.GET.get("user", "")},
    )

    def act(data: dict[str, Any]) -> str:
        actions.give_duty(person(request), **data)
        return reverse("duty-list")

    parent = (_("Duties held"), reverse("duty-list"))
    lede = _("A duty is a role over something, for a time. It gives the access that goes with the role, and takes it.")
    return answer(request, FormPage(_("Give a duty"), _("Give it"), parent, lede), form, act)


@guarded(RUN)
@require_POST
def duty_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a duty today."""
    found: Duty = access.duty_for(person(request), pk)
    actions.end_duty(person(request), duty=found)
    return redirect("duty-list")
