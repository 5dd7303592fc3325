"""The office's own ledger comes out as a person reads it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hometown.intake.workbook import LEADS, Reading, as_json, read_workbook

DATA = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2020, 6, 1)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_workbook(DATA / "ledger_a.xlsx", today=TODAY)


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / "ledger_a.expected.json").read_text(encoding="utf-8"))["rows"]
    return rows


def test_every_row_is_equal_in_every_field_but_the_firm(reading: Reading, expected: list[dict[str, Any]]) -> None:
    found = as_json(reading)["rows"]
    assert [{**row, "company": ""} for row in found] == [{**row, "company": ""} for row in expected]


def test_the_firm_is_equal_where_the_cell_writes_its_registered_name(
    reading: Reading, expected: list[dict[str, Any]]
) -> None:
    same = [row for row, known in zip(reading.rows, expected, strict=True) if row.company == known["company"]]
    assert len(same) == 32


def test_the_total_and_the_footnote_are_no_records(reading: Reading) -> None:
    assert [(one.row, one.reason) for one in reading.skipped] == [(68, "total"), (70, "footnote")]


def test_nothing_in_it_needs_a_question(reading: Reading) -> None:
    assert reading.unknown_headers == ()
    assert reading.doubts == ()
    assert [(table.kind, table.header_row, table.reporting_unit) for table in reading.tables] == [(LEADS, 3, "普陀组")]


def test_what_it_prints_is_json(reading: Reading) -> None:
    printed = json.loads(json.dumps(as_json(reading)))
    assert set(printed) >= {"rows", "skipped", "doubts"}
    assert set(printed["rows"][0]) == {
        "row", "company", "date", "date_precision", "amount_yuan", "amount_bound", "stage", "officers",
    }  # fmt: skip


def test_phones_come_out_of_the_contact_cell(reading: Reading) -> None:
    assert (reading.rows[0].contact, reading.rows[0].phones) == ("王经理", ("13836581864",))


def test_a_digest_tells_rows_apart_by_what_they_say(reading: Reading) -> None:
    again = read_workbook(DATA / "ledger_a.xlsx", today=date(2021, 1, 1))
    assert [row.digest for row in again.rows] == [row.digest for row in reading.rows]
    assert len({row.digest for row in reading.rows}) == len(reading.rows)
