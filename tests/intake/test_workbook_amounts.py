"""Amounts come out as they are written, exact to the hundredth and never as a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.face.formats import money
from hometown.intake.workbook.amounts import AmountRead, MoneyUnit, read_amount, unit_in
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount

YI, WAN = MoneyUnit(Decimal(100_000_000)), MoneyUnit(Decimal(10_000))
EXACT, ABOUT, AT_LEAST = Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST


def value(found: AmountRead) -> tuple[int, str, Bound] | None:
    return None if found.amount is None else (int(found.amount.value), found.amount.currency, found.amount.bound)


@pytest.mark.parametrize(
    ("text", "yuan", "bound"),
    [
        ("0.5", 50_000_000, EXACT),
        ("3000万元", 30_000_000, EXACT),
        ("35000万", 350_000_000, EXACT),
        ("约3.5亿", 350_000_000, ABOUT),
        ("1.2余亿元", 120_000_000, AT_LEAST),
        ("5000余万元", 50_000_000, AT_LEAST),
        ("20多亿", 2_000_000_000, AT_LEAST),
        ("3亿余元", 300_000_000, AT_LEAST),
        ("三千万", 30_000_000, EXACT),
        ("三亿五千万元", 350_000_000, EXACT),
        ("一点五亿", 150_000_000, EXACT),
        ("1亿5000万元", 150_000_000, EXACT),
        ("三亿五", 350_000_000, EXACT),
        ("3千万", 30_000_000, EXACT),
        ("１２００万元", 12_000_000, EXACT),
        ("1,200万元", 12_000_000, EXACT),
        ("12,000,000元", 12_000_000, EXACT),
        ("1.5 亿 元", 150_000_000, EXACT),
        ("3.5亿元左右", 350_000_000, ABOUT),
        ("近10亿元", 1_000_000_000, ABOUT),
        ("不低于2亿元", 200_000_000, AT_LEAST),
        ("2亿元以上", 200_000_000, AT_LEAST),
        ("≥5亿", 500_000_000, AT_LEAST),
        ("5亿+", 500_000_000, AT_LEAST),
        ("预计总投资约10.5亿元", 1_050_000_000, ABOUT),
        ("人民币3亿元", 300_000_000, EXACT),
        ("1亿元人民币", 100_000_000, EXACT),
        ("￥5000000", 5_000_000, EXACT),
        ("2000w", 20_000_000, EXACT),
        ("RMB 35 million", 35_000_000, EXACT),
        ("投资3亿元，用地100亩", 300_000_000, EXACT),
        ("1.5亿元（一期）", 150_000_000, EXACT),
        ("1·5亿", 150_000_000, EXACT),
        ("3000（万元）", 30_000_000, EXACT),
        ("2000万↑", 20_000_000, AT_LEAST),
        ("1.5亿，年产值3亿", 150_000_000, EXACT),
        ("注册资本1000万，投资2亿", 200_000_000, EXACT),
    ],
)
def test_a_certain_amount_is_read_without_a_doubt(text: str, yuan: int, bound: Bound) -> None:
    found = read_amount(text, YI)
    assert value(found) == (yuan, "CNY", bound)
    assert found.guesses == ()


@pytest.mark.parametrize(
    "text", ["待定", "—", "-", "/", "面议", "无", "暂无", "待商定", "未确定", "洽谈中", "待评估", "", "  "]
)
def test_what_is_not_known_is_left_open_without_a_doubt(text: str) -> None:
    assert read_amount(text, YI) == AmountRead(None)


@pytest.mark.parametrize(
    ("text", "yuan", "bound", "code"),
    [
        ("1-2亿元", 100_000_000, AT_LEAST, "amount_range"),
        ("5000万—1亿元", 50_000_000, AT_LEAST, "amount_range"),
        ("5亿至8亿元", 500_000_000, AT_LEAST, "amount_range"),
        ("1000–2000万元", 10_000_000, AT_LEAST, "amount_range"),
        ("上亿元", 100_000_000, AT_LEAST, "amount_vague"),
        ("数千万元", 10_000_000, AT_LEAST, "amount_vague"),
        ("不超过2亿", 200_000_000, ABOUT, "amount_at_most"),
        ("总投资5亿元，其中一期2亿元", 500_000_000, EXACT, "amount_several"),
        ("三四亿", 300_000_000, AT_LEAST, "amount_range"),
        ("两三千万", 20_000_000, AT_LEAST, "amount_range"),
        ("二十三四亿元", 2_300_000_000, AT_LEAST, "amount_range"),
        ("2、3亿", 200_000_000, AT_LEAST, "amount_range"),
        ("3亿或5亿", 300_000_000, AT_LEAST, "amount_range"),
        ("近亿元", 100_000_000, ABOUT, "amount_vague"),
        ("待定（约1亿）", 100_000_000, ABOUT, "amount_tentative"),
        ("一期2亿元，二期3亿元", 500_000_000, EXACT, "amount_phases"),
        ("一期投资3亿元、二期投资5亿元", 800_000_000, EXACT, "amount_phases"),
        ("一期3亿二期5亿", 800_000_000, EXACT, "amount_phases"),
        ("一期5000万，二期1亿余", 150_000_000, AT_LEAST, "amount_phases"),
        ("一期3亿，二期待定", 300_000_000, AT_LEAST, "amount_phases"),
        ("3000万美元/2亿元人民币", 200_000_000, EXACT, "amount_converted"),
        ("约合人民币2亿元（3000万美元）", 200_000_000, ABOUT, "amount_converted"),
        ("5000万美元（约3.5亿元人民币）", 350_000_000, ABOUT, "amount_converted"),
        ("5000", 500_000_000_000, EXACT, "amount_huge"),
        ("500元", 500, EXACT, "amount_tiny"),
        ("0", 0, EXACT, "amount_zero"),
    ],
)
def test_a_guessed_amount_is_doubted(text: str, yuan: int, bound: Bound, code: str) -> None:
    found = read_amount(text, YI)
    assert value(found) == (yuan, "CNY", bound)
    assert [guess for guess, _ in found.guesses] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5", "amount_negative"),
        ("100亩", "amount_unread"),
        ("年产值2亿", "amount_unread"),
        ("见附件", "amount_unread"),
    ],
)
def test_what_is_no_amount_is_left_open_with_a_doubt(text: str, code: str) -> None:
    found = read_amount(text, YI)
    assert (found.amount, [guess for guess, _ in found.guesses]) == (None, [code])


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("500万美元", 5_000_000, "USD"),
        ("USD 5 million", 5_000_000, "USD"),
        ("1,200万港元", 12_000_000, "HKD"),
        ("2000万欧元", 20_000_000, "EUR"),
        ("约12亿日元", 1_200_000_000, "JPY"),
        ("3000万（美元）", 30_000_000, "USD"),
        ("300万新币", 3_000_000, "SGD"),
    ],
)
def test_a_foreign_amount_keeps_its_currency(text: str, amount: int, currency: str) -> None:
    found = read_amount(text, YI).amount
    assert found is not None
    assert (int(found.value), found.currency) == (amount, currency)


def test_the_unit_of_the_cell_wins_over_that_of_the_header() -> None:
    assert value(read_amount("3亿元", WAN)) == (300_000_000, "CNY", EXACT)
    assert value(read_amount("300", WAN)) == (3_000_000, "CNY", EXACT)
    assert value(read_amount("300万", MoneyUnit(Decimal(10_000), "USD"))) == (3_000_000, "USD", EXACT)


def test_a_number_without_any_unit_is_doubted() -> None:
    assert read_amount(Decimal(300)).guesses == (("amount_unit_unknown", "万元"),)
    assert value(read_amount(Decimal("0.5"), None, YI)) == (50_000_000, "CNY", EXACT)
    assert value(read_amount(Decimal(30_000_000))) == (30_000_000, "CNY", EXACT)


@pytest.mark.parametrize(
    ("header", "scale", "currency"),
    [
        ("拟投资额（亿元）", 100_000_000, "CNY"),
        ("计划总投资\n(万元)", 10_000, "CNY"),
        ("总投资（万美元）", 10_000, "USD"),
        ("单位：亿元", 100_000_000, "CNY"),
        ("金额单位：人民币万元", 10_000, "CNY"),
        ("投资额（亿）", 100_000_000, "CNY"),
        ("投资额 百万元", 1_000_000, "CNY"),
        ("单位：个、万元", 10_000, "CNY"),
        ("Amount (RMB million)", 1_000_000, "CNY"),
        ("投资额（元）", 1, "CNY"),
    ],
)
def test_a_header_names_its_unit(header: str, scale: int, currency: str) -> None:
    assert unit_in(header) == MoneyUnit(Decimal(scale), currency)


@pytest.mark.parametrize("header", ["单位：普陀组", "单元名称", "投资规模", "企业名称", "万向集团"])
def test_a_header_without_a_unit_names_none(header: str) -> None:
    assert unit_in(header) is None


@given(st.text(max_size=80), st.sampled_from([YI, WAN, None]))
def test_no_text_breaks_it_and_no_float_comes_out(text: str, unit: MoneyUnit | None) -> None:
    found = read_amount(text, unit)
    assert found.amount is None or isinstance(found.amount.value, Decimal)


@given(st.text(alphabet="0123456789.,一二三百千万亿余约-~至元美$（）总期点 ", max_size=40))
def test_no_heap_of_numerals_breaks_it(text: str) -> None:
    found = read_amount(text, WAN)
    assert found.amount is None or found.amount.value >= 0


AMOUNTS = st.builds(
    Amount,
    st.one_of(  # what the face prints whole: to the 万元 above one 亿, to the 元 above one 万
        st.integers(10_000, 99_999_999).map(Decimal),
        st.integers(10_000, 9_000_000).map(lambda wan: Decimal(wan) * 10_000),
    ),
    st.sampled_from(["CNY", "USD", "HKD", "EUR", "JPY", "GBP", "TWD", "KRW", "SGD"]),
    st.sampled_from(list(Bound)),
)


@given(AMOUNTS)
def test_what_the_house_prints_it_reads_back(amount: Amount) -> None:
    assert read_amount(str(money(amount, "zh"))).amount == amount


@given(st.integers(1, 10**9), st.sampled_from([YI, WAN]))
def test_a_number_cell_counts_the_units_of_its_header(hundredths: int, unit: MoneyUnit) -> None:
    found = read_amount(Decimal(hundredths) / 100, unit).amount
    assert found is not None
    assert found.value == Decimal(hundredths) * unit.scale / 100
