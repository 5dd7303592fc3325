"""Pages of the rules: what is in force, every version, what a proposal would change."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.forms import place_refusal
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

from . import access, actions, comparing, forms, rules, shown, standing
from .models import PolicyVersion, State
from .problems import Problem
from .reading import default_text, examine, lines_of, plain
from .shape import Policy

READ, PROPOSE, ADOPT = Capability.READ_POLICY, Capability.PROPOSE_POLICY, Capability.ADOPT_POLICY


@guarded(READ)
@require_GET
def rules_in_force(request: HttpRequest) -> HttpResponse:
    """The rules of today, as tables."""
    policy, version = standing.in_force(), standing.version_in_force()
    is_damaged = version is not None and bool(standing.damage_of(version.text, version.digest))
    coming = PolicyVersion.objects.adopted().filter(effective_from__gt=clock.today()).order_by("effective_from").first()
    page = {
        "policy": policy,
        "version": version,
        "troubles": standing.troubles() if is_damaged else [],
        "coming": coming,
        "tabs": comparing.tabs("rules", may_propose=person(request).may(PROPOSE)),
        "blocks": shown.blocks(policy),
        "calendar_known": rules.calendar_known(policy, clock.today()),
        "year": clock.today().year,
    }
    return render(request, "policy/in_force.html", page)


@guarded(READ)
@require_GET
def rules_text(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The text of the rules in force, to keep or to edit."""
    version = standing.version_in_force()
    return _yaml(version.text if version else default_text(), version.label if version else "shipped")


@guarded(READ)
@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """Every version this person may see."""
    today = person(request)
    standing_now = standing.version_in_force()
    page = {
        "versions": [(v, comparing.state(v, standing_now, clock.today())) for v in access.versions_for(today)],
        "tabs": comparing.tabs("versions", may_propose=today.may(PROPOSE)),
    }
    return render(request, "policy/versions.html", page)


@guarded(READ)
@require_GET
def version(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: what it changes, who proposed and adopted it, and what may be done with it."""
    return _version_page(request, access.version_for(person(request), pk), forms.WithdrawalForm())


def _version_page(
    request: HttpRequest, found: PolicyVersion, form: forms.WithdrawalForm, status: int = 200
) -> HttpResponse:
    reader, earlier = person(request), access.before(found)
    wrong = standing.damage_of(found.text, found.digest)
    if wrong:
        page = {"version": found, "problems": comparing.problems(wrong)}
        return render(request, "policy/damaged.html", page, status=status)
    policy = standing.of_version(found)
    old = standing.of_version(earlier) if earlier else standing.by_number(None)
    is_draft = found.state == State.DRAFT
    waiting = is_draft or (found.state == State.ADOPTED and found.effective_from > clock.today())
    page = {
        "version": found,
        "policy": policy,
        "earlier": earlier,
        "state": comparing.state(found, standing.version_in_force(), clock.today()),
        "changes": comparing.changes(old, policy),
        "names": access.names(found),
        "form": form,
        "may_adopt": is_draft and reader.may(ADOPT) and not found.was_proposed_by(reader.pk),
        "is_own": is_draft and found.was_proposed_by(reader.pk),
        "may_withdraw": waiting and (reader.may(ADOPT) or found.was_proposed_by(reader.pk)),
        "blocks": shown.blocks(policy),
    }
    return render(request, "policy/version.html", page, status=status)


@guarded(READ)
@require_GET
def version_text(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The text of a version."""
    found = access.version_for(person(request), pk)
    return _yaml(found.text, found.label)


@guarded(PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponseBase:
    """Paste or upload rules, see every mistake or every change, then propose."""
    current = standing.version_in_force()
    text = current.text if current else default_text()
    form = forms.ProposalForm(request.POST or None, request.FILES or None, initial={"text": text})
    page: dict[str, object] = {"form": form, "tabs": comparing.tabs("propose", may_propose=True)}
    if request.method == "POST" and form.is_valid():
        text = plain(form.cleaned_data["rules"])
        policy, problems = examine(text)
        if policy is not None and not problems:
            problems = rules.vanished_problems(standing.in_force(policy.effective_from), policy, lines_of(text))
        if "propose" in request.POST and not problems:
            try:
                made = actions.propose(person(request), text=text, note=form.cleaned_data["note"])
            except Refusal as refusal:
                place_refusal(form, refusal)
                problems = _problems_of(refusal)
            else:
                messages.info(request, _("Proposed. Somebody else adopts it."))
                return redirect("policy-version", made.pk)
        page |= _preview(text, policy, problems)
        page["form"] = form if form.errors else forms.ProposalForm(initial=form.cleaned_data | {"text": text})
    failed = bool(form.errors or page.get("problems"))
    return render(request, "policy/propose.html", page, status=422 if failed else 200)


def _problems_of(refusal: Refusal) -> list[Problem]:
    found = refusal.facts.get("problems", [])
    return [problem for problem in found if isinstance(problem, Problem)] if isinstance(found, list) else []


def _preview(text: str, policy: Policy | None, problems: list[Problem]) -> dict[str, object]:
    """Return what the page shows of a text: its mistakes beside it, or what it would change."""
    page: dict[str, object] = {"looked": True}
    if problems:
        page |= {"problems": comparing.problems(problems), "lines": comparing.lines(text, problems)}
    elif policy is not None:
        page |= {"changes": comparing.changes(standing.in_force(policy.effective_from), policy), "policy": policy}
    return page


@guarded(ADOPT)
@require_POST
def adopt(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let a proposal take effect."""
    found = actions.adopt(person(request), version=access.version_for(person(request), pk))
    messages.info(request, _("Adopted. In force from %(day)s.") % {"day": found.effective_from.isoformat()})
    return redirect("policy-version", found.pk)


@guarded(PROPOSE, ADOPT)
@require_POST
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a proposal back, with a reason."""
    found, form = access.version_for(person(request), pk), forms.WithdrawalForm(request.POST)
    if not form.is_valid():
        return _version_page(request, found, form, status=422)
    actions.withdraw(person(request), version=found, reason=form.cleaned_data["reason"])
    messages.info(request, _("Withdrawn. The rules in force stay as they are."))
    return redirect("policy-version", found.pk)


def _yaml(text: str, label: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rules-{label}.yaml"'
    return response
