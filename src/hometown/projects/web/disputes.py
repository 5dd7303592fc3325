"""What is disputed about claims: the desk where it waits, a probable match, a transfer, an objection and its appeal."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects import access, actions, claimforms, claimpage, disputed, disputing, forms, labels
from hometown.projects.models import Objection
from hometown.projects.rules import is_guessed, object_until

from .claims import run, show_form, tabs

# An appeal may go to a role that knows nothing else of claims: the row decides, not the guard.
LOOKERS = (Capability.SEE_CLAIMS_REGISTER.value, Capability.DECIDE_CLAIMS.value, Capability.GIVE_INSTRUCTIONS.value)
SPEAKERS = (Capability.FILE_LEAD.value, Capability.DECIDE_CLAIMS.value)
FILE = Capability.FILE_LEAD.value


@guarded(*LOOKERS)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits to be decided, and what was decided lately: all of it for the bureau, one's own for a unit."""
    user, policy = person(request), in_force(clock.today())
    shown = {"groups": disputing.waiting(user, policy), "lately": disputing.lately(user, policy), "tabs": tabs(request)}
    shown["sees_register"] = user.may(Capability.SEE_CLAIMS_REGISTER)
    return render(request, "projects/claims_desk.html", shown)


# --- a probable match ---------------------------------------------------------------------------------------------


