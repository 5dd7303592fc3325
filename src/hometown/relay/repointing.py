"""Everything that points at one record made to point at another: what each row will fare, and doing it.

The holdings of the apps say which rows there are and how they fare; here nothing of any trade is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hometown.kernel.errors import RuleBroken
from hometown.ledger import holdings
from hometown.ledger.book import OpenEntry
from hometown.ledger.holdings import Holding
from hometown.ledger.models import LedgeredModel, label_of


class Fate(StrEnum):
    """What a merge does with a row."""

    CHANGED = "changed"  # points at the target now, or took over what its twin knew
    REMOVED = "removed"  # its twin says the same, or it says nothing any more
    ADDED = "added"


@dataclass(frozen=True)
class Pointer:
    """A row that points at the source, and the row at the target that says the same, if there is one."""

    holding: Holding
    row: LedgeredModel
    twin: LedgeredModel | None


def pointers(
    source: LedgeredModel, target: LedgeredModel, taken: frozenset[str] = frozenset()
) -> Iterator[tuple[Holding, list[Pointer]]]:
    """Yield what points at the source and will move, by holding."""
    for holding in holdings.pointing_at(type(source)):
        rows = [row for row in holding.rows(source) if not (holding.stays and holding.stays(row, taken))]
        twins = {holding.key(row): row for row in holding.rows(target)} if holding.alike and rows else {}
        if rows:
            yield holding, [Pointer(holding, row, twins.get(holding.key(row))) for row in rows]


def require_known(source: LedgeredModel) -> None:
    """Raise RuleBroken while a row points at the source of which no app has said how it fares."""
    unknown = holdings.unknown_holders(source)
    if unknown:
        raise RuleBroken("relay.unknown_holder", holder=unknown[0])


@dataclass
class Repointing:
    """One run through the holdings inside an open entry; keeps what it did to which row."""

    entry: OpenEntry
    taken: frozenset[str] = frozenset()
    done: dict[tuple[str, str], Fate] = field(default_factory=dict)
    held: dict[Any, LedgeredModel] = field(default_factory=dict)  # rows somebody else is changing as well

    def hold(self, row: LedgeredModel) -> None:
        """Use this instance wherever its row comes up, so that no change meets an older copy."""
        self.held[type(row), row.pk] = row

    def put(self, row: LedgeredModel, fate: Fate = Fate.CHANGED) -> None:
        """Write a row and remember it."""
        if self.entry.put(row, unchecked=type(row).personal_fields | type(row).text_fields):
            self.done.setdefault((label_of(type(row)), str(row.pk)), fate)

    def remove(self, row: LedgeredModel) -> None:
        """Take a row away and remember it."""
        key = (label_of(type(row)), str(row.pk))
        self.entry.remove(row)  # its key is gone after that
        self.done.pop(key, None)  # removal comes last, also for a row that was pointed anew a moment ago
        self.done[key] = Fate.REMOVED

    def run(self, source: LedgeredModel, target: LedgeredModel) -> None:
        """Point at the target whatever points at the source."""
        for _, found in pointers(source, target, self.taken):  # read as it goes: a row may point there twice
            for pointer in found:
                self._move(pointer, target)

    def _move(self, pointer: Pointer, target: LedgeredModel) -> None:
        holding = pointer.holding
        row = self.held.get((type(pointer.row), pointer.row.pk), pointer.row)
        if pointer.twin is not None:
            self._join(holding, row, pointer.twin)
            return
        holding.point(row, target)
        if holding.settle is None or holding.settle(row, target):
            self.put(row)
        else:
            self.remove(row)

    def _join(self, holding: Holding, gone: LedgeredModel, kept: LedgeredModel) -> None:
        if holding.join is not None:
            holding.join(kept, gone)
            self.put(kept)
        self.run(gone, kept)
        self.remove(gone)

    def manifest(self) -> list[list[str]]:
        """Return what was done to which row, in order."""
        return [[label, pk, fate.value] for (label, pk), fate in self.done.items()]
