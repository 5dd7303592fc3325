"""Which candidate is meant: features weighed by a small trained model, and whether that is sure enough to say so.

`data/ranker.json` holds the weights, made by `python -m benchmarks.names --train` from names made by a seed.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log2
from operator import mul

from .features import FEATURES, Evidence
from .shapes import Shape
from .slips import EXCHANGED, LEAST_TRADE, LOOK, LOST, SOUND

SAME, ASK, NEW = "same", "ask", "new"
DECISION = (
    "score", "margin", "trade_equal", "trade_alike", "region_same", "region_conflict", "region_missing",
    "industry_alike", "industry_missing", "form_equal", "form_missing", "coverage", "reverse", "one_edit",
    "branch_extra", "branch_missing", "trade_kept", "industry_other", "order_whole", "sound_equal", "prior",
    "inside", "abbreviated", "body_left", "slip_none", "slips", "rest_slip",
    "trade_slip_sound", "trade_slip_look", "trade_slip_exchanged", "trade_slip_lost",
    "rivals", "namesakes", "often", "written_often",
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


@cache
def vector() -> tuple[float, ...]:
    """Return the weights of the model in the order of the features."""
    return tuple(model().weights.get(name, 0.0) for name in FEATURES)


def score(evidence: Evidence, weights: Sequence[float]) -> float:
    """Return how much speaks for a candidate; `weights` in the order of the features."""
    return float(sum(map(mul, weights, evidence.values)))


ENOUGH = 50_000  # names of a registry that tell which trade names are usual
USUAL_OF, LEAST_USUAL = 100_000, 2  # a trade name of more than one name in so many is a usual one
MARGIN = 10.0  # a lead that is as good as any
_OFTEN = 16.0  # twice as often is a sixteenth more


@dataclass(frozen=True)
class Standing:
    """The best candidate beside the others.

    `rivals`: how many others one slip, of whatever kind, would explain; `namesakes`: how many are written just so.
    `often`, `written_often`: how many names have its trade name, and what was written for it; None where the registry
    is too small to tell.
    """

    best: Evidence
    score: float
    margin: float
    rivals: int
    namesakes: int
    often: int | None
    written_often: int | None
    usual: int  # so many names with a trade name make it a usual one


def standing(
    one: Shape, ranked: Sequence[Evidence], scores: Sequence[float], often: Callable[[str], int | None], names: int
) -> Standing:
    """Look at the first of some ranked candidates, which are each of another row, beside the rest."""
    best = ranked[0]
    others = [each for each in ranked[1:] if is_rival(one, each, best)]
    written = best.slip.written or best.shape.trade
    return Standing(
        best,
        scores[0],
        min(scores[0] - scores[1], MARGIN) if len(scores) > 1 else MARGIN,
        len(others),
        sum(each.slip.distance == 0 for each in others),
        often(best.shape.trade),
        often(written) if len(written) >= LEAST_TRADE else 0,
        max(names // USUAL_OF, LEAST_USUAL),
    )


def is_rival(one: Shape, other: Evidence, best: Evidence) -> bool:
    """Tell whether a text may as well mean this candidate: one edit at most, of any kind, in as fit a region.

    A branch is no rival of its parent.
    """
    if other.slip.distance > 1 or other.value("region_conflict"):
        return False
    if best.value("region_same") and not other.value("region_same"):
        return False
    return not other.shape.branch or bool(one.branch)


def _how_often(count: int | None) -> float:
    return log2(1 + count) / _OFTEN if count is not None else 0.5


def deciding(stand: Standing) -> list[float]:
    """Return what the decision about the best candidate rests on."""
    first, slip = stand.best, stand.best.slip
    of_trade = slip.in_trade and slip.distance == 1
    known = {
        "score": stand.score / 10,
        "margin": stand.margin / MARGIN,
        "rest_slip": float(slip.distance == 1 and not slip.in_trade),
        "rivals": min(stand.rivals, 3) / 3,
        "namesakes": min(stand.namesakes, 3) / 3,
        "often": _how_often(stand.often),
        "written_often": _how_often(stand.written_often) * of_trade,
        **{f"trade_slip_{kind}": float(of_trade and slip.kind == kind) for kind in (SOUND, LOOK, EXCHANGED, LOST)},
    }
    return [known[name] if name in known else first.value(name) for name in DECISION]


def probability(values: list[float], weights: dict[str, float]) -> float:
    """Return how likely the best candidate is the firm that is meant."""
    total = weights["constant"] + sum(weights[name] * value for name, value in zip(DECISION, values, strict=True))
    return 1 / (1 + exp(-max(min(total, 500.0), -500.0)))
