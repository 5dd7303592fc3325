"""A statement as a spreadsheet works it out: which cell holds what, and the formula of each line.

Pure layout, no file: `sheets` writes it, a test lets a spreadsheet compute it and compares with what was signed.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from .models import Statement

FIRST_TAX = 10  # the row of the first tax; above it stands what the statement is of
TAX, GROSS, LOCAL, SIGNED, AGAIN, FORMULA = "ABCDEF"


@dataclass(frozen=True)
class Cells:
    """One row: what it is (a code of `sheets.LABELS` or of a tax), amounts as signed, a formula where there is one."""

    code: str
    signed: Decimal | None = None
    formula: str = ""
    gross: Decimal | None = None
    local: Decimal | None = None
    is_share: bool = False  # per cent, not money


@dataclass
class Layout:
    """Rows from `FIRST_TAX` on, and where each stands."""

    rows: list[Cells] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def put(self, cells: Cells) -> None:
        """Add a row below the others."""
        self.places[cells.code] = FIRST_TAX + len(self.rows)
        self.rows.append(cells)

    def at(self, code: str, column: str) -> str:
        """Return the cell of a row."""
        return f"{column}{self.places[code]}"


def laid_out(statement: Statement) -> Layout:
    """Return the rows of a statement: its taxes, their sum, then base, share, caps and what waits."""
    found = Layout()
    lines = list(statement.lines.all())
    for line in lines:
        row = FIRST_TAX + len(found.rows)
        formula = f"=ROUND({GROSS}{row}*{LOCAL}{row}/100,2)"
        found.put(Cells(line.kind, line.retained_yuan, formula, line.gross_yuan, Decimal(line.local) / 100))
    last = FIRST_TAX + len(lines) - 1
    whole = f"=SUM({AGAIN}{FIRST_TAX}:{AGAIN}{last})"
    found.put(Cells("retained", statement.retained_yuan, whole, statement.gross_yuan))
    _base(found, statement)
    _share(found, statement)
    _onward(found, statement)
    return found


def _base(found: Layout, statement: Statement) -> None:
    found.put(Cells("base", statement.agreement.base_yuan))
    found.put(Cells("base_brought", statement.base_brought_yuan))
    due = f"{found.at('base', SIGNED)}+{found.at('base_brought', SIGNED)}"
    found.put(Cells("base_taken", statement.base_taken_yuan, f"=MIN({found.at('retained', AGAIN)},{due})"))
    rest = f"={found.at('retained', AGAIN)}-{found.at('base_taken', AGAIN)}"
    found.put(Cells("pot", statement.pot_yuan, rest))


def _share(found: Layout, statement: Statement) -> None:
    found.put(Cells("rate", Decimal(statement.rate) / 100, is_share=True))
    product = f"=ROUND({found.at('pot', AGAIN)}*{found.at('rate', SIGNED)}/100,2)"
    found.put(Cells("share", statement.share_yuan, product))
    found.put(Cells("excess_brought", statement.excess_brought_yuan))
    agreed = statement.agreement
    bounds = []
    if agreed.yearly_cap_yuan is not None and not (statement.is_last and agreed.exit_settles):
        found.put(Cells("yearly_cap", agreed.yearly_cap_yuan))
        bounds.append(found.at("yearly_cap", SIGNED))
    if agreed.total_cap_yuan is not None:
        found.put(Cells("total_cap", agreed.total_cap_yuan))
        found.put(Cells("paid_before", statement.paid_before_yuan))
        bounds.append(_left(found))
    there = f"{found.at('share', AGAIN)}+{found.at('excess_brought', SIGNED)}"
    found.put(Cells("payable", statement.payable_yuan, f"=MIN({','.join([there, *bounds])})"))


def _left(found: Layout) -> str:
    return f"MAX(0,{found.at('total_cap', SIGNED)}-{found.at('paid_before', SIGNED)})"


def _onward(found: Layout, statement: Statement) -> None:
    over = "{}+{}-{}".format(
        found.at("share", AGAIN), found.at("excess_brought", SIGNED), found.at("payable", AGAIN)
    )  # fmt: skip
    waits = "=0"
    if statement.agreement.excess_carries and not statement.is_last:
        waits = f"=MIN({over},{_later(found)})" if "total_cap" in found.places else f"={over}"
    found.put(Cells("carried", statement.carried_yuan, waits))
    found.put(Cells("lapsed", statement.lapsed_yuan, f"={over}-{found.at('carried', AGAIN)}"))
    due = f"{found.at('base', SIGNED)}+{found.at('base_brought', SIGNED)}-{found.at('base_taken', AGAIN)}"
    left = f"={due}" if statement.agreement.base_carries else "=0"
    found.put(Cells("base_left", statement.base_left_yuan, left))


def _later(found: Layout) -> str:
    capped = f"{found.at('total_cap', SIGNED)}-{found.at('paid_before', SIGNED)}"
    return f"MAX(0,{capped}-{found.at('payable', AGAIN)})"
