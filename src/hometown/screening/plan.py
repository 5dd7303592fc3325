"""A chain map made ready for searching: its words as byte patterns, its nodes as columns of arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .chains import ChainMap, Node
from .context import NO_MATERIAL
from .finding import Finder
from .forms import forms_of
from .surroundings import Surroundings

SIGN_BITS = 40  # a place in a text takes fewer


@dataclass(frozen=True)
class Ties:
    """Firms elsewhere that are tied to the home city: their codes and names as they may be written."""

    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    known: bool = False  # somebody said who is tied; else only a name that says the city is a tie


@dataclass(frozen=True)
class Plan:
    """Everything a batch is scored by. Goes to other processes as it is; what is compiled is made there."""

    chains: ChainMap
    on: date  # ages are counted to this day
    top: int  # firms listed for each node
    home_name: str = ""  # short name of the home city: 淮北
    ties: Ties = Ties()
    library: str = ""  # which one finds words; empty for the quickest that is here
    pooled: int = 0  # rows of each kind drawn for a pool; with none, no firm carries its row
    nodes: tuple[Node, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "nodes", self.chains.nodes)

    def __getstate__(self) -> dict[str, object]:
        """What is compiled stays where it is."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word of every node, once."""
        return tuple(dict.fromkeys(word for node in self.nodes for word in node.words))

    @cached_property
    def terms(self) -> "Terms":
        """The words and the exclusions, as patterns."""
        excluded = [(at, phrase) for at, node in enumerate(self.nodes) for phrase in node.exclude]
        return Terms(self.words, [phrase for _, phrase in excluded], [at for at, _ in excluded], self.library)

    @cached_property
    def uses(self) -> "Uses":
        """Which nodes each word stands in, with its weight."""
        at = {word: place for place, word in enumerate(self.words)}
        rows = sorted(
            (at[word], place, weight) for place, node in enumerate(self.nodes) for word, weight in node.words.items()
        )
        table = np.array(rows, np.int64).reshape(-1, 3)
        first = np.searchsorted(table[:, 0], np.arange(len(self.words) + 1))
        return Uses(first, table[:, 1].copy(), table[:, 2].copy())

    @cached_property
    def surroundings(self) -> Surroundings:
        return Surroundings(self.library)

    def industry_shares(self, code: str) -> NDArray[np.int64]:
        """Return per node how well an industry code fits it, per mille."""
        if code not in self._industry_shares:
            near = self.chains.scoring.near_industry
            self._industry_shares[code] = np.array([_fit(code, node, near) for node in self.nodes], np.int64)
        return self._industry_shares[code]

    @cached_property
    def _industry_shares(self) -> dict[str, NDArray[np.int64]]:
        return {}

    @cached_property
    def is_material(self) -> NDArray[np.bool_]:
        """Tell of each word whether it may mean what another thing is made of or made for."""
        return np.array([not word.endswith(NO_MATERIAL) for word in self.words], bool)

    @cached_property
    def wants_makers(self) -> NDArray[np.bool_]:
        return np.array([node.makers for node in self.nodes], bool)


def _fit(code: str, node: Node, near: int) -> int:
    if node.industries and code.startswith(node.industries):
        return 1000
    return near if node.near and code.startswith(node.near) else 0


@dataclass(frozen=True)
class Uses:
    """For word w, `node[first[w]:first[w + 1]]` are its nodes and `weight` its weights there."""

    first: NDArray[np.int64]
    node: NDArray[np.int64]
    weight: NDArray[np.int64]


class Terms:
    """Patterns of words and exclusions in all their forms, and what each stands for."""

    def __init__(self, words: Sequence[str], phrases: Sequence[str], nodes: Sequence[int], library: str) -> None:
        found = [(form.encode(), at) for at, term in enumerate((*words, *phrases)) for form in forms_of(term)]
        self.finder = Finder([pattern for pattern, _ in found], library)
        self.term = np.array([term for _, term in found], np.int64)
        self.size = np.array([len(pattern) for pattern, _ in found], np.int64)
        self.word_count = len(words)
        self.excluded_in = np.array(nodes, np.int64)  # the node of each exclusion
