"""Who would get what: a plan of a handover, and what stands against it. Read-only."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hometown.kernel.errors import BadInput, Refusal, RuleBroken
from hometown.ledger.holdings import Held
from hometown.programme.models import Officer, Posting

from .models import Handover
from .possessions import Possession, Possessions


@dataclass(frozen=True)
class Plan:
    """One successor for all, others for kinds and for single records."""

    default: Officer
    by_kind: dict[str, Officer] = field(default_factory=dict)
    by_row: dict[tuple[str, uuid.UUID], Officer] = field(default_factory=dict)

    def successor(self, item: Possession) -> Officer:
        """Return who gets a record: named for it, else for its kind, else for the rest."""
        return self.by_row.get(item.key) or self.of_kind(item.held)

    def of_kind(self, held: Held) -> Officer:
        """Return who gets the records of a kind for which nobody is named."""
        return self.by_kind.get(held.code, self.default)

    def people(self, items: Collection[Possession]) -> dict[uuid.UUID, tuple[Officer, list[Possession]]]:
        """Return who gets something, each with their records."""
        found: dict[uuid.UUID, tuple[Officer, list[Possession]]] = {}
        for item in items:
            who = self.successor(item)
            found.setdefault(who.pk, (who, []))[1].append(item)
        return found


def plan_of(handover: Handover) -> Plan:
    """Return the plan a handover holds."""
    plan = Plan(handover.successor)
    for named in handover.named.select_related("successor__user", "successor__home_unit").order_by("pk"):
        if named.row is None:
            plan.by_kind[named.kind] = named.successor
        else:
            plan.by_row[named.kind, named.row] = named.successor
    return plan


@dataclass(frozen=True)
class KindLine:
    """How many records of a kind pass, and to whom."""

    held: Held
    count: int
    successors: tuple[Officer, ...]
    refused: Refusal | None = None


def preview(mine: Possessions, plan: Plan, on: date) -> list[KindLine]:
    """Return kind by kind how much passes to whom, with what stands against it."""
    lines = []
    for held, items in mine.by_kind():
        people = plan.people(items)
        asked = (against(mine.officer, who, held, on, [one.row for one in theirs]) for who, theirs in people.values())
        refused = next((one for one in asked if one is not None), None)
        lines.append(KindLine(held, len(items), tuple(who for who, _ in people.values()), refused))
    return lines


def require_possible(mine: Possessions, plan: Plan, on: date) -> None:
    """Raise the first refusal that stands against a plan."""
    require_successor(mine.officer, plan.default, on)
    for line in preview(mine, plan, on):
        if line.refused is not None:
            raise line.refused


def against(officer: Officer, successor: Officer, held: Held, on: date, rows: Iterable[Any]) -> Refusal | None:
    """Return why this successor cannot get these records of a kind, None where they can."""
    try:
        require_successor(officer, successor, on)
    except Refusal as refusal:
        return refusal
    assert successor.user is not None
    if held.needs and not successor.user.may(*held.needs):
        return RuleBroken("relay.successor_may_not", person=successor.name, kind=held.words)
    beyond = next((row for row in rows if not held.able(successor.user, row)), None)
    if beyond is not None:
        facts = {"person": successor.name, "kind": held.words, "record": held.title(beyond)}
        return RuleBroken("relay.successor_not_able", **facts)
    return None


def require_successor(officer: Officer, successor: Officer, on: date) -> None:
    """Raise unless somebody else is named who has an account and serves: with a posting, or with a duty of their own.

    A returned officer keeps an account and a few rights; their postings are over, so they take nothing over.
    """
    if successor.pk == officer.pk:
        raise _beside(BadInput("relay.to_oneself"))
    if successor.user is None or not successor.user.is_active:
        raise RuleBroken("relay.successor_without_account", person=successor.name)
    postings = list(Posting.objects.filter(officer=successor))
    if not any(one.first_on <= on <= one.last_on for one in postings):
        coming = min((one.first_on for one in postings if one.first_on > on), default=None)
        if coming is not None:
            raise RuleBroken("relay.successor_not_yet", person=successor.name, day=coming)
        raise RuleBroken("relay.successor_serves_no_more", person=successor.name)


def _beside(refusal: BadInput) -> BadInput:
    return BadInput(refusal.code, fields={"successor": refusal}, **refusal.facts)


def successors_of(officer: Officer, on: date) -> Any:
    """Return who may take over from an officer: officers with an account and a posting that stands, by name."""
    serving = Posting.objects.standing(on).values("officer")
    found = Officer.objects.filter(pk__in=serving, user__is_active=True).exclude(pk=officer.pk)
    return found.select_related("user", "home_unit").order_by("name", "pk")
