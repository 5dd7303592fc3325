"""Whom to call on, and by when: every landed firm, and the investors who were here before 以商招商.

A landed firm is called on as often as `aftercare.landed_every` says, counted from its contract or the last visit; the
others by `existing_investors.visit_every`, as `fieldwork.cadence` counts. A firm that is both counts as landed.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from hometown.companies.models import Company
from hometown.fieldwork import cadence, selections
from hometown.policy.rules import deadline, lamp
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects.models import Project

from .models import Promise, ServiceRequest


@dataclass(frozen=True)
class Call:
    """A firm to call on. `projects` are its landed ones; none for an investor of earlier years."""

    company: Company
    projects: tuple[Project, ...]
    last_on: date | None
    due_on: date | None
    lamp: str


def landed(projects: Iterable[Project], today: date) -> list[Call]:
    """Return the firms of landed projects, those due first; one query. `projects` come with their company."""
    by_firm: dict[uuid.UUID, list[Project]] = {}
    for one in projects:
        by_firm.setdefault(one.company_id, []).append(one)
    last, policy = last_visits(by_firm), in_force(today)
    calls = [_call(policy, own, last.get(pk), today) for pk, own in by_firm.items()]
    return sorted(calls, key=lambda one: (one.due_on or date.min, one.company.normal_name))


def _call(policy: Policy, own: list[Project], last_on: date | None, today: date) -> Call:
    since = [day for day in (last_on, *(one.contract_on or one.stage_on for one in own)) if day]
    due = deadline(policy, policy.aftercare.landed_every, max(since))
    return Call(own[0].company, tuple(own), last_on, due, lamp(policy, due, today))


def investors(ties: Iterable[Any], today: date, known: Iterable[uuid.UUID] = ()) -> list[Call]:
    """Return the investors of these ties that are not among the known firms, those due first; one query."""
    passed = set(known)
    return [
        Call(one.company, (), one.last_on, one.due_on, one.lamp)
        for one in cadence.called(ties, today)
        if one.company.pk not in passed
    ]


def last_visits(firms: Iterable[uuid.UUID]) -> dict[uuid.UUID, date]:
    """Return when each firm was last met in person, with somebody named."""
    if not (known := list(firms)):
        return {}
    visits = selections.calls_on(known).order_by().values("company").annotate(last=Max("activity__on"))
    return {row["company"]: row["last"] for row in visits}


def open_counts(firms: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    """Return how many requests and promises of each firm stand open; two queries."""
    keys = list(firms)
    asked = ServiceRequest.objects.open().filter(company__in=keys).order_by().values("company").annotate(n=Count("pk"))
    owed = Promise.objects.open().filter(company__in=keys).order_by().values("company").annotate(n=Count("pk"))
    requests = {row["company"]: row["n"] for row in asked}
    promises = {row["company"]: row["n"] for row in owed}
    return {pk: (requests.get(pk, 0), promises.get(pk, 0)) for pk in requests.keys() | promises.keys()}


def unserved(projects: Any) -> Any:
    """Narrow landed projects to those that have no steward."""
    return projects.filter(Q(steward__isnull=True))
