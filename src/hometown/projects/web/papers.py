"""Evidence and vouchers: added, shown as drawn anew, verified by somebody else, withdrawn with a reason."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.forms import place_refusal
from hometown.files import showing
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal
from hometown.policy.standing import in_force
from hometown.projects import access, actions, forms, labels, page
from hometown.projects.models import Evidence, Voucher

REPORT = Capability.REPORT_EVIDENCE.value
VERIFY = Capability.VERIFY.value


@guarded(REPORT)
def evidence_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add a paper; `?for=stage:kind` chooses what it is."""
    user, policy = person(request), in_force(clock.today())
    project = access.project_for(user, pk)
    initial = {"purpose": request.GET.get("for", "")}
    form = forms.EvidenceForm(
        request.POST or None, request.FILES or None, project=project, policy=policy, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said, (stage, kind) = form.cleaned_data, form.stage_and_kind
        try:
            actions.report_evidence(
                user, project=project, stage=stage, kind=kind, content=said["file"], file_name=said["file"].name,
                note=said["note"], dated_on=said["dated_on"],
            )  # fmt: skip
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("The paper is on file. Somebody else verifies it."))
            return redirect("project", project.pk)
    asked = initial["purpose"].partition(":")
    context = {
        "form": form,
        "project": project,
        "title": _("Add evidence"),
        "button": _("Put it on file"),
        "lede": labels.paper_note(policy, asked[0], asked[2]),
        "has_file": True,
    }
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)


@guarded(*access.READERS)
def evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One paper: its pages as drawn anew, its fingerprint, who reported and who verified it."""
    user = person(request)
    return _shown(request, access.evidence_for(user, pk), forms.VerifyForm())


def _shown(request: HttpRequest, paper: Evidence, form: forms.VerifyForm) -> HttpResponse:
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    story = page.story_of(paper.project)
    said = list(paper.verifications.order_by("on", "id"))
    own = paper.reported_by == user.pk
    able = user.may(Capability.VERIFY) and not access.verifying_roles(policy, paper.stage).isdisjoint(
        user.holding.roles
    )
    asked_already = any(one.verified_by == user.pk for one in said)
    context = {
        "paper": paper,
        "project": paper.project,
        "kind": labels.paper(policy, paper.stage, paper.kind),
        "stage": labels.stage(policy, paper.stage),
        "reporter": story.people.get(paper.reported_by, ""),
        "said": [(one, story.people.get(one.verified_by, "")) for one in said],
        "pages": showing.page_numbers(paper.blob),
        "is_picture": showing.is_picture(paper.blob),
        "may_take": user.may(REPORT, VERIFY),
        "form": form if able and not own and not asked_already and paper.withdrawn_on is None else None,
        "own": own,
        "verifiers": page.verifiers(user, policy, paper.stage, paper.reported_by, today),
        "may_withdraw": paper.withdrawn_on is None and (own or access.may_coordinate(user, paper.project)),
    }
    return render(request, "projects/evidence.html", context, status=422 if form.errors else 200)


@guarded(*access.READERS)
def evidence_page(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponseBase:
    """One page of a paper, drawn anew: never the bytes that came in."""
    paper = access.evidence_for(person(request), pk)
    return showing.show_page(paper.blob, number)


@guarded(REPORT, VERIFY)
def evidence_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The received bytes, for those who work on the project or verify: a Word file cannot be shown."""
    paper = access.evidence_for(person(request), pk)
    return showing.download(paper.blob, paper.file_name)


@guarded(VERIFY)
def evidence_verify(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say whether a paper holds."""
    user = person(request)
    paper = access.evidence_for(user, pk)
    form = forms.VerifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.verify_evidence(user, evidence=paper, holds=said["holds"] == "yes", reason=said["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Your verification is in the book."))
            return redirect("project", paper.project_id)
    return _shown(request, paper, form)


@guarded(REPORT)
def evidence_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a paper back, with the reason."""
    user = person(request)
    paper = access.evidence_for(user, pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_evidence(user, evidence=paper, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("The paper is withdrawn. It stays on file with your reason."))
            return redirect("project", paper.project_id)
    context = {
        "form": form,
        "project": paper.project,
        "title": _("Withdraw “%(file)s”") % {"file": paper.file_name},
        "button": _("Withdraw it"),
        "lede": _("It stays on file with the reason and carries nothing any more."),
    }
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)


@guarded(REPORT)
def voucher_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Put a voucher on file."""
    user, policy = person(request), in_force(clock.today())
    project = access.project_for(user, pk)
    form = forms.VoucherForm(request.POST or None, request.FILES or None, policy=policy, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said, (kind, paper) = form.cleaned_data, form.kind_and_paper
        try:
            actions.add_voucher(
                user, project=project, kind=kind, paper=paper, on=said["on"], amount_yuan=said["amount"],
                indicator=said["indicator"], content=said["file"], file_name=said["file"].name,
            )  # fmt: skip
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("The voucher is on file. Somebody else verifies it."))
            return redirect("project", project.pk)
    context = {
        "form": form,
        "project": project,
        "title": _("Add a voucher"),
        "button": _("Put it on file"),
        "lede": _("Money that arrived, entry into statistics, an increase: facts beside the stages."),
        "has_file": True,
    }
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)


@guarded(*access.READERS)
def voucher_page(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponseBase:
    """One page of a voucher, drawn anew."""
    voucher = access.voucher_for(person(request), pk)
    if voucher.blob is None:
        raise NotFound("projects.gone")
    return showing.show_page(voucher.blob, number)


@guarded(VERIFY)
def voucher_verify(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say whether a voucher holds."""
    user = person(request)
    voucher: Voucher = access.voucher_for(user, pk)
    form = forms.VerifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.verify_voucher(user, voucher=voucher, holds=said["holds"] == "yes", reason=said["reason"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Your verification is in the book."))
            return redirect("project", voucher.project_id)
    context = {
        "form": form,
        "project": voucher.project,
        "title": _("Verify: %(kind)s") % {"kind": labels.VOUCHERS.get(voucher.kind, voucher.kind)},
        "button": _("Record what you found"),
        "voucher": voucher,
        "is_picture": voucher.blob is not None and showing.is_picture(voucher.blob),
        "pages": showing.page_numbers(voucher.blob) if voucher.blob else (),
    }
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)
