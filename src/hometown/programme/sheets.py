"""The roster as people take it along: an xlsx in which nothing that somebody typed is a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Value = str | int | date | None


def as_xlsx(title: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return rows as a workbook of one sheet; `heads` are the words and the width of each column."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "B2"
    for number, (_, width) in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, words, bold=True) for words, _ in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in ILLEGAL_CHARACTERS_RE.sub("", title) if sign not in r"[]:*?/\'")[:31] or "1"


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    plain: Any = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell: Any = WriteOnlyCell(sheet, value=plain)
    if isinstance(value, str):
        cell.data_type = "s"  # else a text that begins with = is taken for a formula
        cell.quotePrefix = value[:1] in "=+-@"  # and stays a text when the sheet is edited and saved as CSV
    if bold:
        cell.font = Font(bold=True)
    return cell
