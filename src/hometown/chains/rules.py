"""The rules of chains: how a node stands, when a pair meets next, what a shortlist says beside the one before. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

MOST = 500  # firms wanted in a node, nodes in a chain: beyond it somebody mistyped
WATCHED_DAYS = 30  # back from today, on the watch list
EVERY = range(7, 731)  # days between two meetings of a pair
MOST_LISTED = 5000  # firms of one run: one line of the book holds them all


class Standing(StrEnum):
    """How a node of a chain stands at home."""

    HAVE = "have"
    WEAK = "weak"  # fewer firms than the city wants there
    GAP = "gap"


def standing(firms: int, wanted: int) -> Standing:
    """Return how a node with so many firms at home stands, when so many are wanted there."""
    if firms == 0:
        return Standing.GAP
    return Standing.HAVE if firms >= wanted else Standing.WEAK


def meets_next(begun_on: date, met_on: date | None, every_days: int) -> date:
    """Return the day by which a pair meets next: so many days after it last met, or after it began."""
    return (met_on or begun_on) + timedelta(days=every_days)


class Against(StrEnum):
    """How a firm stands in its node beside the run before."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    GONE = "gone"


def against(rank: int, before: int | None) -> Against:
    """Return how a rank stands beside the one in the run before; None: it was not listed then."""
    if before is None:
        return Against.NEW
    if rank == before:
        return Against.SAME
    return Against.UP if rank < before else Against.DOWN


def phrases_of(reasons: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the distinct phrases by which a firm was found, in their order."""
    return tuple(dict.fromkeys(one["phrase"] for one in reasons))


@dataclass(frozen=True)
class Dismissal:
    """One firm of a node that was dismissed: for which reason, found by which phrases."""

    node: str
    reason: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A phrase that found many of the firms dismissed in a node for one reason; `dismissed` counts those of all."""

    node: str
    reason: str
    phrase: str
    found: int
    dismissed: int


def suggestions(dismissals: Iterable[Dismissal], least: int) -> Iterator[Suggestion]:
    """Yield each phrase shared by `least` firms or more that a node lost for one reason, those that found most first.

    It only says what stands out; nothing changes a map by itself.
    """
    every = list(dismissals)
    of_node = Counter(one.node for one in every)
    found = Counter((one.node, one.reason, phrase) for one in every for phrase in set(one.phrases))
    for (node, reason, phrase), count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        if count >= least:
            yield Suggestion(node, reason, phrase, count, of_node[node])
