"""Results of `hometown screen`, read from parquet, csv or xlsx: the firms listed, what cannot be read, the funnel.

A row that cannot be read is told by its row and column and passed over; the others stand. Knows no Django.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hometown import names
from hometown.companies.rules import clean_uscc, has_uscc_shape, is_individual
from hometown.names.reading import ReadingError, columns_of, day_of

if TYPE_CHECKING:
    from hometown.screening import ChainMap

COLUMNS = {
    "node": True, "rank": True, "score": True, "name": True, "uscc": False, "city": False, "parts": False,
    "reasons": False, "unknown": False,
}  # fmt: skip
STEPS = ("rows", "bad_rows", "dissolved", "in_business", "hit")
OF_NODES = ("hit", "excluded", "negated", "at_home", "traded_only", "unfit", "duplicates", "fit", "listed")
FIELDS = ("name", "scope")
MOST_OF_A_FIRM = 60  # parts and phrases that are kept
_LONGEST = {"node": 40, "name": 200, "city": 60, "phrase": 60, "part": 20}
_CELL_MOST = 200_000  # characters of JSON in a cell
_CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
_QUOTED = re.compile(r"'[=+\-@\t\r]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class NodeName:
    """What a node of the map is called, and of which chain it is."""

    chain: str
    zh: str
    en: str


@dataclass(frozen=True)
class Listed:
    """One row of a result: a firm listed for a node, with the parts of its score and the phrases found."""

    node: str
    called: NodeName
    rank: int
    score: Decimal
    name: str
    uscc: str = ""
    city: str = ""
    parts: tuple[dict[str, Any], ...] = ()
    reasons: tuple[dict[str, Any], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells the firm from others of its node."""
        return self.node, firm_key(self.uscc, self.name, self.city)


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read: the row as the file counts it, its column, and a code of what is the matter.

    A row with such a cell is passed over, unless `goes_in`: then it is taken without the cell.
    """

    row: int
    column: str
    code: str
    goes_in: bool = False


@dataclass(frozen=True)
class Funnel:
    """What the screening says of itself: the registry, the map, and how many firms went through each step."""

    registry_file: str = ""
    read_on: date | None = None
    map_digest: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """A result file as it was read. `digest` is the SHA-256 of its bytes."""

    file: str
    digest: str
    firms: tuple[Listed, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def passed_over(self) -> int:
        """How many rows of the file were passed over."""
        return len({one.row for one in self.faults if not one.goes_in})


def firm_key(uscc: str, name: str, city: str) -> str:
    """Return what one firm is known by in every run: its code, without one its normalised name and its city."""
    return uscc or f"{names.normal(name)}|{city}"


def result_of(path: Path, nodes: Mapping[str, NodeName], ours: Mapping[str, str] | None = None) -> Result:
    """Read a result file; `nodes` name the nodes of its map, `ours` what it calls a column. Raises ReadingError."""
    columns = columns_of(path, COLUMNS, ours)
    first = 1 if path.suffix.lower() == ".parquet" else 2  # the row of the heads is the first of a sheet
    firms: list[Listed] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in enumerate(zip(*columns.values(), strict=True), first):
        row = dict(zip(columns, cells, strict=True))
        if not any(str(cell if cell is not None else "").strip() for cell in cells):
            continue
        wrong = [Fault(number, column, code) for column, code in _wrong(row, nodes)]
        firm = None if wrong else _listed(row, nodes)
        if firm is not None and firm.key in seen:
            wrong, firm = [Fault(number, "name", "twice")], None
        faults += wrong
        if firm is not None:
            seen.add(firm.key)
            if not firm.uscc and _text(row.get("uscc")):
                faults.append(Fault(number, "uscc", "odd_uscc", goes_in=True))
            firms.append(firm)
    return Result(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), tuple(firms), tuple(faults))


def _wrong(row: Mapping[str, Any], nodes: Mapping[str, NodeName]) -> Iterator[tuple[str, str]]:
    if _text(row["node"]) not in nodes:
        yield "node", "no_node"
    rank, score, name = _whole(row["rank"]), _score(row["score"]), _text(row["name"])
    if rank is None or not 1 <= rank <= 1_000_000:
        yield "rank", "no_rank"
    if score is None:
        yield "score", "no_score"
    if not names.normal(name) or len(name) > _LONGEST["name"]:
        yield "name", "no_name"
    if is_individual(_code(row.get("uscc"))):
        yield "uscc", "individual"
    if _parts(row.get("parts")) is None:
        yield "parts", "no_list"
    if _reasons(row.get("reasons")) is None:
        yield "reasons", "no_list"
    if _codes(row.get("unknown")) is None:
        yield "unknown", "no_list"


def _listed(row: Mapping[str, Any], nodes: Mapping[str, NodeName]) -> Listed:
    node, rank, score = _text(row["node"]), _whole(row["rank"]), _score(row["score"])
    assert rank is not None
    assert score is not None
    return Listed(
        node, nodes[node], rank, score, _text(row["name"]), _code(row.get("uscc")),
        _text(row.get("city"))[: _LONGEST["city"]], tuple(_parts(row.get("parts")) or ()),
        tuple(_reasons(row.get("reasons")) or ()), tuple(_codes(row.get("unknown")) or ()),
    )  # fmt: skip


def _text(cell: Any) -> str:
    """Return a cell as text of one line, sign for sign: the places of phrases count its signs.

    The screening writes a text that a spreadsheet takes for a formula behind an apostrophe: it goes again.
    """
    text = "" if cell is None else str(cell)[:1000]
    return _BREAKS.sub(" ", text[1:] if _QUOTED.match(text) else text).strip()


def _code(cell: Any) -> str:
    """Return a unified code; nothing for what has not the shape of one (an older number of registration)."""
    code = clean_uscc(_text(cell))
    return code if has_uscc_shape(code) else ""


def _number(cell: Any) -> float | None:
    try:
        found = float(cell)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def _whole(cell: Any) -> int | None:
    found = _number(cell)
    return int(found) if found is not None and found.is_integer() else None


def _score(cell: Any) -> Decimal | None:
    try:
        found = Decimal(str(cell))
    except InvalidOperation:
        return None
    return found.quantize(Decimal("0.1")) if found.is_finite() and 0 <= found <= 100 else None


def _rows(cell: Any) -> Sequence[Any] | None:
    """Return a cell that holds a list: as it is in parquet, as JSON elsewhere. None for anything else."""
    if cell is None or cell == "":
        return ()
    if isinstance(cell, str) and len(cell) <= _CELL_MOST:
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            return None
    return cell[:MOST_OF_A_FIRM] if isinstance(cell, list) else None


def _parts(cell: Any) -> list[dict[str, Any]] | None:
    rows, found = _rows(cell), []
    for one in rows or ():
        points, of = (_number(one.get(name)) for name in ("points", "of")) if isinstance(one, dict) else (None, None)
        if points is None or of is None or not _is_code(one.get("part")):
            return None
        found.append({"part": one["part"], "points": _short(points), "of": _short(of)})
    return None if rows is None else found


def _reasons(cell: Any) -> list[dict[str, Any]] | None:
    rows, found = _rows(cell), []
    for one in rows or ():
        if not isinstance(one, dict) or one.get("field") not in FIELDS or not _text(one.get("phrase")):
            return None
        start, end = _whole(one.get("start")), _whole(one.get("end"))
        if start is None or end is None or not 0 <= start < end:
            return None
        phrase = _text(one["phrase"])[: _LONGEST["phrase"]]
        found.append({"phrase": phrase, "field": one["field"], "start": start, "end": end})
    return None if rows is None else found


def _codes(cell: Any) -> list[str] | None:
    rows = _rows(cell)
    return None if rows is None or not all(_is_code(one) for one in rows) else list(dict.fromkeys(rows))


def _is_code(said: Any) -> bool:
    return isinstance(said, str) and len(said) <= _LONGEST["part"] and bool(_CODE.match(said))


def _short(number: float) -> int | float:
    rounded = round(number, 1)
    return int(rounded) if rounded.is_integer() else rounded


def funnel_of(path: Path) -> Funnel:
    """Read what a screening says of itself; what is no count is left out. Raises ReadingError for no such file."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{path.name} cannot be read as a funnel: give the file that `hometown screen --funnel` wrote."
        raise ReadingError(msg) from error
    registry, chains = _block(said, "registry"), _block(said, "chains")
    nodes = {code: _counts(one, OF_NODES) for code, one in list(_block(said, "nodes").items())[:1000]}
    numbers = {"steps": _counts(_block(said, "steps"), STEPS), "nodes": nodes}
    return Funnel(
        _text(registry.get("file"))[:200], day_of(registry.get("read_on")), _text(chains.get("digest"))[:64], numbers
    )


def _block(said: Any, name: str) -> dict[str, Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}


def _counts(said: Any, wanted: Sequence[str]) -> dict[str, int]:
    told = said if isinstance(said, dict) else {}
    counts = {name: _whole(told.get(name)) for name in wanted}
    return {name: count for name, count in counts.items() if count is not None and count >= 0}


def node_names(chains: "ChainMap") -> dict[str, NodeName]:
    """Return what the nodes of a chain map are called, by their codes."""
    return {node.code: NodeName(chain.code, node.zh, node.en) for chain in chains.chains for node in chain.nodes}
