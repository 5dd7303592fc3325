"""A national registry from a seed, any size, as parquet: blocks of rows that depend on the seed and their number alone.

Beside `NAME.parquet` lies `NAME.truth.parquet`: what every row was made to be. A longer registry of a seed begins with
the rows of a shorter one. Everybody in it is invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute, parquet

from . import firms, odd_forms
from .firms import COOP, FIRM, SINGLE
from .scopes import ALIKE, DISSOLVED, MAKER, NEGATED, NONE, ROLES, SHELL, STUDIES, TRADER, Plan, Scopes
from .trades import Lists
from .vocabulary import NOTHING, Numbers, Tokens, chosen, text_of, told

SEED = 20210301
BLOCK = 32_768
ROW_GROUP = 131_072
GROUPS = {FIRM: 66.0, SINGLE: 31.0, COOP: 3.0}
MAKERS = {FIRM: 0.085, SINGLE: 0.045, COOP: 0.0}  # of each group: makers of something
CHAIN_MAKERS = 0.008  # of firms: makers for the chains
TWICE = 0.012
# Of each thousand rows of those that may: how many say the words without being such a maker.
SAYING = {TRADER: 0.02, NEGATED: 0.0025, ALIKE: 0.006, STUDIES: 0.02, SHELL: 0.002}
ORDERS = ("as_made", "hits_first", "hits_last")


@dataclass(frozen=True)
class Wanted:
    """A registry to make: rows, density of the words (1 as in life, 10 ten times), order of the rows, seed."""

    rows: int
    density: float = 1.0
    order: str = "as_made"
    seed: int = SEED

    def file_name(self) -> str:
        """Return the name such a registry is kept under."""
        dense = "" if self.density == 1 else f"-density{self.density:g}"
        order = "" if self.order == "as_made" else f"-{self.order}"
        return f"registry-{self.rows}-{self.seed}{dense}{order}.parquet"


class Maker:
    """Makes blocks of rows."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        tokens = Tokens()
        self.lists = Lists(tokens)
        self.scopes = Scopes(tokens, self.lists, wanted.density)
        self.places = firms.places(tokens)
        self.namer = firms.Namer(tokens, wanted.seed)
        self.types = firms.Types(tokens)
        statuses = told("phrases")["statuses"]
        self.shares = list(statuses["shares"].values())
        self.statuses = tokens.many(statuses["shares"])
        self.gone = np.array([status in statuses["gone"] for status in statuses["shares"]])
        self.words = tokens.words()

    def block(self, at: int, count: int) -> tuple[pa.Table, pa.Table]:
        """Return rows and truth of a block: always the first so many of a whole one."""
        rng = np.random.default_rng((self.wanted.seed, at))
        group = chosen(BLOCK, list(GROUPS.values()), rng)
        day = firms.days(group, rng)
        plan = self._plan(group, day, rng)
        status = chosen(BLOCK, self.shares, rng)
        scope = self.scopes.made(plan, rng)
        plan.role[(plan.role == MAKER) & self.gone[status]] = DISSOLVED
        numbers = np.arange(BLOCK, dtype=np.int64) + at * BLOCK
        columns = self._columns(plan, day, status, scope, numbers, rng)
        source = np.arange(BLOCK)
        again = np.flatnonzero(rng.random(BLOCK) < TWICE)
        again = again[again > 0]
        source[again] = (rng.random(len(again)) * again).astype(np.int64)
        source[again] = source[source[again]]
        truth = self._truth(plan, numbers, columns["uscc"], source)
        table = odd_forms.written(pa.table(columns).take(source), rng)
        return table.slice(0, count), truth.slice(0, count)

    def _plan(self, group: NDArray[np.int64], day: NDArray[np.datetime64], rng: np.random.Generator) -> Plan:
        lists, count = self.lists, len(group)
        trade = np.empty(count, np.int64)
        for each in GROUPS:
            rows = np.flatnonzero(group == each)
            trade[rows] = chosen(len(rows), [one.weights[each] for one in lists.trades], rng)
        making = rng.random(count) < np.array(list(MAKERS.values()))[group]
        trade[making] = len(lists.trades)
        maker_class = chosen(count, lists.makers.weights, rng)
        kind = rng.integers(0, len(lists.kinds.codes), count)
        role = np.full(count, NONE, np.int64)
        firm = group == FIRM
        saying = rng.random(count)
        trading, studying = (np.append(of, [False])[trade] for of in (lists.trading, lists.studying))
        made = lists.kinds.makes[kind]
        alike = np.isin(kind, lists.kinds.alikes)
        role[alike & (saying > 1 - SAYING[ALIKE])] = ALIKE
        role[made & making & (saying < SAYING[NEGATED] * 3)] = NEGATED
        role[made & firm & trading & (saying < SAYING[NEGATED])] = NEGATED
        role[made & trading & (saying > SAYING[NEGATED]) & (saying < SAYING[NEGATED] + SAYING[TRADER])] = TRADER
        role[made & firm & studying & (saying < SAYING[STUDIES])] = STUDIES
        role[firm & trading & (saying > 0.5) & (saying < 0.5 + SAYING[SHELL])] = SHELL
        role[firm & (rng.random(count) < CHAIN_MAKERS)] = MAKER
        trade[role == MAKER] = len(lists.trades)
        recent = day >= np.datetime64("2021-03-01")
        new = np.where(recent, rng.random(count) < 0.96, rng.random(count) < 0.3)
        return Plan(group, trade, maker_class, kind, role, new)

    def _columns(
        self, plan: Plan, day: NDArray[np.datetime64], status: NDArray[np.int64], scope: Numbers,
        numbers: NDArray[np.int64], rng: np.random.Generator,
    ) -> dict[str, Any]:  # fmt: skip
        at = chosen(BLOCK, self.places.weights.tolist(), rng)
        region = self.places.named.one(at, rng)
        name = self.namer.names(region, self._named(plan, rng), plan.group, rng)
        partners = np.isin(name[:, firms.FORM], self.namer.partners)
        codes = firms.usccs(numbers, plan.group, self.places.digits[at], day < np.datetime64("2015-10-01"))
        maker = (plan.trade == len(self.lists.trades)) | (plan.role == MAKER) | (plan.role == DISSOLVED)
        capital = firms.capital(plan.group, maker, rng)
        kinds = self.types.drawn(plan.group, partners, rng)
        address = self.namer.addresses(self.places.full[at], rng)
        return {
            "name": self._text(name),
            "uscc": _codes(codes),
            "reg_date": pa.array(day, pa.date32()),
            "ent_type": self._one(kinds),
            "capital_wan": pa.array(capital, pa.float64(), from_pandas=True),
            "province": self._one(self.places.province[at]),
            "city": self._one(self.places.city[at]),
            "address": self._text(address),
            "industry_code": self._one(self._industry(plan, rng)),
            "status": self._one(self.statuses[status]),
            "scope": self._text(scope),
        }

    def _text(self, numbers: Numbers) -> pa.Array:
        return text_of(self.words, numbers)

    def _one(self, numbers: Numbers) -> pa.Array:
        """Return one phrase a row; nothing and an empty phrase are null."""
        taken = self.words.take(pa.array(numbers, mask=numbers < 0))
        return compute.if_else(compute.equal(taken, ""), pa.scalar(None, pa.string()), taken)

    def _named(self, plan: Plan, rng: np.random.Generator) -> Numbers:
        """Return what the name says the firm does. Some who only trade are called like makers."""
        lists, count = self.lists, len(plan.group)
        last = len(lists.trades)
        shown = np.minimum(plan.trade, last - 1)
        named = np.where(plan.group == SINGLE, lists.shops.one(shown, rng), lists.named.one(shown, rng, 1.2))
        named = np.where(plan.group == COOP, NOTHING, named)
        named = np.where(plan.trade == last, lists.makers.named.one(plan.maker_class, rng), named)
        chained = np.isin(plan.role, (MAKER, DISSOLVED))
        usual = lists.makers.usual[rng.integers(0, len(lists.makers.usual), count)]
        named = np.where(chained, usual, named)
        own = chained & (rng.random(count) < 0.8)
        own |= np.isin(plan.role, (TRADER, STUDIES)) & (rng.random(count) < 0.2) & (plan.group == FIRM)
        found: Numbers = np.where(own, lists.kinds.named.one(plan.kind, rng), named).astype(np.int32)
        return found

    def _industry(self, plan: Plan, rng: np.random.Generator) -> Numbers:
        lists, count = self.lists, len(plan.group)
        last = len(lists.trades)
        code = lists.codes.one(np.minimum(plan.trade, last - 1), rng)
        code = np.where(plan.trade == last, lists.makers.codes[plan.maker_class], code)
        code = np.where(np.isin(plan.role, (MAKER, DISSOLVED)), lists.kinds.classes.one(plan.kind, rng), code)
        unknown = rng.random(count) < np.where(plan.group == FIRM, 0.25, 0.5)
        found: Numbers = np.where(unknown, NOTHING, code).astype(np.int32)
        return found

    def _truth(
        self, plan: Plan, numbers: NDArray[np.int64], uscc: pa.Array, source: NDArray[np.int64]
    ) -> pa.Table:  # fmt: skip
        role = plan.role[source]
        kinds = self.lists.kinds
        kind = pa.array(plan.kind[source], mask=role == NONE)
        copy = pa.array(numbers[source], mask=source == np.arange(len(source)))
        lists = pa.list_(pa.string())
        return pa.table(
            {
                "uscc": uscc.take(pa.array(source)),
                "role": pa.array(ROLES).take(pa.array(role)),
                "kind": pa.array(kinds.codes).take(kind),
                "nodes": pa.array(kinds.nodes, lists).take(kind),
                "arguable": pa.array(kinds.arguable, lists).take(kind),
                "copy_of": copy,
            }
        )


