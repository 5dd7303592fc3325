"""The top of each node as somebody reads it, and how much of it is right by what the generator made.

This measures an invented registry: its makers, traders and look-alikes are ours. It shows faults; it does not replace
reading the top of a real one.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute, parquet

from .registry import truth_of

TOP = 20
_ROW = dict[str, Any]
NEVER = ("dissolved", "trader", "negated", "shell")  # none of these may stand in a list of makers


@dataclass(frozen=True)
class Judged:
    """One node: listed, right, arguable, those of each role, and how many right firms were there to be found."""

    node: str
    listed: int
    right: int
    arguable: int
    never: int
    there: int

    def best(self) -> int:
        """Return how many rows could be right at most."""
        return min(self.listed, self.there)


def listed(out: Path) -> list[_ROW]:
    """Return the first of each node of a result of `hometown screen`."""
    rows = parquet.read_table(out).to_pylist() if out.suffix == ".parquet" else None
    if rows is None:
        raise SystemExit(f"{out}: only a result in parquet can be read")
    return [row for row in rows if row["rank"] <= TOP]


def truths(registry: Path, usccs: Iterable[str]) -> dict[str, _ROW]:
    """Return what the firms of a list were made to be, by their codes."""
    wanted = pa.array(sorted(set(usccs)), pa.string())
    found: dict[str, _ROW] = {}
    for batch in parquet.ParquetFile(truth_of(registry)).iter_batches(131_072):
        for row in batch.filter(compute.is_in(batch.column("uscc"), wanted)).to_pylist():
            found.setdefault(row["uscc"], row)
    return found


def there(registry: Path) -> dict[str, int]:
    """Return how many firms in business each node could list, copies not counted."""
    found: dict[str, int] = {}
    for batch in parquet.ParquetFile(truth_of(registry)).iter_batches(131_072, columns=["role", "nodes", "copy_of"]):
        own = compute.and_(compute.equal(batch.column("role"), "maker"), compute.is_null(batch.column("copy_of")))
        for node in compute.list_flatten(batch.filter(own).column("nodes")).value_counts().to_pylist():
            found[node["values"]] = found.get(node["values"], 0) + node["counts"]
    return found


def verdict(node: str, truth: _ROW | None) -> str:
    """Say what a listed firm is for its node."""
    if truth is None:
        return "unknown"
    if truth["role"] == "maker":
        if node in truth["nodes"]:
            return "right"
        return "arguable" if node in truth["arguable"] else "other maker"
    return str(truth["role"])


def judged(rows: list[_ROW], truth: dict[str, _ROW], able: dict[str, int]) -> list[Judged]:
    """Return a judgement for each node."""
    found = []
    for node in dict.fromkeys(row["node"] for row in rows):
        said = [verdict(node, truth.get(row["uscc"])) for row in rows if row["node"] == node]
        never = sum(each in NEVER for each in said)
        found.append(Judged(node, len(said), said.count("right"), said.count("arguable"), never, able.get(node, 0)))
    return found


def _phrases(row: _ROW) -> str:
    reasons = row["reasons"] if isinstance(row["reasons"], list) else json.loads(row["reasons"] or "[]")
    return " ".join(dict.fromkeys(f"{reason['phrase']}@{reason['field']}:{reason['start']}" for reason in reasons))


def printed(out: Path, registry: Path) -> str:
    """Return the lists with a verdict for each firm, then the precision."""
    rows = listed(out)
    truth, lines = truths(registry, [row["uscc"] for row in rows if row["uscc"]]), []
    for at, row in enumerate(rows):
        if not at or rows[at - 1]["node"] != row["node"]:
            lines.append(f"\n── {row['node']}")
        said = verdict(row["node"], truth.get(row["uscc"]))
        lines.append(
            f"{row['rank']:>3} {row['score']:>5} {said:<11} {row['name']}  {row['city'] or ''}  {_phrases(row)}"
        )
    found = judged(rows, truth, there(registry))
    lines += ["", f"{'node':<22} {'listed':>6} {'right':>6} {'arguable':>8} {'never':>6} {'there':>6} {'precision':>9}"]
    lines += [
        f"{one.node:<22} {one.listed:>6} {one.right:>6} {one.arguable:>8} {one.never:>6} {one.there:>6} {share:>9.2f}"
        for one in found
        for share in [one.right / one.listed]
    ]
    return "\n".join([*lines, "", *_whole(found)]).lstrip("\n")


def _whole(found: list[Judged]) -> list[str]:
    listed_, right, arguable, never = (
        sum(getattr(one, part) for one in found) for part in ("listed", "right", "arguable", "never")
    )
    many, best = max(listed_, 1), sum(one.best() for one in found)
    return [
        f"precision of the top {TOP}: {right / many:.3f} right, {(right + arguable) / many:.3f} with the arguable",
        f"at most {best / many:.3f} could be right: small registries have few such firms",
        f"dissolved, trading, negated or shells among them: {never} of {listed_}",
        "Measured on an invented registry, by what its generator made each firm to be: it is no reading of a real one.",
    ]
