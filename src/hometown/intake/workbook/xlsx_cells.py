"""The cells of one worksheet and the table of shared texts, as callbacks of the XML stream."""

import re
from collections.abc import Generator
from datetime import datetime, timedelta
from decimal import Decimal

from hometown.kernel.dates import Precision

from .budget import Budget
from .markup import Attributes, stream
from .raw import LONGEST_TEXT, CellError, CoarseDate, Sheet, Uncached, Value, merge_of, number, place
from .xlsx_styles import Styles

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_DAY = datetime(1899, 12, 30)  # of serial 0; right from 1 March 1900 on  # noqa: DTZ001
_LAST_SERIAL = 2_958_465  # 31 December 9999
_TO_1904 = 1_462


def unescaped(text: str) -> str:
    """Undo Excel's own escapes, e.g. _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def moment(serial: Decimal, *, date1904: bool = False) -> datetime | None:
    """Return the date and time of Excel's day number; None outside its calendar.

    >>> moment(Decimal(43757))
    datetime.datetime(2019, 10, 19, 0, 0)
    """
    days = serial + (_TO_1904 if date1904 else 0)
    if not 61 <= days <= _LAST_SERIAL:
        return None
    whole = int(days)
    return _FIRST_DAY + timedelta(days=whole, seconds=round((days - whole) * 86_400))


class SharedStrings:
    """The texts that cells point at. Readings in small type above characters (rPh) are left out."""

    def __init__(self, budget: Budget) -> None:
        self.texts: list[str] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._collecting = self._phonetic = False

    def read(self, chunks: Generator[bytes, None, None]) -> None:
        stream(chunks, self._budget, self._start, self._end, self._text)

    def _start(self, tag: str, _: Attributes) -> None:
        if tag == "t":
            self._collecting = not self._phonetic
        elif tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._phonetic = True

    def _text(self, data: str) -> None:
        if self._collecting:
            self._budget.take_text(len(data))
            self._pieces.append(data)

    def _end(self, tag: str) -> None:
        if tag == "t":
            self._collecting = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.texts.append(unescaped("".join(self._pieces))[:LONGEST_TEXT])


class SheetReader:
    """Collects the cells and merged ranges of one worksheet."""

    def __init__(self, sheet: Sheet, strings: list[str], styles: Styles, budget: Budget) -> None:
        self._sheet, self._strings, self._dates, self._budget = sheet, strings, styles.dates, budget
        self._row = self._column = 0
        self._cells: dict[int, Value] = {}
        self._kind = self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None  # where text goes; None while it does not count
        self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._into = self._value
        elif tag == "f":
            self._formula = self._into = []
        elif tag == "row":
            given = attributes.get("r", "")
            self._row = int(given) if given.isdecimal() and len(given) < 9 else self._row + 1
            self._column = 0
            self._cells = {}
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._budget.take_merge()
            merge = merge_of(attributes.get("ref", ""))
            if merge is not None and merge.first_row + merge.first_column < merge.last_row + merge.last_column:
                self._sheet.merges.append(merge)

    def _begin_cell(self, attributes: Attributes) -> None:
        at = place(attributes.get("r", ""))
        self._column = at[1] if at else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._formula, self._into = [], None, None

    def text(self, data: str) -> None:
        if self._into is not None:
            self._budget.take_text(len(data))
            self._into.append(data)

    def end(self, tag: str) -> None:
        if tag == "c":
            value = self._read()
            if value is not None:
                self._budget.take_cell(self._sheet.name, self._row, self._column)
                self._cells[self._column] = value
        elif tag in {"v", "t", "f"}:
            self._into = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "row" and self._cells:
            self._budget.take_row()
            self._sheet.rows.setdefault(self._row, {}).update(self._cells)

    def _read(self) -> Value | None:
        text, kind = "".join(self._value), self._kind
        if kind == "s":
            index = int(text) if text.isdecimal() and len(text) < 9 else -1
            text = self._strings[index] if 0 <= index < len(self._strings) else ""
            return text if text.strip() else None
        if kind in {"str", "inlineStr"}:
            return unescaped(text)[:LONGEST_TEXT] if text.strip() else None
        if not text.strip():
            return Uncached("".join(self._formula)[:LONGEST_TEXT]) if self._formula else None
        if kind == "b":
            return text.strip() == "1"
        if kind == "e":
            return CellError(text.strip()[:20])
        return self._day(text) if kind == "d" else self._number(text)

    def _day(self, text: str) -> Value:
        try:
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        except ValueError:
            return text

    def _number(self, text: str) -> Value | None:
        value = number(text)
        if value is None:
            return text.strip() or None
        index = int(self._style) if self._style.isdecimal() and len(self._style) < 7 else 0
        precision = self._dates[index] if index < len(self._dates) else None
        when = moment(value, date1904=self._sheet.date1904) if precision else None
        if when is None or precision is None:
            return value
        return when if precision is Precision.DAY else CoarseDate(when, precision)
