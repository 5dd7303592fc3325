"""What the pages ask: how the nodes of chains stand, and when pairs meet next."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from hometown.companies.models import Company
from hometown.policy import rules as policy_rules
from hometown.policy.shape import Policy
from hometown.programme.models import City

from .models import ChainNode, StandingPair
from .querysets import NodeQuerySet
from .rules import Standing, meets_next, standing


@dataclass(frozen=True)
class Node:
    """A node with how many firms of home stand in it and how many elsewhere are pursued for it."""

    node: ChainNode
    firms: int
    pursued: int

    @property
    def standing(self) -> Standing:
        """Have, weak or gap."""
        return standing(self.firms, self.node.wanted)


def nodes(chain: str = "") -> list[Node]:
    """Return the nodes on the map in their order, of one chain or of all, in one question."""
    found: NodeQuerySet = ChainNode.objects.standing()
    found = found.filter(chain=chain) if chain else found
    counted = found.annotate(
        at_home=Count("firms", filter=Q(firms__removed_on__isnull=True), distinct=True),
        gone_after=Count("pursuits", filter=Q(pursuits__closed_on__isnull=True), distinct=True),
    )
    return [Node(one, one.at_home, one.gone_after) for one in counted.order_by("chain", "place", "pk")]


def node(found: ChainNode) -> Node:
    """Return one node with its counts."""
    return Node(found, found.firms.standing().count(), found.pursuits.open().count())


def candidates(found: ChainNode, most: int = 20) -> list[Company]:
    """Return firms at home of the node's industry that stand in no node of its chain yet."""
    home = City.objects.filter(is_home=True).first()
    if home is None or not found.industry_code:
        return []
    placed = Company.objects.filter(chain_nodes__node__chain=found.chain, chain_nodes__removed_on__isnull=True).values(
        "pk"
    )
    alike = Company.objects.counted().registered_in(home.prefix).filter(industry_code__startswith=found.industry_code)
    return list(alike.exclude(pk__in=placed).order_by("name")[:most])


@dataclass(frozen=True)
class Paired:
    """A pair, when it last met, when it meets next, and its lamp; none for one that ended."""

    pair: StandingPair
    met_on: date | None
    next_on: date | None
    lamp: str


def paired(policy: Policy, pairs: Iterable[StandingPair], today: date) -> list[Paired]:
    """Return pairs with their next day, those due first."""
    every = list(pairs)
    last = _last_met([one.pk for one in every])
    found = []
    for one in every:
        met = last.get(one.pk)
        due = None if one.ended_on else meets_next(one.begun_on, met, one.every_days)
        found.append(Paired(one, met, due, policy_rules.lamp(policy, due, today) if due else ""))
    return sorted(found, key=lambda one: (one.next_on is None, one.next_on or date.max, one.pair.subject))


def _last_met(pairs: list[uuid.UUID]) -> dict[uuid.UUID, date]:
    rows = StandingPair.objects.filter(pk__in=pairs).annotate(last=Max("meetings__on")).values_list("pk", "last")
    return {pk: last for pk, last in rows if last}
