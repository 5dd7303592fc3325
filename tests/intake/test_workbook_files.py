"""Every kind of file that offices have gives the same rows."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from hometown.intake.workbook import Reading, as_json, read_workbook
from hometown.intake.workbook.raw import letters, merge_of, number, place
from hometown.intake.workbook.xlsx_styles import shows
from hometown.kernel.dates import Precision

from . import books, oldbook
from .books import LEAD, LEAD_HEADERS, SHEET, edited, ods, ods_row, read, sheet_of

TABLE: list[list[Any]] = [
    ["普陀组招商线索台账（2019年9月—12月）"],
    LEAD_HEADERS,
    LEAD,
    ["岚汀数据", "3000万元", "已签约", "12月18日", "吴建国、陈一鸣"],
]
TEXT = "\n".join(",".join(str(cell) for cell in row) for row in TABLE)
ROWS = [
    {
        "row": 3, "company": "上海岚汀化学股份有限公司", "date": "2019-11-06", "date_precision": "day",
        "amount_yuan": 350_000_000, "amount_bound": "exact", "stage": "talking", "officers": ["沈静"],
    },
    {
        "row": 4, "company": "岚汀数据", "date": "2019-12-18", "date_precision": "day",
        "amount_yuan": 30_000_000, "amount_bound": "exact", "stage": "signed", "officers": ["吴建国", "陈一鸣"],
    },
]  # fmt: skip


def read_file(path: Path) -> Reading:
    return read_workbook(path, today=books.TODAY)


def test_an_xlsx(tmp_path: Path) -> None:
    assert as_json(read(tmp_path, TABLE))["rows"] == ROWS


def test_an_old_xls_whatever_its_name(tmp_path: Path) -> None:
    found = read_file(oldbook.ledger(tmp_path / "book.xlsx", TABLE))
    assert (found.kind, as_json(found)["rows"]) == ("xls", ROWS)


def test_an_old_xls_that_begins_lower_down_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[None, *LEAD_HEADERS], [None, *LEAD[:3], oldbook.day(2019, 11, 6), "沈静"]]
    found = read_file(oldbook.ledger(tmp_path / "book.xls", rows, below=3))
    assert [(row.row, row.columns["company"], row.date and row.date.on) for row in found.rows] == [
        (5, "B", date(2019, 11, 6))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_plain_text_in_every_usual_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    (tmp_path / "book.csv").write_bytes(TEXT.replace(",", separator).encode(encoding))
    assert as_json(read_file(tmp_path / "book.csv"))["rows"] == ROWS


def test_plain_text_with_line_breaks_and_quotes_in_cells(tmp_path: Path) -> None:
    text = '企业名称,"拟投资额\n（万元）",进展情况\n"上海岚汀化学\n股份有限公司","1,200","他说""在谈"""\n'
    (tmp_path / "book.csv").write_text(text, encoding="gb18030")
    row = read_file(tmp_path / "book.csv").rows[0]
    assert (row.company, row.amount_yuan, row.stage) == ("上海岚汀化学股份有限公司", Decimal(12_000_000), "talking")


def test_an_open_document(tmp_path: Path) -> None:
    rows = "".join(ods_row(*(str(cell) for cell in row)) for row in TABLE)
    found = read_file(ods(tmp_path, f'<table:table table:name="台账">{rows}</table:table>'))
    assert (found.kind, as_json(found)["rows"]) == ("ods", ROWS)


def test_values_dates_comments_and_hidden_sheets_of_an_open_document(tmp_path: Path) -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    cells = (
        "<table:table-cell><text:p>上海岚汀化学</text:p><text:p>股份有限公司</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="3.5"><text:p>3.50</text:p></table:table-cell>'
        "<table:table-cell><office:annotation><text:p>内部</text:p></office:annotation>"
        "<text:p>在谈</text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2019-11-01">'
        "<text:p>2019年11月</text:p></table:table-cell>"
    )
    body = f'<table:table table:name="台账">{ods_row(*LEAD_HEADERS)}'
    body += f"<table:table-row>{cells}</table:table-row></table:table>"
    body += f'<table:table table:name="草稿" table:style-name="h">{ods_row(*LEAD_HEADERS)}</table:table>'
    found = read_file(ods(tmp_path, body, styles=styles))
    row = found.rows[0]
    assert (row.company, row.amount_yuan, row.stage) == ("上海岚汀化学股份有限公司", Decimal(350_000_000), "talking")
    assert row.date is not None
    assert (row.date.on, row.date.precision) == (date(2019, 11, 1), Precision.MONTH)
    assert found.notes == (("hidden_sheet", "草稿"),)


def test_a_locked_open_document_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = ods(tmp_path, "")
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    with pytest.raises(Exception, match=r"intake\.encrypted"):
        read_file(path)


def test_days_counted_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(LEAD_HEADERS)
    sheet.append([*LEAD[:3], datetime(2019, 11, 6), "沈静"])
    row = read(tmp_path, book).rows[0]
    assert row.date is not None
    assert row.date.on == date(2019, 11, 6)


