"""The cells of a row as texts that say the same: what a pool keeps of a registry."""

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .matching import Text

LONGEST = 20_000  # characters of a cell; a longer one is cut


def text_of(value: Any) -> str:
    """Return a cell as text: numbers written out, days as 2019-09-17, nothing where nothing is said."""
    if type(value) is str:
        return value[:LONGEST]
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)[:LONGEST]


def texts_of(batch: Any) -> list[tuple[str, ...]]:
    """Return the rows of a batch as texts, in the order of its columns."""
    columns = [[text_of(value) for value in _values(column)] for column in batch.columns]
    return list(zip(*columns, strict=True))


def _values(column: Any) -> list[Any]:
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:  # a registry of another encoding, written as it was
        text = Text.of(column)
        return [text.row(at).decode(errors="replace") for at in range(len(column))]
