"""Reads the rows of one table, cell by cell, and collects the doubts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hometown.kernel.dates import DatedTo, Period
from hometown.kernel.money import Amount

from . import firms
from .amounts import Guess, MoneyUnit, currency_in, read_amount, unit_in
from .columns import Columns, MappedColumn, usual_unit
from .dates import read_date
from .doubts import Doubt
from .layout import DataRow, Skipped, Table
from .people import read_contact, read_people
from .periods import Context, month_in, period_in
from .progress import RANK, ProgressRead, is_tick, read_progress
from .raw import CellError, CoarseDate, Uncached, Value, shown
from .rows import Row
from .text import joined, says_nothing, tight

DATE_FIELDS = ("date", "visit_date", "signing_date", "start_date", "update_date")
_READ_ELSEWHERE = {*DATE_FIELDS, "amount", "paid_in"}
_USCC = re.compile(r"[0-9A-HJ-NP-RTUW-Y]{18}", re.IGNORECASE)
_KEY_FIELDS = ("company", "title", "amount", "date", "visit_date", "progress", "officers")
_SAYS_MORE = (
    "title",
    "amount",
    "date",
    "visit_date",
    "progress",
    "officers",
    "contact",
    "summary",
    "place",
    "industry",
)
_STAGE_WORDS = re.compile(r"签约|在谈|洽谈|意向|线索|储备|开工|投产|在建|拟签|落地|注册")


@dataclass(frozen=True, slots=True)
class TableSetting:
    """What is known of a table before its rows are read."""

    sheet: str
    kind: str
    columns: Columns
    context: Context
    unit: MoneyUnit | None  # of the line above the table
    stage_hint: str  # the title or the sheet's name, where they name a stage


class RowReader:
    """Reads rows in order; `doubts` and `skipped` grow as it goes."""

    def __init__(self, setting: TableSetting, table: Table) -> None:
        self.setting, self.table = setting, table
        self.doubts: list[Doubt] = []
        self.skipped: list[Skipped] = []
        self._above: dict[str, Value] = {}
        self._contexts: dict[str, Context] = {"": setting.context}
        self._hints = {
            one.column: usual_unit(row.cells[one.column] for row in table.rows if one.column in row.cells)
            for name in ("amount", "paid_in")
            for one in setting.columns.by_field.get(name, ())
        }
        self._date_field = next((name for name in DATE_FIELDS[:3] if name in setting.columns), "date")

    def rows(self) -> Iterator[Row]:
        """Yield the records; rows that are none after all are skipped with a reason."""
        for data in self.table.rows:
            cells = self._cells(data)
            reason = self._no_record(data, cells)
            if reason == "empty":
                continue
            if reason:
                text = " ".join(shown(value) for value, _ in cells.values())[:200]
                self.skipped.append(Skipped(self.setting.sheet, data.number, reason, text))
                if reason == "continuation":
                    self._doubt(data.number, next(iter(cells.values()))[1], (("continuation", ""),), text)
                continue
            yield self._row(data, cells)

    def _cells(self, data: DataRow) -> dict[str, tuple[Value, MappedColumn]]:
        """Return the first filled cell of each field; 同上 stands for the value above."""
        found: dict[str, tuple[Value, MappedColumn]] = {}
        for name, columns in self.setting.columns.by_field.items():
            for column in columns:
                value = data.cells.get(column.column)
                if value is None:
                    continue
                if isinstance(value, str) and len(value) < 6 and firms.means_row_above(value) and name in self._above:
                    above = self._above[name]
                    self._doubt(data.number, column, (("same_as_above", shown(above)),), value)
                    value = above
                if name not in found or says_nothing(shown(found[name][0])):
                    found[name] = value, column
        self._above = {name: value for name, (value, _) in found.items()}
        return found

    def _no_record(self, data: DataRow, cells: dict[str, tuple[Value, MappedColumn]]) -> str:
        """Return why a row is no record after all; empty for a record."""
        said = {name for name, (value, _) in cells.items() if not says_nothing(shown(value))} - {"seq"}
        if not said:
            return "empty"
        own = {name for name in said if cells[name][1].column not in data.filled}
        key = said & set(_KEY_FIELDS)
        if data.filled and len(key) > 2 and not own & set(_KEY_FIELDS):
            return "continuation"  # merged with the row above in all that matters
        if said & {"company", "title", "name"}:
            return ""
        if all(isinstance(value, Decimal) for value, _ in cells.values()):
            return "total"
        return (
            ""
            if len(said & set(_SAYS_MORE)) > 2
            else "continuation"
            if self._above and "seq" not in cells
            else "no_firm"
        )

    # One row --------------------------------------------------------------------------------------------------------

    def _row(self, data: DataRow, cells: dict[str, tuple[Value, MappedColumn]]) -> Row:
        facts: dict[str, Any] = {}
        number = data.number
        texts = {name: shown(value) for name, (value, _) in cells.items()}
        self._odd_cells(number, cells)
        self._firm(number, cells, texts, facts)
        self._amounts(data, cells, facts)
        self._dates(data, cells, facts)
        self._progress(data, cells, facts)
        self._people(number, cells, facts)
        if (code := texts.get("uscc")) and not _USCC.fullmatch(tight(code)):
            self._doubt(number, cells["uscc"][1], (("uscc_odd", code),), code)
        columns = {name: column.letters for name, (_, column) in cells.items()}
        facts["section"] = data.section
        return Row(self.setting.sheet, number, self.setting.kind, texts=texts, columns=columns, **facts)

    def _odd_cells(self, number: int, cells: dict[str, tuple[Value, MappedColumn]]) -> None:
        for name, (value, column) in cells.items():
            if isinstance(value, Uncached | CellError) and name not in _READ_ELSEWHERE:
                code = "formula_uncached" if isinstance(value, Uncached) else "cell_error"
                self._doubt(number, column, ((code, ""),), shown(value))

    def _firm(
        self, number: int, cells: dict[str, tuple[Value, MappedColumn]], texts: dict[str, str], facts: dict[str, Any]
    ) -> None:
        facts["title"] = joined(texts.get("title", ""))
        if "company" not in self.setting.columns:
            return
        value, column = cells.get("company", (None, self.setting.columns.by_field["company"][0]))
        readable = isinstance(value, str) or (isinstance(value, Decimal) and bool(value))
        found = firms.read_firm(shown(value)) if readable else firms.FirmRead("")
        facts["company"], facts["other_companies"], facts["company_note"] = found.name, found.others, found.note
        facts["title"] = facts["title"] or found.project
        self._doubt(number, column, found.guesses, shown(value))
        if not found.name and not isinstance(value, Uncached | CellError):
            self._doubt(number, column, (("firm_missing", ""),), shown(value))

    def _amounts(self, data: DataRow, cells: dict[str, tuple[Value, MappedColumn]], facts: dict[str, Any]) -> None:
        for name in ("amount", "paid_in"):
            if name not in cells:
                continue
            value, column = cells[name]
            unit = column.unit or self.setting.unit
            if "currency" in cells:
                unit = _in_currency(unit, shown(cells["currency"][0]))
            found = read_amount(value, unit, self._hints.get(column.column))
            facts[name] = found.amount
            self._doubt(data.number, column, found.guesses, shown(value))
            if found.amount is not None:
                self._amount_doubts(data, column, found.amount, shown(value))

    def _amount_doubts(self, data: DataRow, column: MappedColumn, amount: Amount, text: str) -> None:
        if amount.currency != "CNY":
            self._doubt(data.number, column, (("amount_foreign", amount.currency),), text)
        if column.column in data.filled:
            self._doubt(data.number, column, (("amount_merged", ""),), text)

    def _dates(self, data: DataRow, cells: dict[str, tuple[Value, MappedColumn]], facts: dict[str, Any]) -> None:
        context = self._context_of(data.section)
        dates: dict[str, DatedTo] = {}
        for name in DATE_FIELDS:
            if name not in cells:
                continue
            value, column = cells[name]
            found = read_date(value, context)
            if found.dated is not None:
                dates[name] = found.dated
            ahead = name == "start_date" or "计划" in column.header or "预计" in column.header or "拟" in column.header
            guesses = [one for one in found.guesses if not (ahead and one[0] in _AHEAD)]
            self._doubt(data.number, column, guesses, shown(value))
        facts["dates"], facts["date_field"] = dates, self._date_field
        facts["date"] = dates.get(self._date_field)

    def _context_of(self, section: str) -> Context:
        """Return the context of a row: a heading such as 2019年10月 or 十月份 above it lends its period."""
        if section not in self._contexts:
            context = self.setting.context
            period = period_in(tight(section)) or month_in(tight(section), context)
            self._contexts[section] = replace(context, period=period, cutoff=None) if period else context
        return self._contexts[section]

    def _progress(self, data: DataRow, cells: dict[str, tuple[Value, MappedColumn]], facts: dict[str, Any]) -> None:
        place = cells.get("progress") or cells.get("signed_flag")
        if ticked := self._ticked(data):
            place = _lowest(ticked), ticked
        text = shown(place[0]) if place else ""
        readable = place is not None and place[1].field == "progress" and isinstance(place[0], str | Decimal | bool)
        found = read_progress(text) if readable else ProgressRead(None)
        if _says_yes(cells.get("signed_flag")) and RANK.get(found.stage or "lead", 0) < RANK["signed"]:
            found = ProgressRead("signed", found.status)
        hint = data.section if _STAGE_WORDS.search(data.section) else self.setting.stage_hint
        if found.stage is None and hint:
            heading = read_progress(hint)
            found = replace(heading, guesses=(("stage_from_section", hint[:40]),) if heading.guesses else ())
        columns = self.setting.columns
        if found.stage is None and "progress" in columns:
            found = ProgressRead("lead", guesses=(("stage_missing", "lead"),))
        facts["stage"], facts["status"] = found.stage, found.status
        column = place[1] if place else next(iter(columns.by_field.get("progress") or columns.all()))
        self._doubt(data.number, column, found.guesses, text)

    def _ticked(self, data: DataRow) -> MappedColumn | None:
        """Return the column of the farthest stage that a row ticks."""
        columns = self.setting.columns.by_field.get("progress", ())
        ticked = [one for one in columns if is_tick(shown(data.cells.get(one.column)))]
        return max(ticked, key=lambda one: RANK[read_progress(_lowest(one)).stage or "lead"], default=None)

    def _people(self, number: int, cells: dict[str, tuple[Value, MappedColumn]], facts: dict[str, Any]) -> None:
        for name, target in (("officers", "officers"), ("leader", "leaders")):
            if name in cells and isinstance(cells[name][0], str):
                people = read_people(cells[name][0])
                facts[target] = people.names
                self._doubt(number, cells[name][1], people.guesses, shown(cells[name][0]))
        phones: dict[str, None] = {}
        for name in ("contact", "phone"):
            if name in cells and isinstance(cells[name][0], str | Decimal):
                text = shown(cells[name][0])
                found = read_contact(text)
                phones |= dict.fromkeys(found.phones)
                facts["mails"] = (*facts.get("mails", ()), *found.mails)
                if name == "contact" or not facts.get("contact"):
                    facts["contact"] = found.name if not (name == "phone" and found.guesses) else ""
                self._doubt(number, cells[name][1], found.guesses, text)
        beside = read_contact(facts.get("company_note", ""))  # the firm's man in the firm's own cell
        if beside.phones and not phones and not facts.get("contact"):
            facts["contact"], phones = beside.name, dict.fromkeys(beside.phones)
        facts["phones"] = tuple(phones)

    def _doubt(self, number: int, column: MappedColumn, guesses: Iterable[Guess], text: str) -> None:
        place = (self.setting.sheet, number, column.letters, column.field)
        self.doubts.extend(Doubt(code, *place, text[:300], assumed) for code, assumed in guesses)


def _lowest(column: MappedColumn) -> str:
    """Return the lowest part of a header of several rows."""
    return column.header.rpartition("/")[2]


def _says_yes(cell: tuple[Value, MappedColumn] | None) -> bool:
    """Tell whether a cell under 是否签约 says so."""
    return cell is not None and tight(shown(cell[0])).startswith(("是", "已", "√", "✓", "y"))


_AHEAD = {"date_future", "date_after_cutoff", "date_planned"}


def _in_currency(unit: MoneyUnit | None, text: str) -> MoneyUnit | None:
    """Return the unit in the currency that a column of its own names."""
    code = currency_in(text)
    named = unit_in(text)
    if named and named.scale > 1:
        return named
    return replace(unit or MoneyUnit(Decimal(10_000)), currency=code) if code and code != "CNY" else unit


def span_of_dates(columns: Columns, table: Table, today: date) -> Period | None:
    """Return the span of the dates that name their year, for those that do not."""
    found = []
    for name in DATE_FIELDS[:3]:
        for column in columns.by_field.get(name, ()):
            for row in table.rows[:2_000]:
                value = row.cells.get(column.column)
                if isinstance(value, datetime | CoarseDate | Decimal) or (
                    isinstance(value, str) and re.search(r"20\d\d", value)
                ):
                    dated = read_date(value, Context(today)).dated
                    if dated and 2000 <= dated.on.year <= today.year:
                        found.append(dated.on)
    return Period(min(found), max(found)) if found else None
