"""Makes workbooks for the tests of the reader: none is kept as a file."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from hometown.intake.workbook import Reading, read_workbook

TODAY = date(2020, 6, 1)
LEAD_HEADERS = ["企业名称", "拟投资额（亿元）", "进展情况", "首次接触时间", "责任人"]
LEAD = ["上海岚汀化学股份有限公司", 3.5, "在谈", "2019-11-06", "沈静"]
SHEET_HEAD = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_TAIL = b"</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Iterable[Any], *, merges: Iterable[str] = (), title: str = "Sheet1") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    return book


def read(path: Path, book: Workbook | Iterable[Any], *, name: str = "book.xlsx", **options: Any) -> Reading:
    """Save a workbook, or rows as one, and read it."""
    made = book if isinstance(book, Workbook) else workbook(book)
    made.save(path / name)
    return read_workbook(path / name, today=options.pop("today", TODAY), **options)


def codes(reading: Reading, row: int | None = None) -> list[str]:
    """The codes of the doubts, of one row where it is given."""
    return [doubt.code for doubt in reading.doubts if row in {None, doubt.row}]


def edited(path: Path, parts: Mapping[str, Iterable[bytes]], name: str = "book.xlsx") -> Path:
    """A small ledger as .xlsx with some parts replaced or added, compressed."""
    buffer = io.BytesIO()
    workbook([LEAD_HEADERS, LEAD]).save(buffer)
    source = zipfile.ZipFile(buffer)
    with zipfile.ZipFile(path / name, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename not in parts:
                target.writestr(info, source.read(info))
        for part, pieces in parts.items():
            with target.open(part, "w") as file:
                for piece in pieces:
                    file.write(piece)
    return path / name


def sheet_of(body: str) -> list[bytes]:
    return [SHEET_HEAD, body.encode(), SHEET_TAIL]


def ods(path: Path, body: str, *, styles: str = "", name: str = "book.ods") -> Path:
    """An OpenDocument spreadsheet with this inside its body."""
    spaces = "".join(f' xmlns:{one}="urn:{one}"' for one in ("office", "table", "text", "style"))
    with zipfile.ZipFile(path / name, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = f"<office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        content += (
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
        )
        target.writestr("content.xml", content)
    return path / name


def ods_row(*cells: str) -> str:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>' for one in cells
    )
    return f"<table:table-row>{texts}</table:table-row>"
