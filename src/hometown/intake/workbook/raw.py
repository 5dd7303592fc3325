"""What a file holds, before anything is understood: sheets of sparse cells.

A cell is text, a number (Decimal at Excel's own 15 digits, never a float), a date and time, a truth value, or one of
two signs: a formula whose result was not stored, and an error such as #REF!.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from hometown.kernel.dates import Precision
from hometown.kernel.money import plain

FIFTEEN_DIGITS = Context(prec=15)
LONGEST_TEXT = 32_767  # Excel's own limit of a cell


@dataclass(frozen=True, slots=True)
class Uncached:
    """A formula whose result the file does not hold. It is never computed."""

    formula: str


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value, e.g. #REF!."""

    code: str


@dataclass(frozen=True, slots=True)
class CoarseDate:
    """A date cell that shows no day: 2019年11月 typed into Excel is stored as the first of November."""

    when: datetime
    precision: Precision


Value: TypeAlias = str | Decimal | datetime | bool | CoarseDate | Uncached | CellError


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """One sheet: `rows[row][column]` holds the cells that are not empty; both count from 1."""

    name: str
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    date1904: bool = False


@dataclass(slots=True)
class Book:
    """One file. `notes` are codes of what was seen and left alone, e.g. `macros`."""

    kind: str
    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)


def number(text: str) -> Decimal | None:
    """Return the number as Excel shows it, at 15 digits; None where it is no finite number.

    >>> number("0.28999999999999998")
    Decimal('0.29')
    """
    try:
        value = FIFTEEN_DIGITS.create_decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return None
    return value.normalize(FIFTEEN_DIGITS) if value else Decimal(0)


def shown(value: Value | None) -> str:
    """Return a cell's text as a person would see it, trimmed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return plain(value) if -12 < value.adjusted() < 20 else str(value)
    if isinstance(value, datetime):
        whole_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
    if isinstance(value, CoarseDate):
        return value.when.strftime("%Y" if value.precision is Precision.YEAR else "%Y-%m")
    return f"={value.formula}" if isinstance(value, Uncached) else value.code


@lru_cache(maxsize=2_048)
def letters(column: int) -> str:
    """Return a column's letters.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(reference: str) -> tuple[int, int] | None:
    """Return (row, column) of a reference such as B12; None where it is none.

    >>> place("XFD1048576")
    (1048576, 16384)
    """
    column = 0
    for index, letter in enumerate(reference):
        code = ord(letter) & 0xDF  # upper case
        if not 65 <= code <= 90 or not letter.isascii():
            digits = reference[index:]
            if not column or not digits.isdecimal() or not digits.isascii() or len(digits) > 7:
                return None
            return int(digits), column
        column = column * 26 + code - 64
        if column > 1_000_000:
            return None
    return None


def merge_of(reference: str) -> Merge | None:
    """Return the range of a reference such as A1:L1."""
    first, _, last = reference.partition(":")
    one, two = place(first), place(last or first)
    if one is None or two is None:
        return None
    return Merge(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))


def visible(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets a person sees when the file is opened."""
    return [sheet for sheet in sheets if not sheet.hidden]
