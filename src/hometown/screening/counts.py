"""What was counted on the way from the registry to the list: the funnel, with what was left out and why."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS = ("rows", "bad_rows", "dissolved", "in_business", "hit")
NODE_COUNTS = ("hit", "excluded", "negated", "at_home", "traded_only", "unfit", "fit")


@dataclass
class Counts:
    """Rows of the registry by step, and per node pairs of a firm and the node by reason."""

    node_count: int
    rows: int = 0
    bad_rows: int = 0  # without a name, or unreadable
    dissolved: int = 0
    in_business: int = 0
    hit: int = 0  # in business, with a word of some node
    by_node: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_node = self.by_node or {name: np.zeros(self.node_count, np.int64) for name in NODE_COUNTS}

    def add(self, name: str, nodes: NDArray[np.int64]) -> None:
        """Count one for each of these nodes."""
        self.by_node[name] += np.bincount(nodes, minlength=self.node_count)

    def merge(self, other: "Counts") -> None:
        """Add what another part of the registry counted."""
        for step in STEPS:
            setattr(self, step, getattr(self, step) + getattr(other, step))
        for name in NODE_COUNTS:
            self.by_node[name] = self.by_node[name] + other.by_node[name]

    def as_json(self) -> dict[str, Any]:
        """Return plain numbers."""
        return {step: getattr(self, step) for step in STEPS} | {
            "nodes": {name: counts.tolist() for name, counts in self.by_node.items()}
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Counts":
        """Return what `as_json` said."""
        nodes = {name: np.array(said["nodes"][name], np.int64) for name in NODE_COUNTS}
        return cls(len(nodes["hit"]), **{step: said[step] for step in STEPS}, by_node=nodes)
