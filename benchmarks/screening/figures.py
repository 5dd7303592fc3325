"""Medians, ratios and goals out of the runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pyarrow import parquet

from .contenders import Contender
from .measuring import Spent

IDENTICAL = ["node", "rank", "score", "name", "uscc"]
Costs = Mapping[str, "Cost"]


@dataclass(frozen=True)
class Cost:
    """Medians over the rounds, and what each round took."""

    rows: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    rounds: int
    each: list[tuple[float, float, float]]


@dataclass(frozen=True)
class Figure:
    """A ratio or a number, its goal, and how it was got."""

    name: str
    value: float
    goal: float
    at_most: bool
    unit: str = "×"
    how: str = ""

    def met(self) -> bool:
        """Tell whether the goal is met."""
        return self.value <= self.goal if self.at_most else self.value >= self.goal


def costs(contenders: Sequence[Contender], runs: Mapping[str, Sequence[Spent]]) -> dict[str, Cost]:
    """Return the medians of those that ran to their end every time."""
    found = {}
    for one in contenders:
        good = [run for run in runs[one.name] if run.code == 0]
        if good and len(good) == len(runs[one.name]):
            each = [(run.wall_s, run.cpu_s, run.peak_mb) for run in good]
            wall, cpu, peak = (median(values) for values in zip(*each, strict=True))
            found[one.name] = Cost(one.rows, wall, cpu, peak, len(good), each)
    return found


def figures(cost: Costs) -> list[Figure]:
    """Return what the goals are about, as far as it was measured."""
    found = []
    ours, two = cost.get("1 worker"), cost.get("2 workers")
    if ours and "ripgrep" in cost:
        found.append(
            Figure("CPU against ripgrep, same words and text", ours.cpu_s / cost["ripgrep"].cpu_s, 3.0, at_most=True)
        )
    if ours:
        found.append(Figure("rows a CPU second", ours.rows / ours.cpu_s, 600_000, at_most=False, unit=""))
    if ours and "pandas" in cost:
        pandas = cost["pandas"]
        times = pandas.cpu_s * ours.rows / pandas.rows / ours.cpu_s
        how = f"pandas read {pandas.rows:,} rows, extrapolated in proportion to {ours.rows:,}"
        found.append(Figure("CPU of pandas against ours", times, 100, at_most=False, how=how))
    if ours and two:
        found.append(Figure("second core, wall", ours.wall_s / two.wall_s, 1.8, at_most=False))
        found.append(
            Figure(
                "peak memory, two workers",
                two.peak_mb,
                700,
                at_most=True,
                unit=" MB",
                how="sum of resident sets, sampled",
            )
        )
    big = cost.get("2 workers, big")
    if two and big:
        how = f"{big.rows:,} rows against {two.rows:,}"
        times = big.rows / two.rows
        found.append(Figure("memory, more rows", big.peak_mb / two.peak_mb, 1.10, at_most=True, how=how))
        found.append(Figure("time, more rows", big.wall_s / two.wall_s, 4.2 / 4 * times, at_most=True, how=how))
        a_row = (big.wall_s - two.wall_s) / (big.rows - two.rows)
        minutes = (big.wall_s + a_row * (50_000_000 - big.rows)) / 60
        found.append(
            Figure(
                "50 million rows",
                minutes,
                2.0,
                at_most=True,
                unit=" min",
                how="extrapolated along the two sizes measured",
            )
        )
    if two and "spark" in cost and "spark start-up" in cost:
        job = cost["spark"].wall_s - cost["spark start-up"].wall_s
        how = f"its wall of {cost['spark'].wall_s:.1f} s less that of a thousand rows"
        found.append(Figure("Spark job time against two workers", job / two.wall_s, 2.0, at_most=True, how=how))
    return found


def same_rows(contenders: Sequence[Contender]) -> dict[str, bool]:
    """Tell which results have the rows of one worker: of more workers, of Spark, of another order of rows."""
    outs = {one.name: one.clean[0] for one in contenders if one.clean and one.clean[0].exists()}
    if "1 worker" not in outs:
        return {}
    first = parquet.read_table(outs["1 worker"], columns=IDENTICAL)
    against = ("2 workers", "2 workers, hits_first", "2 workers, hits_last", "spark")
    return {
        name: first.equals(parquet.read_table(outs[name], columns=IDENTICAL))
        for name in against if name in outs
    }  # fmt: skip


def same_counts(contenders: Sequence[Contender], runs: Mapping[str, Sequence[Spent]]) -> dict[str, list[str]]:
    """Return, for each peer over the whole registry, the nodes it counted otherwise than the first of them."""
    counted: dict[str, dict[str, int]] = {}
    whole = max((one.rows for one in contenders if one.counts), default=0)
    for one in contenders:
        if one.counts and one.rows == whole and runs[one.name][-1].code == 0:
            counted[one.name] = json.loads(runs[one.name][-1].said.splitlines()[-1])
    first = next(iter(counted.values()), {})
    return {
        name: [node for node, count in counts.items() if count != first[node]] for name, counts in counted.items()
    }  # fmt: skip


def table(cost: Costs, ratios: Sequence[Figure]) -> str:
    """Return what was measured as a table for people."""
    ripgrep = cost.get("ripgrep")
    lines = [
        f"{'':<24} {'rows':>12} {'wall s':>9} {'CPU s':>9} {'rows/CPU s':>12} {'peak MB':>8} {'× rg':>7} {'rounds':>6}"
    ]
    for name, one in cost.items():
        alike = ripgrep and one.rows == ripgrep.rows
        against = f"{one.cpu_s / ripgrep.cpu_s:7.1f}" if ripgrep and alike else f"{'':>7}"
        speed = one.rows / max(one.cpu_s, 0.01)
        lines.append(
            f"{name:<24} {one.rows:>12,} {one.wall_s:>9.2f} {one.cpu_s:>9.2f} {speed:>12,.0f} "
            f"{one.peak_mb:>8.0f} {against} {one.rounds:>6}"
        )
    lines.append("")
    for figure in ratios:
        sign, met = "≤" if figure.at_most else "≥", "met" if figure.met() else "MISSED"
        value, goal = (
            f"{number:,.0f}" if number >= 1000 else f"{number:.2f}" for number in (figure.value, figure.goal)
        )
        how = f"  ({figure.how})" if figure.how else ""
        lines.append(f"{figure.name:<42} {value:>12}{figure.unit}  {sign} {goal}{figure.unit}: {met}{how}")
    return "\n".join(lines)
