"""The report shows each doubt where it stands, and nothing in it can run."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hometown.intake.workbook import SENTENCES, Reading, write_report
from hometown.intake.workbook.report import REASONS

from .books import LEAD_HEADERS, read, workbook

ROWS = [
    ["2019年台账"],
    [*LEAD_HEADERS, "备注", "暗号"],
    ["岚汀化学（上市公司）", "1-2亿元", "在谈", datetime(2019, 11, 6), "沈静", "=cmd|'/c calc'!A0", "丙"],
    ["云岫铝业", None, "已签约", "2019-12-01", "沈静", "+1", "丁"],
    ["合计", 3],
]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    book = workbook(ROWS, merges=["A1:G1"], title="线索")
    book.worksheets[0]["F3"].data_type = "s"
    return read(tmp_path, book)


def test_doubted_cells_are_coloured_and_commented(reading: Reading, tmp_path: Path) -> None:
    write_report(reading, tmp_path / "report.xlsx", say=lambda text: f"[{text}]")
    sheet = load_workbook(tmp_path / "report.xlsx")["线索"]
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {"A3", "B3"}
    assert sheet["B3"].fill.fgColor.rgb.endswith("FFF2CC")
    assert sheet["B3"].comment is not None
    assert f"[{SENTENCES['amount_range'][0]}] → ≥1亿元" in sheet["B3"].comment.text
    assert [sheet[place].value for place in ("A2", "A3", "A5")] == ["企业名称", "岚汀化学（上市公司）", "合计"]
    assert sheet["D3"].value == datetime(2019, 11, 6)
    assert "A1:G1" in {str(merge) for merge in sheet.merged_cells.ranges}


def test_the_notes_list_every_doubt_and_what_to_ask(reading: Reading, tmp_path: Path) -> None:
    write_report(reading, tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    notes = [[cell.value for cell in row] for row in book["Import notes"].iter_rows(min_row=2)]
    assert [row[:4] for row in notes] == [
        ["线索", "2", "G", "暗号"],
        ["线索", "3", "A", "岚汀化学（上市公司）"],
        ["线索", "3", "B", "1-2亿元"],
    ]
    left_out = [[cell.value for cell in row] for row in book["Rows left out"].iter_rows(min_row=2)]
    assert left_out == [["线索", "5", "A total", "合计 3"]]


def test_nothing_in_the_report_is_a_formula(reading: Reading, tmp_path: Path) -> None:
    write_report(reading, tmp_path / "report.xlsx")
    cells = [cell for sheet in load_workbook(tmp_path / "report.xlsx") for row in sheet.iter_rows() for cell in row]
    assert "=cmd|'/c calc'!A0" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} <= {"s", "inlineStr"}


def test_every_reason_and_doubt_has_its_sentence(reading: Reading) -> None:
    assert {one.reason for one in reading.skipped} <= set(REASONS)
    for what, todo in SENTENCES.values():
        assert what.endswith(".")
        assert todo.endswith(".")
