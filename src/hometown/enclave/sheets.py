"""Statements and the ledger of an enclave as workbooks. What somebody typed never becomes a formula; ours do.

They are papers between two cities: in the city's language, whoever takes them along.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from hometown.landing.labels import CITY_LANGUAGE
from hometown.landing.papers import text_cell

from . import labels
from .models import Enclave, Side, Statement
from .selections import years_of
from .workings import FIRST_TAX, Cells, laid_out

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY, SHARE = "#,##0.00", "0.00"
LABELS: dict[str, Any] = {
    "retained": lazy("Sum"),
    "base": lazy("Base of a year"),
    "base_brought": lazy("Base brought over"),
    "base_taken": lazy("Base taken off"),
    "pot": lazy("To be shared"),
    "rate": lazy("Share of the other side, %"),
    "share": lazy("Share"),
    "excess_brought": lazy("Share that waited"),
    "yearly_cap": lazy("Cap of a year"),
    "total_cap": lazy("Cap of all years"),
    "paid_before": lazy("Payable in earlier years"),
    "payable": lazy("Payable"),
    "carried": lazy("Share that waits"),
    "lapsed": lazy("Lapsed"),
    "base_left": lazy("Base that waits"),
}


def answer(content: bytes, name: str) -> HttpResponse:
    """Hand a workbook out."""
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(found: Statement) -> str:
    """Return what the file of a statement is called."""
    with override(CITY_LANGUAGE):
        return f"{found.enclave.name} {labels.statement(found)}.xlsx"


def statement(found: Statement) -> bytes:
    """Return a statement: as it was signed, and beside it worked out again by the spreadsheet, each formula as text."""
    with override(CITY_LANGUAGE):
        book = _Book()
        rows = _heading(found)
        rows += [[] for _row in range(FIRST_TAX - 2 - len(rows))]
        heads = (_("Line"), _("Taxes paid"), _("Local part, %"), _("As signed"), _("Worked out again"), _("Formula"))
        book.sheet(_("Statement"), [*rows, [Head(one) for one in heads], *map(_line, laid_out(found).rows)])
        signed: list[list[Any]] = [
            [Head(one) for one in (_("Side"), _("Who signed"), _("Day"), _("What was signed, SHA-256"))]
        ]
        names = labels.sides(found.enclave)
        signed += [[names[one.side], one.person.name, one.on, one.digest] for one in found.signatures.all()]
        book.sheet(_("Signatures"), signed)
        return book.written()


def _heading(found: Statement) -> list[list[Any]]:
    names, state = labels.sides(found.enclave), labels.state(found, len(found.signatures.all()))[0]
    return [
        [Head(f"{found.enclave.name} {labels.statement(found)}")],
        [_("Owes the share"), names[found.enclave.payer]],
        [_("Is owed the share"), names[found.enclave.receiver]],
        [_("Sharing agreement"), labels.version(found.agreement)],
        [_("State"), str(state)],
        [_("By when"), found.due_on or ""],
        [_("Rounding"), _("each product to the fen, half a fen goes up; amounts in yuan")],
    ]


def _line(cells: Cells) -> list[Any]:
    name = str(LABELS.get(cells.code) or labels.TAXES[cells.code])
    signed = Number(cells.signed, SHARE if cells.is_share else MONEY) if cells.signed is not None else ""
    return [
        name,
        Number(cells.gross) if cells.gross is not None else "",
        Number(cells.local, SHARE) if cells.local is not None else "",
        signed,
        Formula(cells.formula) if cells.formula else "",
        cells.formula,
    ]


def ledger(enclave: Enclave) -> bytes:
    """Return the ledger of an enclave 飞地分成台账: a line a year, the statements, what was paid and paid over."""
    with override(CITY_LANGUAGE):
        book = _Book()
        book.sheet(_("Years"), _years(enclave))
        book.sheet(_("Statements"), _statements(enclave))
        book.sheet(_("Taxes paid"), _taxes(enclave))
        book.sheet(_("Paid over"), _paid(enclave))
        return book.written()


def _years(enclave: Enclave) -> list[list[Any]]:
    rows: list[list[Any]] = [
        _heads(_("Year"), _("Taxes paid"), _("Payable"), _("Paid over"), _("Still open"), _("By when"))
    ]
    for place, one in enumerate(sorted(years_of(enclave), key=lambda year: year.year), 2):
        rows.append([
            one.year, Number(one.gross), Number(one.payable), Number(one.paid), Formula(f"=C{place}-D{place}"),
            one.due_on or "",
        ])  # fmt: skip
    last = len(rows)
    if last > 1:
        rows.append([Head(_("Sum")), *(Formula(f"=SUM({column}2:{column}{last})") for column in "BCDE"), ""])
    return rows


def _statements(enclave: Enclave) -> list[list[Any]]:
    names = labels.sides(enclave)
    heads = (
        _("Statement"),
        _("State"),
        _("Local part"),
        _("Base taken off"),
        _("Share"),
        _("Payable"),
        _("Share that waits"),
    )
    rows: list[list[Any]] = [_heads(*heads, names[Side.HOME], names[Side.PARTNER], _("Reason"))]
    for one in enclave.statements.prefetch_related("signatures__person").order_by("year", "number"):
        signed = {sign.side: f"{sign.person.name} {sign.on}" for sign in one.signatures.all()}
        amounts = (one.retained_yuan, one.base_taken_yuan, one.share_yuan, one.payable_yuan, one.carried_yuan)
        rows.append([
            labels.statement(one), str(labels.state(one, len(signed))[0]), *map(Number, amounts),
            signed.get(Side.HOME, ""), signed.get(Side.PARTNER, ""), one.why,
        ])  # fmt: skip
    return rows


def _taxes(enclave: Enclave) -> list[list[Any]]:
    rows = [_heads(_("Year"), _("Until"), _("Project"), _("Tax"), _("Amount"), _("Paper"), _("Struck out"))]
    for one in enclave.taxes.select_related("inside__project").order_by("year", "recorded_on", "pk"):
        project = one.inside.project.name if one.inside else ""
        rows.append([
            one.year, one.until, project, str(labels.TAXES[one.kind]), Number(one.amount_yuan), one.file_name,
            one.struck_on or "",
        ])  # fmt: skip
    return rows


def _paid(enclave: Enclave) -> list[list[Any]]:
    rows = [_heads(_("For the year"), _("Day"), _("Amount"), _("Voucher"), _("Arrived"), _("Remark"))]
    rows += [
        [one.year, one.on, Number(one.amount_yuan), one.file_name, one.arrived_on or "", one.note]
        for one in enclave.remittances.order_by("year", "on", "pk")
    ]
    return rows


# --- cells ----------------------------------------------------------------------------------------------------------


class Head(str):
    """Words of a head."""

    __slots__ = ()


class Formula(str):
    """A formula of ours."""

    __slots__ = ()


class Number:
    """An amount, and how it is printed."""

    def __init__(self, value: Decimal, shape: str = MONEY) -> None:
        self.value, self.shape = value, shape


def _heads(*words: str) -> list[Any]:
    return [Head(one) for one in words]


class _Book:
    """A workbook being written, sheet by sheet."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)

    def sheet(self, title: str, rows: Iterable[Sequence[Any]]) -> None:
        sheet = self._book.create_sheet(title[:31])
        for letter, width in zip("ABCDEFGHIJ", (34, 20, 20, 20, 20, 40, 18, 24, 24, 30), strict=True):
            sheet.column_dimensions[letter].width = width
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])

    def written(self) -> bytes:
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Formula):
        cell: Any = WriteOnlyCell(sheet, value=str(value))
        cell.number_format = MONEY
        return cell
    if isinstance(value, Number):
        cell = WriteOnlyCell(sheet, value=value.value)  # type: ignore[arg-type]
        cell.number_format = value.shape
        return cell
    if isinstance(value, str):
        return text_cell(sheet, str(value), bold=isinstance(value, Head))
    return value
