"""The ranker and the decision, trained from names made by a seed; writes `names/data/ranker.json`.

Recipe: a registry of three million names (`registry.make`), of which every twentieth firm is left out of the index;
queries of every kind of `corruption` about firms that are in and that are out. The ranker learns from firms of one
split which of the closest candidates is meant; the decision learns from another split how sure that is; its bound is
set there so that of all queries at most so many are taken for a wrong firm, and is reported on a third.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hometown.names.agreement import agrees
from hometown.names.features import FEATURES, without_stock
from hometown.names.index import Index
from hometown.names.ranking import DECISION, deciding
from hometown.names.resolving import closest, is_plausible
from hometown.names.searching import queries

from . import corruption
from .asking import KINDS, LISTED, STOCK_FORMS
from .preparing import Prepared

# Of all queries, on the split where the bound is set: stricter than the hundredth that is promised.
FALSE_ACCEPTS = 0.008
LEAST_SURE = 0.5  # what is less likely than not is never taken for the firm that is meant
SEED = 5  # of the edits
_SPLITS_SEED = 77  # of which firms are asked about
_INSIDE = 0.8  # of the firms of a split, those that are in the index
NEW_BELOW = 0.02
_ROUNDS = 40
Vector = NDArray[np.float64]


@dataclass
class Example:
    """A query with its closest candidates: rows of the registry, and the features of each."""

    kind: str
    truth: int  # -1: the firm is not in the registry
    query: Any
    rows: list[int]
    evidence: list[Any]

    @property
    def matrix(self) -> Vector:
        return np.array([each.values for each in self.evidence], np.float64)


def collect(
    index: Index, firms: list[corruption.Row], rows: list[int], kinds: list[str], rng: np.random.Generator
) -> list[Example]:
    """Ask about firms, each in one kind in turn; `rows` says where each stands in the index, -1 for nowhere."""
    searcher = index._resolver.searchers[0]
    found = []
    for at, (firm, row) in enumerate(zip(firms, rows, strict=True)):
        kind = kinds[at % len(kinds)]
        edit = corruption.listed if kind == LISTED else corruption.KINDS[kind]
        query = queries([without_stock(queries([edit(firm, rng)])[0].whole)])[0]
        evidence = closest(searcher, query)
        found.append(Example(kind, row, query, [searcher.segment.row(each.entry) for each in evidence], evidence))
    return found


def logistic(points: Vector, labels: Vector, weights: Vector, ridge: float) -> Vector:
    """Return the weights of a logistic regression, by Newton's steps."""
    beta = np.zeros(points.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(points @ beta, -30, 30)))
        slope = points.T @ (weights * (chance - labels)) + ridge * beta
        curve = (points * (weights * chance * (1 - chance))[:, None]).T @ points + ridge * np.eye(len(beta))
        step = np.linalg.solve(curve, slope)
        beta -= step
        if np.abs(step).max() < 1e-7:
            break
    return beta


def train_ranker(examples: list[Example]) -> dict[str, float]:
    """Learn to put the firm that is meant before the others."""
    points, weights = [], []
    for each in examples:
        if each.truth < 0 or each.truth not in each.rows or len(each.rows) < 2:
            continue
        matrix, at = each.matrix, each.rows.index(each.truth)
        others = np.delete(matrix, at, 0)
        points.append(matrix[at] - others)
        weights.append(np.full(len(others), 1 / len(others)))
    stacked = np.concatenate(points)
    beta = logistic(stacked, np.ones(len(stacked)), np.concatenate(weights), 0.02)
    return {name: round(float(value), 4) for name, value in zip(FEATURES, beta, strict=True)}


@dataclass
class Judged:
    """The best candidate of an example: what decides, whether it is right, whether its trade name agrees."""

    kind: str
    values: list[float]
    right: bool
    agrees: bool
    has_truth: bool


def judge(index: Index, examples: list[Example], weights: dict[str, float]) -> list[Judged]:
    """Rank the candidates of each example and look at the first."""
    vector = np.array([weights[name] for name in FEATURES])
    found = []
    for each in examples:
        kept = [at for at, one in enumerate(each.evidence) if is_plausible(one)]
        if not kept:
            continue
        values = each.matrix @ vector
        order = sorted(kept, key=lambda at: (-values[at], each.rows[at]))
        ranked = [each.evidence[at] for at in order]
        stand = index._resolver.standing(each.query, ranked, [float(values[at]) for at in order])
        right = each.rows[order[0]] == each.truth
        found.append(Judged(each.kind, deciding(stand), right, agrees(each.query.shape, stand), each.truth >= 0))
    return found


