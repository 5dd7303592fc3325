"""Statements of a year: one page each, drafting and correcting, signing, taking back, the workbook."""

import uuid

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
from hometown.enclave import access, actions, forms, labels, papers, selections, sheets, showing
from hometown.enclave.actions.payment_tasks import paid
from hometown.enclave.actions.stating import is_up_to_date
from hometown.enclave.models import Statement
from hometown.face.parts import Fact
from hometown.files import handing
from hometown.kernel import clock


@guarded(*access.READERS)
@require_GET
def statement(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One statement, worked out line by line, with who signed it and what was paid over."""
    user = person(request)
    found = access.statement_for(user, pk)
    signed = list(found.signatures.all())
    words, tone = labels.state(found, len(signed))
    is_open = found.signed_on is None and found.withdrawn_on is None
    shown = showing.outcome_shown(found)
    context = {
        "statement": found,
        "enclave": found.enclave,
        "title": labels.statement(found),
        "state": words,
        "tone": tone,
        "tax_columns": showing.tax_columns(),
        "tax_rows": showing.tax_rows(shown),
        "working": showing.working(shown),
        "is_owed": _is_owed(found),
        "signatures": showing.signature_rows(found),
        "facts": _facts(found),
        "corrected_by": found.corrected_by.filter(withdrawn_on__isnull=True).first(),
        "has_moved": is_open and not is_up_to_date(found),
        "is_stale": selections.rests_on_former(found),
        "buttons": showing.sign_buttons(found.enclave, access.may_sign(user, found, signed)),
        "may_withdraw": is_open and bool(access.keeps(user, found.enclave)),
    }
    return render(request, "enclave/statement.html", context)


def _is_owed(found: Statement) -> bool:
    """Tell whether money is still to be paid over under a statement that stands."""
    stands = found.signed_on is not None and found.replaced_on is None
    return stands and found.payable_yuan > paid(found.enclave, found.year)


def _facts(found: Statement) -> list[Fact]:
    people = names_of([found.drafted_by])
    stands = found.signed_on is not None and found.replaced_on is None
    agreed = reverse("enclave-agreement", args=[found.agreement_id])
    facts = [
        Fact(_("Year"), str(found.year), _("last statement") if found.is_last else ""),
        Fact(_("Sharing agreement"), labels.version(found.agreement), url=agreed),
        Fact(_("Drafted"), found.drafted_on, people.get(found.drafted_by, "")),
        Fact(_("Signed by both"), found.signed_on or ""),
        Fact(_("By when"), found.due_on or ""),
        Fact(_("Paid over"), labels.yuan(paid(found.enclave, found.year)) if stands else ""),
        Fact(_("Taken back"), found.withdrawn_on or "", found.withdrawn_why),
        Fact(_("Replaced by a correction"), found.replaced_on or ""),
    ]  # fmt: skip
    return [fact for fact in facts if fact.value not in ("", None)]


@guarded(*access.KEEPERS)
def add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Draft the statement of a year from what is on record; where one stands, a correction."""
    user = person(request)
    found = access.enclave_for(user, pk)
    access.require_keeper(user, found)
    form = forms.StatementForm(request.POST or None, initial=forms.this_year(clock.today()))
    lede = _("It is worked out from the taxes on record and the agreement in force. Nobody types an amount.")
    page = FormPage(_("Draft a statement"), _("Work it out"), (found.name, reverse("enclave", args=[pk])), lede)

    def act(_typed: object) -> str:
        made = actions.draft_statement(user, enclave=found, **form.cleaned_data)
        return reverse("enclave-statement", args=[made.pk])

    return answer(request, page, form, act, _("The statement is drafted. Somebody of either side signs it."))


@guarded(*access.SIGNERS)
@require_POST
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Sign a statement for one side."""
    user = person(request)
    found = access.statement_for(user, pk)
    done = actions.sign_statement(user, statement=found, side=request.POST.get("side", ""))
    said = (
        _("Both sides have signed: the statement stands.")
        if done.signed_on
        else _("Signed. The other side signs as well.")
    )
    messages.info(request, said)
    return redirect("enclave-statement", pk)


@guarded(*access.KEEPERS)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a draft back."""
    user = person(request)
    found = access.statement_for(user, pk)
    access.require_keeper(user, found.enclave)
    form, url = forms.WhyForm(request.POST or None), reverse("enclave-statement", args=[pk])

    def act(_typed: object) -> str:
        actions.withdraw_statement(user, statement=found, why=form.cleaned_data["why"])
        return url

    page = FormPage(_("Take the draft back"), _("Take it back"), (labels.statement(found), url))
    return answer(request, page, form, act, _("The draft is taken back."), record=found, begun=meanwhile.nothing)


@guarded(*access.READERS)
@require_GET
def workbook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A statement as a workbook that works itself out again."""
    found = access.statement_for(person(request), pk)
    return sheets.answer(sheets.statement(found), sheets.file_name(found))


@guarded(*access.READERS)
@require_GET
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A statement as an official document."""
    found = access.statement_for(person(request), pk)
    return handing.hand_out(papers.as_document(found), f"statement-{found.year}-{found.number}", "docx")
