"""Writes the report of a reading: the workbook's own cells with each doubted one coloured and commented, and the
doubts and the rows left out as tables. No cell of it can run: what begins like a formula is written as text.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from .doubts import Doubt, gettext_noop
from .raw import CoarseDate, Sheet, Value, letters, shown
from .reading import Reading

Say = Callable[[str], str]
MOST_COMMENTS = 5_000  # Excel grows slow with more; the table has them all
_DOUBTED = PatternFill("solid", fgColor="FFF2CC")
_HEAD = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E7EEF0")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "#")
NOTES, LEFT_OUT = gettext_noop("Import notes"), gettext_noop("Rows left out")
DOUBT_HEADS = (
    gettext_noop("Worksheet"), gettext_noop("Row"), gettext_noop("Column"), gettext_noop("The cell says"),
    gettext_noop("What is doubted"), gettext_noop("What was assumed"), gettext_noop("What to do"),
)  # fmt: skip
LEFT_OUT_HEADS = (DOUBT_HEADS[0], DOUBT_HEADS[1], gettext_noop("Why"), gettext_noop("The row says"))
REASONS = {
    "total": gettext_noop("A total"),
    "footnote": gettext_noop("A footnote"),
    "section": gettext_noop("A heading between rows"),
    "repeated_header": gettext_noop("The header once more"),
    "column_numbers": gettext_noop("Numbers of columns"),
    "example": gettext_noop("An example"),
    "no_firm": gettext_noop("Names no firm and no project"),
    "continuation": gettext_noop("Goes on from the row above"),
}
UNKNOWN_HEADER = gettext_noop("Nobody knows what this column means; it was not read.")
TELL_ONCE = gettext_noop("Say once what this header means.")


def write_report(reading: Reading, path: Path, say: Say = str) -> None:
    """Write the report as .xlsx. `say` puts the English sentences into the reader's language."""
    book = Workbook(write_only=True)
    _write_notes(book, reading, say)
    if reading.skipped:
        _write_left_out(book, reading, say)
    for sheet in reading.sheets:
        _write_sheet(book, sheet, reading, say)
    book.save(path)


def _sheet(book: Workbook, title: str, widths: dict[str, float]) -> Any:
    clean = "".join(mark for mark in title if mark not in "[]*?:/\\").strip("'")[:28] or "Sheet"
    page: Any = book.create_sheet(clean)
    for column, width in widths.items():
        page.column_dimensions[column].width = width
    return page


def _text(page: Any, text: str) -> Any:
    """Return a text as a cell that stays text."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not clean.startswith(_DANGEROUS):
        return clean
    cell = WriteOnlyCell(page, value=clean)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _styled(page: Any, text: str, *, head: bool = False) -> Any:
    held = _text(page, text)
    cell = WriteOnlyCell(page, value=held) if isinstance(held, str) else held
    cell.alignment = _WRAPPED
    if head:
        cell.font, cell.fill = _HEAD, _HEAD_FILL
    return cell


def _write_notes(book: Workbook, reading: Reading, say: Say) -> None:
    widths = {"A": 14.0, "B": 7.0, "C": 7.0, "D": 32.0, "E": 42.0, "F": 22.0, "G": 36.0}
    page = _sheet(book, say(NOTES), widths)
    page.freeze_panes = "A2"
    page.append([_styled(page, say(head), head=True) for head in DOUBT_HEADS])
    for unknown in reading.unknown_headers:
        row = _header_row(reading, unknown.sheet)
        said = (unknown.sheet, str(row), unknown.column, unknown.header, say(UNKNOWN_HEADER), "", say(TELL_ONCE))
        page.append([_styled(page, text) for text in said])
    for one in reading.doubts:
        said = (one.sheet, str(one.row), one.column, one.text, say(one.what), one.assumed, say(one.todo))
        page.append([_styled(page, text) for text in said])


def _header_row(reading: Reading, sheet: str) -> int:
    return next((table.header_row for table in reading.tables if table.sheet == sheet), 1)


def _write_left_out(book: Workbook, reading: Reading, say: Say) -> None:
    page = _sheet(book, say(LEFT_OUT), {"A": 14, "B": 7, "C": 28, "D": 80})
    page.freeze_panes = "A2"
    page.append([_styled(page, say(head), head=True) for head in LEFT_OUT_HEADS])
    for one in reading.skipped:
        said = (one.sheet, str(one.row), say(REASONS.get(one.reason, one.reason)), one.text)
        page.append([_styled(page, text) for text in said])


def _write_sheet(book: Workbook, sheet: Sheet, reading: Reading, say: Say) -> None:
    doubts: dict[tuple[int, str], list[Doubt]] = {}
    for one in reading.doubts:
        if one.sheet == sheet.name:
            doubts.setdefault((one.row, one.column), []).append(one)
    commented = set(list(doubts)[:MOST_COMMENTS])
    page = _sheet(book, sheet.name, _widths(sheet))
    for merge in sheet.merges[:MOST_COMMENTS]:
        page.merged_cells.add(
            f"{letters(merge.first_column)}{merge.first_row}:{letters(merge.last_column)}{merge.last_row}"
        )
    last = 0
    for row in sorted(sheet.rows):
        for _ in range(min(row - last - 1, 1_000)):
            page.append([])
        last = row
        page.append(list(_cells(page, row, sheet.rows[row], doubts, commented, say)))


def _cells(
    page: Any,
    row: int,
    cells: dict[int, Value],
    doubts: dict[tuple[int, str], list[Doubt]],
    commented: set[tuple[int, str]],
    say: Say,
) -> Iterator[Any]:
    """Yield the cells of one row, the doubted ones marked."""
    columns = {*cells, *(column for column in range(1, max(cells) + 1) if (row, letters(column)) in doubts)}
    for column in range(1, max(columns) + 1):
        at = row, letters(column)
        held = _value(page, cells.get(column))
        if at in doubts:
            held = held if isinstance(held, Cell) else WriteOnlyCell(page, value=held)
            held.fill = _DOUBTED
            if at in commented:
                held.comment = _comment(doubts[at], say)
        yield held


def _value(page: Any, value: Value | None) -> Any:
    if value is None or isinstance(value, bool | Decimal):
        return value
    if isinstance(value, datetime | CoarseDate):
        cell = WriteOnlyCell(page, value=value if isinstance(value, datetime) else value.when)
        cell.number_format = "yyyy-mm-dd" if isinstance(value, datetime) else "yyyy-mm"
        return cell
    return _text(page, value if isinstance(value, str) else shown(value))


def _comment(doubts: list[Doubt], say: Say) -> Comment:
    lines = []
    for one in doubts:
        assumed = f" → {one.assumed}" if one.assumed else ""
        lines.append(f"{say(one.what)}{assumed}\n{say(one.todo)}")
    text = ILLEGAL_CHARACTERS_RE.sub("", "\n\n".join(lines))
    return Comment(text, say(NOTES), height=60 + 40 * len(lines), width=300)


def _widths(sheet: Sheet) -> dict[str, float]:
    """Return widths that show the first rows, wide characters counted twice."""
    widest: dict[int, int] = {}
    for row in sorted(sheet.rows)[:40]:
        if len(sheet.rows[row]) > 1:
            for column, value in sheet.rows[row].items():
                text = shown(value).split("\n")[0]
                widest[column] = max(widest.get(column, 6), len(text) + sum(ord(mark) > 255 for mark in text))
    return {letters(column): float(min(width + 2, 44)) for column, width in widest.items()}
