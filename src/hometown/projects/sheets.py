"""A list of projects as people take it along: one table of columns, written as xlsx or JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from hometown.policy.shape import Policy

from . import labels
from .models import Project

Value = str | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """One column of the list: its key for machines, its head for people, its value, its width in characters."""

    key: str
    head: Any
    value: Callable[[Project, Policy], Value]
    width: int = 14
    words: Mapping[str, Any] = field(default_factory=dict)  # for people, where the value is a code


COLUMNS: tuple[Column, ...] = (
    Column("project", _("Project"), lambda p, _r: p.name, 34),
    Column("company", _("Company"), lambda p, _r: p.company.name, 34),
    Column("uscc", _("Unified social credit code"), lambda p, _r: p.company.uscc, 22),
    Column("region", _("Registered in"), lambda p, _r: p.company.region_code),
    Column("stage", _("Stage"), lambda p, r: labels.stage(r, p.stage)),
    Column("stage_on", _("Since"), lambda p, _r: p.stage_on),
    Column("reported_stage", _("Reported stage"), lambda p, r: labels.stage(r, p.reported_stage)),
    Column("status", _("Status"), lambda p, r: labels.status(r, p.status)),
    Column("chain", _("Chain"), lambda p, r: labels.chain(r, p.chain)),
    Column("amount", _("Investment"), lambda p, _r: p.amount, 18),
    Column("currency", _("Currency"), lambda p, _r: p.currency if p.amount is not None else "", 10),
    Column("bound", _("How sure the amount is"), lambda p, _r: p.amount_bound, 12, labels.BOUNDS),
    Column("amount_yuan", _("Investment in yuan"), lambda p, _r: p.amount_yuan, 18),
    Column("contract_on", _("Day of the contract"), lambda p, _r: p.contract_on),
    Column("contract_amount", _("Amount in the contract"), lambda p, _r: p.contract_amount, 18),
    Column("batch", _("Batch"), lambda p, _r: p.batch.name if p.batch else ""),
    Column("landing_unit", _("Where it lands"), lambda p, _r: p.landing_unit.name if p.landing_unit else "", 20),
    Column("next_step", _("Next step"), lambda p, _r: p.next_step, 34),
    Column("next_step_due", _("Next step by"), lambda p, _r: p.next_step_due),
    Column("opened_on", _("First heard of"), lambda p, _r: p.opened_on),
)


def as_xlsx(projects: Iterable[Project], policy: Policy, title: str) -> bytes:
    """Return the list as a workbook. Text stays text: nothing that somebody typed becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(ILLEGAL_CHARACTERS_RE.sub("", title)[:31])
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, str(column.head), bold=True) for column in COLUMNS])
    for project in projects:
        sheet.append([_cell(sheet, _said(column, column.value(project, policy))) for column in COLUMNS])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _said(column: Column, value: Value) -> Value:
    return str(column.words.get(value, value)) if isinstance(value, str) else value


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell: Any = WriteOnlyCell(sheet, value=text)  # type: ignore[arg-type]
    if isinstance(text, str):
        cell.data_type = "s"  # else a text that begins with = is taken for a formula
        cell.quotePrefix = text[:1] in "=+-@"  # and stays a text when the workbook is edited and saved as CSV
    if bold:
        cell.font = Font(bold=True)
    return cell


def as_json(projects: Iterable[Project], policy: Policy) -> Iterator[str]:
    """Yield the list as JSON, one project a line; amounts are text, days ISO 8601."""
    yield "["
    for number, project in enumerate(projects):
        line = {column.key: _plain(column.value(project, policy)) for column in COLUMNS}
        yield (",\n" if number else "\n") + json.dumps({"id": str(project.pk), **line}, ensure_ascii=False)
    yield "\n]\n"


def _plain(value: Value) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