def test_a_date_cell_that_shows_no_day_is_a_month(tmp_path: Path) -> None:
    book = books.workbook([LEAD_HEADERS, [*LEAD[:3], datetime(2019, 11, 1), "沈静"]])
    book.worksheets[0]["D2"].number_format = 'yyyy"年"m"月"'
    row = read(tmp_path, book).rows[0]
    assert row.date is not None
    assert row.date.precision is Precision.MONTH


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("yyyy-mm-dd", Precision.DAY),
        ('[$-804]yyyy"年"m"月"d"日";@', Precision.DAY),
        ('m"月"d"日"', Precision.DAY),
        ("yyyy/m/d h:mm", Precision.DAY),
        ('yyyy"年"m"月"', Precision.MONTH),
        ("mmm-yy", Precision.MONTH),
        ("yyyy", Precision.YEAR),
        ("h:mm:ss", None),
        ('0.00"亿元"', None),
        ("#,##0.00_);[Red](#,##0.00)", None),
        ("0.00E+00", None),
        ("General", None),
        ("@", None),
    ],
)
def test_a_number_format_shows_a_date_or_not(code: str, precision: Precision | None) -> None:
    assert shows(code) is precision


def test_sheets_as_other_programs_write_them(tmp_path: Path) -> None:
    """With a prefix on every tag, without addresses, with small readings above characters."""
    texts = "".join(f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>' for text in LEAD_HEADERS[:3])
    rich = "<x:is><x:r><x:t>上海岚汀</x:t></x:r><x:r><x:t>化学</x:t></x:r><x:rPh><x:t>lanting</x:t></x:rPh></x:is>"
    row = f'<x:c t="inlineStr">{rich}</x:c><x:c><x:v>0.28999999999999998</x:v></x:c>'
    row += '<x:c t="str"><x:v>在谈_x000D_</x:v></x:c>'
    head = '<?xml version="1.0"?><x:worksheet xmlns:x="urn:x"><x:sheetData>'
    body = f"{head}<x:row>{texts}</x:row><x:row>{row}</x:row></x:sheetData></x:worksheet>"
    found = read_file(edited(tmp_path, {SHEET: [body.encode()]})).rows[0]
    assert (found.row, found.company, found.amount_yuan, found.stage) == (
        2,
        "上海岚汀化学",
        Decimal(29_000_000),
        "talking",
    )


def test_texts_shared_between_cells(tmp_path: Path) -> None:
    shared = "".join(f"<si><t>{text}</t></si>" for text in [*LEAD_HEADERS[:3], "岚汀数据", "3亿元", "在谈"])
    cells = [
        "".join(f'<c r="{letter}{row}" t="s"><v>{at + 3 * row - 3}</v></c>' for at, letter in enumerate("ABC"))
        for row in (1, 2)
    ]
    parts = {
        SHEET: sheet_of(f"<row>{cells[0]}</row><row>{cells[1]}</row>"),
        "xl/sharedStrings.xml": [f"<sst>{shared}</sst>".encode()],
    }
    row = read_file(edited(tmp_path, parts)).rows[0]
    assert (row.company, row.amount_yuan, row.stage) == ("岚汀数据", Decimal(300_000_000), "talking")


def test_formulas_are_read_from_their_stored_results_only(tmp_path: Path) -> None:
    texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in LEAD_HEADERS)
    row = (
        '<c t="str"><f>A1</f><v>岚汀数据</v></c><c><f>1+2</f><v>3</v></c><c t="e"><v>#REF!</v></c><c><f>TODAY()</f></c>'
    )
    found = read_file(edited(tmp_path, {SHEET: sheet_of(f"<row>{texts}</row><row>{row}</row>")}))
    assert (found.rows[0].company, found.rows[0].amount_yuan, found.rows[0].date) == (
        "岚汀数据",
        Decimal(300_000_000),
        None,
    )
    assert [(doubt.code, doubt.column) for doubt in found.doubts] == [
        ("cell_error", "C"), ("formula_uncached", "D"), ("stage_missing", "C"),
    ]  # fmt: skip


def test_a_number_is_as_excel_shows_it() -> None:
    assert [number(text) for text in ("0.30000000000000004", "1E3", "-0", "NaN", "1E999", "abc")] == [
        Decimal("0.3"), Decimal(1000), Decimal(0), None, None, None,
    ]  # fmt: skip


def test_references_are_read_and_written() -> None:
    assert [place(text) for text in ("A1", "xfd1048576", "1A", "A", "A0x", "")] == [
        (1, 1),
        (1_048_576, 16_384),
        None,
        None,
        None,
        None,
    ]
    assert [letters(number) for number in (1, 26, 27, 16_384)] == ["A", "Z", "AA", "XFD"]
    assert merge_of("C3:A1") == merge_of("A1:C3")


def test_a_web_page_under_the_name_of_xls(tmp_path: Path) -> None:
    title = '<tr><td colspan="5">普陀组招商线索台账（2019年9月—12月）</td></tr>'
    rows = "".join("<tr>" + "".join(f"<td>{cell}&nbsp;</td>" for cell in row) + "</tr>" for row in TABLE[1:])
    page = f"<html><head><meta charset=gb2312></head><body><table>{title}{rows}</table></body></html>"
    (tmp_path / "book.xls").write_bytes(page.encode("gb18030"))
    found = read_file(tmp_path / "book.xls")
    assert (found.kind, as_json(found)["rows"]) == ("html", ROWS)


def test_cells_of_a_web_page_that_reach_over_rows(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>企业名称<th>投资额（亿元）<th>进展</tr>"
        "<tr><td rowspan=2>岚汀化学<br>有限公司<td>1<td>在谈</tr><tr><td>2<td>已签约</tr></table>"
    )
    (tmp_path / "book.xls").write_text(page, encoding="utf-8")
    found = read_file(tmp_path / "book.xls")
    assert [(row.company, row.amount_yuan, row.stage) for row in found.rows] == [
        ("岚汀化学有限公司", Decimal(100_000_000), "talking"),
        ("岚汀化学有限公司", Decimal(200_000_000), "signed"),
    ]
