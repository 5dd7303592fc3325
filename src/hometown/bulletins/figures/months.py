"""The figures of a month: what lives and in which stage, what is late, and what was recorded after its bulletin."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from hometown.bulletins.models import Bulletin
from hometown.fieldwork import selections as fieldwork
from hometown.kernel.dates import Precision
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, figure
from hometown.ledger import proving
from hometown.policy.rules import next_stage
from hometown.policy.standing import in_force
from hometown.projects import selections
from hometown.projects.figures import leads
from hometown.projects.models import StageMove
from hometown.projects.rules import overdue_before
from hometown.projects.selections import Records


@figure(
    "live_projects",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Live projects"),
    definition=_(
        "Projects that lived on the last day of the period, at whatever stage: not paused, lost or withdrawn, and not "
        "of home firms."
    ),
)
def live_projects(scope: Scope) -> Selection:
    every = selections.standing(scope).filter(rank_then__isnull=False)
    stopped = every.exclude(selections.live_then(scope))
    return Selection(every.filter(selections.live_then(scope)), exclusions=(Exclusion(_("paused or lost"), stopped),))


@figure(
    "stopped_projects",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Projects that stopped"),
    definition=_("Projects that were paused or lost within the period, by the day on which that was said."),
)
def stopped_projects(scope: Scope) -> Selection:
    every = selections.projects(scope).exclude(status="active")
    timed = fieldwork.in_time(scope, "status_on")
    return Selection(every.filter(timed), exclusions=(Exclusion(_("outside the period"), every.exclude(timed)),))


@figure(
    "overdue_projects",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Projects over their term"),
    definition=_(
        "Live projects that on the last day of the period had stood in their stage longer than the city's rules of "
        "that day give for the next one."
    ),
)
def overdue_projects(scope: Scope) -> Selection:
    every = selections.standing(scope).filter(selections.live_then(scope)).annotate(since_then=_since(scope))
    late = _late(scope)
    members = every.filter(late) if late else every.none()
    within = every.exclude(pk__in=members.order_by().values("pk"))
    return Selection(members, exclusions=(Exclusion(_("within their term, or without one"), within),))


def _since(scope: Scope) -> Subquery:
    latest = StageMove.objects.filter(project=OuterRef("pk"), on__lte=scope.period.last).order_by("-on", "-id")
    return Subquery(latest.values("on")[:1])


def _late(scope: Scope) -> Q:
    day, late = scope.period.last, Q()
    policy = in_force(day)
    for rank, stage in enumerate(policy.stages):
        following = next_stage(policy, stage.code)
        if following is not None and following.due is not None:
            late |= Q(rank_then=rank, since_then__lte=overdue_before(policy, following.due, day))
    return late


# --- recorded after the bulletin of its month -----------------------------------------------------------------------


def _cut(scope: Scope) -> int | None:
    """Return the line of the book over which the bulletin of this scope's month was sealed."""
    sealed = Bulletin.objects.sealed().of(scope.batch).filter(month=scope.period.first)
    found: int | None = sealed.values_list("seal__tree_size", flat=True).first()
    return found


def _late_ones(every: Records, scope: Scope) -> Selection:
    """Select those that the book learned of only after the cut. Without a sealed bulletin nothing is late."""
    cut = _cut(scope)
    if cut is None:
        return Selection(every.none())
    model: Any = every.model
    first = proving.first_lines(model, list(every.order_by().values_list("pk", flat=True)))
    late = every.filter(pk__in=[pk for pk, line in first.items() if line > cut])
    return Selection(
        late, exclusions=(Exclusion(_("recorded in time"), every.exclude(pk__in=late.order_by().values("pk"))),)
    )


@figure(
    "late_activities",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Activities recorded late"),
    definition=_(
        "Activities of the month that the book learned of only after the month's bulletin had been sealed. They are in "
        "no figure of that bulletin."
    ),
)
def late_activities(scope: Scope) -> Selection:
    return _late_ones(fieldwork.activities(scope), scope)


@figure(
    "activities_total",
    unit=Unit.EVENTS,
    reducer=Reducer.COUNT,
    name=_("Activities"),
    definition=_("Activities of every kind within the period that stand, each counted once."),
)
def activities_total(scope: Scope) -> Selection:
    return Selection(fieldwork.activities(scope))


@figure(
    "activity_days",
    unit=Unit.DAYS,
    reducer=Reducer.DISTINCT,
    name=_("Days with activities"),
    definition=_(
        "Distinct days of the period on which an activity that stands took place; two on one day make one day. An "
        "activity of which only the month or the ten days are known has no day."
    ),
)
def activity_days(scope: Scope) -> Selection:
    every = fieldwork.activities(scope)
    dated = every.filter(precision=Precision.DAY)
    return Selection(
        dated, key="on", exclusions=(Exclusion(_("the day is not known"), every.exclude(precision=Precision.DAY)),)
    )


@figure(
    "late_leads",
    unit=Unit.FILINGS,
    reducer=Reducer.COUNT,
    name=_("Leads recorded late"),
    definition=_(
        "Leads that came up in the month and that the book learned of only after the month's bulletin had been sealed."
    ),
)
def late_leads(scope: Scope) -> Selection:
    every: QuerySet[Any, Any] = leads.select(scope).members
    return _late_ones(every, scope)


FIGURES: tuple[Figure, ...] = (
    live_projects,
    stopped_projects,
    overdue_projects,
    late_activities,
    activities_total,
    activity_days,
    late_leads,
)
