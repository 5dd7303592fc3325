"""The sets of projects that figures and pages are made of. Nothing is read until a set is.

Everything is dated by when it happened (`StageMove.on`, `contract_on`). `scope.after` asks for what happened after the
last day of the period 返航后; a state, such as standing at intent, is then as it is now.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hometown.companies.models import CompanyKind
from hometown.fieldwork.selections import in_time, visited_links
from hometown.fieldwork.selections import is_home as _is_home
from hometown.fieldwork.selections import of_origin as _of_origin
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.programme.models import Unit

from .models import Claim, Credit, Evidence, Filing, Project, StageMove, Transfer, Voucher
from .rules import RANK, Stage, Status

Records = QuerySet[Any, Any]
CONTRACT = "contract"  # the evidence kind that makes a signing: a ceremony is not enough
FIRM = CompanyKind.COMPANY


def of_scope(scope: Scope) -> Records:
    """Return the projects of the scope's batch and officer, whatever happened to them and when."""
    found: Records = Project.objects.filter(company__kind=FIRM)
    if scope.batch:
        found = found.filter(batch=scope.batch)
    if scope.officer:
        shares = Credit.objects.filter(project=OuterRef("pk"), officer=scope.officer)
        found = found.filter(Exists(shares))
    return found


def projects(scope: Scope) -> Records:
    """Return those that count at all: not withdrawn, and not of home firms."""
    return of_scope(scope).exclude(status=Status.WITHDRAWN).exclude(_is_home(scope))


def of_home(scope: Scope) -> Records:
    """Return the projects of home firms: registered at home, or there on behalf of an investor."""
    return of_scope(scope).exclude(status=Status.WITHDRAWN).filter(_is_home(scope))


def withdrawn(scope: Scope) -> Records:
    return of_scope(scope).filter(status=Status.WITHDRAWN)


def of_origin(chosen: Records, scope: Scope, origin: str) -> Records:
    """Return those whose company has this origin: `host`, `elsewhere`, `home` or `unknown`."""
    found: Records = _of_origin(chosen, scope, origin)
    return found


# --- reached a stage ----------------------------------------------------------------------------------------------


def reached(chosen: Records, scope: Scope, stage: Stage) -> Records:
    """Return the projects that first came to a stage, or beyond it, in the scope's time; nothing later matters."""
    moves = StageMove.objects.filter(project=OuterRef("pk"), to_rank__gte=RANK[stage]).order_by()
    first = moves.values("project").annotate(first=Min("on")).values("first")
    found: Records = chosen.annotate(first_on=Subquery(first)).filter(in_time(scope, "first_on"))
    return found


def visited(chosen: Records, scope: Scope, *, ever: bool = True) -> Records:
    """Return the projects whose firm was visited by the end of the scope's time; `ever=False`: those not visited."""
    until = date.max if scope.after else scope.period.last
    wide = replace(scope, period=Period(date.min, until), after=False)
    met = Exists(visited_links(wide).filter(company=OuterRef("company")))
    return chosen.filter(met if ever else ~met)


# --- signed -------------------------------------------------------------------------------------------------------


def signings(scope: Scope) -> Records:
    """Return the projects that stand at signed or beyond, whose signing lies in the scope's time; papers not asked.

    The day of a signing is the contract's; where none is written, the day the project moved to signed.
    """
    moves = StageMove.objects.filter(project=OuterRef("pk"), to_rank__gte=RANK[Stage.SIGNED]).order_by()
    first = moves.values("project").annotate(first=Min("on")).values("first")
    dated = projects(scope).annotate(signed_on=Coalesce(F("contract_on"), Subquery(first)))
    found: Records = dated.filter(in_time(scope, "signed_on"), stage_rank__gte=RANK[Stage.SIGNED])
    return found


def with_contract(chosen: Records) -> Records:
    """Return those with a signed contract on file that nobody has withdrawn or refuted."""
    return chosen.filter(Evidence.objects.on_file().of_outer_project(stage=Stage.SIGNED, kind=CONTRACT))


