"""Which projects a list shows. The filters live in the address, so that a list can be passed on and kept."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from hometown import names
from hometown.accounts.models import User
from hometown.companies import matching
from hometown.fieldwork.selections import of_origin
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.ledger import pairs
from hometown.policy.rules import next_stage
from hometown.policy.shape import Policy
from hometown.programme.models import Batch, City

from . import access
from .models import Credit, Filing, Project
from .querysets import ProjectQuerySet
from .rules import RANK, Status, overdue_before

ORIGINS = ("host", "elsewhere", "home", "unknown")
ANY_STATUS = "any"


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for; empty is all. A value that cannot be read is left out."""

    stage: str = ""
    status: str = ""
    origin: str = ""
    chain: str = ""
    batch: uuid.UUID | None = None
    officer: uuid.UUID | None = None
    unit: uuid.UUID | None = None
    event: uuid.UUID | None = None  # the event that gave it
    introducer: uuid.UUID | None = None
    only_mine: bool = False
    only_overdue: bool = False
    only_reported: bool = False
    text: str = ""


def wanted(query: QueryDict) -> Wanted:
    """Read the filters of an address."""
    stage, status, origin = (query.get(name, "") for name in ("stage", "status", "origin"))
    return Wanted(
        stage=stage if stage in RANK else "",
        status=status if status in {*Status, ANY_STATUS} else "",
        origin=origin if origin in ORIGINS else "",
        chain=query.get("chain", "")[:40],
        batch=_identifier(query.get("batch", "")),
        officer=_identifier(query.get("officer", "")),
        unit=_identifier(query.get("unit", "")),
        event=_identifier(query.get("event", "")),
        introducer=_identifier(query.get("introducer", "")),
        only_mine=query.get("mine", "") == "1",
        only_overdue=query.get("overdue", "") == "1",
        only_reported=query.get("reported", "") == "1",
        text=query.get("q", "").strip()[:100],
    )


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def chosen(user: User, asked: Wanted, policy: Policy, today: date) -> ProjectQuerySet:
    """Return the projects that a person may read and that fit; active ones unless another status is asked for."""
    found = access.visible_projects(user)
    if asked.status != ANY_STATUS:
        found = found.filter(status=asked.status or Status.ACTIVE)
    plain = {"stage": asked.stage, "chain": asked.chain, "batch": asked.batch}
    plain |= {"event": asked.event, "introducer": asked.introducer}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if asked.officer:
        credited = Credit.objects.filter(officer=asked.officer).values("project")
        filed = Filing.objects.counted().filter(officer=asked.officer).values("project")
        found = found.filter(Q(pk__in=credited) | Q(pk__in=filed))
    if asked.unit:
        filed = Filing.objects.counted().filter(unit=asked.unit).values("project")
        found = found.filter(Q(pk__in=filed) | Q(landing_unit=asked.unit))
    if asked.only_mine:
        found = found.filter(access.mine(user))
    if asked.only_overdue:
        found = found.filter(overdue(policy, today))
    if asked.only_reported:
        found = found.exclude(reported_stage="")
    if asked.text:
        found = found.filter(_says(asked.text))
    if not asked.origin:
        return found
    of_one_origin: Any = of_origin(found, origins(asked), asked.origin)
    return of_one_origin  # type: ignore[no-any-return]


def _says(text: str) -> Q:
    """Return the condition that a project's name, or its company's, holds a text."""
    normal = names.normal(text)
    company = Q(company__normal_name__contains=normal) if normal else Q(pk__in=())
    few, firms = pairs.rows(Project, text), matching.named(normal)
    if few is None or firms is None:
        return Q(name__icontains=text) | company
    said = Q(pk__in=[key for (key,) in few], name__icontains=text) | Q(company__in=firms)
    return Q(pk__in=list(Project.objects.filter(said).order_by().values_list("pk", flat=True)))


def overdue(policy: Policy, today: date) -> Q:
    """Return the condition that a project is late: its next stage by the city's terms, or its next step."""
    late = Q(next_step_due__lt=today)
    for stage in policy.stages:
        following = next_stage(policy, stage.code)
        if following is not None and following.due is not None:
            late |= Q(stage=stage.code.value, stage_on__lte=overdue_before(policy, following.due, today))
    return late & Q(status=Status.ACTIVE)


def origins(asked: Wanted) -> Scope:
    """Return what tells origins apart: the home city, and the host city of the batch asked for or of the newest."""
    home = City.objects.filter(is_home=True).first()
    batches: Any = Batch.objects.select_related("host_city").order_by("-number")
    batch = batches.filter(pk=asked.batch).first() if asked.batch else batches.first()
    return Scope(
        period=Period(date.min, date.max),
        host_prefix=batch.host_city.prefix if batch else "",
        home_prefix=home.prefix if home else "",
    )
