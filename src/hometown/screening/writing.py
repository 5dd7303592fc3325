"""The list as a file: parquet, csv or a workbook, and the funnel beside it; whole, or not there."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hometown.names.reading import plain_cell

from .listing import Candidate, Shortlist
from .plan import Plan

COLUMNS = ("node", "rank", "score", "name", "uscc", "city", "parts", "reasons", "unknown")
KINDS = (".parquet", ".csv", ".xlsx")


def lines_of(shortlist: Shortlist, plan: Plan, top: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the lines of the list: node by node as in the map, best first; `top` of each node, all kept if not said."""
    for at, node in enumerate(plan.nodes):
        firms, _ = shortlist.listed(at, top)
        for rank, one in enumerate(firms, 1):
            yield {"node": node.code, "rank": rank, **_cells(one)}


def _cells(one: Candidate) -> dict[str, Any]:
    return {
        "score": one.score / 10,
        "name": one.name,
        "uscc": one.uscc,
        "city": one.city,
        "parts": [{"part": part, "points": points / 10, "of": of} for part, points, of in one.parts],
        "reasons": [
            {"phrase": each.phrase, "field": each.field, "start": each.start, "end": each.end} for each in one.reasons
        ],
        "unknown": list(one.unknown),
    }


def write(lines: list[dict[str, Any]], out: Path) -> None:
    """Write the list in the form its name says. Raises OSError."""
    writer = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}[out.suffix.lower()]
    whole(out, lambda beside: writer(lines, beside))


def whole(out: Path, write_to: Callable[[Path], None]) -> None:
    """Let a file appear when it is whole: half a file is never there."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        write_to(beside)
        beside.replace(out)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _parquet(lines: list[dict[str, Any]], out: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    text = pa.string()
    part = pa.struct([("part", text), ("points", pa.float64()), ("of", pa.int32())])
    reason = pa.struct([("phrase", text), ("field", text), ("start", pa.int32()), ("end", pa.int32())])
    kinds = {"rank": pa.int32(), "score": pa.float64(), "parts": pa.list_(part), "reasons": pa.list_(reason),
             "unknown": pa.list_(text)}  # fmt: skip
    schema = pa.schema([(column, kinds.get(column, text)) for column in COLUMNS])
    parquet.write_table(pa.Table.from_pylist(lines, schema=schema), out)


def _csv(lines: list[dict[str, Any]], out: Path) -> None:
    with out.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([_plain(line[column]) for column in COLUMNS] for line in lines)


def _xlsx(lines: list[dict[str, Any]], out: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=False)
    sheet = book.create_sheet("shortlist", 0)
    del book[book.sheetnames[1]]
    sheet.append(COLUMNS)
    for line in lines:
        cells = [_plain(line[column]) for column in COLUMNS]
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in cells])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHI", (22, 6, 8, 36, 22, 14, 40, 60, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.save(out)


def _plain(value: Any) -> Any:
    """Return a cell: lists as JSON, and no text that a spreadsheet takes for a formula."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return plain_cell(value) if isinstance(value, str) else value
