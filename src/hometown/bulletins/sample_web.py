"""Pages of looking again: the samples, one with its records, drawing one, and saying whether a record holds."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face import formats
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.face.tags.words import day
from hometown.kernel.errors import NotFound, Refusal

from . import access, actions, sampling
from .issue_web import found, url_of
from .models import Sample, SampleCheck, SealedFigure
from .sample_forms import CheckForm, SampleForm


@guarded(access.VERIFY)
@require_GET
def sample_list(request: HttpRequest) -> HttpResponse:
    """The samples, the newest first, with how far each is checked."""
    page = numbered(request, access.samples(person(request)))
    return render(request, "bulletins/sample_list.html", {"page": page, "rows": _rows(page)})


def _rows(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    return [
        {"name": name_of(one.figure), "month": one.figure.seal.bulletin.month, "batch": one.figure.seal.bulletin.batch,
         "drawn_on": one.drawn_on, "url": reverse("sample", args=[one.pk]), "is_done": one.checked == one.drawn,
         "state": _("%(checked)s of %(drawn)s checked") % {"checked": one.checked, "drawn": one.drawn}}
        for one in samples
    ]  # fmt: skip


def name_of(figure: SealedFigure) -> str:
    """Return what a sealed figure is called, in the present language."""
    return str(figure.told["name"]["zh" if formats.is_chinese(get_language() or "zh-hans") else "en"])


@guarded(access.VERIFY)
@require_GET
def sample(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A sample: how it was drawn, and its records as the reader may see them."""
    user = person(request)
    one = access.sample(user, pk)
    checks = list(one.checks.all())
    names = names_of([one.drawn_by, *(check.checked_by for check in checks)])
    seen = sampling.shown(checks, user)
    seal, bulletin = one.figure.seal, one.figure.seal.bulletin
    facts = [
        Fact(_("Printed"), one.figure.told["printed"]["zh" if formats.is_chinese(get_language()) else "en"],
             url=reverse("sealed-figure", args=[one.figure.short])),
        Fact(_("Drawn"), day(one.drawn_on), names.get(one.drawn_by, "")),
        Fact(_("Checked"), _("%(checked)s of %(drawn)s checked") % {"checked": one.checked, "drawn": one.drawn}),
    ]  # fmt: skip
    context = {
        "sample": one, "name": name_of(one.figure), "seal": seal, "bulletin": bulletin, "facts": facts,
        "bulletin_url": url_of("bulletin", bulletin), "bundle_url": url_of("bulletin-bundle", bulletin),
        "command": f"python3 verify_bulletin.py bulletin-{bulletin.month:%Y-%m}.json "
                   f"--sample {one.size} --figure {one.figure.told['code']}",
        "rows": [_row(check, seen[check.record], names) for check in checks],
    }  # fmt: skip
    return render(request, "bulletins/sample.html", context)


def _row(check: SampleCheck, member: Any, names: dict[uuid.UUID, str]) -> dict[str, Any]:
    return {"check": check, "member": member, "by": names.get(check.checked_by, "") if check.checked_by else ""}


@guarded(access.VERIFY)
def sample_check(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say whether a drawn record holds."""
    user = person(request)
    check = access.sampled(user, pk)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            holds = form.cleaned_data["holds"] == "yes"
            actions.check_sampled(user, check=check, holds=holds, reason=form.cleaned_data["reason"])
            messages.info(request, _("What you found is kept."))
            return redirect("sample", check.sample_id)
        except Refusal as refusal:
            place_refusal(form, refusal)
    context = {
        "check": check, "form": form, "name": name_of(check.sample.figure), "fault": _fault(check, user),
        "member": sampling.shown([check], user)[check.record],
    }  # fmt: skip
    return render(request, "bulletins/sample_check.html", context, status=422 if form.errors else 200)


def _fault(check: SampleCheck, user: User) -> str:
    """Return why a person is shown no form; empty when they are."""
    if check.checked_on is not None:
        return _("This record has been checked.")
    if not sampling.opens(check, user):
        return _("You may not open this record. Another verifier checks it.")
    return (
        _("You had a hand in this record. Another verifier checks it.") if user.pk in sampling.hands_of(check) else ""
    )


@guarded(access.VERIFY)
def sample_draw(request: HttpRequest, month: str) -> HttpResponseBase:
    """Draw a sample from a figure of a sealed bulletin; those that were drawn from it."""
    user, one = person(request), found(request, month)
    if one.seal is None:
        raise NotFound("bulletins.not_sealed")
    drawn = list(access.samples(user).filter(figure__seal=one.seal))
    form = SampleForm(request.POST or None, figures=_figures(one.seal, {sample.figure_id for sample in drawn}))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("sample", actions.draw_sample(user, bulletin=one, **form.cleaned_data).pk)
        except Refusal as refusal:
            place_refusal(form, refusal)
    context = {"bulletin": one, "back": url_of("bulletin", one), "form": form, "rows": _rows(drawn)}
    return render(request, "bulletins/sample_draw.html", context, status=422 if form.errors else 200)


def _figures(seal: Any, drawn: set[uuid.UUID]) -> list[tuple[str, str]]:
    """Return the figures of a seal that counted something and from which nothing was drawn yet: code and name."""
    every = [one for one in seal.figures.order_by("pk") if one.told["records"] and one.pk not in drawn]
    return sorted(
        ((one.told["code"], name_of(one)) for one in every), key=lambda pair: (len(pair[0].split("__")), pair)
    )
