"""Reads the ledgers that offices really keep, and says what it doubted. Pure: no Django, no clock, no database.

    from hometown.intake.workbook import read_workbook, as_json, write_report

    reading = read_workbook(path, remembered={"客商": "company"}, today=clock.today())
    reading.rows              records: firm, amount, date, stage, officers, contact, and every mapped cell as text
    reading.skipped           rows that are no records, with the reason: total, footnote, section, …
    reading.doubts            cells that could be read two ways: where, what they say, what was assumed, what to do
    reading.unknown_headers   columns to ask about; the answers come back in `remembered` (a field or "ignore")
    reading.tables, .notes    how each table was understood; macros, hidden sheets and other things left alone
    as_json(reading)          what `hometown import --dry-run --json` prints
    write_report(reading, path, say=gettext)   the same workbook with the doubted cells marked

`read_workbook` raises BadInput (codes in `guard`) for files that are no workbook, are locked, damaged or too large.
FIELDS are the fields a header may mean. A row's `digest` is the same whenever the row says the same.

Rooms, lowest first: raw, budget · guard, markup, xlsx*, ods, old_excel*, delimited, web_page, opening (files to
cells) · text, numerals, amounts, periods, dates, people, firms, progress (cells to values) · synonyms, headers,
header_rows, layout, columns (tables) · doubts, rows, row_reading, reading · contract, report.
"""

from .columns import MappedColumn, UnknownHeader
from .contract import as_json
from .doubts import SENTENCES, Doubt
from .headers import FIELDS, IGNORE
from .layout import Skipped
from .reading import COMPANIES, LEADS, ROSTER, VISITS, Reading, TableReading, read_workbook
from .report import write_report
from .rows import Row

__all__ = [
    "COMPANIES", "FIELDS", "IGNORE", "LEADS", "ROSTER", "SENTENCES", "VISITS", "Doubt", "MappedColumn", "Reading",
    "Row", "Skipped", "TableReading", "UnknownHeader", "as_json", "read_workbook", "write_report",
]  # fmt: skip
