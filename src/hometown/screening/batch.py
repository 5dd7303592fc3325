"""The pure function of screening: a batch of a registry and a plan in, the firms worth listing and the counts out.

Both engines, the one on this machine and Spark, run this and nothing else on the rows.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from . import facts
from .context import Context
from .counts import Counts
from .listing import Candidate, describe, same_firm
from .matching import Pairs, Text, pairs_of
from .plan import Plan
from .pool import drawn
from .samples import Drawn
from .weights import PARTS

Ints = NDArray[np.int64]
_TOLD_APART_BY = ("uscc", "name", "city")


@dataclass(frozen=True)
class Screened:
    """What came of a batch: for each node the firms that may be listed, best first, what was counted and drawn."""

    candidates: list[Candidate]
    counts: Counts
    drawn: list[Drawn] = field(default_factory=list)


def screen_batch(batch: Any, plan: Plan, floors: Ints | None = None, marks: Any = None) -> Screened:
    """Screen the rows of an Arrow record batch. `floors` are per node scores below which no firm can be listed.

    The batch has `name` and `scope`, and further columns of `facts.COLUMNS` where the registry has them. With `marks`,
    those above which no row can be in the sample of each kind, rows are drawn for a pool too.
    """
    counts = Counts(len(plan.nodes))
    gone = facts.gone(batch, plan)
    nameless = np.diff(Text.of(batch.column("name")).offsets) == 0
    wanted = ~gone & ~nameless
    counts.rows, counts.bad_rows = batch.num_rows, int(nameless.sum())
    counts.dissolved, counts.in_business = int((gone & ~nameless).sum()), int(wanted.sum())
    if not wanted.all():
        batch = batch.filter(pa.array(wanted))  # copying a text costs less than searching it
    texts = Text.of(batch.column("name")), Text.of(batch.column("scope"))
    pairs = pairs_of(texts, plan, batch)
    rows, at = np.unique(pairs.row, return_inverse=True)
    taken = _drawn(batch, rows, plan, marks)
    if not len(pairs.row):
        return Screened([], counts, taken)
    counts.hit = len(rows)
    hit = batch.select([name for name in batch.schema.names if name != "scope"]).take(pa.array(rows))
    fit = _fitting(pairs, at, hit, plan, counts)
    parts = _parts(pairs, at, hit, plan)
    score = _scores(parts, plan)
    chosen = _chosen(np.flatnonzero(fit), pairs, at, score, hit, plan, floors)
    return Screened(
        [describe(each, pairs, at, {part: parts[part][each] for part in PARTS}, int(score[each]), hit, texts, plan)
         for each in chosen],
        counts,
        taken,
    )  # fmt: skip


def _drawn(batch: Any, rows: Ints, plan: Plan, marks: Any) -> list[Drawn]:
    """Return the rows drawn for a pool, where one is wanted."""
    if marks is None or not plan.pooled:
        return []
    is_hit = np.zeros(batch.num_rows, bool)
    is_hit[rows] = True
    return drawn(batch, is_hit, marks, plan.pooled)


def _fitting(pairs: Pairs, at: Ints, hit: Any, plan: Plan, counts: Counts) -> NDArray[np.bool_]:
    """Tell which pairs may be listed, and count why the others may not: each for the first reason that holds."""
    makers = plan.wants_makers[pairs.node]
    industry, codes = facts.industries_of(hit)
    letters = plan.chains.scoring.unfit_for_makers
    of_trade = np.array([*(code.startswith(letters) if letters else False for code in codes), False], bool)
    reasons = (
        ("excluded", pairs.is_excluded),
        ("negated", pairs.context == Context.LEFT_OUT),
        ("at_home", facts.at_home(hit, plan)[at]),
        ("traded_only", makers & (pairs.context == Context.SOLD)),
        ("unfit", (makers & of_trade[industry][at]) | facts.no_firms(hit, plan)[at] | _says_too_little(pairs, plan)),
    )
    open_ = np.ones(len(pairs.row), bool)
    counts.add("hit", pairs.node)
    for name, holds in reasons:
        counts.add(name, pairs.node[open_ & holds])
        open_ &= ~holds
    counts.add("fit", pairs.node[open_])
    return open_


def _says_too_little(pairs: Pairs, plan: Plan) -> NDArray[np.bool_]:
    return pairs.weight < 1000 * plan.chains.scoring.least_words


def _parts(pairs: Pairs, at: Ints, hit: Any, plan: Plan) -> dict[str, Ints]:
    """Return per part the share of full marks of each pair, per mille; negative where it is not known or not asked."""
    rules = plan.chains.scoring
    known = {part: shares[at] for part, shares in facts.shares_of(hit, plan).items()}
    words = np.minimum(pairs.worth // rules.enough_words, 1000)
    said = np.array([0, 0, rules.making_unsaid, rules.making_studied, 1000], np.int64)
    making = np.where(plan.wants_makers[pairs.node], said[pairs.context], facts.NOT_ASKED)
    return known | {"words": words, "making": making, "industry": _industry(pairs, at, hit, plan)}


def _industry(pairs: Pairs, at: Ints, hit: Any, plan: Plan) -> Ints:
    number, codes = facts.industries_of(hit)
    unknown = np.full(len(plan.nodes), facts.UNKNOWN, np.int64)
    table = np.array([*(plan.industry_shares(code) for code in codes), unknown])
    return np.asarray(table[number[at], pairs.node])


def _scores(parts: dict[str, Ints], plan: Plan) -> Ints:
    """Return the score of each pair, per mille of the full marks of all that is asked; what is unknown is pending."""
    rules = plan.chains.scoring
    full = rules.full.model_dump()
    points = sum(
        np.where(parts[part] == facts.UNKNOWN, rules.pending, np.maximum(parts[part], 0)) * full[part] for part in PARTS
    )
    marks = sum((parts[part] != facts.NOT_ASKED) * full[part] for part in PARTS)
    return points // np.maximum(marks, 1)  # type: ignore[no-any-return]


def _chosen(fit: Ints, pairs: Pairs, at: Ints, score: Ints, hit: Any, plan: Plan, floors: Ints | None) -> list[int]:
    """Return the pairs that may be listed: of each node the first `top` firms, and their doubles that come between."""
    if floors is not None:
        fit = fit[score[fit] >= floors[pairs.node[fit]]]
    chosen: list[int] = []
    order = np.argsort(pairs.node[fit], kind="stable")
    bounds = np.searchsorted(pairs.node[fit][order], np.arange(len(plan.nodes) + 1))
    for node in range(len(plan.nodes)):
        chosen += _first_firms(fit[order[bounds[node] : bounds[node + 1]]], at, score, hit, plan.top)
    return chosen


def _first_firms(mine: Ints, at: Ints, score: Ints, hit: Any, top: int) -> list[int]:
    """Return the pairs of one node up to its last listed firm, in order."""
    wanted, told = top, hit.select([name for name in _TOLD_APART_BY if name in hit.schema.names])
    while True:
        some = mine
        if len(mine) > wanted:
            least = np.partition(score[mine], len(mine) - wanted)[len(mine) - wanted]
            some = mine[score[mine] >= least]
        keys = identities(told.take(pa.array(at[some])))
        ranked = sorted(zip((-score[some]).tolist(), keys, some.tolist(), strict=True))
        seen: set[tuple[str, ...]] = set()
        for place, (_, key, _) in enumerate(ranked):
            if len(seen) == top and same_firm(*key) not in seen:
                return [pair for _, _, pair in ranked[:place]]
            seen.add(same_firm(*key))
        if len(some) == len(mine):
            return [pair for _, _, pair in ranked]
        wanted *= 4


def identities(rows: Any) -> list[tuple[str, str, str]]:
    """Return code, name and city of rows: what they are ordered by, and told apart by."""
    columns = []
    for column in _TOLD_APART_BY:
        texts = rows.column(column).to_pylist() if column in rows.schema.names else [""] * rows.num_rows
        columns.append([str(text or "").strip() for text in texts])
    return [(facts.code_of(code), name, city) for code, name, city in zip(*columns, strict=True)]
