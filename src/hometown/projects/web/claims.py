"""First claims: the register, one claim, and what its holder and the bureau do with it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.forms import place_refusal
from hometown.face.paging import keyset
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal
from hometown.policy.standing import in_force
from hometown.projects import access, actions, claimforms, claimpage, forms, labels
from hometown.projects.models import Claim, Transfer

SEE_REGISTER = Capability.SEE_CLAIMS_REGISTER.value
FILE = Capability.FILE_LEAD.value
DECIDE = Capability.DECIDE_CLAIMS.value


@guarded(SEE_REGISTER)
def claim_list(request: HttpRequest) -> HttpResponse:
    """Who holds which first claim: owner unit, stage, day. Holders and the bureau see how each stands, too."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    claims = access.register(user)
    if request.GET.get("standing", "1") == "1":
        claims = claims.standing(today)
    page = keyset(request, claims.with_life_needs())
    waiting = access.own_filings(user).waiting().select_related("unit", "project__company")
    shown = {
        "page": page,
        "rows": claimpage.register_lines(user, policy, page, today),
        "waiting": claimpage.waiting_rows(user, policy, waiting.order_by("-id")[:20]),
        "tabs": tabs(request),
        "may_file": user.may(FILE),
    }
    return render(request, "projects/claims_register.html", shown)


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the views of claims: those that stand, all, and what waits for somebody."""
    url, desk = reverse("claim-list"), reverse("claim-desk")
    here, standing = request.path == url, request.GET.get("standing", "1") == "1"
    found = [
        {"label": _("Standing"), "url": url, "current": here and standing},
        {"label": _("All that ever stood"), "url": f"{url}?standing=0", "current": here and not standing},
    ]
    if not person(request).may(SEE_REGISTER):
        found = []
    return [*found, {"label": _("To be decided"), "url": desk, "current": request.path == desk}]


@guarded(SEE_REGISTER)
def claim(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One claim: its life, what keeps it alive, what may be done. Peers see what the register says."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.claim_for(user, pk)
    if not access.sees_whole_claim(user, found):
        return _peers_page(request, found)
    whole = claimpage.whole_of(found, policy, today)
    readable = bool(access.visible_among(user, [found.project_id]))
    shown = {
        "claim": found,
        "life": whole.life,
        "lamp": claimpage.state_lamp(whole.life) if whole.life else "",
        "due": claimpage.due_words(whole.life) if whole.life else "",
        "why": labels.RELEASES.get(found.released_because, found.released_because),
        "lifeline": claimpage.lifeline(whole),
        "marks": claimpage.mark_rows(user, policy, whole),
        "lines": claimpage.claim_lines(policy, whole),
        "splits": [fact for one in whole.transfers if one.completed_on for fact in claimpage.split_facts(one)],
        "stage": labels.stage(policy, found.project.stage),
        "may": claimpage.may_with(user, policy, found, whole.life, today),
        "renewals_left": max(0, policy.claims.renewals - found.renewals),
        "open_transfer": next((one for one in whole.transfers if not (one.completed_on or one.refused_on)), None),
        "readable": readable,
    }
    return render(request, "projects/claims_one.html", shown)


def _peers_page(request: HttpRequest, found: Claim) -> HttpResponse:
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    line = claimpage.register_lines(user, policy, [found], today)[0]
    may = claimpage.may_with(user, policy, found, None, today)
    return render(request, "projects/claims_peer.html", {"claim": found, "line": line, "may": may})


# --- what is done with a claim ------------------------------------------------------------------------------------


def run(
    request: HttpRequest, form: django_forms.Form, verb: Callable[[], object], said: str, to: Callable[[], str]
) -> HttpResponseBase | None:
    """Run a verb if the form is good. Returns where to go, or None when the form must be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        verb()
    except NotFound:
        raise
    except Refusal as refusal:
        place_refusal(form, refusal)
        return None
    messages.info(request, said)
    return redirect(to())


def show_form(request: HttpRequest, form: django_forms.Form, title: str, button: str, **more: Any) -> HttpResponse:
    """Show a form about a claim, again with what was typed when it failed."""
    context = {"form": form, "title": title, "button": button, **more}
    return render(request, "projects/claims_form.html", context, status=422 if form.errors else 200)


def _back_to(found: Claim) -> dict[str, Any]:
    return {
        "back_url": reverse("claim", args=[found.pk]),
        "back_words": _("%(unit)s’s claim") % {"unit": found.unit.name},
    }


