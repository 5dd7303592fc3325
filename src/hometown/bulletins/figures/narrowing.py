"""Figures narrowed to a part: of a chain, a district, a batch, a stage. Each is a figure like any other, with members.

The code says it all (`visited__district__310107`), so that a sealed one can be asked again by its code and scope.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, F, Q, When
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.fieldwork import kinds
from hometown.fieldwork.models import Activity, ActivityCompany, ActivityOfficer
from hometown.kernel import clock
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, figure
from hometown.policy.rules import stage as policy_stage
from hometown.policy.standing import in_force
from hometown.programme.divisions import division_words
from hometown.programme.models import Batch, Posting
from hometown.projects.models import Credit, Filing, Project
from hometown.projects.rules import RANK, Stage, Status

Condition = Callable[[type[Any], str, Scope], Q | None]


def _of_chain(model: type[Any], part: str, _scope: Scope) -> Q | None:
    """A project's own chain counts; where it has none, its firm's."""
    if model is ActivityCompany:
        return Q(company__chain=part)
    if model not in (Filing, Project):
        return None
    path = "project__" if model is Filing else ""
    return Q(**{f"{path}chain": part}) | Q(**{f"{path}chain": "", f"{path}company__chain": part})


def _of_district(model: type[Any], part: str, scope: Scope) -> Q | None:
    posted = Posting.objects.filter(host_unit__division_code__startswith=part, first_on__lte=scope.period.last)
    if scope.batch:
        posted = posted.filter(batch=scope.batch)
    officers = posted.order_by().values("officer")
    took_part = ActivityOfficer.objects.filter(officer__in=officers).values("activity")
    return {
        ActivityCompany: Q(activity__in=took_part),
        Activity: Q(pk__in=took_part),
        Filing: Q(officer__in=officers),
        Project: Q(pk__in=Credit.objects.filter(officer__in=officers).values("project")),
        Posting: Q(host_unit__division_code__startswith=part),
    }.get(model)


def _of_batch(model: type[Any], part: str, _scope: Scope) -> Q | None:
    if not part.isdecimal():
        return None
    if model is ActivityCompany:
        return Q(activity__batch__number=part)
    return Q(batch__number=part) if model in (Activity, Filing, Project, Posting) else None


def _of_stage(model: type[Any], part: str, _scope: Scope) -> Q | None:
    return Q(rank_then=RANK[part]) if model is Project and part in RANK else None


def _of_status(model: type[Any], part: str, _scope: Scope) -> Q | None:
    return Q(status=part) if model is Project and part in list(Status) else None


def _of_kind(model: type[Any], part: str, _scope: Scope) -> Q | None:
    return Q(kind=part) if model is Activity else None


CONDITIONS: dict[str, Condition] = {
    "chain": _of_chain, "district": _of_district, "batch": _of_batch, "stage": _of_stage, "status": _of_status,
    "kind": _of_kind,
}  # fmt: skip
# The conditions that divide a whole: each record is of one part only.
DIVIDING = ("chain", "batch", "stage", "status")
# The figures whose records know the stage they stood in then.
BY_STAGE = ("live_projects", "overdue_projects")


def _knows_stage(whole: Figure) -> bool:
    """Tell whether a figure's records know the stage they stood in: those named, and those above that say so."""
    return whole.code in BY_STAGE or whole.facets.get("knows") == "stage"


