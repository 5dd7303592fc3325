"""The page of existing investors: who has invested at home, when each was last called on, whom they would bring."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.companies import access as companies
from hometown.companies import introducing
from hometown.companies.models import TieKind
from hometown.companies.places import cities, place
from hometown.companies.rules import Origin
from hometown.face.paging import numbered
from hometown.fieldwork import access, cadence, telling
from hometown.kernel import clock
from hometown.policy.standing import in_force

SEE, RECORD = Capability.SEE_COMPANIES, Capability.RECORD_FIELDWORK
PER_PAGE, NAMED = 50, 3


@guarded(SEE)
@require_GET
def investors(request: HttpRequest) -> HttpResponse:
    """The firms that have invested at home, those due for a visit first: whom to call on, whom to ask."""
    reader, where, today = person(request), cities(), clock.today()
    ties = companies.visible_ties(reader).standing().filter(kind=TieKind.INVESTED_HOME)
    origin, show = request.GET.get("origin", ""), request.GET.get("show", "")
    if origin in set(Origin):
        ties = ties.filter(where.of(Origin(origin), "company__region_code"))
    every = cadence.called(ties.select_related("company", "other").order_by("company__normal_name", "pk"), today)
    chosen = [one for one in every if one.lamp == cadence.RED] if show == "due" else every
    page = numbered(request, chosen, PER_PAGE)
    listed = [one.company for one in page.object_list]
    reached = introducing.within_reach(reader, listed)
    given = introducing.counted(reader, listed)
    context = {
        "page": page,
        "lines": [_line(one, where, today, reached[one.company.pk], given) for one in page.object_list],
        "origins": [("", _("All")), *((one.value, where.words(one)) for one in Origin if one is not Origin.HOME)],
        "views": [
            ("", _("All"), len(every)),
            ("due", _("Due for a visit"), sum(one.lamp == cadence.RED for one in every)),
        ],
        "term": in_force(today).existing_investors.visit_every,
        "to_confirm": in_force(today).existing_investors.unverified,
        "home": where.home_name,
        "may_record": reader.may(RECORD),
        "may_ask": companies.may_record(reader),
        "leads_url": telling.address("investor-leads") if access.reads_projects(reader) else "",
    }
    return render(request, "fieldwork/investors.html", context)


def _line(one: cadence.Called, where: Any, today: Any, reached: list[Any], given: dict[Any, Any]) -> dict[str, Any]:
    company, since = one.company, one.days_since(today)
    words = {"green": _("in time"), "amber": _("due soon"), "red": _("due")}
    return {
        "called": one,
        "company": company,
        "place": place(company.region_code),
        "origin": where.mark(company.region_code),
        "since": ngettext("%(days)s day ago", "%(days)s days ago", since) % {"days": since} if since else "",
        "is_today": since == 0,
        "lamp_words": words[one.lamp],
        "reached": reached[:NAMED],
        "more": max(0, len(reached) - NAMED),
        "given": given.get(company.pk),
    }
