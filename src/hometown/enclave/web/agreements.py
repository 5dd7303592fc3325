"""Versions of an agreement: one page each with the five issues, drafting, changing, signing, taking back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.enclave import access, actions, forms, labels, showing
from hometown.enclave.actions.agreeing import Drafted
from hometown.enclave.models import Agreement, Enclave
from hometown.enclave.sealing import digest_of
from hometown.face.parts import Fact
from hometown.files import showing as files
from hometown.kernel import clock
from hometown.kernel.errors import NotFound


@guarded(*access.READERS)
@require_GET
def agreement(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: its numbers, what it says on the five issues, who has signed."""
    user = person(request)
    found = access.agreement_for(user, pk)
    signed = list(found.signatures.all())
    words, tone = labels.state(found, len(signed))
    is_open = found.signed_on is None and found.withdrawn_on is None
    keeps = bool(access.keeps(user, found.enclave))
    issues = showing.issues(found)
    is_whole = all(one.said for one in issues)
    context = {
        "agreement": found,
        "enclave": found.enclave,
        "title": labels.version(found),
        "state": words,
        "tone": tone,
        "terms": showing.terms_facts(found),
        "taxes": showing.local_rows(found),
        "issues": issues,
        "is_whole": is_whole,
        "signatures": showing.signature_rows(found),
        "digest": digest_of(found),
        "buttons": showing.sign_buttons(found.enclave, access.may_sign(user, found, signed)) if is_whole else [],
        "facts": _facts(found),
        "may_change": keeps and is_open and not signed,
        "may_withdraw": keeps and is_open,
        "calculator": f"{reverse('enclave-calculator')}?agreement={found.pk}",
    }
    return render(request, "enclave/agreement.html", context)


def _facts(found: Agreement) -> list[Fact]:
    people = names_of([found.drafted_by, found.withdrawn_by])
    facts = [
        Fact(_("Drafted"), found.drafted_on, people.get(found.drafted_by, "")),
        Fact(_("In force since"), found.signed_on or ""),
        Fact(_("Taken back"), found.withdrawn_on or "", found.withdrawn_why),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _page(found: Enclave, title: Any, button: Any, parent: tuple[Any, str] | None = None) -> FormPage:
    lede = _("A draft binds nobody. It is in force when somebody of either side has signed it, and changes no more.")
    above = parent or (found.name, reverse("enclave", args=[found.pk]))
    return FormPage(title, button, above, lede, "enclave/agreement_form.html")


@guarded(*access.KEEPERS)
def add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Draft a version; it begins as the last one was."""
    user = person(request)
    found = access.enclave_for(user, pk)
    access.require_keeper(user, found)
    last: Agreement | None = found.agreements.with_terms().filter(withdrawn_on__isnull=True).first()
    year = clock.today().year
    start = (
        forms.agreement_shown(last) | {"first_year": year} if last else forms.usual_terms(year) | {"first_year": year}
    )
    form = forms.AgreementForm(request.POST or None, request.FILES or None, initial=start)

    def act(_typed: object) -> str:
        made = actions.draft_agreement(user, enclave=found, drafted=Drafted(**form.said()), **_paper(form))
        return reverse("enclave-agreement", args=[made.pk])

    return answer(
        request, _page(found, _("Draft an agreement"), _("Keep the draft")), form, act, _("The draft is kept.")
    )


@guarded(*access.KEEPERS)
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change a draft that nobody has signed."""
    user = person(request)
    found = access.agreement_for(user, pk)
    access.require_keeper(user, found.enclave)
    form = forms.AgreementForm(request.POST or None, request.FILES or None, initial=forms.agreement_shown(found))
    url = reverse("enclave-agreement", args=[pk])

    def act(_typed: object) -> str:
        actions.change_agreement(user, agreement=found, drafted=Drafted(**form.said()), **_paper(form))
        return url

    page = _page(found.enclave, _("Change the draft"), _("Keep the draft"), (labels.version(found), url))
    said = _("The draft is kept.")
    return answer(request, page, form, act, said, record=found, begun=forms.agreement_shown)


def _paper(form: forms.AgreementForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    return {"content": file, "file_name": file.name} if file else {}


@guarded(*access.SIGNERS)
@require_POST
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Sign a version for one side."""
    user = person(request)
    found = access.agreement_for(user, pk)
    side, shown = request.POST.get("side", ""), request.POST.get("digest", "")
    done = actions.sign_agreement(user, agreement=found, side=side, shown=shown)
    said = (
        _("Both sides have signed: the agreement is in force.")
        if done.signed_on
        else _("Signed. The other side signs as well.")
    )
    messages.info(request, said)
    return redirect("enclave-agreement", pk)


@guarded(*access.KEEPERS)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a draft back."""
    user = person(request)
    found = access.agreement_for(user, pk)
    access.require_keeper(user, found.enclave)
    form, url = forms.WhyForm(request.POST or None), reverse("enclave-agreement", args=[pk])

    def act(_typed: object) -> str:
        actions.withdraw_agreement(user, agreement=found, why=form.cleaned_data["why"])
        return url

    page = FormPage(_("Take the draft back"), _("Take it back"), (labels.version(found), url))
    return answer(request, page, form, act, _("The draft is taken back."), record=found, begun=meanwhile.nothing)


@guarded(*access.READERS)
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The agreement on paper, as it was received."""
    found = access.agreement_for(person(request), pk)
    if found.blob is None:
        raise NotFound("enclave.gone")
    return files.download(found.blob, found.file_name)
