"""The calculator: what if. It keeps nothing; what was asked stands in the address and can be passed on."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.enclave import access, forms, labels, showing
from hometown.enclave.rules import KINDS, Outcome, faults, forecast
from hometown.face.sentences import say
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.kernel.money import FEN
from hometown.projects.forms import identifier


@guarded(*access.READERS)
@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """What an agreement would come to, year by year, and how the first year is worked out."""
    user = person(request)
    asked = "counts_from" in request.GET
    form = forms.CalculatorForm(request.GET) if asked else forms.CalculatorForm(initial=_begin(request))
    outcomes = _outcomes(form) if asked and form.is_valid() else []
    context: dict[str, Any] = {"form": form, "outcomes": outcomes, "url": reverse("enclave-calculator")}
    if outcomes:
        context |= {
            "years": [_row(one) for one in outcomes],
            "columns": [
                _("Year"),
                *({"label": label, "number": True} for label in (
                    _("Local part"), _("Base taken off"), _("To be shared"), _("Share"), _("Payable"),
                    _("Share that waits"), _("Lapsed"),
                )),
            ],
            "points": [{"label": str(one.year), "value": int(one.payable), "text": labels.yuan(one.payable)}
                       for one in outcomes],
            "first": outcomes[0],
            "working": showing.working(outcomes[0]),
            "tax_columns": showing.tax_columns(),
            "tax_rows": showing.tax_rows(outcomes[0]),
            "total": _("payable in all: %(amount)s") % {
                "amount": labels.yuan(sum((one.payable for one in outcomes), Decimal(0)))
            },
        }  # fmt: skip
    context["enclaves"] = access.visible_enclaves(user).running().order_by("name")[:20]
    return render(request, "enclave/calculator.html", context, status=422 if form.errors else 200)


def _begin(request: HttpRequest) -> dict[str, Any]:
    """Begin with the agreement that the address names, as far as one may read it; else with the usual parts."""
    key = identifier(request.GET.get("agreement", ""))
    if key is not None:
        return forms.terms_shown(access.agreement_for(person(request), key))
    return forms.usual_terms(clock.today().year)


def _outcomes(form: forms.CalculatorForm) -> list[Outcome]:
    terms = form.terms()
    wrong = faults(terms)
    for name, code in wrong.items():
        form.add_error(name if name in form.fields else None, say(BadInput(code)))
    if wrong:
        return []
    return forecast(terms, _growing(form.gross(), terms.first_year, terms.years, form.cleaned_data["growth"] or 0))


def _growing(gross: dict[str, Decimal], first: int, years: int, growth: Decimal | int) -> dict[int, dict[str, Decimal]]:
    """Return what is paid in each year when it grows by so many per cent a year, to the fen."""
    found, factor = {}, 1 + Decimal(growth) / 100
    for place in range(years):
        by = factor**place
        found[first + place] = {
            kind.code: (gross[kind.code] * by).quantize(FEN, ROUND_HALF_UP) for kind in KINDS if gross[kind.code]
        }
    return found


def _row(one: Outcome) -> list[Any]:
    amounts = (one.retained, one.base_taken, one.pot, one.share, one.payable, one.carried, one.lapsed)
    return [{"text": str(one.year), "meta": labels.share(one.rate)}, *(labels.yuan(amount) for amount in amounts)]
