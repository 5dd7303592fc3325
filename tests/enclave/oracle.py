"""Sharing worked out a second time, from the words of the agreement, by other means: whole fen and exact fractions.

`told` takes nothing from `hometown.enclave`; below it stands what hands the same agreements to the house.
"""

import random
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor

from hometown.enclave.rules import Band, Terms, forecast
from hometown.kernel.money import from_fen

KINDS = ("vat", "corporate_income", "personal_income", "city_maintenance", "property")
YEARS = 3


@dataclass
class Case:
    """A random agreement and what is paid in each of its years; amounts are fen, shares hundredths of a per cent."""

    local: dict[str, int]
    bands: list[tuple[int, int]]
    base: int
    base_carries: bool
    yearly_cap: int | None
    total_cap: int | None
    excess_carries: bool
    exit_settles: bool
    gross: list[dict[str, int]] = field(default_factory=list)


def cases(number: int, seed: int = 20191101) -> list[Case]:
    """Return random agreements, each for three years; a part of them falls on the edges: ties, zeros, full caps."""
    dice = random.Random(seed)
    return [_case(dice) for _place in range(number)]


def _case(dice: random.Random) -> Case:
    kinds = dice.sample(KINDS, dice.randint(1, len(KINDS)))
    share = (lambda: dice.choice((1, 50, 1250, 2500, 3333, 5000, 6667, 9999, 10_000))) if dice.random() < 0.5 else (
        lambda: dice.randint(1, 10_000)
    )  # fmt: skip
    amount = (lambda: dice.choice((0, 1, 3, 50, 99, 101, 9_999))) if dice.random() < 0.2 else (
        lambda: dice.randint(0, 10 ** dice.randint(4, 11))
    )  # fmt: skip
    first = dice.randint(1, YEARS)
    bands = [(first, share()), (YEARS - first, share())] if first < YEARS else [(YEARS, share())]
    yearly = dice.choice((None, 0, dice.randint(0, 10 ** dice.randint(4, 10))))
    total = dice.choice((None, dice.randint(yearly or 0, (yearly or 0) * 3 + 10 ** dice.randint(4, 10))))
    return Case(
        local={kind: share() for kind in kinds}, bands=bands, base=dice.choice((0, amount())),
        base_carries=dice.random() < 0.5, yearly_cap=yearly, total_cap=total,
        excess_carries=yearly is not None and dice.random() < 0.6, exit_settles=dice.random() < 0.5,
        gross=[{kind: amount() for kind in kinds} for _year in range(YEARS)],
    )  # fmt: skip


def half_up(value: Fraction) -> int:
    """Round to the next whole number, a half upwards."""
    return floor(value + Fraction(1, 2))


@dataclass
class Told:
    """What a year comes to, in fen."""

    retained: int
    base_taken: int
    share: int
    payable: int
    carried: int
    lapsed: int
    base_left: int


def told(case: Case) -> list[Told]:
    """Tell year by year: what the partner gets, and what becomes of the rest."""
    answers, still_to_deduct, in_waiting, received = [], 0, 0, 0
    shares = [share for years, share in case.bands for _year in range(years)]
    for number, gross in enumerate(case.gross):
        ends = number == len(case.gross) - 1
        local = sum(half_up(Fraction(gross[kind] * part, 10_000)) for kind, part in case.local.items())
        to_deduct = case.base + still_to_deduct
        deducted = min(to_deduct, local)
        new = half_up(Fraction((local - deducted) * shares[number], 10_000))
        wanted = new + in_waiting
        got = wanted
        if case.yearly_cap is not None and not (ends and case.exit_settles) and got > case.yearly_cap:
            got = case.yearly_cap
        if case.total_cap is not None and received + got > case.total_cap:
            got = case.total_cap - received
        rest = wanted - got
        waits = rest if case.excess_carries and not ends else 0
        if waits and case.total_cap is not None and received + got + waits > case.total_cap:
            waits = case.total_cap - received - got
        still_to_deduct = to_deduct - deducted if case.base_carries else 0
        answers.append(Told(local, deducted, new, got, waits, rest - waits, still_to_deduct))
        in_waiting, received = waits, received + got
    return answers


def terms_of(case: Case) -> Terms:
    def yuan(value: int | None) -> Decimal | None:
        return None if value is None else from_fen(value)

    return Terms(
        local=case.local, first_year=2019, bands=tuple(Band(*band) for band in case.bands), base=from_fen(case.base),
        base_carries=case.base_carries, yearly_cap=yuan(case.yearly_cap), total_cap=yuan(case.total_cap),
        excess_carries=case.excess_carries, exit_settles=case.exit_settles,
    )  # fmt: skip


def ours(case: Case) -> list[Told]:
    """The same year by year, by the rules of the house, in fen."""
    gross = {2019 + place: {kind: from_fen(one) for kind, one in year.items()} for place, year in enumerate(case.gross)}
    return [
        Told(*(int(amount.scaleb(2)) for amount in (
            one.retained, one.base_taken, one.share, one.payable, one.carried, one.lapsed, one.base_left,
        )))
        for one in forecast(terms_of(case), gross)
    ]  # fmt: skip
