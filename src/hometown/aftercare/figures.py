"""The published numbers of service after signing: by request, promise and firm. Never by person.

A scope of one officer has none: firms are served by units. A scope of a batch counts what is about its projects.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.fieldwork import kinds
from hometown.fieldwork.models import ActivityCompany
from hometown.fieldwork.selections import in_time, named
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, figure

from . import access
from .models import Promise, RequestPause, ServiceRequest
from .rules import Rating

Records = QuerySet[Any, Any]


def _of_scope(scope: Scope, prefix: str = "") -> Q:
    if scope.officer:
        return Q(pk__in=())
    return Q(**{f"{prefix}project__batch": scope.batch}) if scope.batch else Q()


def _requests(scope: Scope) -> Records:
    found: Records = ServiceRequest.objects.filter(_of_scope(scope))
    return found


def _received(scope: Scope) -> Records:
    return _requests(scope).filter(in_time(scope, "received_on"))


def _outside(scope: Scope) -> Exclusion:
    return Exclusion(_("outside the period"), _requests(scope).filter(~in_time(scope, "received_on")))


@figure(
    "requests_received",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Requests of firms"),
    definition=_(
        "Requests that firms made within the period, by their link, by phone, on a visit or in a letter, each counted "
        "once. One taken up again is not a new one."
    ),
)
def requests_received(scope: Scope) -> Selection:
    return Selection(_received(scope), exclusions=(_outside(scope),))


@figure(
    "requests_in_time",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Requests closed in time"),
    definition=_(
        "Requests of the period that were closed by their day under the service levels; that day is moved by the "
        "workdays a request waited for a recorded reason. One closed late or still open does not count."
    ),
)
def requests_in_time(scope: Scope) -> Selection:
    received = _received(scope)
    in_their_time = Q(closed_on__isnull=False, closed_on__lte=F("close_due"))
    return Selection(
        received.filter(in_their_time),
        exclusions=(
            Exclusion(_("closed late"), received.filter(closed_on__gt=F("close_due"))),
            Exclusion(_("not dealt with yet"), received.filter(closed_on__isnull=True)),
            _outside(scope),
        ),
    )


@figure(
    "requests_paused",
    unit=Unit.RECORDS,
    reducer=Reducer.DISTINCT,
    name=_("Requests that waited"),
    definition=_(
        "Requests that were let wait within the period, each with its reason; one that waited twice counts once."
    ),
)
def requests_paused(scope: Scope) -> Selection:
    found = RequestPause.objects.filter(_of_scope(scope, "request__"))
    outside = Exclusion(_("outside the period"), found.filter(~in_time(scope)), "request")
    return Selection(found.filter(in_time(scope)), "request", exclusions=(outside,))


@figure(
    "requests_rated",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Requests rated by the firm"),
    definition=_("Requests of the period that were closed and whose firm said by its link how it was served."),
)
def requests_rated(scope: Scope) -> Selection:
    received = _received(scope)
    return Selection(
        received.exclude(rating=""),
        exclusions=(
            Exclusion(_("closed and not rated"), received.filter(closed_on__isnull=False, rating="")),
            Exclusion(_("not dealt with yet"), received.filter(closed_on__isnull=True, rating="")),
            _outside(scope),
        ),
    )


@figure(
    "requests_rated_good",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Requests rated as well served"),
    definition=_("Requests rated by the firm, where it was content with the service."),
)
def requests_rated_good(scope: Scope) -> Selection:
    rated = _received(scope).exclude(rating="")
    return Selection(
        rated.filter(rating=Rating.GOOD),
        exclusions=(
            Exclusion(_("partly content"), rated.filter(rating=Rating.FAIR)),
            Exclusion(_("not content"), rated.filter(rating=Rating.POOR)),
            _outside(scope),
        ),
    )


# --- promises -------------------------------------------------------------------------------------------------------


def _promises(scope: Scope) -> Records:
    found: Records = Promise.objects.filter(_of_scope(scope))
    return found


@figure(
    "promises_kept",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Promises kept"),
    definition=_("Promises to firms whose day lay within the period and that were kept by their day."),
)
def promises_kept(scope: Scope) -> Selection:
    due = _promises(scope).filter(in_time(scope, "due_on"))
    return Selection(
        due.filter(kept_on__lte=F("due_on")),
        exclusions=(
            Exclusion(_("kept late"), due.filter(kept_on__gt=F("due_on"))),
            Exclusion(_("not kept yet"), due.filter(kept_on__isnull=True, released_on__isnull=True)),
            Exclusion(_("released, with a reason"), due.filter(released_on__isnull=False)),
            Exclusion(_("due outside the period"), _promises(scope).filter(~in_time(scope, "due_on"))),
        ),
    )


@figure(
    "promises_overdue",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Promises overdue"),
    definition=_(
        "Promises to firms whose day had passed on the last day of the period, and that were neither kept nor released "
        "by then."
    ),
)
def promises_overdue(scope: Scope) -> Selection:
    last = scope.period.last
    every, past = _promises(scope), Q(due_on__lt=last)
    ended = Q(kept_on__lte=last) | Q(released_on__lte=last)
    return Selection(
        every.filter(past).exclude(ended),
        exclusions=(
            Exclusion(_("kept"), every.filter(past, kept_on__lte=last)),
            Exclusion(_("released, with a reason"), every.filter(past, released_on__lte=last)),
            Exclusion(_("not due yet"), every.filter(~past)),
        ),
    )


# --- firms ----------------------------------------------------------------------------------------------------------


@figure(
    "landed_visited",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Landed firms called on"),
    definition=_(
        "Distinct firms with a signed project that somebody met in person within the period, on or after the day of "
        "the contract, with a named counterpart."
    ),
)
def landed_visited(scope: Scope) -> Selection:
    landed = access.landed_projects().filter(contract_on__isnull=False, contract_on__lte=scope.period.last)
    if scope.batch:
        landed = landed.filter(batch=scope.batch)
    if scope.officer:
        landed = landed.none()
    signed = landed.filter(company=OuterRef("company"), contract_on__lte=OuterRef("activity__on"))
    calls = ActivityCompany.objects.filter(
        Exists(signed), activity__withdrawn_on__isnull=True, activity__kind__in=kinds.codes_counted_in_firms(),
        company__in=landed.values("company"),
    )  # fmt: skip
    members = named(calls).filter(in_time(scope, "activity__on"))
    not_called = landed.exclude(company__in=members.values("company"))
    return Selection(
        members,
        "company",
        exclusions=(
            Exclusion(_("not called on"), not_called, "company"),
            Exclusion(_("nobody met is named"), calls.filter(in_time(scope, "activity__on")).exclude(
                pk__in=members.values("pk")), "company"),
        ),
    )  # fmt: skip


FIGURES: tuple[Figure, ...] = (
    requests_received,
    requests_in_time,
    requests_paused,
    requests_rated,
    requests_rated_good,
    promises_kept,
    promises_overdue,
    landed_visited,
)
