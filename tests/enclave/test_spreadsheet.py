"""A spreadsheet computes the same: a thousand random agreements by formulas of its own, our workbook by its own.

`scripts/enclave_by_spreadsheet.py` has LibreOffice compute the same workbook.
"""

import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hometown.accounts.models import User
from hometown.enclave import sheets, workings
from hometown.enclave.models import Enclave, Statement
from tests.enclave.conftest import agreed, paid, stated
from tests.enclave.oracle import YEARS, cases, ours
from tests.enclave.spreadsheet import Computed, agreements_book

AGREEMENTS = 1000


@pytest.fixture
def statement(han: User, ji: User, enclave: Enclave) -> Statement:
    """The second year of an agreement with everything in it: base, cap of a year and of all, what waits."""
    agreed(han, ji, enclave, base_carries=True, total_cap_yuan=Decimal("3500000.00"))
    for year, vat in ((2017, "4000000.01"), (2018, "4567890.13")):
        paid(han, enclave, year, vat=vat, income="9876543.21")
        stated(han, ji, enclave, year)
    found: Statement = Statement.objects.with_reader_needs().get(year=2018)
    return found


def test_a_thousand_random_agreements_come_to_what_a_spreadsheet_computes(tmp_path: Path) -> None:
    every = cases(AGREEMENTS)
    book = Computed(load_workbook(agreements_book(every, tmp_path / "agreements.xlsx")).worksheets[0])
    expected = [list(vars(one).values()) for case in every for one in ours(case)]
    found = [[book.at(f"{column}{row}") for column in "SYTUVWX"] for row in range(1, len(expected) + 1)]
    assert len(expected) == AGREEMENTS * YEARS
    assert found == expected


@pytest.mark.django_db
def test_a_statement_as_a_workbook_works_itself_out_again_to_the_fen(statement: Statement) -> None:
    book = Computed(load_workbook(io.BytesIO(sheets.statement(statement))).worksheets[0])
    layout = workings.laid_out(statement)
    worked_out = {code for code, place in layout.places.items() if layout.rows[place - workings.FIRST_TAX].formula}
    assert len(worked_out) == 10
    again = {code: book.at(layout.at(code, workings.AGAIN)) for code in worked_out}
    signed = {code: Fraction(layout.rows[layout.places[code] - workings.FIRST_TAX].signed or 0) for code in worked_out}
    assert again == signed


def test_the_small_spreadsheet_of_the_tests_computes_as_spreadsheets_do() -> None:
    sheet = Workbook().active
    assert sheet is not None
    said = (
        "7",
        "=A1*3-1",
        "=ROUND(A1/8,2)",
        '=IF(B1="",MIN(A1,A2,4),0)',
        "=INT((A1+0.5)/2)",
        "=SUM(A1:A2)",
        "=MAX(0,A1-A2)",
    )
    for row, value in enumerate(said, 1):
        sheet[f"A{row}"] = value if value.startswith("=") else int(value)
    book = Computed(sheet)
    assert [book.at(f"A{row}") for row in range(1, 8)] == [7, 20, Fraction("0.88"), 4, 3, 27, 0]


@pytest.mark.django_db
def test_what_somebody_typed_is_no_formula_in_a_workbook(han: User, ji: User, enclave: Enclave) -> None:
    agreed(han, ji, enclave)
    paid(han, enclave, 2017)
    stated(han, ji, enclave, 2017)
    paid(han, enclave, 2017, vat="1.00")
    made = stated(han, ji, enclave, 2017, why='=HYPERLINK("http://x.example")')
    one = Statement.objects.with_reader_needs().get(pk=made.pk)
    for content in (sheets.statement(one), sheets.ledger(enclave)):
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            formulas = [cell.value for row in sheet.rows for cell in row if cell.data_type == "f"]
            assert not any("HYPERLINK" in str(formula) for formula in formulas)
    words = [cell.value for row in load_workbook(io.BytesIO(sheets.ledger(enclave))).worksheets[1].rows for cell in row]
    assert '=HYPERLINK("http://x.example")' in words