@guarded(*LOOKERS)
def conflict(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A filing that may mean a known project; who decides does so here."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = disputed.conflict_for(user, policy, pk)
    decides = access.decides_claims(user, policy) and not found.verdict
    asked = disputed.asked_together(user, policy, found)
    form = claimforms.DecideConflictForm(request.POST or None, asked=asked) if decides else None
    if form is not None:
        said = form
        done = run(
            request,
            form,
            lambda: actions.decide_conflict(user, **said.told()),
            _("It is decided."),
            lambda: reverse("conflict", args=[said.told()["conflict"].pk]),
        )
        if done:
            return done
    last = object_until(policy, found.decided_on) if found.decided_on else None
    units = claimpage.objecting_units(user, None, [found.project_id, found.other_id]) if found.decided_on else []
    shown = {
        "conflict": found,
        "sides": disputing.sides_of(user, policy, asked),
        "many": len(asked) if len(asked) > 1 else 0,
        "form": form,
        "decider": names_of([found.decided_by]).get(found.decided_by, "") if found.decided_by else "",
        "objections": found.objections.select_related("unit").order_by("pk"),
        "object_until": last if last and last >= today and units else None,
        "guessed": is_guessed(policy, policy.claims.decide_probable, found.due_on),
    }
    return render(request, "projects/claims_conflict.html", shown, status=422 if form and form.errors else 200)


@guarded(FILE)
def object_to_conflict(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Object to what was decided about a probable match."""
    user, policy = person(request), in_force(clock.today())
    found = disputed.conflict_for(user, policy, pk)
    units = claimpage.objecting_units(user, None, [found.project_id, found.other_id])
    form = claimforms.ObjectionForm(request.POST or None, request.FILES or None, units=units)
    made: list[Objection] = []

    def verb() -> None:
        said = form.cleaned_data
        paper = said["paper"]
        unit = form.units[said["unit"]]
        name = paper.name if paper else ""
        made.append(
            actions.object_to(
                user, unit=unit, conflict=found, grounds=said["grounds"], paper=paper or None, paper_name=name
            )
        )

    done = run(request, form, verb, _("The objection is filed."), lambda: reverse("objection", args=[made[0].pk]))
    more: dict[str, Any] = {
        "back_url": reverse("conflict", args=[pk]),
        "back_words": _("A probable match"),
        "lede": _("The home bureau decides with reasons. There is one appeal."),
        "has_file": True,
        "nobody": not units,
    }
    if found.decided_on:
        more["until"] = object_until(policy, found.decided_on)
        more["guessed"] = is_guessed(policy, policy.claims.objection, more["until"])
    return done or show_form(request, form, _("Object"), _("File the objection"), **more)


# --- a transfer ---------------------------------------------------------------------------------------------------


@guarded(*LOOKERS)
def transfer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A claim on its way from one unit to another."""
    user, policy = person(request), in_force(clock.today())
    found = disputed.transfer_for(user, policy, pk)
    shown = {
        "transfer": found,
        "sides": disputing.transfer_tasks(user, policy, found),
        "terms": disputing.terms_of(found),
        "project": disputing.passing_facts(policy, found.claim.project),
        "reason": claimforms.reason_words(policy, found),
        "may": disputing.may_answer(user, policy, found),
        "readable": bool(access.visible_among(user, [found.claim.project_id])),
        "claim_url": reverse("claim", args=[found.new_claim_id or found.claim_id]),
        "refused": disputing.refusal_words(found),
    }
    return render(request, "projects/claims_transfer.html", shown)


@guarded(*SPEAKERS)
@require_POST
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Agree to a transfer for one's side."""
    user, policy = person(request), in_force(clock.today())
    done = actions.confirm_transfer(user, transfer=disputed.transfer_for(user, policy, pk))
    words = _("The claim has passed on.") if done.completed_on else _("You have agreed. Other sides are still to.")
    messages.info(request, words)
    return redirect("transfer", pk)


@guarded(*SPEAKERS)
def refuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Refuse a transfer, with the reason."""
    user, policy = person(request), in_force(clock.today())
    found = disputed.transfer_for(user, policy, pk)
    form = forms.ReasonForm(request.POST or None)
    url = reverse("transfer", args=[pk])
    done = run(
        request,
        form,
        lambda: actions.refuse_transfer(user, transfer=found, **form.cleaned_data),
        _("The transfer is refused. The claim stays where it is."),
        lambda: url,
    )
    more = {"back_url": url, "back_words": _("Transfer"), "lede": _("The claim stays where it is.")}
    return done or show_form(request, form, _("Refuse the transfer"), _("Refuse it"), **more)


# --- an objection -------------------------------------------------------------------------------------------------


@guarded(*LOOKERS)
def objection(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """An objection: grounds, decision, appeal."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = disputed.objection_for(user, policy, pk)
    who = (found.filed_by, found.decided_by, found.appealed_by, found.appeal_decided_by)
    due = found.appeal_due_on if found.appealed_on else found.due_on
    shown = {
        "objection": found,
        "subject": disputing.subject(user, policy, found),
        "lines": disputing.objection_steps(found, names_of(who)),
        "may": disputing.may_with_objection(user, policy, found, today),
        "due": None if disputing.is_settled(found) else due,
        "guessed": due is not None and is_guessed(policy, policy.claims.decide_objection, due),
    }
    return render(request, "projects/claims_objection.html", shown)


@guarded(Capability.DECIDE_CLAIMS.value)
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Decide an objection."""
    user, policy = person(request), in_force(clock.today())
    found = disputed.objection_for(user, policy, pk)
    form = claimforms.DecideObjectionForm(request.POST or None, units=_gainers(found))
    done = run(
        request,
        form,
        lambda: actions.decide_objection(user, objection=found, **form.told()),
        _("It is decided."),
        lambda: reverse("objection", args=[pk]),
    )
    more = {**_objection_back(found), "quoted": found.grounds}
    return done or show_form(request, form, _("Decide the objection"), _("Decide"), **more)


@guarded(FILE)
def appeal(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Appeal against a decision."""
    user, policy = person(request), in_force(clock.today())
    found = disputed.objection_for(user, policy, pk)
    units = disputing.appealing_units(user, found)
    form = claimforms.ObjectionForm(request.POST or None, units=units, is_appeal=True)
    done = run(
        request,
        form,
        lambda: actions.appeal(
            user, objection=found, unit=form.units[form.cleaned_data["unit"]], grounds=form.cleaned_data["grounds"]
        ),
        _("The appeal is filed."),
        lambda: reverse("objection", args=[pk]),
    )
    who = ", ".join(labels.roles(policy, policy.claims.appeal_to))
    lede = _("%(who)s decides. The rules allow one appeal.") % {"who": who}
    more = {**_objection_back(found), "lede": lede, "nobody": not units}
    return done or show_form(request, form, _("Appeal"), _("File the appeal"), **more)


@guarded(*LOOKERS)
def decide_appeal(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Decide an appeal; it ends the matter."""
    user, policy = person(request), in_force(clock.today())
    found = disputed.objection_for(user, policy, pk)
    form = claimforms.DecideObjectionForm(request.POST or None, units=[] if found.upheld else _gainers(found))
    done = run(
        request,
        form,
        lambda: actions.decide_appeal(user, objection=found, **form.told()),
        _("The appeal is decided."),
        lambda: reverse("objection", args=[pk]),
    )
    lede = _("Upheld, the first decision is undone. This ends the matter.")
    more = {**_objection_back(found), "lede": lede, "quoted": found.appeal_grounds}
    return done or show_form(request, form, _("Decide the appeal"), _("Decide"), **more)


def _gainers(found: Objection) -> list[Unit]:
    """Return who may get a disputed claim: the unit that objected."""
    return [found.unit] if found.claim_id else []


def _objection_back(found: Objection) -> dict[str, Any]:
    words = _("%(unit)s’s objection") % {"unit": found.unit.name}
    return {"back_url": reverse("objection", args=[found.pk]), "back_words": words}
