"""What one year comes to: gross by kind → local part → less the base → share by year → cap → what waits.

Each product is rounded to the fen where it arises (`rounding.part`); everything else is sums and differences, so that
what is printed adds up. Independent computations of the same are in tests/enclave.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .rounding import part, spread
from .terms import Terms

NIL = Decimal("0.00")


@dataclass(frozen=True)
class Brought:
    """What earlier years leave: base not taken off yet, share that waits, and what the other side got so far."""

    base: Decimal = NIL
    excess: Decimal = NIL
    paid: Decimal = NIL


@dataclass(frozen=True)
class Line:
    """One tax of a year: what was paid, the local part, and how much of the year's share it stands for."""

    kind: str
    gross: Decimal
    local: int
    retained: Decimal
    payable: Decimal


@dataclass(frozen=True)
class Outcome:
    """A year worked out. `retained = base_taken + pot`, `pot = share + kept`, and
    `share + brought.excess = payable + carried + lapsed`."""

    year: int
    brought: Brought
    lines: tuple[Line, ...]
    gross: Decimal
    retained: Decimal
    base_due: Decimal
    base_taken: Decimal
    base_left: Decimal
    pot: Decimal
    rate: int
    share: Decimal
    kept: Decimal
    available: Decimal
    room: Decimal | None
    payable: Decimal
    carried: Decimal
    lapsed: Decimal

    @property
    def onward(self) -> Brought:
        """What this year leaves to the next."""
        return Brought(self.base_left, self.carried, self.brought.paid + self.payable)


def share_year(
    terms: Terms, year: int, gross: Mapping[str, Decimal], brought: Brought | None = None, *, is_last: bool = False
) -> Outcome:
    """Work one year out. `gross` is the tax paid by kind; kinds not shared stay out. `is_last`: nothing waits."""
    before = brought or Brought()
    paid = {kind: gross.get(kind, NIL) for kind in terms.local}
    retained = {kind: part(amount, terms.local[kind]) for kind, amount in paid.items()}
    kept_here = sum(retained.values(), NIL)
    base_due = terms.base + before.base
    base_taken = min(kept_here, base_due)
    pot, rate = kept_here - base_taken, terms.share_in(year)
    share = part(pot, rate)
    available = share + before.excess
    room = _room(terms, before, is_last=is_last)
    payable = available if room is None else min(available, room)
    over = available - payable
    carried = NIL if is_last or not terms.excess_carries else _payable_later(terms, before, payable, over)
    parts = spread(payable, retained)
    lines = tuple(Line(kind, paid[kind], terms.local[kind], retained[kind], parts[kind]) for kind in terms.local)
    return Outcome(
        year=year, brought=before, lines=lines, gross=sum(paid.values(), NIL), retained=kept_here, base_due=base_due,
        base_taken=base_taken, base_left=base_due - base_taken if terms.base_carries else NIL, pot=pot, rate=rate,
        share=share, kept=pot - share, available=available, room=room, payable=payable, carried=carried,
        lapsed=over - carried,
    )  # fmt: skip


def forecast(terms: Terms, gross: Mapping[int, Mapping[str, Decimal]]) -> list[Outcome]:
    """Work all agreed years out in order, each from what the one before leaves. Years without numbers have none."""
    outcomes, brought = [], Brought()
    for year in range(terms.first_year, terms.last_year + 1):
        outcome = share_year(terms, year, gross.get(year, {}), brought, is_last=year == terms.last_year)
        outcomes.append(outcome)
        brought = outcome.onward
    return outcomes


def _room(terms: Terms, before: Brought, *, is_last: bool) -> Decimal | None:
    """Return what the caps let the other side have in this year; None where nothing bounds it."""
    rooms = []
    if terms.yearly_cap is not None and not (is_last and terms.exit_settles):
        rooms.append(terms.yearly_cap)
    if terms.total_cap is not None:
        rooms.append(max(NIL, terms.total_cap - before.paid))
    return _least(rooms)


def _least(amounts: Iterable[Decimal]) -> Decimal | None:
    return min(amounts, default=None)


def _payable_later(terms: Terms, before: Brought, payable: Decimal, over: Decimal) -> Decimal:
    """Return what may wait of an excess: what the total cap will never let through does not."""
    if terms.total_cap is None:
        return over
    return min(over, max(NIL, terms.total_cap - before.paid - payable))