def train_decision(judged: list[Judged]) -> dict[str, float]:
    """Learn how sure it is that the best candidate is meant."""
    points = np.array([[1.0, *each.values] for each in judged])
    labels = np.array([float(each.right) for each in judged])
    beta = logistic(points, labels, np.ones(len(labels)), 0.1)
    return dict(zip(("constant", *DECISION), (round(float(value), 4) for value in beta), strict=True))


def sureness(judged: list[Judged], decision: dict[str, float]) -> Vector:
    """Return the probability of each."""
    beta = np.array([decision[name] for name in ("constant", *DECISION)])
    points = np.array([[1.0, *each.values] for each in judged])
    chances: Vector = 1 / (1 + np.exp(-np.clip(points @ beta, -500, 500)))
    return chances


def bound(judged: list[Judged], sure: Vector, most: float) -> float:
    """Return the lowest probability from which on at most so large a share of all queries is taken for a wrong firm."""
    order = np.argsort(-sure)
    wrong = np.cumsum([judged[at].agrees and not judged[at].right for at in order])
    good = np.flatnonzero(wrong <= most * len(judged))
    return float(sure[order[good[-1]]]) if len(good) else 1.0


def accepted(judged: list[Judged], sure: Vector, same_from: float) -> tuple[float, float]:
    """Return the share of queries taken for the right firm, and for a wrong one.

    The first among those whose firm is there, the second among all.
    """
    taken = np.array([each.agrees for each in judged]) & (sure >= same_from)
    right = np.array([each.right for each in judged])
    there = np.array([each.has_truth for each in judged])
    return float((taken & right)[there].mean()), float((taken & ~right).mean())


def kinds_of_training() -> list[str]:
    """Return the kinds that the ranker learns from, the stock names last; Latin input is ranked otherwise."""
    return [kind for kind in KINDS if kind not in {"pinyin", "initials"}]


def splits(prepared: Prepared, per_kind: int) -> list[tuple[list[corruption.Row], list[int]]]:
    """Draw three splits of firms, so many for each kind: the firms, and where each stands in the index."""
    rng = np.random.default_rng(_SPLITS_SEED)
    kinds = kinds_of_training()
    inside, outside = prepared.inside(), prepared.outside()
    stock = np.flatnonzero(np.isin(prepared.made["form"].astype(str), STOCK_FORMS))
    found = []
    for _ in range(3):
        many = per_kind * len(kinds)
        there = rng.choice(inside, int(many * _INSIDE), replace=False)
        missing = rng.choice(outside, many - len(there), replace=False)
        firms = rng.permutation(np.concatenate([there, missing]))
        for at in range(len(kinds) - 1, many, len(kinds)):
            firms[at] = rng.choice(stock)
        found.append((corruption.rows_of(prepared.made, firms), [int(prepared.row_of[each]) for each in firms]))
    return found


def train(index: Index, splits: list[tuple[list[corruption.Row], list[int]]], seed: int) -> dict[str, Any]:
    """Train on the first split, decide on the second, report on the third. Returns the model and its report."""
    kinds = kinds_of_training()
    rng = np.random.default_rng(seed)
    first, second, third = (collect(index, *split, kinds, rng) for split in splits)
    weights = train_ranker(first)
    judged = judge(index, second, weights)
    decision = train_decision(judged)
    same_from = max(bound(judged, sureness(judged, decision), FALSE_ACCEPTS), LEAST_SURE)
    held = judge(index, third, weights)
    right, wrong = accepted(held, sureness(held, decision), same_from)
    by_kind = {
        kind: round(float(np.mean([each.right for each in held if each.kind == kind and each.has_truth])), 4)
        for kind in kinds
    }
    return {
        "model": {"weights": weights, "decision": decision, "same_from": round(same_from, 4), "new_below": NEW_BELOW},
        "report": {"accepted and right": right, "accepted and wrong": wrong, "first is right": by_kind},
    }


def write(model: dict[str, Any], path: Path) -> None:
    """Write the model that ships."""
    path.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
