"""The published numbers of field work. Firms are counted in 家, once each; activities in 次."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Tie, TieKind
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Style, Unit, figure
from hometown.kernel.sieves import Sieve
from hometown.policy.shape import Purpose

from . import cadence, kinds, selections
from .models import Activity, Appointment, AppointmentState, ContactAttempt

Records = QuerySet[Any, Any]
FIRM = "company"


@figure(
    "visited",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms visited"),
    definition=_(
        "Distinct firms that an officer of the batch met in person, on a visit within the period, with a named "
        "counterpart. A firm visited again counts once. Home firms, chambers, departments and individual businesses "
        "do not count."
    ),
)
def visited(scope: Scope) -> Selection:
    sieve = selections.meetings(scope)
    return Selection(
        sieve.under("met"),
        FIRM,
        exclusions=_not_visited(sieve),
        tally=partial(sieve.distinct, "met"),
        number=partial(sieve.number, "met"),
        look_around=sieve.look_at_all,
    )


@figure(
    "visited_host",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms of the host city visited"),
    definition=_(
        "Firms visited that are registered in the host city (by the region code of their registration, GB/T 2260)."
    ),
    origin="host",
)
def visited_host(scope: Scope) -> Selection:
    return _by_origin(scope, "host", others=_("registered elsewhere"), other_origin="elsewhere")


@figure(
    "visited_elsewhere",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms elsewhere visited"),
    definition=_(
        "Firms visited that are registered neither in the host city nor at home. A firm whose registration is not "
        "known is in neither of the two origins."
    ),
    origin="elsewhere",
)
def visited_elsewhere(scope: Scope) -> Selection:
    return _by_origin(scope, "elsewhere", others=_("registered in the host city"), other_origin="host")


def _by_origin(scope: Scope, origin: str, *, others: Any, other_origin: str) -> Selection:
    sieve = selections.meetings(scope)
    return Selection(
        members=sieve.under(origin),
        key=FIRM,
        exclusions=(
            _under(sieve, other_origin, others),
            _under(sieve, "unknown", _("where it is registered is not known")),
            *_not_visited(sieve, origin),
        ),
        tally=partial(sieve.distinct, origin),
        number=partial(sieve.number, origin),
        look_around=sieve.look_at_all,
    )


def _not_visited(sieve: Sieve, counted: str = "met") -> tuple[Exclusion, ...]:
    """Return what stands near the visited firms and is not in the count; a firm visited after all is not among it."""
    repeated = Exclusion(
        _("further visits to the same firm"), _repeated(sieve.under(counted)), tally=partial(sieve.further, counted)
    )
    return (
        _under(sieve, "at_events", _("met at an event or meeting only")),
        _under(sieve, "nameless", _("nobody met is named")),
        _under(sieve, "from_afar", _("not met in person")),
        _under(sieve, "home", _("home firms")),
        _under(sieve, "no_firms", _("chambers, departments, individual businesses")),
        repeated,
        _under(sieve, "withdrawn", _("withdrawn")),
        _under(sieve, "outside", _("outside the period")),
    )


def _under(sieve: Sieve, name: str, reason: Any) -> Exclusion:
    return Exclusion(reason, sieve.under(name), FIRM, tally=partial(sieve.distinct, name))


def _repeated(members: Records) -> Records:
    """Return the visits that are not the first to their firm."""
    place = Window(RowNumber(), partition_by="company", order_by=["activity__on", "pk"])
    repeated: Records = members.annotate(visit_place=place).filter(visit_place__gt=1)
    return repeated


# --- counted in 次 ------------------------------------------------------------------------------------------------


def _times(scope: Scope, codes: tuple[str, ...]) -> Selection:
    """Return the activities of these kinds, each counted once however many officers took part."""
    of_batch = Activity.objects.filter(selections.of_scope(scope), kind__in=codes)
    return Selection(
        members=selections.activities(scope).filter(kind__in=codes),
        exclusions=(
            Exclusion(_("withdrawn"), of_batch.filter(selections.in_time(scope), withdrawn_on__isnull=False)),
            Exclusion(_("outside the period"), of_batch.filter(~selections.in_time(scope), withdrawn_on__isnull=True)),
        ),
    )


@figure(
    "visits_total",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Visits"),
    definition=_(
        "Visits to firms within the period, each counted once however many officers went. A firm visited three times "
        "makes three visits. Visits that do not make a firm visited, because nobody is named, count here."
    ),
)
def visits_total(scope: Scope) -> Selection:
    return _times(scope, kinds.codes_counted_in_firms(scope.period.last))


@figure(
    "collective_trips",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Collective study trips"),
    definition=_("Study trips the batch made together within the period, each counted once."),
)
def collective_trips(scope: Scope) -> Selection:
    return _times(scope, ("collective_trip",))


@figure(
    "thematic_studies",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    style=Style.TENS,
    name=_("Thematic studies"),
    definition=_("Studies of a theme on the spot within the period, counted in times and not in firms."),
)
def thematic_studies(scope: Scope) -> Selection:
    return _times(scope, ("thematic_study",))


@figure(
    "regional_meetings",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    style=Style.TENS,
    name=_("Regional cooperation meetings"),
    definition=_("Meetings on cooperation of the region that officers joined or prepared within the period."),
)
def regional_meetings(scope: Scope) -> Selection:
    return _times(scope, ("regional_meeting",))


@figure(
    "promotions",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Investment promotions"),
    definition=_("Presentations of home to investors within the period."),
)
def promotions(scope: Scope) -> Selection:
    return _times(scope, ("promotion",))


@figure(
    "branch_activities",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Activities of the branch"),
    definition=_("Branch days and branch studies of the temporary Party branch within the period."),
)
def branch_activities(scope: Scope) -> Selection:
    return _times(scope, kinds.codes_for(Purpose.BRANCH, on=scope.period.last))


@figure(
    "host_duties",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Work for the host units"),
    definition=_("Work at the host unit, service at expos and volunteering within the period."),
)
def host_duties(scope: Scope) -> Selection:
    return _times(scope, kinds.codes_for(Purpose.DUTY, on=scope.period.last))


# --- how meetings come about -------------------------------------------------------------------------------------


@figure(
    "contact_attempts",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Invitations"),
    definition=_(
        "Invitations of firms recorded by officers of the batch within the period: calls, messages, letters, calls "
        "in person. A courtesy told, never a target; asking three times makes three."
    ),
)
def contact_attempts(scope: Scope) -> Selection:
    found = ContactAttempt.objects.filter(**selections.of_people(scope))
    return Selection(
        members=found.filter(selections.in_time(scope), withdrawn_on__isnull=True),
        exclusions=(
            Exclusion(_("withdrawn"), found.filter(selections.in_time(scope), withdrawn_on__isnull=False)),
            Exclusion(_("outside the period"), found.filter(~selections.in_time(scope), withdrawn_on__isnull=True)),
        ),
    )


@figure(
    "appointments_kept",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Appointments kept"),
    definition=_(
        "Appointments with firms that took place within the period and became a visit, each counted once. One that was "
        "moved counts on the day on which it took place."
    ),
)
def appointments_kept(scope: Scope) -> Selection:
    found = Appointment.objects.filter(selections.of_appointments(scope))
    kept = found.filter(state=AppointmentState.KEPT)
    held = selections.in_time(scope, "activity__on")
    not_kept = found.filter(selections.in_time(scope, "starts_at__date"))
    return Selection(
        members=kept.filter(held, activity__withdrawn_on__isnull=True),
        exclusions=(
            Exclusion(_("cancelled"), not_kept.filter(state=AppointmentState.CANCELLED)),
            Exclusion(
                _("not said to have taken place"),
                not_kept.exclude(state__in=(AppointmentState.KEPT, AppointmentState.CANCELLED)),
            ),
            Exclusion(_("the visit was withdrawn"), kept.filter(held, activity__withdrawn_on__isnull=False)),
        ),
    )


@figure(
    "investors_in_cadence",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Existing investors called on in time"),
    definition=_(
        "Distinct companies that have invested at home and were called on in person, there or at their firm at home, "
        "with a named counterpart, within the term of the city's rules before the last day of the period, by anybody."
    ),
)
def investors_in_cadence(scope: Scope) -> Selection:
    last = scope.period.last
    investors = Tie.objects.standing(last).filter(kind=TieKind.INVESTED_HOME, company__kind=FIRM)
    in_time = investors.filter(selections.called_on(cadence.first_day(last), last))
    late = investors.exclude(company__in=in_time.values("company"))
    ever = selections.called_on(date.min, last)
    return Selection(
        members=in_time.select_related("company", "other"),
        key=FIRM,
        exclusions=(
            Exclusion(_("called on longer ago"), late.filter(ever), FIRM),
            Exclusion(_("no visit on record"), late.exclude(company__in=late.filter(ever).values("company")), FIRM),
        ),
    )


FIGURES: tuple[Figure, ...] = (
    visited,
    visited_host,
    visited_elsewhere,
    visits_total,
    collective_trips,
    thematic_studies,
    regional_meetings,
    promotions,
    branch_activities,
    host_duties,
    contact_attempts,
    appointments_kept,
    investors_in_cadence,
)