def _codes(signs: NDArray[np.uint8]) -> pa.Array:
    ends = np.arange(len(signs) + 1, dtype=np.int32) * signs.shape[1]
    return pa.StringArray.from_buffers(len(signs), pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(signs)))


class Writer:
    """Writes a table in row groups of one size, whatever pieces come."""

    def __init__(self, path: Path, group: int = ROW_GROUP) -> None:
        self.path, self.group, self.pieces, self.rows = path, group, list[pa.Table](), 0
        self.file: parquet.ParquetWriter | None = None

    def add(self, piece: pa.Table) -> None:
        """Take rows; whole groups are written at once."""
        self.pieces.append(piece)
        self.rows += len(piece)
        while self.rows >= self.group:
            whole = pa.concat_tables(self.pieces)
            self._write(whole.slice(0, self.group))
            rest = whole.slice(self.group)
            self.pieces, self.rows = [rest], len(rest)

    def _write(self, table: pa.Table) -> None:
        if self.file is None:
            self.file = parquet.ParquetWriter(self.path, table.schema, compression="zstd")
        self.file.write_table(table.combine_chunks(), row_group_size=self.group)

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        if self.rows or self.file is None:
            self._write(pa.concat_tables(self.pieces))
        assert self.file is not None
        self.file.close()


