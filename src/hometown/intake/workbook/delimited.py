"""Reads tables in plain text: commas, tabs or semicolons; UTF-8, UTF-16 or GB18030 (GB 18030-2022)."""

import csv
import io
from pathlib import Path

from hometown.kernel.errors import BadInput

from .budget import Budget
from .raw import LONGEST_TEXT, Book, Sheet, Value

_CONTROL = {chr(code) for code in range(32)} - set("\t\n\r\f")


def read(path: Path, budget: Budget) -> Book:
    """Read the one table of the file. All cells are text. Raises BadInput."""
    text = decoded(path.read_bytes())
    budget.take_text(len(text))
    if len(_CONTROL.intersection(text[:100_000])) > 0:
        raise BadInput("intake.not_a_workbook", kind="binary")
    sheet = Sheet(path.stem)
    csv.field_size_limit(LONGEST_TEXT * 4)
    try:
        for index, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), start=1):
            _take(sheet, index, fields, budget)
    except csv.Error as error:
        raise BadInput("intake.broken") from error
    if not any(len(cells) > 1 for cells in sheet.rows.values()):
        raise BadInput("intake.not_a_workbook", kind="text")
    return Book("csv", [sheet])


def _take(sheet: Sheet, row: int, fields: list[str], budget: Budget) -> None:
    cells: dict[int, Value] = {
        column: field[:LONGEST_TEXT] for column, field in enumerate(fields, start=1) if field.strip()
    }
    if not cells:
        return
    budget.take_row()
    budget.look()
    for column in cells:
        budget.take_cell(sheet.name, row, column)
    sheet.rows[row] = cells


def decoded(data: bytes) -> str:
    """Return the text in whichever of the usual encodings it is. Raises BadInput where it is none."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("intake.not_a_workbook", kind="binary")


def _separator(text: str) -> str:
    """Return the separator of most of the first lines."""
    lines = text[:20_000].splitlines()[:40]
    counts = {mark: sum(1 for line in lines if line.count(mark) > 1) for mark in ",\t;|"}
    best = max(counts, key=lambda mark: counts[mark])
    if counts[best]:
        return best
    return max(",\t;", key=text[:20_000].count)
