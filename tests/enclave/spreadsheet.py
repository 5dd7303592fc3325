"""Random agreements as a workbook of formulas, and a spreadsheet of a few lines that computes it in exact fractions."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.enclave.oracle import YEARS, Case

TOKEN = re.compile(r'\s*(?:(\d+(?:\.\d+)?(?:E\+?\d+)?)|([A-Z]+\d+)|([A-Z]+)\(|(""|[-+*/(),:=]))')
Value = Fraction | None  # None: an empty cell

FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "INT": lambda value: Fraction(floor(value)),
    "MIN": lambda *values: min(values),
    "MAX": lambda *values: max(values),
    "SUM": lambda *values: sum(values, Fraction(0)),
    "ROUND": lambda value, places: Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places),
    "IF": lambda is_so, yes, no: yes if is_so else no,
}


class Computed:
    """A sheet whose cells are computed when they are asked for."""

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.known = sheet, {}  # type: Any, dict[str, Value]

    def at(self, cell: str) -> Any:
        """Return what a cell comes to."""
        if cell not in self.known:
            self.known[cell] = self._value(self.sheet[cell].value)
        return self.known[cell]

    def _value(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return Fraction(str(value))
        assert value.startswith("=")
        return _Formula(self, value[1:]).whole()


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, book: Computed, text: str) -> None:
        self.book = book
        self.tokens = [found.groups() for found in TOKEN.finditer(text)]
        self.place = 0

    def whole(self) -> Any:
        value = self.equal()
        assert self.place == len(self.tokens)
        return value

    def sign(self, *wanted: str) -> str:
        """Take the next sign if it is one of these."""
        if self.place < len(self.tokens) and self.tokens[self.place][3] in wanted:
            self.place += 1
            return str(self.tokens[self.place - 1][3])
        return ""

    def equal(self) -> Any:
        left = self.sum()
        if self.sign("="):
            return Fraction((None if self.sign('""') else self.sum()) == left)
        return left

    def sum(self) -> Any:
        value = self.product()
        while sign := self.sign("+", "-"):
            other = self.product() or Fraction(0)
            value = (value or Fraction(0)) + (other if sign == "+" else -other)
        return value

    def product(self) -> Any:
        value = self.one()
        while sign := self.sign("*", "/"):
            other = self.one()
            value = value * other if sign == "*" else value / other
        return value

    def one(self) -> Any:
        if self.sign("("):
            value = self.equal()
            assert self.sign(")")
            return value
        number, cell, function, _sign = self.tokens[self.place]
        self.place += 1
        if number:
            return Fraction(number)
        if cell:
            return self.book.at(cell)
        return FUNCTIONS[function](*self.given())

    def given(self) -> list[Any]:
        """Read what a function is given, up to its closing bracket."""
        values: list[Any] = []
        while True:
            first = self.tokens[self.place][1]
            value = self.equal()
            values += self.range(first) if self.sign(":") else [value]
            if self.sign(")"):
                return values
            assert self.sign(",")

    def range(self, first: str) -> list[Any]:
        last = self.tokens[self.place][1]
        self.place += 1
        return [self.book.at(cell.coordinate) for row in self.book.sheet[f"{first}:{last}"] for cell in row]


# --- the random agreements -------------------------------------------------------------------------------------------

# Columns of a row (an agreement in a year): five gross, five local parts, then the terms of the year, then formulas.
_GROSS, _LOCAL = "ABCDE", "FGHIJ"


def _spreadsheet_row(case: Case, number: int, row: int) -> list[Any]:
    """One year as whole fen and formulas of its own: INT((a*b+5000)/10000) rounds a half up."""
    kinds = [*case.local, *[None] * (5 - len(case.local))]
    gross = [case.gross[number][kind] if kind else 0 for kind in kinds]
    local = [case.local[kind] if kind else 0 for kind in kinds]
    shares = [share for years, share in case.bands for _year in range(years)]
    ends = number == YEARS - 1
    no_yearly = case.yearly_cap is None or (ends and case.exit_settles)
    above, first = row - 1, number == 0
    brought = [0, 0, 0] if first else [f"=X{above}", f"=V{above}", f"=R{above}+U{above}"]
    return [
        *gross, *local,
        shares[number],  # K
        case.base,  # L
        int(case.base_carries),  # M
        "" if no_yearly else case.yearly_cap,  # N
        "" if case.total_cap is None else case.total_cap,  # O
        *brought,  # P base brought, Q share that waited, R received so far
        "=" + "+".join(f"INT(({g}{row}*{p}{row}+5000)/10000)" for g, p in zip(_GROSS, _LOCAL, strict=True)),  # S local
        f"=INT(((S{row}-MIN(S{row},L{row}+P{row}))*K{row}+5000)/10000)",  # T share
        f'=MIN(T{row}+Q{row},IF(N{row}="",1E+15,N{row}),IF(O{row}="",1E+15,MAX(0,O{row}-R{row})))',  # U payable
        f'=IF(Z{row}=0,0,MIN(T{row}+Q{row}-U{row},IF(O{row}="",1E+15,MAX(0,O{row}-R{row}-U{row}))))',  # V waits
        f"=T{row}+Q{row}-U{row}-V{row}",  # W lapsed
        f"=IF(M{row}=1,L{row}+P{row}-MIN(S{row},L{row}+P{row}),0)",  # X base left
        f"=MIN(S{row},L{row}+P{row})",  # Y base taken
        int(case.excess_carries and not ends),  # Z
    ]  # fmt: skip


def agreements_book(every: list[Case], place: Path) -> Path:
    """Write the random agreements as a workbook: a row a year, no value but what was agreed and paid."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for start, case in enumerate(every):
        for number in range(YEARS):
            sheet.append(_spreadsheet_row(case, number, start * YEARS + number + 1))
    book.save(place)
    return place
