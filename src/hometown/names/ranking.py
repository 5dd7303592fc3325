"""Which candidate is meant: features weighed by a small trained model, and whether that is sure enough to say so.

`data/ranker.json` holds the weights, made by `python -m benchmarks.names --train` from names made by a seed.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from .features import FEATURES, Evidence
from .reasons import is_rearranged
from .segment import Shape

SAME, ASK, NEW = "same", "ask", "new"
DECISION = (
    "score", "margin", "trade_equal", "trade_alike", "region_same", "region_conflict", "region_missing",
    "industry_alike", "industry_missing", "form_equal", "form_missing", "coverage", "reverse", "one_edit",
    "branch_extra", "branch_missing", "trade_kept", "industry_other", "order_whole", "sound_equal", "prior",
    "inside", "abbreviated", "body_left",
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """Weights of the features, of what decides, and the bounds of the three outcomes."""

    weights: dict[str, float]
    decision: dict[str, float]
    same_from: float
    new_below: float


@cache
def model() -> Model:
    """Return the model that ships."""
    return Model(**json.loads((files("hometown.names") / "data" / "ranker.json").read_text(encoding="utf-8")))


def score(evidence: Evidence, weights: dict[str, float]) -> float:
    """Return how much speaks for a candidate."""
    return sum(weights.get(name, 0.0) * value for name, value in zip(FEATURES, evidence.values, strict=True))


_COVERED = 0.999  # the whole of a short name, in its order
_SHORT = 6  # characters up to which a name is a short one, whatever it ends with (中信银行)


def agrees(one: Shape, other: Evidence) -> bool:
    """Tell whether trade name and region agree, without which nothing is taken to be the same.

    Of a short name, all that is written must stand in the candidate: 东方财富 is not 东方集团. And a trade name, alone
    or with its region, says too little: many firms are called so, of which the registry may have one.
    """
    is_short = not one.form or len(one.whole) <= _SHORT
    if other.value("region_conflict") or (is_short and other.value("coverage") < _COVERED):
        return False
    if not one.industry and not (one.region and one.form):
        return False
    return bool(other.value("trade_kept")) or is_rearranged(one.trade, other.shape.trade)


def deciding(first: Evidence, score_of: float, margin: float) -> list[float]:
    """Return what the decision about the best candidate rests on."""
    known = {"score": score_of / 10, "margin": min(margin, 10.0) / 10}
    return [known[name] if name in known else first.value(name) for name in DECISION]


def probability(values: list[float], weights: dict[str, float]) -> float:
    """Return how likely the best candidate is the firm that is meant."""
    total = weights["constant"] + sum(weights[name] * value for name, value in zip(DECISION, values, strict=True))
    return 1 / (1 + exp(-max(min(total, 500.0), -500.0)))
