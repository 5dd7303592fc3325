"""What the actions and pages ask of the records: which version is in force, what was paid, what a year comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from .models import Agreement, Enclave, Remittance, Statement, TaxPaid
from .rules import Brought, Outcome, share_year

NIL = Decimal("0.00")


def in_force(enclave: Enclave, year: int) -> Agreement | None:
    """Return the version both sides have signed that covers a year: of those that have begun, the newest."""
    begun = enclave.agreements.signed().filter(first_year__lte=year).with_terms().order_by("-number")
    newest: Agreement | None = begun.first()
    return newest if newest is not None and _covers(newest, year) else None


def _covers(agreement: Agreement, year: int) -> bool:
    return agreement.first_year <= year <= agreement.terms.last_year


def gross_of(enclave: Enclave, year: int) -> dict[str, Decimal]:
    """Return what was paid in a year, by kind of tax."""
    rows = TaxPaid.objects.standing().filter(enclave=enclave, year=year).values("kind").annotate(sum=Sum("amount_yuan"))
    return {row["kind"]: row["sum"] for row in rows.order_by("kind")}


def standing(enclave: Enclave, year: int) -> Statement | None:
    """Return the statement of a year that both sides have signed and no correction has replaced."""
    found: Statement | None = enclave.statements.standing().filter(year=year).first()
    return found


def is_last(enclave: Enclave, year: int) -> bool:
    """Tell whether nothing is shared after a year: the enclave ended in it, or no version covers the next."""
    if enclave.ended_on is not None and enclave.ended_on.year <= year:
        return True
    return in_force(enclave, year + 1) is None


def begins(enclave: Enclave, year: int) -> bool:
    """Tell whether nothing was shared before a year, so that nothing is brought into it."""
    return in_force(enclave, year - 1) is None


def brought_by(before: Statement | None) -> Brought:
    """Return what the statement before leaves."""
    if before is None:
        return Brought()
    return Brought(before.base_left_yuan, before.carried_yuan, before.paid_before_yuan + before.payable_yuan)


def worked_out(enclave: Enclave, agreement: Agreement, year: int, before: Statement | None) -> Outcome:
    """Work a year out from what is recorded."""
    gross, last = gross_of(enclave, year), is_last(enclave, year)
    return share_year(agreement.terms, year, gross, brought_by(before), is_last=last)


def outcome_of(statement: Statement) -> Outcome:
    """Work a statement out again by its own terms, from what is recorded now."""
    return worked_out(statement.enclave, statement.agreement, statement.year, statement.after)


@dataclass(frozen=True)
class Year:
    """One year of an enclave: what is payable by the statement that stands, and what was paid over."""

    year: int
    gross: Decimal
    statement: Statement | None
    waiting: Statement | None  # a draft or a correction that wants a signature
    paid: Decimal
    is_stale: bool = False  # it rests on a statement that has been replaced since

    @property
    def payable(self) -> Decimal:
        """What the standing statement gives the other side."""
        return self.statement.payable_yuan if self.statement else NIL

    @property
    def open(self) -> Decimal:
        """What is still to be paid over; below zero, what goes back."""
        return self.payable - self.paid

    @property
    def due_on(self) -> date | None:
        """By when it is to be paid over."""
        return self.statement.due_on if self.statement else None


def years_of(enclave: Enclave) -> list[Year]:
    """Return the years of an enclave in which anything is recorded, newest first."""
    statements = list(enclave.statements.filter(withdrawn_on__isnull=True).select_related("after", "agreement"))
    stand = {one.year: one for one in statements if one.signed_on and not one.replaced_on}
    waiting = {one.year: one for one in statements if one.signed_on is None}
    gross = _by_year(TaxPaid.objects.standing().filter(enclave=enclave))
    paid = _by_year(Remittance.objects.filter(enclave=enclave))
    years = sorted({*stand, *waiting, *gross, *paid}, reverse=True)
    return [_year(year, gross, stand, waiting, paid) for year in years]


def _year(
    year: int,
    gross: dict[int, Decimal],
    stand: dict[int, Statement],
    waiting: dict[int, Statement],
    paid: dict[int, Decimal],
) -> Year:
    here = stand.get(year)
    taxes, over = gross.get(year, NIL), paid.get(year, NIL)
    return Year(year, taxes, here, waiting.get(year), over, rests_on_former(here))


def rests_on_former(statement: Statement | None) -> bool:
    """Tell whether a statement took over amounts from one that a correction has replaced since."""
    return statement is not None and statement.after is not None and statement.after.replaced_on is not None


def _by_year(rows: "Iterable[TaxPaid] | Iterable[Remittance]") -> dict[int, Decimal]:
    sums = rows.order_by().values("year").annotate(sum=Sum("amount_yuan"))  # type: ignore[union-attr]
    return {row["year"]: row["sum"] for row in sums}


def open_sum(years: Iterable[Year]) -> Decimal:
    """Return what is still to be paid over for all years."""
    return sum((one.open for one in years), NIL)