def narrowed(whole: Figure, by: str, part: str) -> Figure | None:
    """Return a figure narrowed to a part; None where it cannot be told of this figure. It prints exactly."""
    condition = CONDITIONS.get(by)
    if condition is None or not part or (by == "stage" and not _knows_stage(whole)):
        return None

    def select(scope: Scope) -> Selection:
        chosen = scope.once((whole.code, "whole"), lambda: whole.select(scope))
        wanted = condition(chosen.members.model, part, scope)
        members = chosen.members.none() if wanted is None else chosen.members.filter(wanted)
        others = chosen.members.exclude(pk__in=members.order_by().values("pk"))
        rest = (Exclusion(lazy(_others, str)(by), others, chosen.key),)
        tally = _tally(whole, by, part, scope, chosen) if wanted is not None else None
        return Selection(members, chosen.key, chosen.amount, chosen.bound, rest, tally)

    return figure(
        f"{whole.code}__{by}__{part}", unit=whole.unit, reducer=whole.reducer, version=whole.version,
        name=lazy(_named, str)(whole, by, part), definition=lazy(_defined, str)(whole, by, part),
    )(select)  # fmt: skip


def _tally(whole: Figure, by: str, part: str, scope: Scope, chosen: Selection) -> Callable[[], int] | None:
    """Return how to count a part from one question about all parts, where one reader asks for several of them."""
    if by not in DIVIDING or scope.kept is None or whole.reducer is Reducer.SUM:
        return None
    wanted: Any = RANK[part] if by == "stage" else int(part) if by == "batch" else part

    def counted() -> dict[Any, int]:
        number = Count("pk") if whole.reducer is Reducer.COUNT else Count(chosen.key, distinct=True)
        parts = chosen.members.order_by().values(part_=_part_of(chosen.members.model, by))
        return dict(parts.annotate(number_=number).values_list("part_", "number_"))

    return lambda: scope.once((whole.code, by), counted).get(wanted, 0)


def _part_of(model: type[Any], by: str) -> Any:
    """Return the expression that says of which part a record is, as `CONDITIONS` ask it."""
    if by == "chain" and model is not ActivityCompany:
        path = "project__" if model is Filing else ""
        return Case(When(**{f"{path}chain": ""}, then=F(f"{path}company__chain")), default=F(f"{path}chain"))
    if model is ActivityCompany:
        return F({"chain": "company__chain", "batch": "activity__batch__number"}[by])
    return F({"batch": "batch__number", "stage": "rank_then", "status": "status"}[by])


def words_of(by: str, part: str) -> str:
    """Return what a part is called in the present language."""
    chinese = (get_language() or "zh").startswith("zh")
    if by == "district":
        return division_words(part)
    if by == "batch":
        batch: Batch | None = Batch.objects.filter(number=part).first() if part.isdecimal() else None
        return part if batch is None else batch.name if chinese or not batch.name_en else batch.name_en
    if by == "status":
        return {"paused": _("paused"), "lost": _("lost")}.get(part, part)
    if by == "kind":
        return kinds.all_words().get(part, part)
    policy = in_force(clock.today())
    if by == "stage":
        found: Any = policy_stage(policy, part) if part in list(Stage) else None
    else:
        found = next((one for one in policy.chain_scheme.chains if one.code == part), None)
    return part if found is None else found.zh if chinese else found.en


def _named(whole: Figure, by: str, part: str) -> str:
    return _("%(figure)s: %(part)s") % {"figure": whole.name, "part": words_of(by, part)}


def _defined(whole: Figure, by: str, part: str) -> str:
    how = {
        "chain": _("Only those of the chain %(part)s, by the project's own chain, else by its firm's."),
        "district": _("Only those of officers posted to %(part)s; what officers of two districts did counts in each."),
        "batch": _("Only those of %(part)s."),
        "stage": _("Only those that stood at “%(part)s” on the last day of the period."),
        "status": _("Only those that are %(part)s."),
        "kind": _("Only activities of the kind “%(part)s”."),
    }
    return f"{whole.definition} {how[by] % {'part': words_of(by, part)}}"


def _others(by: str) -> str:
    return {
        "chain": _("of another chain, or of none"),
        "district": _("of officers posted elsewhere, or of nobody posted"),
        "batch": _("of another batch, or of none"),
        "stage": _("at another stage"),
        "status": _("of another status"),
        "kind": _("of another kind"),
    }[by]