def without_contract(chosen: Records) -> Records:
    return chosen.filter(~Evidence.objects.on_file().of_outer_project(stage=Stage.SIGNED, kind=CONTRACT))


def with_verified_contract(chosen: Records) -> Records:
    return chosen.filter(Evidence.objects.verified().of_outer_project(stage=Stage.SIGNED, kind=CONTRACT))


def reported_signed(scope: Scope) -> Records:
    """Return the projects somebody reported as signed, that do not stand there."""
    beyond = [stage.value for stage in Stage if RANK[stage] >= RANK[Stage.SIGNED]]
    return projects(scope).filter(reported_stage__in=beyond, stage_rank__lt=RANK[Stage.SIGNED])


# --- at intent ----------------------------------------------------------------------------------------------------


def standing(scope: Scope) -> Records:
    """Return the projects with `rank_then`, the stage they stood in on the scope's last day; today's when `after`."""
    until = date.max if scope.after else scope.period.last
    latest = StageMove.objects.filter(project=OuterRef("pk"), on__lte=until).order_by("-on", "-id")
    found: Records = projects(scope).annotate(rank_then=Subquery(latest.values("to_rank")[:1]))
    return found


def live_then(scope: Scope) -> Q:
    """Return the condition that a project lived on the scope's last day: it is active, or stopped only afterwards."""
    alive = Q(status=Status.ACTIVE)
    return alive if scope.after else alive | Q(status_on__gt=scope.period.last)


def at_intent(scope: Scope) -> Records:
    """Return the live projects that stand from intent to signing, of firms that have signed nothing yet.

    After the period: those that came to intent only then.
    """
    found = _between(standing(scope).filter(live_then(scope))).filter(~_firm_signed(scope))
    return reached(found, scope, Stage.INTENT) if scope.after else found


def stopped_at_intent(scope: Scope) -> Records:
    """Return the projects that stand from intent to signing and are paused or lost."""
    return _between(standing(scope).exclude(live_then(scope)))


def at_intent_of_signed_firms(scope: Scope) -> Records:
    """Return live projects at intent of firms that have signed another: those firms count as signed."""
    return _between(standing(scope).filter(live_then(scope))).filter(_firm_signed(scope))


def _between(chosen: Records) -> Records:
    return chosen.filter(rank_then__gte=RANK[Stage.INTENT], rank_then__lte=RANK[Stage.SIGNING])


def _firm_signed(scope: Scope) -> Exists:
    signed = standing(scope).filter(rank_then__gte=RANK[Stage.SIGNED], company=OuterRef("company"))
    return Exists(signed.filter(live_then(scope)))


# --- claims -------------------------------------------------------------------------------------------------------


def statistical_home(project: Project) -> Unit | None:
    """Return the one unit that counts a project in statistics: as the last transfer settled it, else the claim's
    holder, else who filed it first.
    """
    settled = Transfer.objects.completed().filter(claim__project=project).select_related("statistical_home")
    last: Transfer | None = settled.order_by("-completed_on", "-id").first()
    if last is not None:
        return last.statistical_home
    held: Claim | None = Claim.objects.held().filter(project=project).select_related("unit").first()
    first = project.filings.counted().select_related("unit").order_by("effective_at", "filed_at").first()
    return held.unit if held is not None else first.unit if first is not None else None


# --- leads and money ----------------------------------------------------------------------------------------------


def filings(scope: Scope) -> Records:
    """Return every filing of the scope's batch and officer, whatever its day."""
    found: Records = Filing.objects.all()
    if scope.batch:
        found = found.filter(batch=scope.batch)
    return found.filter(officer=scope.officer) if scope.officer else found


def vouchers(scope: Scope, kind: str) -> Records:
    """Return the vouchers of one kind, dated in the scope's time, of projects that count."""
    return Voucher.objects.filter(in_time(scope), kind=kind, project__in=projects(scope).order_by().values("pk"))
