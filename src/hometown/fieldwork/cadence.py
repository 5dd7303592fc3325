"""How the calling on existing investors stands 以商招商: when each was last visited, when the next visit is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from hometown.companies.models import Company, Tie
from hometown.policy import rules as policy_rules
from hometown.policy.standing import in_force

from . import selections

RED = "red"


@dataclass(frozen=True)
class Called:
    """An investor, its firms at home, and how the calling stands. Without a visit on record the next is due now."""

    company: Company
    ties: tuple[Tie, ...]
    last_on: date | None
    due_on: date | None
    lamp: str

    def days_since(self, today: date) -> int | None:
        return (today - self.last_on).days if self.last_on else None


def first_day(last: date) -> date:
    """Return the earliest day from which the term of the city's rules reaches to a day."""
    policy = in_force(last)
    term, day = policy.existing_investors.visit_every, last
    while policy_rules.deadline(policy, term, day - timedelta(days=1)) >= last:
        day -= timedelta(days=1)
    return day


def called(ties: Iterable[Tie], today: date) -> list[Called]:
    """Return the investors of these ties, those due first, in one query."""
    by_company: dict[Any, list[Tie]] = {}
    for tie in ties:
        by_company.setdefault(tie.company_id, []).append(tie)
    last = _last_visits(by_company)
    policy = in_force(today)
    found = []
    for pk, own in by_company.items():
        days = [last[key] for key in (pk, *(tie.other_id for tie in own)) if key in last]
        last_on = max(days) if days else None
        due = policy_rules.deadline(policy, policy.existing_investors.visit_every, last_on) if last_on else None
        lamp = policy_rules.lamp(policy, due, today) if due else RED
        found.append(Called(own[0].company, tuple(own), last_on, due, lamp))
    return sorted(found, key=lambda one: (one.due_on or date.min, one.company.normal_name))


def _last_visits(by_company: dict[Any, list[Tie]]) -> dict[Any, date]:
    firms = {key for pk, own in by_company.items() for key in (pk, *(tie.other_id for tie in own)) if key}
    visits = selections.calls_on(firms).order_by().values("company").annotate(last=Max("activity__on"))
    return {row["company"]: row["last"] for row in visits}
