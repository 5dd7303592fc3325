"""One project, and what changes it: facts, stage, status, credit, where it lands."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.policy.standing import in_force, version_in_force
from hometown.programme.models import Officer, Unit
from hometown.projects import access, actions, claimpage, forms, labels, page, readiness
from hometown.projects.board import late_lamp
from hometown.projects.models import Credit, Project

ADVANCE = Capability.ADVANCE_PROJECT.value
DECIDE = Capability.DECIDE_CLAIMS.value
FIRST_LINES = 10  # the rest of what happened is folded
BATCH = Capability.SEE_PROJECTS_BATCH.value


@guarded(*access.READERS)
def project(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One project."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.project_for(user, pk)
    ready, story = readiness.of(found, policy, today), page.story_of(found)
    version = version_in_force(today)
    may = page.may(user, found, policy, ready)
    to_verify = next((paper for paper in ready.papers if paper.verdict is None), None)
    stage = to_verify.stage if to_verify else found.stage
    light, lines = late_lamp(found, policy, today), page.timeline(policy, story)
    shown: dict[str, Any] = {
        "project": found,
        "may": may,
        "rail": page.rail(policy, story),
        "ready": ready,
        "tasks": page.tasks(user, policy, ready),
        "ahead": labels.stage(policy, ready.ahead.stage.code.value) if ready.ahead else "",
        "version": version,
        "evidence": page.evidence_rows(policy, story),
        "lines": lines[:FIRST_LINES],
        "earlier": lines[FIRST_LINES:],
        "facts": page.facts(user, policy, story),
        "contract": page.contract_facts(found),
        "claim": claimpage.claim_of_project(user, policy, found, today),
        "credits": page.credit_facts(found),
        "filings": page.filing_rows(user, found),
        "vouchers": page.voucher_rows(user, found),
        "doubts": page.doubts(found),
        "lost_paper": page.lost_paper(policy, story),
        "verifiers": page.verifiers(user, policy, stage, to_verify.reported_by if to_verify else None, today),
        "advance_form": forms.AdvanceForm(initial={"on": today, "stage": found.stage}) if may["advance"] else None,
        "doors": {
            "evidence": reverse("evidence-add", args=[pk]) if may["report"] else "",
            "voucher": reverse("voucher-add", args=[pk]) if may["report"] else "",
            "credits": reverse("project-credits", args=[pk]) if may["coordinate"] else "",
            **page.contact_doors(user, found),
        },
        "decides_claims": access.decides_claims(user, policy),
        **_state(policy, found, light),
    }
    return render(request, "projects/project.html", shown)


def _state(policy: Any, found: Project, light: str) -> dict[str, Any]:
    return {
        "stage_name": labels.stage(policy, found.stage),
        "reported_name": labels.stage(policy, found.reported_stage),
        "status_name": labels.status(policy, found.status),
        "reason_name": labels.reason(policy, found.status, found.status_reason),
        "chain_name": labels.chain(policy, found.chain),
        "marking": labels.MARKINGS.get(found.label, ""),
        "light": light,
        "light_words": {"red": _("late"), "amber": _("due soon"), "green": _("on course")}.get(light, ""),
    }


def _run(
    request: HttpRequest, form: django_forms.Form, verb: Callable[[], object], found: Project, said: str
) -> HttpResponseBase | None:
    """Run a verb if the form is good. Returns where to go, or None when the form must be shown again."""
    if request.method != "POST" or not form.is_valid():
        return None
    meanwhile.hold(form, found)
    try:
        verb()
    except Refusal as refusal:
        place_refusal(form, refusal)
        return None
    messages.info(request, said)
    return redirect("project", found.pk)


def _shown(request: HttpRequest, form: django_forms.Form, found: Project, **more: Any) -> HttpResponse:
    """Show a form about a project, again with what was typed when it failed."""
    context = {"form": form, "project": found, **more}
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)


@guarded(*access.WORKERS)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change the facts that are touched."""
    user, policy = person(request), in_force(clock.today())
    found = access.project_for(user, pk)
    form = forms.EditForm(request.POST or None, project=found, user=user, policy=policy)
    done = _run(
        request,
        form,
        lambda: actions.edit_project(user, project=found, **form.touched()),
        found,
        _("The project is changed."),
    )
    if done:
        return done
    status = 422 if form.errors else 200
    return render(request, "projects/edit.html", {"form": form, "project": found}, status=status)


