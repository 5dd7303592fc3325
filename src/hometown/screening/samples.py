"""An even sample of the rows of a registry, kept small while the registry goes by."""

from dataclasses import dataclass
from typing import Any

import numpy as np

HIT, REST = 0, 1  # firms in business with a word of the map, and the others
DRAWN = ("hit", "rest")
MOST = 4_000  # rows of each kind
_HIGHEST = (1 << 64) - 1


@dataclass(frozen=True, order=True)
class Drawn:
    """A row that was drawn, by its mark: the lower are kept."""

    kind: int
    mark: int
    cells: tuple[str, ...]

    def plain(self) -> list[Any]:
        """Return it as a plain list, as it is kept and sent."""
        return [self.kind, self.mark, self.cells]


def drawn_of(said: list[Any]) -> Drawn:
    """Return what `plain` said."""
    kind, mark, cells = said
    return Drawn(kind, mark, tuple(cells))


class Samples:
    """The rows with the lowest marks of each kind. What is kept does not depend on the order in which rows come."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.floors = np.full(2, _HIGHEST, np.uint64)
        self._kept: tuple[dict[int, Drawn], dict[int, Drawn]] = ({}, {})

    def add(self, rows: list[Drawn]) -> None:
        """Take more rows in; those with higher marks go. Of rows of one firm the first by its text stays."""
        for one in rows:
            kept = self._kept[one.kind]
            if one.mark <= int(self.floors[one.kind]) and (one.mark not in kept or one < kept[one.mark]):
                kept[one.mark] = one
        for kind, kept in enumerate(self._kept):
            if len(kept) >= self.most:
                lowest = sorted(kept)[: self.most]
                self.floors[kind] = lowest[-1]
                for mark in kept.keys() - set(lowest):
                    del kept[mark]

    def every(self) -> list[Drawn]:
        """Return all that is kept."""
        return [one for kept in self._kept for one in kept.values()]
