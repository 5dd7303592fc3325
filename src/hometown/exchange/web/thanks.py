"""Letters of thanks: the list, one with its paper, keeping one, taking one out."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.exchange import access, actions, forms
from hometown.exchange.models import ThanksLetter
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row
from hometown.face.tags.words import day
from hometown.files import showing
from hometown.kernel.errors import NotFound

from .tabs import tabs

SEE = access.SEE
EXCERPT = 100


@guarded(SEE)
@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters of thanks, the newest first."""
    user = person(request)
    page = numbered(request, access.visible_letters(user).standing().select_related("unit").newest_first())
    rows = [
        Row(
            one.sender,
            [day(one.received_on), one.words[:EXCERPT]],
            reverse("thanks-letter", args=[one.pk]),
            end=_("we thank them") if one.is_ours else "",
            icon="mail",
        )
        for one in page.object_list
    ]
    context = {"tabs": tabs(request), "page": page, "rows": rows, "writes": access.may_write(user)}
    return render(request, "exchange/letter_list.html", context)


@guarded(SEE)
@require_GET
def letter(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One letter of thanks."""
    user = person(request)
    found = access.letter_for(user, pk)
    context = {
        "letter": found,
        "facts": _facts(found),
        "is_shown": found.blob is not None and showing.can_be_shown(found.blob) and showing.is_picture(found.blob),
        "may_take_out": access.may_take_out(user, found),
    }
    return render(request, "exchange/letter.html", context)


def _facts(found: ThanksLetter) -> list[Fact]:
    return [
        Fact(_("Thanked by this letter") if found.is_ours else _("Sender"), found.sender),
        Fact(_("Day of the letter") if found.is_ours else _("Letter received"), found.received_on),
        *([Fact(_("Unit at home") if found.is_ours else _("Unit it thanks"), found.unit.name)] if found.unit else []),
        *([Fact(_("Batch"), found.batch.name)] if found.batch else []),
        *([Fact(_("Taken out"), found.withdrawn_on, found.withdrawn_because)] if found.withdrawn_on else []),
    ]


@guarded(*access.WRITERS)
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep a letter of thanks."""
    user = person(request)
    form = forms.LetterForm(request.POST or None, request.FILES or None, units=access.thanked_units())
    page = FormPage(
        _("Keep a letter of thanks"), _("Keep it"), (_("Letters of thanks"), reverse("thanks-letter-list")),
    )  # fmt: skip

    def act(_typed: object) -> str:
        made = actions.keep_letter(user, **form.said())
        return reverse("thanks-letter", args=[made.pk])

    return answer(request, page, form, act, _("Kept."))


@guarded(*access.WRITERS)
def take_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a letter out again."""
    user = person(request)
    found = access.letter_for(user, pk)
    access.require_keeper(user, found)
    form = forms.ReasonForm(request.POST or None)
    page = FormPage(
        _("Take the letter out"), _("Take it out"), (found.sender, reverse("thanks-letter", args=[pk])),
    )  # fmt: skip

    def act(_typed: object) -> str:
        actions.withdraw_letter(user, letter=found, reason=form.cleaned_data["reason"])
        return reverse("thanks-letter-list")

    return answer(request, page, form, act, _("Taken out."))


@guarded(SEE)
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The paper of a letter, as it was received."""
    found = access.letter_for(person(request), pk)
    if found.blob is None:
        raise NotFound("exchange.gone")
    return showing.download(found.blob, found.file_name)


@guarded(SEE)
@require_GET
def paper_seen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The first page of a letter's paper, drawn anew."""
    found = access.letter_for(person(request), pk)
    if found.blob is None:
        raise NotFound("exchange.gone")
    return showing.show_page(found.blob)