@guarded(ADVANCE)
def advance(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Move to the next stage; what is missing is said instead where something is."""
    user, policy = person(request), in_force(clock.today())
    found = access.project_for(user, pk)
    ready = readiness.of(found, policy, clock.today())
    form = forms.AdvanceForm(request.POST or None, initial={"on": clock.today(), "stage": found.stage})
    done = _run(
        request,
        form,
        lambda: actions.advance(user, project=found, **form.cleaned_data),
        found,
        _("The project has moved on."),
    )
    stage = labels.stage(policy, ready.ahead.stage.code.value) if ready.ahead else labels.stage(policy, found.stage)
    title = _("Move to “%(stage)s”") % {"stage": stage}
    return done or _shown(
        request, form, found, title=title, button=_("Move the project"), tasks=page.tasks(user, policy, ready)
    )


@guarded(ADVANCE, DECIDE, BATCH)
def back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Set back to an earlier stage."""
    user, policy = person(request), in_force(clock.today())
    found = access.project_for(user, pk)
    form = forms.BackForm(request.POST or None, project=found, policy=policy)
    meanwhile.opened_on(form, found)
    done = _run(
        request,
        form,
        lambda: actions.set_back(user, project=found, **form.cleaned_data),
        found,
        _("The project is set back."),
    )
    lede = _("What it had reached stays in its history. Evidence stays on file.")
    return done or _shown(request, form, found, title=_("Set back"), button=_("Set the project back"), lede=lede)


@guarded(*access.WORKERS)
def report_stage(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Note a stage somebody reported."""
    user, policy = person(request), in_force(clock.today())
    found = access.project_for(user, pk)
    form = forms.ReportedForm(request.POST or None, project=found, policy=policy)
    meanwhile.opened_on(form, found)
    done = _run(
        request,
        form,
        lambda: actions.report_stage(user, project=found, **form.cleaned_data),
        found,
        _("The reported stage is noted."),
    )
    lede = _("The project stays where its evidence carries it; the page shows both.")
    return done or _shown(request, form, found, title=_("Reported stage"), button=_("Note it"), lede=lede)


@guarded(ADVANCE, DECIDE, BATCH)
def status(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Pause, lose, withdraw or revive."""
    user, policy = person(request), in_force(clock.today())
    found = access.project_for(user, pk)
    form = forms.StatusForm(request.POST or None, project=found, policy=policy, initial={"on": clock.today()})
    meanwhile.opened_on(form, found)

    def verb() -> object:
        becomes, reason = form.status_and_reason
        said = form.cleaned_data
        return actions.set_status(user, project=found, status=becomes, reason=reason, note=said["note"], on=said["on"])

    done = _run(request, form, verb, found, _("The status is changed."))
    lede = _("The stage and the evidence stay. A lost or withdrawn project gives its first claim back.")
    return done or _shown(request, form, found, title=_("Status"), button=_("Change the status"), lede=lede)


@guarded(DECIDE, BATCH)
def credits_of(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Share the credit."""
    user = person(request)
    found = access.project_for(user, pk)
    access.require_coordinator(user, found)
    officers = _officers(found)
    form = forms.CreditsForm(request.POST or None, officers=officers, initial=_shares(found))
    meanwhile.opened_on(form, found, _shares)
    done = _run(
        request,
        form,
        lambda: actions.set_credits(user, project=found, shares=form.shares(), revision=found.revision),
        found,
        _("The credit is shared."),
    )
    lede = _("Per cent for each officer, at most the whole together. Empty is no share.")
    return done or _shown(request, form, found, title=_("Credit"), button=_("Share the credit"), lede=lede)


def _shares(found: Project) -> dict[str, Decimal]:
    return {str(one.officer_id): one.share for one in Credit.objects.filter(project=found)}


def _officers(found: Project) -> list[Officer]:
    """Return who may have a share: the officers of the batch, those who filed, those who have one."""
    batch = Q(postings__batch=found.batch_id) if found.batch_id else Q(pk__in=[])
    about = Q(filings__project=found) | Q(credits__project=found)
    return list(Officer.objects.filter(batch | about).distinct().order_by("name"))


@guarded(DECIDE, BATCH, Capability.SEE_PROJECTS_LANDING.value)
def steward(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say who serves the project. Where it lands is settled by routing it, on the floor above."""
    user = person(request)
    found = access.project_for(user, pk)
    form = forms.StewardForm(request.POST or None, stewards=_stewards(found), initial=_steward(found))
    meanwhile.opened_on(form, found, _steward)

    def verb() -> None:
        if "steward" in form.changed_data:
            actions.set_steward(user, project=found, steward=form.stewards.get(form.cleaned_data["steward"]))

    done = _run(request, form, verb, found, _("It is settled who serves the project."))
    return done or _shown(request, form, found, title=_("Steward"), button=_("Name the steward"))


def _steward(found: Project) -> dict[str, str]:
    return {"steward": str(found.steward or "")}


def _stewards(found: Project) -> list[User]:
    """Return who may serve the project: accounts with a standing duty in the unit where it lands, or above it."""
    if found.landing_unit is None:
        return []
    units: list[uuid.UUID] = []
    unit: Unit | None = found.landing_unit
    while unit is not None:
        units.append(unit.pk)
        unit = unit.parent
    people = User.objects.active().filter(grants__scope_kind="unit", grants__scope_id__in=units).distinct()
    return [one for one in people.order_by("name") if one.may(Capability.SEE_PROJECTS_LANDING)]