def _pieces(wanted: Wanted) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield rows and truth in the order wanted. An order of hits is made in two passes, so that memory stays flat."""
    maker = Maker(wanted)
    passes: tuple[bool | None, ...] = {"as_made": (None,), "hits_first": (True, False), "hits_last": (False, True)}[
        wanted.order
    ]
    for hits in passes:
        for at in range(-(-wanted.rows // BLOCK)):
            table, truth = maker.block(at, min(BLOCK, wanted.rows - at * BLOCK))
            if hits is not None:
                kept = compute.equal(compute.equal(truth["role"], ROLES[NONE]), not hits)
                table, truth = table.filter(kept), truth.filter(kept)
            yield table, truth


def truth_of(path: Path) -> Path:
    """Return where the truth of a registry lies."""
    return path.with_suffix(".truth.parquet")


def make(wanted: Wanted, path: Path) -> Path:
    """Write a registry and its truth; a run that was cut short leaves neither under its name."""
    parts = path.with_suffix(".part"), truth_of(path).with_suffix(".part")
    rows, truths = (Writer(part) for part in parts)
    for table, truth in _pieces(wanted):
        rows.add(table)
        truths.add(truth)
    for writer, part, whole in zip((rows, truths), parts, (path, truth_of(path)), strict=True):
        writer.close()
        part.rename(whole)
    return path


def kept(wanted: Wanted, home: Path) -> Path:
    """Return the registry in a home; it is made if it is not there."""
    path = home / wanted.file_name()
    if not (path.exists() and truth_of(path).exists()):
        home.mkdir(parents=True, exist_ok=True)
        make(wanted, path)
    return path
