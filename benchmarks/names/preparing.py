"""The registry that is measured on, and its index: made once in a home, opened again by later runs."""

import csv
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hometown.names.building import Registry
from hometown.names.folding import bare, table
from hometown.names.index import Index
from hometown.names.lexicon import lexicon
from hometown.names.pinyin import sounds

from . import registry
from .registry import Words

SEED = 20191101
LEFT_OUT_OF, LEFT_OUT = 20, 7  # every twentieth firm is not in the index: of these the right answer is `new`
_COLUMNS = ("name", "region", "trade", "industry", "form", "uscc", "inner", "branch")


@dataclass(frozen=True)
class Pair:
    """A short or former name that somebody really uses, and the registered name."""

    alias: str
    full: str
    kind: str


@dataclass(frozen=True)
class Built:
    """How an index was built: seconds of the clock, seconds of processors, bytes, names."""

    wall: float
    cpu: float
    size: int
    names: int


@dataclass
class Prepared:
    """A registry with its index, and where each firm of it stands there (-1: left out)."""

    made: dict[str, Words]
    row_of: NDArray[np.int64]
    index: Index
    names: list[str]
    pairs: list[Pair]
    built: Built | None

    def inside(self) -> NDArray[np.int64]:
        """Return the firms that are in the index."""
        return np.flatnonzero(self.row_of >= 0)

    def outside(self) -> NDArray[np.int64]:
        """Return the firms that are left out of it."""
        return np.flatnonzero(self.row_of < 0)


def registry_of(size: int, home: Path) -> dict[str, Words]:
    """Return the registry of so many rows, from the home if it was made before."""
    import pyarrow as pa
    from pyarrow import parquet

    path = home / f"registry-{size}-{SEED}.parquet"
    if not path.exists():
        began = time.process_time()
        made = registry.make(size, SEED)
        columns = {name: pa.array(made[name].tolist()) for name in _COLUMNS}
        parquet.write_table(pa.table(columns), path)
        print(f"  made {size:,} names with seed {SEED} in {time.process_time() - began:.1f} CPU s", flush=True)
    table_ = parquet.read_table(path)
    return {name: np.array(table_.column(name).to_pylist(), object) for name in _COLUMNS}


def pairs_of(path: Path | None) -> list[Pair]:
    """Return the real pairs of a file (alias, full_name, type); those that are spelt alike are no question."""
    if path is None:
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [Pair(row["alias"], row["full_name"], row["type"]) for row in csv.DictReader(lines)]
    return [pair for pair in rows if bare(pair.alias) != bare(pair.full)]


def prepare(size: int, home: Path, pairs: Path | None = None, *, again: bool = False) -> Prepared:
    """Make or open the registry and its index. The full names of the pairs stand in it as well, after the made ones."""
    home.mkdir(parents=True, exist_ok=True)
    made, real = registry_of(size, home), pairs_of(pairs)
    kept = np.flatnonzero(np.arange(size) % LEFT_OUT_OF != LEFT_OUT)
    row_of = np.full(size, -1, np.int64)
    row_of[kept] = np.arange(len(kept))
    full = sorted({pair.full for pair in real})
    names = [*made["name"][kept].tolist(), *full]
    usccs = [*made["uscc"][kept].tolist(), *(f"91000000TEST{at:06d}" for at in range(len(full)))]
    path = home / f"index-{size}-{SEED}-{len(full)}.names"
    built = None
    if again or not path.exists():
        table(), sounds(), lexicon()  # read once, in any program; not a part of building
        wall, cpu = time.perf_counter(), time.process_time()
        Index.build(Registry(names=names, usccs=usccs), path)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        built = Built(wall, cpu, path.stat().st_size, len(names))
    return Prepared(made, row_of, Index.open(path), names, real, built)
