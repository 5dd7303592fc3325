"""Contradictions that a reader should look at. They warn; they never block (PRACTICE §2.6)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

CAPITAL_MULTIPLE = 50  # an investment so many times the registered capital deserves a look, unless the rules say else


@dataclass(frozen=True)
class Hint:
    """A contradiction: `reason` is its code, `facts` fill its sentence."""

    reason: str
    facts: tuple[tuple[str, object], ...] = ()


def contradictions(
    *,
    moves: Iterable[tuple[int, date]],
    contract_on: date | None,
    registered_on: date | None,
    started_on: date | None,
    produced_on: date | None,
    amount_yuan: Decimal | None,
    contract_amount: Decimal | None,
    registered_capital: Decimal | None,
    papers_elsewhere: Collection[str] = (),
    multiple: int = CAPITAL_MULTIPLE,
) -> tuple[Hint, ...]:
    """Return what does not fit together in one project.

    `moves` are (rank, day) in the order in which they were recorded; `papers_elsewhere` name files whose very bytes
    carry another project too.
    """
    found: list[Hint] = []
    ranks = list(moves)
    if any(later[0] > earlier[0] and later[1] < earlier[1] for earlier, later in pairwise(ranks)):
        found.append(Hint("stages_out_of_order", (("days", [day.isoformat() for _rank, day in ranks]),)))
    days = [day for day in (contract_on, started_on, produced_on) if day]
    if days != sorted(days) or (registered_on and started_on and started_on < registered_on):
        told = [day.isoformat() for day in (contract_on, registered_on, started_on, produced_on) if day]
        found.append(Hint("days_out_of_order", (("days", told),)))
    if amount_yuan and contract_amount and contract_amount > amount_yuan * 2:
        found.append(Hint("contract_far_above_plan", (("plan", str(amount_yuan)), ("contract", str(contract_amount)))))
    invested = contract_amount or amount_yuan
    if invested and registered_capital and invested > registered_capital * multiple:
        sums = (("invested", str(invested)), ("capital", str(registered_capital)))
        found.append(Hint("far_above_capital", (("multiple", multiple), *sums)))
    if papers_elsewhere:
        found.append(Hint("paper_used_elsewhere", (("files", sorted(papers_elsewhere)),)))
    return tuple(found)
