"""Pages of batches: the overview, the list, planning, copying, opening and closing one."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.programme import access, actions, forms, roster, showing, words
from hometown.programme.models import Batch, Milestone

from .answering import FormPage

SEE, RUN, BRANCH = Capability.SEE_PROGRAMME, Capability.RUN_PROGRAMME, Capability.RUN_BRANCH
GET_POST = require_http_methods(["GET", "POST"])


@guarded(SEE)
@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """The batch at work today."""
    found = access.present_batch(person(request))
    if found is None:
        page = {"may_run": access.may_run(person(request))}
        return render(request, "programme/no_batch.html", page)
    return _batch_page(request, found)


@guarded(SEE)
@require_GET
def batch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One batch: who is where, what the branch has set itself, what comes next."""
    return _batch_page(request, access.batch_for(person(request), pk))


def _batch_page(request: HttpRequest, found: Batch) -> HttpResponse:
    reader, today = person(request), clock.today()
    policy = in_force(today)
    day = min(max(today, found.first_on), found.last_on)
    listed = roster.lines(access.visible_postings(reader).filter(batch=found), day)
    codes = list(found.districts.order_by("division_code").values_list("division_code", flat=True))
    branch = showing.branch_of(found)
    away = [line for line in listed if line.away_until]
    page = {
        "batch": found,
        "name": words.named(found),
        "state": showing.state_of(found),
        "tabs": showing.tabs(found, "batch"),
        "figs": showing.key_figures(found, len(away), today),
        "facts": showing.batch_facts(found, today),
        "districts": roster.by_district(listed, codes),
        "day": day,
        "away": away if found.first_on <= today <= found.last_on else [],
        "milestones": showing.milestone_rows(found, today),
        "key_tasks": showing.key_task_lines(found, policy, today, reader),
        "branch": branch,
        "secretary": showing.secretary_of(branch),
        "advice": showing.advice(policy, found, branch, today),
        "unread": showing.unread_rows(reader, found),
        "may_run": access.may_run(reader, found),
        "may_lead": access.may_lead(reader, found),
    }
    return render(request, "programme/batch.html", page)


@guarded(SEE)
@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """Every batch this person may read of, newest first."""
    reader = person(request)
    found = access.visible_batches(reader).select_related("host_city", "cloned_from").order_by("-number")
    counted = found.annotate(officer_count=Count("postings__officer", distinct=True))
    page = {
        "batches": [(one, words.named(one), words.named(one.host_city), showing.state_of(one)) for one in counted],
        "may_run": access.may_run(reader),
    }
    return render(request, "programme/batch_list.html", page)


def _list_parent() -> tuple[str, str]:
    return _("All batches"), reverse("batch-list")


def parent_of(found: Batch) -> tuple[str, str]:
    """Return the page a form of a batch belongs to."""
    return words.named(found), reverse("batch", args=[found.pk])


@guarded(RUN)
@GET_POST
def batch_add(request: HttpRequest) -> HttpResponseBase:
    """Plan a batch."""
    latest = Batch.objects.order_by("-number").values_list("number", flat=True).first()
    form = forms.NewBatchForm(request.POST or None, initial={"number": (latest or 0) + 1})

    def act(data: dict[str, Any]) -> str:
        made = actions.plan_batch(person(request), **data)
        return reverse("batch-districts", args=[made.pk])

    lede = _("It is planned until you open it. The districts come next.")
    return answer(request, FormPage(_("Plan a batch"), _("Plan it"), _list_parent(), lede), form, act)


@guarded(RUN)
@GET_POST
def batch_clone(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Plan a batch with the rules of an earlier one."""
    source = access.batch_for(person(request), pk)
    latest = Batch.objects.order_by("-number").values_list("number", flat=True).first()
    form = forms.NewBatchForm(
        request.POST or None, initial={"number": (latest or 0) + 1, "host_city": source.host_city_id}
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        made = actions.clone_batch(person(request), source=source, **data)
        return reverse("batch-districts", args=[made.pk])

    lede = _("Takes along the districts, the rulebooks as they stand, and the work priorities. Nobody is posted to it.")
    page = FormPage(_("Plan the next batch like this one"), _("Plan it"), parent_of(source), lede)
    return answer(request, page, form, act)


@guarded(RUN)
@GET_POST
def batch_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Rename a batch or move its days."""
    found = access.batch_for(person(request), pk)
    names = ("name", "name_en", "first_on", "last_on")
    form = forms.BatchForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def act(data: dict[str, Any]) -> str:
        actions.edit_batch(person(request), batch=found, **data)
        return reverse("batch", args=[found.pk])

    lede = _("Postings that end with the batch move with its last day.")
    page = FormPage(_("Change the batch"), _("Save it"), parent_of(found), lede)
    return answer(request, page, form, act, record=found)


@guarded(RUN)
@GET_POST
def batch_districts(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say which districts a batch is sent to."""
    found = access.batch_for(person(request), pk)
    form = forms.DistrictsForm(request.POST or None, batch=found, initial=_sent_to(found))
    if request.method == "POST" and not form.is_bound:
        form = forms.DistrictsForm({}, batch=found)

    def act(data: dict[str, Any]) -> str:
        actions.set_districts(person(request), batch=found, revision=found.revision, **data)
        return reverse("batch", args=[found.pk])

    page = FormPage(_("Districts of the batch"), _("Save them"), parent_of(found))
    return answer(request, page, form, act, record=found, begun=_sent_to)


def _sent_to(found: Batch) -> dict[str, list[str]]:
    return {"districts": list(found.districts.values_list("division_code", flat=True))}


@guarded(RUN)
@require_POST
def batch_start(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Open a planned batch for work."""
    found = access.batch_for(person(request), pk)
    actions.start_batch(person(request), batch=found)
    messages.info(request, _("The batch is open for work."))
    return redirect("batch", found.pk)


@guarded(RUN)
@GET_POST
def batch_close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close a batch."""
    found = access.batch_for(person(request), pk)
    form = forms.ClosingForm(request.POST or None, initial={"on": min(clock.today(), found.last_on)})

    def act(data: dict[str, Any]) -> str:
        actions.close_batch(person(request), batch=found, **data)
        return reverse("batch", args=[found.pk])

    lede = _("Postings, duties and the branch end that day. Records stay. A closed batch is not opened again.")
    page = FormPage(_("Close the batch"), _("Close the batch"), parent_of(found), lede)
    return answer(request, page, form, act, record=found)


@guarded(BRANCH, RUN)
@GET_POST
def milestone_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write a milestone."""
    found = access.batch_for(person(request), pk)
    form = forms.MilestoneForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.add_milestone(person(request), batch=found, **data)
        return reverse("batch", args=[found.pk])

    return answer(request, FormPage(_("Add a milestone"), _("Add it"), parent_of(found)), form, act)


@guarded(BRANCH, RUN)
@require_POST
def milestone_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a milestone back."""
    found: Milestone = access.milestone_for(person(request), pk)
    actions.remove_milestone(person(request), milestone=found)
    return redirect("batch", found.batch_id)
