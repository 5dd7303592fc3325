"""A reading as plain JSON values: what `hometown import --dry-run --json` prints."""

from decimal import Decimal
from typing import Any

from .doubts import Doubt
from .layout import Skipped
from .reading import ROSTER, Reading
from .rows import Row


def as_json(reading: Reading) -> dict[str, Any]:
    """Return `{"rows": […], "skipped": […], "doubts": […]}`.

    Amounts are whole yuan as integers where they are whole. `currency` and `amount` stand with amounts in another
    currency than yuan, whose `amount_yuan` is null; `sheet` stands where more than one sheet was read.
    """
    many = len({table.sheet for table in reading.tables}) > 1
    return {
        "rows": [_row(row, many) for row in reading.rows if row.kind != ROSTER],
        "skipped": [_skipped(one, many) for one in reading.skipped],
        "doubts": [_doubt(one, many) for one in reading.doubts],
        "unknown_headers": [
            {"sheet": one.sheet, "column": one.column, "header": one.header, "samples": list(one.samples)}
            for one in reading.unknown_headers
        ],
        "notes": [{"note": code, "text": text} for code, text in reading.notes],
    }


def number(value: Decimal | None) -> int | float | None:
    """Return a JSON number; only here, on the way out, does an amount with cents become a float."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _row(row: Row, many: bool) -> dict[str, Any]:
    amount = row.amount
    said: dict[str, Any] = {
        "row": row.row,
        "company": row.company,
        "date": row.date.on.isoformat() if row.date else None,
        "date_precision": row.date.precision.value if row.date else None,
        "amount_yuan": number(row.amount_yuan),
        "amount_bound": amount.bound.value if amount else None,
        "stage": row.stage,
        "officers": list(row.officers),
    }
    if amount and amount.currency != "CNY":
        said |= {"currency": amount.currency, "amount": number(amount.value)}
    if row.status != "active":
        said["status"] = row.status
    if many:
        said["sheet"] = row.sheet
    return said


def _skipped(one: Skipped, many: bool) -> dict[str, Any]:
    return {"row": one.row, "reason": one.reason, "text": one.text} | ({"sheet": one.sheet} if many else {})


def _doubt(one: Doubt, many: bool) -> dict[str, Any]:
    said = {"row": one.row, "column": one.column, "field": one.field, "text": one.text}
    said |= {"code": one.code, "assumed": one.assumed, "what": one.what, "todo": one.todo}
    return said | ({"sheet": one.sheet} if many else {})
