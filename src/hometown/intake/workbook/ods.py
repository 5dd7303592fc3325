"""Reads OpenDocument spreadsheets (ISO/IEC 26300) as a stream. Repeated cells are expanded within the budget."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

from hometown.kernel.dates import Precision
from hometown.kernel.errors import BadInput

from .budget import Budget
from .guard import damage_refused, inflated, part_name
from .markup import Attributes, local, stream
from .raw import LONGEST_TEXT, Book, CoarseDate, Merge, Sheet, Uncached, Value, number


def read(path: Path, budget: Budget) -> Book:
    """Read the visible sheets. Raises BadInput."""
    with damage_refused(), zipfile.ZipFile(path) as archive:
        parts = {part_name(info.filename): info for info in archive.infolist()}
        if "content.xml" not in parts:
            raise BadInput("intake.broken")
        if "meta-inf/manifest.xml" in parts and _is_encrypted(archive, parts["meta-inf/manifest.xml"], budget):
            raise BadInput("intake.encrypted")
        reader = _ContentReader(budget)
        stream(inflated(archive, parts["content.xml"], budget), budget, reader.start, reader.end, reader.text)
    notes = ["macros"] if any(name.startswith(("basic/", "scripts/")) for name in parts) else []
    return Book("ods", reader.sheets, notes)


def _is_encrypted(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bool:
    seen: set[str] = set()
    stream(inflated(archive, info, budget), budget, lambda tag, _: seen.add(tag))
    return "encryption-data" in seen


def _count(attributes: Attributes, name: str) -> int:
    text = local(attributes, name)
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


class _ContentReader:
    """Collects the sheets of content.xml."""

    def __init__(self, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self._budget = budget
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._row_times = self._cell_times = 1
        self._cells: dict[int, Value] = {}
        self._attributes: Attributes | None = None  # of the cell being read
        self._pieces: list[str] = []
        self._aside = 0  # depth of comments, whose text is not the cell's

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in {"table-cell", "covered-table-cell"}:
            self._attributes, self._pieces = attributes, []
            self._cell_times = _count(attributes, "number-columns-repeated")
        elif tag == "p":
            if self._pieces and not self._aside:
                self._pieces.append("\n")
        elif tag == "s":
            self._pieces.append(" ")
        elif tag == "annotation":
            self._aside += 1
        elif tag == "table-row":
            self._row_times, self._cells, self._column = _count(attributes, "number-rows-repeated"), {}, 1
        elif tag == "table":
            self._begin_table(attributes)
        elif tag == "style":
            self._style = local(attributes, "name")
        elif tag == "table-properties" and local(attributes, "display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_table(self, attributes: Attributes) -> None:
        hidden = local(attributes, "style-name") in self._hidden_styles
        self.sheets.append(Sheet(local(attributes, "name"), hidden=hidden))
        self._row = 1
        if len(self.sheets) > self._budget.limits.sheets:
            raise BadInput("intake.too_large", what="sheets", limit=self._budget.limits.sheets)

    def text(self, data: str) -> None:
        if self._attributes is not None and not self._aside:
            self._budget.take_text(len(data))
            self._pieces.append(data)

    def end(self, tag: str) -> None:
        if tag in {"table-cell", "covered-table-cell"}:
            self._end_cell()
        elif tag == "annotation":
            self._aside -= 1
        elif tag == "table-row" and self.sheets:
            self._end_row(self.sheets[-1])

    def _end_cell(self) -> None:
        attributes, self._attributes = self._attributes, None
        value = self._value(attributes or {})
        if value is not None and self.sheets:
            self._merge(attributes or {})
            for column in range(self._column, self._column + self._cell_times):
                self._budget.take_cell(self.sheets[-1].name, self._row, column)
                self._cells[column] = value
        self._column += self._cell_times

    def _merge(self, attributes: Attributes) -> None:
        columns, rows = _count(attributes, "number-columns-spanned"), _count(attributes, "number-rows-spanned")
        if columns > 1 or rows > 1:
            self._budget.take_merge()
            merge = Merge(self._row, self._column, self._row + rows - 1, self._column + columns - 1)
            self.sheets[-1].merges.append(merge)

    def _end_row(self, sheet: Sheet) -> None:
        for row in range(self._row, self._row + self._row_times) if self._cells else ():
            self._budget.take_row()
            for column in self._cells if row > self._row else ():
                self._budget.take_cell(sheet.name, row, column)
            sheet.rows[row] = dict(self._cells)
        self._row += self._row_times

    def _value(self, attributes: Attributes) -> Value | None:
        kind = local(attributes, "value-type")
        text = "".join(self._pieces).strip()[:LONGEST_TEXT]
        if kind in {"float", "currency", "percentage"}:
            found = number(local(attributes, "value"))
            return found if found is not None else text or None
        if kind == "date":
            return _date(local(attributes, "date-value"), text)
        if kind == "boolean":
            return local(attributes, "boolean-value") == "true"
        formula = local(attributes, "formula")
        return text or (Uncached(formula) if formula and not kind else None)


def _date(stored: str, text: str) -> Value | None:
    try:
        when = datetime.fromisoformat(stored.strip()).replace(tzinfo=None)
    except ValueError:
        return text or None
    numbers = re.findall(r"\d+", text)
    shows_no_day = len(numbers) == 2 and len(numbers[0]) == 4
    return CoarseDate(when, Precision.MONTH) if shows_no_day else when
