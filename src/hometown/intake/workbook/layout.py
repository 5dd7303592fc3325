"""Finds the tables of a sheet: title lines, header rows, data rows, and the rows that are no records."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from hometown.kernel.errors import BadInput

from . import firms, headers
from .header_rows import find_header, may_be_header, one_row
from .headers import Header
from .raw import CoarseDate, Merge, Sheet, Uncached, Value, shown
from .text import even, tight

MOST_TABLES = 40  # in one sheet
MOST_FILLED = 2_000_000  # rows visited while merges are filled; overlapping merges are no ledger's
_TOTAL = re.compile(
    r"^.{0,8}?(?:合计|小计|总计|共计|累计|总和|subtotal|grandtotal|total|sum)(?:[:：(（\d].*|数|投资额?)?$"
)
_NOTE = re.compile(
    r"^(?:[*※★▲]|注[:：\d]|注$|备注|说明|填表|填报|填写|制表|审核|复核|报送|报表|联系人|联系电话|单位负责人|负责人|分管领导|主管领导|签字|签章|盖章|数据来源|来源[:：]|"
    r"统计|截至|截止|日期|本表|此表|以上|表中|要求|提示|请|note|remark|source|preparedby|\d{1,2}[.、]\D)"
)
_NOTE_LABEL = re.compile(r"^(?:备注|注|附注|说明|填表说明|注意)[:：]?$")
_HAN_SEQ = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?$")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_COUNTED = re.compile(r"^[\d.,]+[个家项户条]?$")
_LABELLED = re.compile(r"^[^:：]{2,12}[:：]")
_EXAMPLE = re.compile(r"^(?:示?例(?:如|子)?|样例|范例|填写示例|模板|example|e\.g\.?)(?:$|[:：\d(（])")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]+[部类批])"
)
_COLUMN_NUMBER = re.compile(r"^[(（]?(?:\d{1,2}|[a-z]|[甲乙丙丁戊己庚辛壬癸])[)）]?$|^[①-⑳]$")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row below a header that is no record, and why: total, footnote, section, repeated_header, …"""

    sheet: str
    row: int
    reason: str
    text: str


@dataclass(slots=True)
class DataRow:
    """A row that may be a record. `filled` are the columns whose value comes from a merge begun above."""

    number: int
    cells: dict[int, Value]
    section: str = ""
    filled: frozenset[int] = frozenset()


