"""Pages of the city's action plans: the plans, one plan, one clause with what is done under it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.face.parts import Row
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.programme import access, actions, plan_forms
from hometown.programme.models import ActionPlan, PlanClause
from hometown.programme.showing import plans as showing
from hometown.tasks import access as tasks


@guarded(*access.PLAN_READERS)
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """The action plans of the city, the newest first."""
    user = person(request)
    rows = [Row(one.title, str(one.year), reverse("plan", args=[one.pk]), icon="table")
            for one in access.visible_plans(user)]  # fmt: skip
    return render(request, "programme/plan_list.html", {"rows": rows, "may_keep": access.may_keep_plans(user)})


@guarded(*access.PLAN_READERS)
@require_GET
def plan(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One plan, clause by clause."""
    user, today = person(request), clock.today()
    found = access.plan_for(user, pk)
    return render(request, "programme/plan.html", {
        "plan": found, "clauses": showing.clause_lines(found, in_force(today), today),
        "may_keep": access.may_keep_plans(user),
    })  # fmt: skip


@guarded(access.PLANS)
def plan_add(request: HttpRequest) -> HttpResponseBase:
    """Write an action plan."""
    user = person(request)
    page = FormPage(_("Write an action plan"), _("Keep it"), (_("Action plans"), reverse("plan-list")))

    def act(data: dict[str, Any]) -> str:
        return reverse("plan", args=[actions.add_plan(user, **data).pk])

    form = plan_forms.PlanForm(request.POST or None, initial={"year": clock.today().year})
    return answer(request, page, form, act)


@guarded(access.PLANS)
def clause_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write the next clause of a plan."""
    user = person(request)
    found = access.plan_for(user, pk)
    page = FormPage(_("Write a clause"), _("Keep it"), _parent_of(found))

    def act(data: dict[str, Any]) -> str:
        actions.add_clause(user, plan=found, **data)
        return reverse("plan", args=[pk])

    return answer(request, page, plan_forms.ClauseForm(request.POST or None), act)


def _parent_of(found: ActionPlan) -> tuple[str, str]:
    return found.title, reverse("plan", args=[found.pk])


@guarded(*access.PLAN_READERS)
@require_GET
def clause(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One clause: what it says, and what is done under it as far as the reader may see it."""
    user, today = person(request), clock.today()
    found, policy = access.clause_for(user, pk), in_force(today)
    return render(request, "programme/plan_clause.html", {
        "clause": found, "facts": showing.clause_facts(found),
        "key_tasks": showing.key_tasks_under(found, user, policy, today),
        "ties": showing.tasks_under(found, user, policy, today),
        "may_keep": access.may_keep_plans(user), "may_follow": access.follows_up(user),
    })  # fmt: skip


def _parent_of_clause(found: PlanClause) -> tuple[str, str]:
    return str(found), reverse("plan-clause", args=[found.pk])


@guarded(access.PLANS)
def clause_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Correct a clause."""
    user = person(request)
    found = access.clause_for(user, pk)
    page = FormPage(_("Correct the clause"), _("Keep it"), _parent_of_clause(found))

    def act(data: dict[str, Any]) -> str:
        actions.edit_clause(user, clause=found, **data)
        return reverse("plan-clause", args=[pk])

    form = plan_forms.ClauseForm(request.POST or None, initial=plan_forms.ClauseForm.begun(found))
    return answer(request, page, form, act, record=found)


@guarded(*access.PLAN_READERS)
def clause_tie(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that one of one's own to-dos is done under a clause."""
    user = person(request)
    found = access.clause_for(user, pk)
    open_ones = tasks.visible_tasks(user).open().exclude(clause_link__clause=found).order_by("due_on", "pk")
    lede = _("A to-do you have, or set for somebody. It stays where it is and shows here too.")
    page = FormPage(_("Tie a to-do to the clause"), _("Tie it"), _parent_of_clause(found), lede)

    def act(data: dict[str, Any]) -> str:
        actions.tie_task(user, clause=found, **data)
        return reverse("plan-clause", args=[pk])

    return answer(request, page, plan_forms.TieForm(request.POST or None, tasks=open_ones), act, _("Tied."))


@guarded(*access.PLAN_READERS)
@require_POST
def clause_untie(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take one of one's own to-dos from its clause."""
    user = person(request)
    found = access.clause_tie_for(user, pk)
    actions.untie_task(user, tie=found)
    return redirect("plan-clause", found.clause_id)
