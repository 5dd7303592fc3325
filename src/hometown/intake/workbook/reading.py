"""Reads a workbook whole: every visible sheet, every table, every row, and what was doubted on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hometown.kernel.errors import BadInput

from . import headers
from .amounts import MoneyUnit
from .budget import LIMITS, Limits
from .columns import Columns, MappedColumn, UnknownHeader, map_columns, unit_of_lines
from .doubts import Doubt
from .layout import Skipped, Table, lay_out
from .opening import open_book
from .periods import context_of
from .raw import Book, Sheet
from .row_reading import RowReader, TableSetting, span_of_dates
from .rows import Row
from .text import tight

LEADS, VISITS, COMPANIES, ROSTER = "leads", "visits", "companies", "roster"


@dataclass(frozen=True, slots=True)
class TableReading:
    """How one table was understood: its kind, where its header stands, what each column holds."""

    sheet: str
    kind: str
    header_row: int
    columns: tuple[MappedColumn, ...]
    rows: int
    reporting_unit: str = ""  # 填报单位 in the lines above


@dataclass(frozen=True)
class Reading:
    """What a workbook says. `notes` are (code, text): macros, outside_links, hidden_sheet, no_table, other_table."""

    kind: str
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    doubts: tuple[Doubt, ...]
    unknown_headers: tuple[UnknownHeader, ...]
    tables: tuple[TableReading, ...]
    notes: tuple[tuple[str, str], ...] = ()
    sheets: tuple[Sheet, ...] = field(default=(), repr=False, compare=False)  # raw cells, for the report


def read_workbook(
    path: Path, *, remembered: Mapping[str, str] | None = None, today: date, limits: Limits = LIMITS
) -> Reading:
    """Read an .xlsx, .xlsm, .xls, .et, .ods or .csv file, or a web page with a table.

    `remembered` maps headers to fields (or "ignore"), as once answered. Raises BadInput with the codes of `guard`,
    and ValueError for an answer that names no field.
    """
    answers = headers.normal_answers(remembered or {})
    book = open_book(path, limits)
    found = _Found()
    for code in book.notes:
        found.notes.append((code, ""))
    for sheet in book.sheets:
        if sheet.hidden:
            found.notes.append(("hidden_sheet", sheet.name))
        elif sheet.rows:
            _read_sheet(sheet, path, answers, today, found)
    if found.tables:  # a sheet of statistics beside a ledger is nothing to ask about
        found.unknown = [one for one in found.unknown if one.sheet in {table.sheet for table in found.tables}]
    if not found.tables and not found.unknown:
        raise BadInput("intake.no_table", name=path.name)
    return found.reading(book)


@dataclass
class _Found:
    rows: list[Row] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unknown: list[UnknownHeader] = field(default_factory=list)
    tables: list[TableReading] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def reading(self, book: Book) -> Reading:
        return Reading(
            book.kind, tuple(self.rows), tuple(self.skipped), tuple(self.doubts), tuple(self.unknown),
            tuple(self.tables), tuple(self.notes), tuple(sheet for sheet in book.sheets if not sheet.hidden),
        )  # fmt: skip


def _read_sheet(sheet: Sheet, path: Path, answers: Mapping[str, str], today: date, found: _Found) -> None:
    layout = lay_out(sheet, answers)
    if not layout.tables:
        found.notes.append(("no_table", sheet.name))
        return
    understood = [_read_table(sheet, table, path, answers, today, found) for table in layout.tables]
    if any(understood):
        found.skipped.extend(layout.skipped)
        found.skipped.sort(key=lambda one: [known.sheet for known in found.tables].index(one.sheet))


def _read_table(sheet: Sheet, table: Table, path: Path, answers: Mapping[str, str], today: date, found: _Found) -> bool:
    """Read one table; return whether it was one of the kinds that are known."""
    dated_headers = [h.text for h in table.headers if "20" in h.text]
    context = context_of(
        [*table.above, *dated_headers, *table.notes, sheet.name, path.stem], today, date1904=sheet.date1904
    )
    columns = map_columns(sheet.name, table, answers, context)
    kind = kind_of(columns)
    if not kind:
        found.notes.append(("other_table", sheet.name))
        found.unknown.extend(columns.unknown)
        return False
    context = replace(context, fallback=span_of_dates(columns, table, today))
    unit = unit_of_lines([*table.above, *table.notes])
    hint = _stage_hint(columns, [*table.above, sheet.name])
    reader = RowReader(TableSetting(sheet.name, kind, columns, context, unit, hint), table)
    rows = list(reader.rows())
    found.rows.extend(rows)
    found.doubts.extend(columns.doubts)
    found.doubts.extend(_unit_conflicts(sheet.name, table, columns, unit))
    found.doubts.extend(reader.doubts)
    found.skipped.extend(reader.skipped)
    found.unknown.extend(columns.unknown)
    known = tuple(columns.all())
    found.tables.append(
        TableReading(sheet.name, kind, table.last_header_row, known, len(rows), _reported_by(table.above))
    )
    return True


def _unit_conflicts(sheet: str, table: Table, columns: Columns, unit: MoneyUnit | None) -> Iterator[Doubt]:
    """Yield a doubt for each amount column whose header names another unit than the line above the table."""
    for column in columns.by_field.get("amount", ()):
        if unit and column.unit and column.unit != unit and column.unit.currency == unit.currency:
            place = (sheet, table.last_header_row, column.letters, column.field)
            yield Doubt("amount_unit_conflict", *place, column.header, column.header)


def kind_of(columns: Columns) -> str:
    """Return what kind of table this is; empty for one that is of no use here."""
    if "company" in columns:
        if any(name in columns for name in ("amount", "progress", "signing_date", "officers", "signed_flag")):
            visit = "visit_date" in columns and "amount" not in columns and "signing_date" not in columns
            return VISITS if visit else LEADS
        if "visit_date" in columns or "counterpart" in columns:
            return VISITS
        return LEADS if any(name in columns for name in ("date", "source", "title")) else COMPANIES
    if "title" in columns and any(name in columns for name in ("amount", "progress", "officers")):
        return LEADS
    posted = any(name in columns for name in ("position", "sending_unit", "host_unit", "gender"))
    return ROSTER if "name" in columns and posted else ""


def _stage_hint(columns: Columns, lines: list[str]) -> str:
    """Return a title that says how far all its projects are, where no column does: 签约项目一览表."""
    if "progress" in columns or "signed_flag" in columns:
        return ""
    for line in lines:
        bare = tight(line)
        if any(
            word in bare for word in ("签约项目", "已签约", "开工项目", "投产项目", "在谈项目", "意向项目", "拟签约")
        ):
            return bare[:40]
    return ""


def _reported_by(lines: list[str]) -> str:
    """Return the unit that filled the table, from a line such as 填报单位：普陀组."""
    for line in lines:
        for mark in ("填报单位", "报送单位", "填表单位", "编制单位", "制表单位", "上报单位"):
            head, _, tail = line.partition(mark)
            if tail[:1] in {":", "："} and head is not None:
                return tail[1:].strip().split()[0] if tail[1:].strip() else ""
    return ""