@guarded(FILE)
def renew(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Renew a claim."""
    user = person(request)
    found = _own(request, pk)
    form = claimforms.RenewForm(request.POST or None)
    url = reverse("claim", args=[pk])
    done = run(
        request,
        form,
        lambda: actions.renew_claim(user, claim=found, **form.cleaned_data),
        _("The claim is renewed."),
        lambda: url,
    )
    lede = _("One more protection after its last day. New evidence stays due as before.")
    return done or show_form(request, form, _("Renew the claim"), _("Renew it"), lede=lede, **_back_to(found))


@guarded(FILE, DECIDE)
def release(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a claim up."""
    user = person(request)
    found = _own(request, pk)
    form = forms.ReasonForm(request.POST or None)
    url = reverse("claim", args=[pk])
    done = run(
        request,
        form,
        lambda: actions.release_claim(user, claim=found, **form.cleaned_data),
        _("The claim is given up."),
        lambda: url,
    )
    lede = _("The project stays. The next unit that files it gets its claim.")
    return done or show_form(request, form, _("Give the claim up"), _("Give it up"), lede=lede, **_back_to(found))


@guarded(FILE, DECIDE)
def propose(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Propose that a claim passes to another unit."""
    user, policy = person(request), in_force(clock.today())
    found = access.claim_for(user, pk)
    form = claimforms.TransferForm(request.POST or None, giver=found.unit, policy=policy)
    made: list[Transfer] = []
    done = run(
        request,
        form,
        lambda: made.append(actions.propose_transfer(user, claim=found, **form.told())),
        _("The transfer is proposed. It is done when all three sides have agreed."),
        lambda: reverse("transfer", args=[made[0].pk]),
    )
    lede = _("Giver, receiver and the home bureau agree, in any order. Until then the claim stays where it is.")
    return done or show_form(request, form, _("Pass the claim on"), _("Propose it"), lede=lede, **_back_to(found))


@guarded(FILE)
def object_to_claim(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Object to a claim."""
    user, policy = person(request), in_force(clock.today())
    found = access.claim_for(user, pk)
    units = claimpage.objecting_units(user, found.unit_id, [found.project_id])
    form = claimforms.ObjectionForm(request.POST or None, request.FILES or None, units=units)
    made: list[Any] = []

    def verb() -> None:
        said = form.cleaned_data
        paper = said["paper"]
        made.append(
            actions.object_to(
                user, unit=form.units[said["unit"]], claim=found, grounds=said["grounds"], paper=paper or None,
                paper_name=paper.name if paper else "",
            )
        )  # fmt: skip

    done = run(
        request, form, verb, _("The objection is filed."), lambda: reverse("objection", args=[made[0].pk])
    )  # fmt: skip
    may = claimpage.may_with(user, policy, found, None, clock.today())
    more = {"until": may["object_until"], "guessed": may["guessed"], "has_file": True, "nobody": not units}
    lede = _("The home bureau decides with reasons. There is one appeal.")
    return done or show_form(request, form, _("Object"), _("File the objection"), lede=lede, **more, **_back_to(found))


@guarded(DECIDE)
def choice(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Record what the firm of a project has written about whom it wants."""
    user = person(request)
    project = access.project_for(user, pk)
    form = claimforms.ChoiceForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})

    def verb() -> None:
        said = form.cleaned_data
        actions.record_choice(
            user, project=project, chosen=form.units.get(said["chosen"]), refused=form.units.get(said["refused"]),
            on=said["on"], words=said["words"], paper=said["paper"], paper_name=said["paper"].name,
        )  # fmt: skip

    url = reverse("project", args=[pk])
    done = run(request, form, verb, _("The firm’s choice is recorded, and the claim follows it."), lambda: url)
    lede = _("What the firm writes goes before every claim. It is never held to a unit.")
    more = {"back_url": url, "back_words": project.name, "has_file": True, "lede": lede}
    return done or show_form(request, form, _("The firm’s written choice"), _("Record the choice"), **more)


def _own(request: HttpRequest, pk: uuid.UUID) -> Claim:
    """Return a claim of which this person sees more than the register. Raises NotFound."""
    found = access.claim_for(person(request), pk)
    if not access.sees_whole_claim(person(request), found):
        raise NotFound("projects.no_claim")
    return found
