"""The pool of a screening: so much of a registry that a changed map can be tried on it at once.

It holds the best firms of each node with their whole rows, far beyond those listed, and an even sample of the firms in
business: of those in which a word of the map was found, and of the rest. Which rows are kept depends on the rows alone,
not on their order, the batches or the number of processes: a firm is drawn by a mark made of its name and code.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet
from pydantic import ValidationError

from hometown.names.reading import ReadingError

from .cells import texts_of
from .chains import ChainMap
from .counts import Counts
from .facts import COLUMNS
from .listing import Shortlist, columns_of
from .matching import Text
from .plan import Plan, Ties
from .samples import DRAWN, HIT, REST, Drawn
from .writing import whole

BEST = 300  # firms of a node with their rows
MOST_BEST = 12_000  # of all nodes together
MOST_ROWS = 100_000  # of a pool that is read: one of ours has a fifth of it
KEPT, SAMPLED = "kept", "drawn"  # the columns of ours beside those of the registry
_META = b"hometown.pool"
_VERSION = 1
Marks = NDArray[np.uint64]
_FACTORS = np.random.default_rng(4754).integers(1, 1 << 62, 4096, np.uint64) * np.uint64(2) + np.uint64(1)


def best_of(node_count: int) -> int:
    """Return how many firms of each node a pool keeps."""
    return max(1, min(BEST, MOST_BEST // max(node_count, 1)))


# ── drawing: the same rows, however the registry is cut ─────────────────────────────────────────────────────────────


def drawn(batch: Any, is_hit: NDArray[np.bool_], floors: Marks, most: int) -> list[Drawn]:
    """Return the rows of a batch that may be in the sample: those with the lowest marks of each kind."""
    marks, found = _marks_of(batch), []
    for kind in (HIT, REST):
        mine = np.flatnonzero((is_hit == (kind == HIT)) & (marks <= floors[kind]))
        if len(mine) > most:
            mine = mine[marks[mine] <= np.partition(marks[mine], most - 1)[most - 1]]
        rows = texts_of(batch.select(list(columns_of(batch.schema.names))).take(pa.array(mine)))
        found += [Drawn(kind, int(marks[at]), row) for at, row in zip(mine, rows, strict=True)]
    return found


def _marks_of(batch: Any) -> Marks:
    """Return a number per row by which it is drawn, made of name and code."""
    mark = _folded(Text.of(batch.column("name")))
    if "uscc" in batch.schema.names:
        mark ^= _folded(Text.of(batch.column("uscc"))) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mark = (mark ^ (mark >> np.uint64(shift))) * np.uint64(factor)
    return mark ^ (mark >> np.uint64(31))


def _folded(text: Text) -> Marks:
    place = np.arange(len(text.data)) - np.repeat(text.offsets[:-1], np.diff(text.offsets))
    worth = (text.data.astype(np.uint64) + np.uint64(1)) * _FACTORS[place & 4095]
    sums = np.zeros(len(worth) + 1, np.uint64)
    np.cumsum(worth, out=sums[1:])
    return sums[text.offsets[1:]] - sums[text.offsets[:-1]]


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Reach:
    """How far down a pool knows a node: the score of the last firm it kept, per mille; whether it kept every firm."""

    last: int
    is_whole: bool


@dataclass(frozen=True)
class Pool:
    """A pool as it was read. `table` has columns of text: those of the registry, and `kept` and `drawn`."""

    table: Any
    chains: ChainMap  # what it was screened with
    registry: str
    on: date
    top: int
    ties: Ties
    in_business: int  # of the whole registry
    hit: int  # of them, with a word of the map
    reach: dict[str, Reach]

    @property
    def rows(self) -> int:
        return int(self.table.num_rows)

    @property
    def is_everything(self) -> bool:
        """Whether the registry was so small that every firm in business is here."""
        return self.rows >= self.in_business

    def batch(self) -> Any:
        """Return the rows as one Arrow record batch, with the columns of the registry only."""
        table = self.table.drop_columns([KEPT, SAMPLED]).combine_chunks()
        batches = table.to_batches()
        return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema)

    def drawn(self, kind: int) -> list[tuple[str, str]]:
        """Return name and scope of the rows drawn of a kind."""
        told = zip(*(self.table.column(name).to_pylist() for name in (SAMPLED, "name", "scope")), strict=True)
        return [(name or "", scope or "") for is_of, name, scope in told if is_of == DRAWN[kind]]


def write_pool(
    out: Path, shortlist: Shortlist, counts: Counts, plan: Plan, columns: Sequence[str], *, top: int, registry: str
) -> int:
    """Write the pool of a run whole and return how many rows it has, each with these columns. Raises OSError."""
    best = best_of(len(plan.nodes))
    firms = [shortlist.listed(node, best)[0] for node in range(len(plan.nodes))]
    kept = {one.cells for of_node in firms for one in of_node}
    samples = {row.cells: row.kind for row in shortlist.samples.every()}
    rows = sorted(kept | samples.keys())
    cells: list[Any] = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = pa.table(
        [pa.array(values, pa.large_string()) for values in cells]
        + [pa.array([row in kept for row in rows], pa.bool_()),
           pa.array([DRAWN[samples[row]] if row in samples else "" for row in rows], pa.large_string())],
        [*columns, KEPT, SAMPLED],
    )  # fmt: skip
    names, codes = ({row[columns.index(each)] for row in rows} if each in columns else set()
                    for each in ("name", "uscc"))  # fmt: skip
    said = {
        "version": _VERSION, "map": plan.chains.model_dump(mode="json", by_alias=True), "registry": registry,
        "on": plan.on.isoformat(), "top": top, "in_business": counts.in_business, "hit": counts.hit,
        "ties": {"known": plan.ties.known, "names": sorted(plan.ties.names & names),
                 "codes": sorted(plan.ties.codes & codes)},
        "reach": {node.code: [of_node[-1].score if of_node else 0, len(of_node) < best]
                  for node, of_node in zip(plan.nodes, firms, strict=True)},
    }  # fmt: skip
    table = table.replace_schema_metadata({_META: json.dumps(said, ensure_ascii=False).encode()})
    whole(out, lambda beside: parquet.write_table(table, beside, compression="zstd"))
    return len(rows)


def read_pool(path: Path) -> Pool:
    """Read a pool that `hometown screen --pool` wrote. Raises ReadingError."""
    try:
        file = parquet.ParquetFile(path)
        if file.metadata.num_rows > MOST_ROWS:
            raise ReadingError(f"{path.name} has more rows than a pool ({MOST_ROWS:,}).")
        table = file.read()
        return _pool(table, json.loads((table.schema.metadata or {})[_META]))
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, ValidationError) as error:
        msg = f"{path.name} cannot be read as a pool: give the file that `hometown screen --pool` wrote."
        raise ReadingError(msg) from error


def _pool(table: Any, said: dict[str, Any]) -> Pool:
    wanted = {"name", "scope", KEPT, SAMPLED}
    if said["version"] != _VERSION or not wanted <= set(table.column_names) <= {*wanted, *COLUMNS}:
        raise ValueError("another kind of pool")
    text = {name for name in table.column_names if name != KEPT}
    table = table.cast(pa.schema([(name, pa.large_string() if name in text else pa.bool_())
                                  for name in table.column_names]))  # fmt: skip
    ties = said["ties"]
    return Pool(
        table, ChainMap.model_validate(said["map"]), str(said["registry"]), date.fromisoformat(said["on"]),
        int(said["top"]), Ties(frozenset(ties["codes"]), frozenset(ties["names"]), bool(ties["known"])),
        int(said["in_business"]), int(said["hit"]),
        {code: Reach(int(last), bool(whole)) for code, (last, whole) in said["reach"].items()},
    )  # fmt: skip


def keep_rows(pool: Path, out: Path, wanted: Any) -> int:
    """Write a pool anew with the rows for which `wanted(row)` holds, and return how many were left out.

    `wanted` is given a row as texts by column. Raises ReadingError, OSError.
    """
    read_pool(pool)
    table = parquet.read_table(pool)
    flags = [bool(wanted(row)) for row in _rows_of(table)]
    found = table.filter(pa.array(flags, pa.bool_()))
    whole(out, lambda beside: parquet.write_table(found, beside, compression="zstd"))
    return len(flags) - sum(flags)


def _rows_of(table: Any) -> Iterator[dict[str, str]]:
    columns = [name for name in table.column_names if name not in (KEPT, SAMPLED, "scope")]
    for row in zip(*(table.column(name).to_pylist() for name in columns), strict=True):
        yield dict(zip(columns, (cell or "" for cell in row), strict=True))
