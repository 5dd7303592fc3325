"""Pages of persons who ask to be forgotten: where they stand, erasing, keeping by law, and the requests there were."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access as companies
from hometown.companies import rules as companies_rules
from hometown.face.forms import place_refusal
from hometown.face.paging import keyset
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal
from hometown.ledger import reads
from hometown.relay import access, actions, mentions, showing
from hometown.relay.forms import ForgetForm
from hometown.relay.mentions import Person

ERASE = Capability.ERASE_PERSONAL


@guarded(ERASE)
@require_http_methods(["GET", "POST"])
def contact_forget(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A contact asks to be forgotten."""
    contact = companies.require_contact(person(request), pk)
    return _forget(request, mentions.person_of(contact))


@guarded(ERASE)
@require_http_methods(["GET", "POST"])
def name_forget(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Somebody who was met at a company and stands there by name only asks to be forgotten."""
    company = companies.require_company(person(request), pk)
    name = request.POST.get("name", "").strip()[:60]  # never in an address: those are logged
    if not name:
        return render(request, "relay/forget_name.html", {"company": company})
    found = Person(company, name=name)
    if not mentions.places(found):
        raise NotFound("relay.nothing_to_forget")
    return _forget(request, found)


def _forget(request: HttpRequest, asking: Person) -> HttpResponseBase:
    named = list(mentions.mentions(asking))
    answered = "reason" in request.POST
    form = ForgetForm(named, request.POST if answered else None, initial={"asked_on": clock.today()})
    if answered and form.is_valid():
        try:
            _answer(request, asking, form)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return redirect("company", asking.company.pk)
    if asking.contact is not None and named:  # the sentences tell who it is
        reads.note(asking.contact, ["name"], reader=person(request).pk, purpose=_("Asked to be forgotten"))
    response = render(request, "relay/forget.html", _page(asking, named, form), status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, asking: Person, form: ForgetForm) -> None:
    """Erase, or keep by law, as the button says."""
    told: dict[str, Any] = {name: form.cleaned_data[name] for name in ("asked_on", "reason")}
    if request.POST.get("outcome") == "restricted":
        actions.restrict_person(person(request), asking, **told)
        messages.info(request, _("Kept by law, hidden and out of use."))
    else:
        done = actions.forget_person(person(request), asking, texts=form.texts(), **told)
        messages.info(
            request,
            _("Erased: %(rows)s records, %(texts)s sentences.") % {"rows": done.rows, "texts": done.texts},
        )


def _page(asking: Person, named: list[mentions.Mention], form: ForgetForm) -> dict[str, Any]:
    return {
        "asking": asking,
        "masked": companies_rules.masked_name(asking.name),
        "company": asking.company,
        "places": [(place.data.words, len(place.rows)) for place in mentions.places(asking)],
        "form": form,
        "unseen": sum(1 for one in named if one.is_unseen),
        "open_texts": sum(1 for one in named if one.in_the_open),
        "lines": mentions.lines_naming(asking),
        "papers": mentions.papers(asking)[:20],
    }


@guarded(ERASE)
@require_GET
def forgetting_list(request: HttpRequest) -> HttpResponse:
    """The requests to be forgotten and what was done; nobody is named."""
    page = keyset(request, access.visible_forgettings(person(request)).select_related("company"))
    return render(request, "relay/forgettings.html", {"page": page, "lines": showing.forgetting_lines(page)})
