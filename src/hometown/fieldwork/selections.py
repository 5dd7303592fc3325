"""The sets of field work that figures, gates and pages above are made of. Nothing is read until a set is.

visited_links(scope)              companies met in person with a named counterpart, one row a meeting
of_origin(links, scope, "host")   those of firms registered in the host city; "elsewhere": known, not host, not home
visits_of_company(company)        what a project's gate asks
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hometown.companies.models import CompanyKind, Tie, TieKind
from hometown.kernel.figures import Scope
from hometown.kernel.sieves import Sieve

from . import kinds
from .models import Activity, ActivityCompany, ActivityOfficer, AppointmentOfficer, Counterpart

Links = QuerySet[Any, Any]
FIRM = CompanyKind.COMPANY


def in_time(scope: Scope, field: str = "on") -> Q:
    """Return the condition that an activity lies in the scope's period; after its end, when the scope asks for that."""
    if scope.after:
        return Q(**{f"{field}__gt": scope.period.last})
    return Q(**{f"{field}__gte": scope.period.first, f"{field}__lte": scope.period.last})


def of_scope(scope: Scope, prefix: str = "") -> Q:
    """Return the condition that an activity belongs to the scope's batch and officer, whatever its day."""
    wanted = Q(**{f"{prefix}batch": scope.batch}) if scope.batch else Q()
    if scope.officer:
        took_part = ActivityOfficer.objects.filter(officer=scope.officer, activity=OuterRef(f"{prefix}pk"))
        wanted &= Q(Exists(took_part))
    return wanted


def of_people(scope: Scope) -> dict[str, Any]:
    """Return the conditions that a row with a batch and one officer belongs to the scope's."""
    wanted = {"batch": scope.batch, "officer": scope.officer}
    return {name: value for name, value in wanted.items() if value}


def of_appointments(scope: Scope) -> Q:
    """Return the condition that an appointment belongs to the scope's batch and officer."""
    wanted = Q(batch=scope.batch) if scope.batch else Q()
    if scope.officer:
        goes = AppointmentOfficer.objects.filter(officer=scope.officer, appointment=OuterRef("pk"))
        wanted &= Q(Exists(goes))
    return wanted


def activities(scope: Scope) -> Links:
    """Return the standing activities of the scope in its period."""
    found: Links = Activity.objects.filter(of_scope(scope), in_time(scope), withdrawn_on__isnull=True)
    return found


def links(scope: Scope) -> Links:
    """Return the companies in the scope's standing activities, one row a company in an activity."""
    found: Links = ActivityCompany.objects.filter(
        of_scope(scope, "activity__"), in_time(scope, "activity__on"), activity__withdrawn_on__isnull=True
    )
    return found


def visit_links(scope: Scope) -> Links:
    """Return the companies in the scope's standing visits, whoever was met and of whatever kind they are."""
    return links(scope).filter(activity__kind__in=kinds.codes_counted_in_firms(scope.period.last))


def named(chosen: Links) -> Links:
    """Return those where somebody was met in person and is named."""
    return chosen.filter(_someone_named(), in_person=True)


def _someone_named() -> Q:
    return Q(Exists(Counterpart.objects.filter(link=OuterRef("pk"))))


def nameless(chosen: Links) -> Links:
    """Return those where people were met in person and none is named."""
    return chosen.filter(~_someone_named(), in_person=True)


def is_home(scope: Scope, path: str = "company") -> Q:
    """Return the condition that a company is a home firm: registered at home, or there on behalf of an investor."""
    founded = Tie.objects.filter(kind=TieKind.INVESTED_HOME, other__isnull=False).values("other")
    home = Q(**{f"{path}__in": founded})
    return home | Q(**{f"{path}__region_code__startswith": scope.home_prefix}) if scope.home_prefix else home


def visited_links(scope: Scope) -> Links:
    """Return the meetings that make a firm visited: standing, in the period, in person, with a named counterpart.

    Companies only: no chambers, departments or individual businesses; home firms are not visited from away.
    """
    return named(visit_links(scope)).filter(~is_home(scope), company__kind=FIRM)


