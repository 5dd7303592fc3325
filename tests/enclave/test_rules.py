"""Sharing to the fen: what is printed adds up, caps hold, nothing is lost, and exact fractions agree."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.enclave.rules import Band, Terms, faults, forecast, part, promises_a_firm, share_year, spread
from hometown.kernel.money import from_fen
from tests.enclave.oracle import cases, ours, terms_of, told

AGREEMENTS = 1000
fen = st.integers(0, 10**12).map(from_fen)


def test_a_thousand_random_agreements_come_to_what_exact_fractions_come_to() -> None:
    every = cases(AGREEMENTS)
    assert [(place, told(case)) for place, case in enumerate(every)] == [
        (place, ours(case)) for place, case in enumerate(every)
    ]
    outcomes = [one for case in every for one in told(case)]
    for name in ("base_taken", "payable", "carried", "lapsed", "base_left"):  # the sample reaches every branch
        assert sum(getattr(one, name) > 0 for one in outcomes) > AGREEMENTS // 20, name


# --- invariants -----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(fen, st.lists(st.integers(0, 10**10), min_size=1, max_size=8))
def test_parts_add_up_to_the_whole_and_none_is_a_fen_off(total: Decimal, weights: list[int]) -> None:
    parts = spread(total, {place: from_fen(weight) for place, weight in enumerate(weights)})
    assert sum(parts.values()) == total
    whole = sum(weights)
    for place, weight in enumerate(weights) if whole else ():
        assert abs(parts[place] - total * weight / whole) < Decimal("0.01")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_nothing_is_lost_and_no_cap_is_passed(seed: int) -> None:
    (case,) = cases(1, seed)
    terms = terms_of(case)
    gross = {2019 + place: {kind: from_fen(one) for kind, one in year.items()} for place, year in enumerate(case.gross)}
    outcomes = forecast(terms, gross)
    for one in outcomes:
        assert one.retained == one.base_taken + one.pot
        assert one.pot == one.share + one.kept
        assert one.share + one.brought.excess == one.payable + one.carried + one.lapsed
        assert sum(line.payable for line in one.lines) == one.payable
        assert min(one.payable, one.carried, one.lapsed, one.base_left, one.kept) >= 0
        if terms.yearly_cap is not None and not (terms.exit_settles and one is outcomes[-1]):
            assert one.payable <= terms.yearly_cap
    if terms.total_cap is not None:
        assert sum(one.payable for one in outcomes) <= terms.total_cap
    assert outcomes[-1].carried == 0


def test_half_a_fen_goes_up() -> None:
    assert part(Decimal("0.01"), 5000) == Decimal("0.01")
    assert part(Decimal("0.99"), 5000) == Decimal("0.50")
    assert part(Decimal("0.01"), 4999) == Decimal("0.00")


def test_a_tax_that_is_not_shared_stays_out() -> None:
    terms = Terms({"vat": 5000}, 2019, (Band(1, 10_000),))
    outcome = share_year(terms, 2019, {"vat": Decimal("10.00"), "stamp": Decimal("99.00")})
    assert (outcome.gross, outcome.payable) == (Decimal("10.00"), Decimal("5.00"))


def test_no_year_outside_the_bands_is_shared() -> None:
    terms = Terms({"vat": 5000}, 2019, (Band(2, 5000), Band(3, 3000)))
    assert [terms.share_in(year) for year in range(2018, 2025)] == [0, 5000, 5000, 3000, 3000, 3000, 0]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"local": {}}, "taxes"),
        ({"local": {"vat": 10_001}}, "taxes"),
        ({"local": {"tithe": 100}}, "taxes"),
        ({"bands": ()}, "bands"),
        ({"bands": (Band(31, 100),)}, "bands"),
        ({"bands": (Band(1, -1),)}, "bands"),
        ({"base": Decimal("-0.01")}, "base_yuan"),
        ({"yearly_cap": Decimal(2), "total_cap": Decimal(1)}, "total_cap_yuan"),
        ({"excess_carries": True}, "excess_carries"),
        ({"first_year": 20_190}, "first_year"),
    ],
)
def test_what_cannot_be_agreed_is_named(changed: dict[str, Any], field: str) -> None:
    sound: dict[str, Any] = {"local": {"vat": 5000}, "first_year": 2019, "bands": (Band(5, 5000),)}
    assert faults(Terms(**sound)) == {}
    assert list(faults(Terms(**sound | changed))) == [field]


def test_words_that_promise_taxes_to_a_firm_are_seen() -> None:
    for words in ("地方留成先征后返", "税收返还入园企业", "返还给企业", "a tax rebate"):
        assert promises_a_firm(words)
    for words in ("税收分成划转合作方", "企业按期缴税", "两地政府分享地方留成部分"):
        assert not promises_a_firm(words)
