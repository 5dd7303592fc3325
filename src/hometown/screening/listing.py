"""A firm of the list with its reasons, and the list kept short while the registry goes by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cells import LONGEST, text_of
from .facts import UNKNOWN, code_of
from .forms import forms_of
from .matching import FIELDS, SCOPE, Pairs, Text
from .plan import Plan
from .samples import Samples
from .weights import PARTS

MOST_REASONS = 12
Ints = NDArray[np.int64]


def same_firm(uscc: str, name: str, city: str) -> tuple[str, ...]:
    """Return what two rows of one firm share: its code, or where it has none its name and city."""
    return (uscc,) if uscc else (name, city)


@dataclass(frozen=True)
class Reason:
    """A phrase as it stands in a field, with its place in characters. `field` is name or scope."""

    phrase: str
    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Candidate:
    """A firm for a node. `score` is per mille; `parts` are (part, points in tenths, full marks)."""

    node: int
    score: int
    name: str
    uscc: str
    city: str
    parts: tuple[tuple[str, int, int], ...]
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]
    cells: tuple[str, ...] = ()  # its whole row as texts, where a pool is wanted

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Best first; ties by code, then name, then city."""
        return (-self.score, self.uscc, self.name, self.city)

    @property
    def firm(self) -> tuple[str, ...]:
        """What two rows of one firm share."""
        return same_firm(self.uscc, self.name, self.city)


def describe(
    pair: int,
    pairs: Pairs,
    at: Ints,
    shares: dict[str, Any],
    score: int,
    hit: Any,
    texts: tuple[Text, Text],
    plan: Plan,
) -> Candidate:
    """Say why a row is listed for a node."""
    row, node = int(pairs.row[pair]), int(pairs.node[pair])
    full = plan.chains.scoring.full.model_dump()
    raw = [text.row(row) for text in texts]
    known = [(part, int(shares[part])) for part in PARTS if shares[part] >= 0]
    marks = [(part, share * full[part] // 100, full[part]) for part, share in known]
    uscc, name, city = (_cell(hit, column, int(at[pair])) for column in ("uscc", "name", "city"))
    return Candidate(
        node, score, name, code_of(uscc), city,
        tuple(marks + [(f"veto_{head}", 0, 0) for head in _vetoes(raw[SCOPE], plan, node)]),
        _reasons(pair, pairs, raw),
        tuple(part for part in PARTS if shares[part] == UNKNOWN),
        _cells(hit, int(at[pair]), raw[SCOPE]) if plan.pooled else (),
    )  # fmt: skip


def columns_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a row that is kept: those of the registry, the scope last."""
    return (*(name for name in names if name != "scope"), "scope")


def _cells(hit: Any, at: int, scope: bytes) -> tuple[str, ...]:
    cells = (text_of(hit.column(name)[at].as_py()) for name in hit.schema.names)
    return (*cells, scope.decode(errors="replace")[:LONGEST])


def _cell(hit: Any, column: str, at: int) -> str:
    return str(hit.column(column)[at].as_py() or "").strip() if column in hit.schema.names else ""


def _reasons(pair: int, pairs: Pairs, raw: list[bytes]) -> tuple[Reason, ...]:
    """Return the phrases that count, each once in its first place, in the order of the text."""
    hits, seen, found = pairs.hits, set(), []
    for at in range(int(pairs.first[pair]), int(pairs.first[pair + 1])):
        key = (int(hits.field[at]), int(hits.word[at]))
        if not hits.counts[at] or key in seen:
            continue
        seen.add(key)
        text, start, end = raw[key[0]], int(hits.start[at]), int(hits.end[at])
        begin, phrase = len(text[:start].decode(errors="replace")), text[start:end].decode(errors="replace")
        found.append(Reason(phrase, FIELDS[key[0]], begin, begin + len(phrase)))
    return tuple(sorted(found, key=lambda one: (one.field, one.start, one.end))[:MOST_REASONS])


def _vetoes(scope: bytes, plan: Plan, node: int) -> list[str]:
    """Return the heads under which a firm's scope says a word that asks for a second look."""
    text = scope.decode(errors="replace")
    heads = [head for head, word in plan.nodes[node].vetoes.by_head() if any(form in text for form in forms_of(word))]
    return list(dict.fromkeys(heads))


class Shortlist:
    """The best firms of each node so far. What is kept does not depend on the order in which rows come."""

    def __init__(self, node_count: int, top: int) -> None:
        self.top = top
        self.samples = Samples()
        self._kept: list[list[Candidate]] = [[] for _ in range(node_count)]
        self.floors = np.full(node_count, -1, np.int64)

    def add(self, candidates: list[Candidate]) -> None:
        """Take more firms in; what can no longer be listed goes."""
        touched = set()
        for one in candidates:
            if one.score >= self.floors[one.node]:
                self._kept[one.node].append(one)
                touched.add(one.node)
        for node in touched:
            self._shorten(node)

    def _shorten(self, node: int) -> None:
        """Keep what stands before the last firm listed, doubles too: they are counted."""
        kept = sorted(self._kept[node], key=lambda one: one.order)
        firms: set[tuple[str, ...]] = set()
        last = 0
        for place, one in enumerate(kept):
            if one.firm in firms:
                continue
            if len(firms) == self.top:
                break
            firms.add(one.firm)
            last = place
        self._kept[node] = kept[: last + 1] if len(firms) == self.top else kept
        if len(firms) == self.top:
            self.floors[node] = kept[last].score

    def every(self) -> list[Candidate]:
        """Return all that is kept, doubles too."""
        return [one for kept in self._kept for one in kept]

    def listed(self, node: int, top: int = 0) -> tuple[list[Candidate], int]:
        """Return the firms of a node, best first, and how many doubles stood between them and were left out.

        The first `top` of them; as many as are kept if not said.
        """
        kept = sorted(self._kept[node], key=lambda one: one.order)
        firms: dict[tuple[str, ...], Candidate] = {}
        doubles = between = 0
        for one in kept:
            if one.firm in firms:
                doubles += 1
            elif len(firms) == (top or self.top):
                break
            else:
                firms[one.firm] = one
                between = doubles
        return list(firms.values()), between