def meetings(scope: Scope) -> Sieve:
    """Return the companies in the scope's activities, told apart by what makes a firm visited and what does not.

    `met` is `visited_links`; `host`, `elsewhere` and `unknown` are its firms by origin.
    """
    return scope.once("meetings", lambda: _meetings(scope))


def _meetings(scope: Scope) -> Sieve:
    nowhere = Q(pk__in=())
    marks = {
        "stands": Q(activity__withdrawn_on__isnull=True),
        "timed": in_time(scope, "activity__on"),
        "visit": Q(activity__kind__in=kinds.codes_counted_in_firms(scope.period.last)),
        "person": Q(in_person=True),
        "firm": Q(company__kind=FIRM),
        "at_host": Q(company__region_code__startswith=scope.host_prefix) if scope.host_prefix else nowhere,
        "unknown": Q(company__region_code=""),
        "home": is_home(scope),
        "named": _someone_named(),
    }
    conditions = {  # what costs a look into another table comes last
        "met": "stands timed visit person firm -home named",
        "host": "stands timed visit person firm at_host -home named",
        "elsewhere": "stands timed visit person firm -at_host -unknown -home named",
        "unknown": "stands timed visit person firm unknown -home named",
        "at_events": "stands timed -visit firm -home",
        "nameless": "stands timed visit person firm -home -named",
        "from_afar": "stands timed visit -person firm -home",
        "home": "stands timed visit person firm home named",
        "no_firms": "stands timed visit -firm",
        "withdrawn": "-stands timed visit",
        "outside": "stands -timed visit person firm -home named",
    }
    after_all = ("at_events", "nameless", "from_afar", "withdrawn", "outside")
    rows = ActivityCompany.objects.filter(of_scope(scope, "activity__"))
    counted = ("met", "host", "elsewhere", "unknown")
    return Sieve(rows, "company", "activity__on", marks, conditions, dict.fromkeys(after_all, "met"), counted)


def of_origin(chosen: Links, scope: Scope, origin: str, path: str = "company") -> Links:
    """Return the rows whose company has this origin: `host`, `elsewhere`, `home` or `unknown`.

    Host is registered in the host city; elsewhere is known, not host, not home. Origin is never read off a stage.
    """
    region = f"{path}__region_code"
    at_host = Q(**{f"{region}__startswith": scope.host_prefix}) if scope.host_prefix else Q(pk__in=())
    unknown = Q(**{region: ""})
    home = is_home(scope, path)
    if origin == "host":
        return chosen.filter(at_host).exclude(home)
    if origin == "elsewhere":
        return chosen.exclude(at_host).exclude(unknown).exclude(home)
    if origin == "unknown":
        return chosen.filter(unknown).exclude(home)
    return chosen.filter(home)


def visits_of_company(company: uuid.UUID) -> Links:
    """Return the standing visits in person, with a named counterpart, to a company; newest first. A gate asks this."""
    found = ActivityCompany.objects.filter(
        company=company, activity__withdrawn_on__isnull=True, activity__kind__in=kinds.codes_counted_in_firms()
    )
    return named(found).select_related("activity").order_by("-activity__on", "-pk")


def calls_on(companies: Any) -> Links:
    """Return the standing meetings in person, with a named counterpart, at any of these companies, on visits."""
    found = ActivityCompany.objects.filter(
        company__in=companies, activity__withdrawn_on__isnull=True, activity__kind__in=kinds.codes_counted_in_firms()
    )
    return named(found)


def called_on(first: date, last: date) -> Q:
    """Return the condition that the investor of a tie, or its firm at home, was called on between two days."""
    visits = named(
        ActivityCompany.objects.filter(
            activity__withdrawn_on__isnull=True,
            activity__kind__in=kinds.codes_counted_in_firms(last),
            activity__on__gte=first,
            activity__on__lte=last,
        )
    )
    return Q(company__in=visits.values("company")) | Q(other__in=visits.values("company"))