@dataclass(slots=True)
class Table:
    """One table: its header, the lines above it and its rows."""

    first_row: int
    last_header_row: int
    headers: list[Header]
    above: list[str] = field(default_factory=list)
    rows: list[DataRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # footnotes


@dataclass(slots=True)
class Layout:
    """All tables of a sheet and the rows skipped."""

    tables: list[Table]
    skipped: list[Skipped]


def lay_out(sheet: Sheet, remembered: Mapping[str, str]) -> Layout:
    """Return the tables of the sheet; none where nothing looks like a header."""
    filled = _fill_merges(sheet)
    numbers = sorted(sheet.rows)
    found = find_header(sheet, remembered)
    if found is None:
        return Layout([], [])
    above = [text for row in numbers if row < found.first_row for text in _texts(sheet.rows[row])]
    first = Table(found.first_row, found.last_row, found.headers, above)
    layout = Layout([first], [])
    walker = _Walker(sheet, layout, remembered)
    for row in numbers:
        if row > walker.table.last_header_row:
            walker.take(row, sheet.rows[row], frozenset(filled.get(row, ())))
    return layout


def _texts(cells: Mapping[int, Value]) -> list[str]:
    return [shown(cells[column]) for column in sorted(cells) if isinstance(cells[column], str | CoarseDate | datetime)]


def _fill_merges(sheet: Sheet) -> dict[int, set[int]]:
    """Copy the value of a cell merged over several rows into each of them; return row → columns filled."""
    filled: dict[int, set[int]] = {}
    visited = 0
    for merge in sheet.merges:
        value = sheet.rows.get(merge.first_row, {}).get(merge.first_column)
        if value is None or merge.last_row == merge.first_row:
            continue
        visited += min(merge.last_row - merge.first_row, 2 * len(sheet.rows))
        if visited > MOST_FILLED:
            raise BadInput("intake.bomb", what="merges", limit=MOST_FILLED)
        for row in _rows_of(sheet, merge):
            cells = sheet.rows[row]
            if merge.first_column not in cells:
                cells[merge.first_column] = value
                filled.setdefault(row, set()).add(merge.first_column)
    return filled


def _rows_of(sheet: Sheet, merge: Merge) -> Iterator[int]:
    """Yield the rows below the first that hold something, without walking through a merge of a million rows."""
    if merge.last_row - merge.first_row < 2 * len(sheet.rows):
        return (row for row in range(merge.first_row + 1, merge.last_row + 1) if row in sheet.rows)
    return (row for row in sheet.rows if merge.first_row < row <= merge.last_row)


class _Walker:
    """Goes down the rows of a sheet and tells records from everything else."""

    def __init__(self, sheet: Sheet, layout: Layout, remembered: Mapping[str, str]) -> None:
        self.sheet, self.layout, self.remembered = sheet, layout, remembered
        self.section = ""
        self.row = 0
        self.after_total = False
        self.wide = {(m.first_row, m.first_column) for m in sheet.merges if m.last_column > m.first_column}
        self._begin(layout.tables[0])

    def _begin(self, table: Table) -> None:
        self.table = table
        self.words = [text for header in table.headers for text in header.parts]
        self.known = {headers.bare(text) for text in self.words}
        meanings = {h.column: headers.meaning_of(h, self.remembered).field for h in table.headers}
        self.company = next((column for column, means in meanings.items() if means == "company"), 0)
        self.seq = next((column for column, means in meanings.items() if means == "seq"), 0)
        self.first = min(meanings)

    def take(self, row: int, cells: dict[int, Value], filled: frozenset[int]) -> None:
        """Put one row where it belongs."""
        own = sorted(column for column in cells if column not in filled)
        if not own or (own == [self.seq] and re.fullmatch(r"[\d.、]+", tight(shown(cells[self.seq])))):
            return  # nothing, or a number waiting for its record
        self.row = row
        first = tight(shown(cells[own[0]]))
        reason = self._reason(cells, own, first)
        if reason == "header":
            return
        if not reason:
            self.after_total = False
            self.table.rows.append(DataRow(row, cells, self.section, filled))
            return
        text = " ".join(even(shown(cells[column])) for column in own)[:200]
        if reason == "section":
            self.section = text
        elif reason == "footnote":
            self.table.notes.append(text)
        self.after_total = reason in {"total", "footnote"}
        self.layout.skipped.append(Skipped(self.sheet.name, row, reason, text))

    def _reason(self, cells: dict[int, Value], own: list[int], first: str) -> str:
        """Return why a row is no record; empty for a record."""
        if _TOTAL.match(first) or (len(own) > 1 and _is_total_word(cells, own[1])):
            return "total"
        if _EXAMPLE.match(first):
            return "example"
        if isinstance(cells[own[0]], str) and len(own) > 1:
            texts = [shown(cells[column])[:100] for column in own]
            if headers.bare(texts[0]) in self.known and headers.same_headers(texts, self.words):
                return "repeated_header"
            if headers.is_exact(texts[0]) and self._starts_table(cells, own):
                return "header"
        if self._heads_section(cells, own):
            return "section"
        if len(own) > 2 and all(_COLUMN_NUMBER.match(tight(shown(cells[column]))) for column in own):
            return "column_numbers"
        if self._is_footnote(cells, own, first):
            return "footnote"
        return self._reason_of_single(cells[own[0]], own[0], first) if len(own) == len(cells) == 1 else ""

    def _reason_of_single(self, value: Value, column: int, first: str) -> str:
        """Tell what a row with one cell is."""
        if isinstance(value, Decimal | datetime | CoarseDate):
            return "total" if isinstance(value, Decimal) else "footnote"
        if firms.looks_like_firm(first) and not _SECTION.match(first):
            return ""
        if _NOTE.match(first) or len(first) > 40 or (self.after_total and not _SECTION.match(first)):
            return "footnote"
        if column == self.company and column != self.first and not _SECTION.match(first):
            return ""
        wide = (self.row, column) in self.wide
        return "" if column == self.company and not wide and not _SECTION.match(first) else "section"

    def _is_footnote(self, cells: dict[int, Value], own: list[int], first: str) -> bool:
        """Tell whether every cell is labelled (填报人：李晓东), or the first is 备注 and the second what it says."""
        labelled = len(own) <= 4 and len(own) == len(cells)
        if labelled and all(isinstance(cells[c], str) and _LABELLED.match(tight(shown(cells[c]))) for c in own):
            return True
        return len(own) == 2 and own[0] == self.first and bool(_NOTE_LABEL.match(first))

    def _heads_section(self, cells: dict[int, Value], own: list[int]) -> bool:
        """Tell whether a row heads those below it, with its subtotals: 一 | 铝基材料（2个） | 6; 二、签约项目 | 3.5."""
        first, rest = tight(shown(cells[own[0]])), own[1:]
        if not 0 < len(rest) <= 5 or self.company in rest or firms.looks_like_firm(first):
            return False
        if own[0] == self.seq and _HAN_SEQ.match(first):
            return len(rest) < 4
        counted = all(
            _COUNTED.match(tight(shown(cells[column]))) or isinstance(cells[column], Uncached) for column in rest
        )
        return counted and bool(_SECTION.match(first) or (own[0] == self.seq and _HAN_WORD.search(first)))

    def _starts_table(self, cells: dict[int, Value], own: list[int]) -> bool:
        """Begin another table where a row is a header of its own."""
        if len(own) < 3 or not may_be_header(cells) or len(self.layout.tables) >= MOST_TABLES:
            return False
        known = {headers.meaning(shown(cells[c])).field for c in own if headers.meaning(shown(cells[c])).strength > 1}
        if len(known) < 3 or len(known) * 2 < len(own):
            return False
        found = one_row(self.sheet, self.row)
        table = Table(self.row, self.row, found.headers, above=[*self.table.above, self.section])
        self.layout.tables.append(table)
        self._begin(table)
        return True


def _is_total_word(cells: dict[int, Value], column: int) -> bool:
    value = cells[column]
    return isinstance(value, str) and bool(re.fullmatch(r"合计|小计|总计|共计|累计", tight(value)))
