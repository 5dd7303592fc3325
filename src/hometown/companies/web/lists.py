"""Lists: all companies, the workbook, the type-aheads."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown import names
from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access, industry, listing, matching, registry, sheets
from hometown.companies.models import CompanyKind, TagKind
from hometown.companies.places import cities, place
from hometown.companies.rules import Origin
from hometown.companies.shown import address
from hometown.face.answers import wants_json
from hometown.face.paging import keyset
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed
from hometown.programme import divisions

SEE, EXPORT = Capability.SEE_COMPANIES, Capability.EXPORT_LISTS
SUGGESTED = 8


@guarded(SEE)
@require_GET
def company_list(request: HttpRequest) -> HttpResponse:
    """The companies on record, newest first."""
    reader, filters, where = person(request), listing.asked(request.GET), cities()
    page = keyset(request, listing.with_marks(listing.chosen(reader, filters, where)))
    context = {
        "page": page,
        "lines": listing.lines(page, where, filters.text),
        "filters": filters,
        "origins": [("", _("All")), *((one.value, where.words(one)) for one in Origin)],
        "chains": listing.chains(),
        "tags": TagKind.choices,
        "kinds": CompanyKind.choices,
        "may_record": access.may_record(reader),
        "may_export": reader.may(EXPORT),
        "may_merge": reader.may(Capability.MERGE_COMPANIES),
        "query": request.GET.urlencode(),
        "investors_url": address("company-investors"),
    }
    return render(request, "companies/company_list.html", context)


@guarded(EXPORT)
@require_GET
def company_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook, without persons and individual businesses."""
    reader = person(request)
    if not reader.may(SEE):
        raise NotAllowed("companies.may_not_see")
    response = HttpResponse(sheets.workbook(reader, listing.asked(request.GET), cities()), content_type=sheets.TYPE)
    name = f"companies-{clock.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@guarded(SEE)
@require_GET
def company_suggest(request: HttpRequest) -> HttpResponseBase:
    """Companies that a few typed letters may mean, for the typeahead; JSON for a program."""
    text = request.GET.get("q", "")[:100]
    found = matching.candidates(text, SUGGESTED, access.visible_companies(person(request)))
    where = cities() if found else None
    options = [
        {
            "value": str(one.company.pk),
            "label": one.company.name,
            "shown": highlighted(one.company.name, text),
            "meta": " · ".join(part for part in (one.found_as, place(one.company.region_code)) if part),
            "mark": where.mark(one.company.region_code)["text"] if where else "",
            "tone": where.mark(one.company.region_code)["tone"] if where else "",
        }
        for one in found
    ]
    return _options(request, options + _registered(text, SUGGESTED - len(options)))


def _registered(text: str, most: int) -> list[dict[str, Any]]:
    """Return firms of the registry that are not on record: chosen, their registered name stands in the field."""
    meant = registry.meant([text]).get(text) if most > 0 and names.normal(text) else None
    if not meant or not meant.candidates:
        return []
    called = list(dict.fromkeys(each.name for each in meant.candidates))
    known, said = matching.find_many(called), _("In the registry, not on record yet")
    return [
        {"value": "", "label": name, "shown": highlighted(name, text), "meta": said}
        for name in called
        if name not in known
    ][:most]


@guarded(SEE)
@require_GET
def place_suggest(request: HttpRequest) -> HttpResponseBase:
    """Places that a few letters, pinyin or digits may mean."""
    found = divisions.find(request.GET.get("q", "")[:40])
    return _options(
        request,
        [{"value": one.code, "label": divisions.whole_name(one.code), "meta": one.code} for one in found],
    )


@guarded(SEE)
@require_GET
def industry_suggest(request: HttpRequest) -> HttpResponseBase:
    """Industries that a word or a code may mean."""
    found = industry.suggestions(request.GET.get("q", "")[:40])
    options = [
        {
            "value": one.code,
            "label": f"{one.code} {one.name}",
            "meta": " › ".join(line.name for line in industry.path(one.code)[:-1]),
        }
        for one in found
    ]
    return _options(request, options)


def _options(request: HttpRequest, options: list[dict[str, Any]]) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"options": [{k: v for k, v in one.items() if k != "shown"} for one in options]})
    response = render(request, "face/options.html", {"options": options})
    response["Cache-Control"] = "private, max-age=20"
    return response


def highlighted(name: str, text: str) -> Any:
    """Return a name with the part marked that was typed, where it stands in it as typed."""
    at = name.casefold().find(text.strip().casefold()) if text.strip() else -1
    if at < 0 or not names.normal(text):
        return name
    end = at + len(text.strip())
    return format_html("{}<mark>{}</mark>{}", name[:at], name[at:end], name[end:])
