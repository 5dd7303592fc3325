"""Pages of likely duplicates: of the whole table, of one company, of a name that is being typed."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown import names
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access, actions, duplicates, listing, rules, shown, suggested
from hometown.companies.likeness import Ground
from hometown.companies.models import Company

MERGE, RECORD = Capability.MERGE_COMPANIES, Capability.RECORD_COMPANIES
PER_PAGE = 30


@guarded(MERGE)
@require_GET
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Records that may be one firm, the likeliest first."""
    reader, asked = person(request), request.GET.get("ground", "")
    ground = Ground(asked) if asked in set(Ground) else None
    found = duplicates.page(request.GET.get("from", "")[:260], PER_PAGE, ground)
    context = {
        "lines": suggested.lines(found.suggestions, reader),
        "onward": found.onward,
        "begun": bool(request.GET.get("from")),
        "ground": asked if ground else "",
        "grounds": [("", _("All")), *((one.value, str(words)) for one, words in suggested.GROUNDS.items())],
        "merges_url": shown.address("merge-list"),
        "names_url": shown.address("doubtful-names") if reader.may(Capability.IMPORT_WORKBOOKS) else "",
    }
    return render(request, "companies/duplicates.html", context)


@guarded(MERGE)
@require_GET
def distinct_list(request: HttpRequest) -> HttpResponse:
    """Pairs of which somebody said that they are two firms."""
    return render(request, "companies/distinct.html", {"distinctions": suggested.distinctions()})


@guarded(MERGE)
@require_POST
def distinct_say(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that this record and another are two firms."""
    actor = person(request)
    other = listing.key_of(request.POST.get("other", ""))
    first, second = access.require_company(actor, pk), access.require_company(actor, other or uuid.UUID(int=0))
    actions.say_distinct(actor, first=first, second=second, reason=request.POST.get("reason", ""))
    messages.info(request, _("Two firms. They are not suggested any more; you can take that back."))
    return redirect("duplicate-list")


@guarded(MERGE)
@require_POST
def distinct_take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take back that two records are two firms."""
    actor = person(request)
    actions.take_back_distinct(actor, suggested.require_distinction(actor, pk))
    messages.info(request, _("Taken back. They may be suggested again."))
    return redirect("company-distinct")


@guarded(RECORD, MERGE)
@require_GET
def company_duplicates(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Records that may be the same firm as this one; a part of its page."""
    reader = person(request)
    found = access.require_company(reader, pk)
    return _part(request, found, "companies/duplicates_part.html")


@guarded(RECORD)
@require_GET
def company_alike(request: HttpRequest) -> HttpResponse:
    """Records that may be the firm whose name or code is being typed; a part of the form."""
    name, code = request.GET.get("name", "")[:200], rules.clean_uscc(request.GET.get("uscc", "")[:40])
    typed = Company(name=name, normal_name=names.normal(name), uscc=code if rules.has_uscc_shape(code) else "")
    return _part(request, typed, "companies/alike_part.html")


def _part(request: HttpRequest, company: Company, template: str) -> HttpResponse:
    lines = suggested.lines(duplicates.of(company) if company.normal_name else [], person(request))
    page = {"company": company, "lines": lines, "records": [_the_other(line, company) for line in lines]}
    return render(request, template, page)


def _the_other(line: suggested.Line, company: Company) -> tuple[Company, str, suggested.Line]:
    if line.kept.pk == company.pk:
        return line.other, line.other_place, line
    return line.kept, line.kept_place, line
