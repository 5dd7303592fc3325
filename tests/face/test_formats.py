"""Numbers, money, dates and masks are written as an office writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.face import formats
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount

NOON = datetime(2019, 12, 18, 4, 0, tzinfo=UTC)  # noon in the city


@pytest.mark.parametrize(
    ("value", "bound", "zh", "en"),
    [
        ("350000000", Bound.EXACT, "3.5亿元", "RMB 350 million"),
        ("42000000", Bound.EXACT, "4200万元", "RMB 42 million"),
        ("2000000000", Bound.AT_LEAST, "20余亿元", "over RMB 2 billion"),
        ("350000000", Bound.AT_LEAST, "3.5亿余元", "over RMB 350 million"),
        ("300000000", Bound.ABOUT, "约3亿元", "about RMB 300 million"),
        ("5000000", Bound.AT_LEAST, "500余万元", "over RMB 5 million"),
        ("123456789", Bound.EXACT, "1.2346亿元", "RMB 123.4568 million"),
        ("12345.67", Bound.EXACT, "1.2346万元", "RMB 12,345.67"),
        ("980.50", Bound.EXACT, "980.5元", "RMB 980.5"),
        ("0", Bound.EXACT, "0元", "RMB 0"),
        ("-42000000", Bound.EXACT, "-4200万元", "RMB -42 million"),
        ("99999999.99", Bound.EXACT, "1亿元", "RMB 100 million"),
        ("99996000", Bound.EXACT, "9999.6万元", "RMB 99.996 million"),
        ("999999999.99", Bound.EXACT, "10亿元", "RMB 1 billion"),
    ],
)
def test_money_keeps_its_bound_in_both_languages(value, bound, zh, en):
    amount = Amount(Decimal(value), bound=bound)
    assert (str(formats.money(amount, "zh-hans")), str(formats.money(amount, "en"))) == (zh, en)


def test_foreign_money_names_its_currency():
    dollars = Amount(Decimal(5_000_000), "USD", Bound.ABOUT)
    assert str(formats.money(dollars, "zh-hans")) == "约500万美元"
    assert str(formats.money(dollars, "en")) == "about USD 5 million"
    assert str(formats.money(Amount(Decimal(20_000), "CHF"), "zh-hans")) == "2万 CHF"


@given(st.integers(min_value=0, max_value=10**9))
def test_money_in_whole_wan_is_never_rounded(wan):
    text = str(formats.money(Amount(Decimal(wan) * 10_000), "zh-hans"))
    number = text.rstrip("元")
    scale = {"亿": 10_000, "万": 1}.get(number[-1])
    assert (Decimal(number[:-1]) * scale if scale else Decimal(number)) == wan


def test_a_count_keeps_its_bound_before_its_unit():
    assert str(formats.counted(180, "条", Bound.AT_LEAST, "zh-hans")) == "180余条"
    assert str(formats.counted(180, "leads", Bound.AT_LEAST, "en")) == "over 180 leads"
    assert str(formats.counted(48216, "家", Bound.EXACT, "zh-hans")) == "48,216家"


@pytest.mark.parametrize(
    ("precision", "zh", "en"),
    [
        (Precision.DAY, "2019年10月12日", "12 October 2019"),
        (Precision.TEN_DAYS, "2019年10月中旬", "mid October 2019"),
        (Precision.MONTH, "2019年10月", "October 2019"),
        (Precision.QUARTER, "2019年第4季度", "Q4 2019"),
        (Precision.YEAR, "2019年", "2019"),
    ],
)
def test_a_date_is_printed_as_finely_as_it_is_known(precision, zh, en):
    dated = DatedTo(date(2019, 10, 12), precision)
    assert (formats.day(dated, "zh-hans"), formats.day(dated, "en")) == (zh, en)


def test_the_year_may_be_left_out_but_not_of_a_year():
    assert formats.day(DatedTo(date(2019, 10, 25), Precision.TEN_DAYS), "zh", year=False) == "10月下旬"
    assert formats.day(DatedTo(date(2019, 10, 2), Precision.TEN_DAYS), "en", year=False) == "early October"
    assert formats.day(DatedTo(date(2019, 1, 1), Precision.YEAR), "zh", year=False) == "2019年"


def test_a_moment_is_told_in_the_citys_time():
    late = datetime(2019, 12, 16, 16, 20, tzinfo=UTC)
    assert formats.moment(late, "zh-hans", year=False) == "12月17日 00:20"
    assert formats.moment(late, "en") == "17 December 2019, 00:20"


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", "2019-10-12"), ("ten_days", "2019-10"), ("month", "2019-10"), ("quarter", ""), ("year", "2019")],
)
def test_a_machine_reads_no_finer_date_than_is_known(precision, expected):
    assert formats.machine_day(DatedTo(date(2019, 10, 12), Precision(precision))) == expected


@pytest.mark.parametrize(
    ("due", "zh", "en", "tone"),
    [
        (date(2019, 12, 28), "剩10天", "10 days left", ""),
        (date(2019, 12, 20), "剩2天", "2 days left", "amber"),
        (date(2019, 12, 19), "剩1天", "1 day left", "amber"),
        (date(2019, 12, 18), "今天", "today", "amber"),
        (date(2019, 12, 17), "超1天", "1 day over", "red"),
        (datetime(2019, 12, 18, 7, 30, tzinfo=UTC), "剩3小时", "3 hours left", "amber"),
        (datetime(2019, 12, 18, 4, 30, tzinfo=UTC), "不到1小时", "under an hour", "amber"),
        (datetime(2019, 12, 18, 1, 30, tzinfo=UTC), "超2小时", "2 hours over", "red"),
        (datetime(2019, 12, 18, 3, 30, tzinfo=UTC), "刚过时限", "just over", "red"),
        (datetime(2019, 12, 17, 15, 59, tzinfo=UTC), "超1天", "1 day over", "red"),
    ],
)
def test_a_deadline_says_how_long_is_left_or_by_how_much_it_is_over(due, zh, en, tone):
    assert formats.time_left(due, NOON, "zh-hans") == formats.TimeLeft(zh, tone)
    assert formats.time_left(due, NOON, "en").words == en


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812346021", "138****6021"),
        ("+86 138 1234 6021", "138****6021"),
        ("021-62345678", "021****5678"),
        ("1234567", "*****67"),
        ("62345678", "****5678"),
        ("12345", "***45"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_phone_number_hides_its_middle(number, masked):
    assert formats.masked_phone(number) == masked


@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_a_masked_number_never_shows_all_its_digits(number):
    assert sum(c.isdigit() for c in formats.masked_phone(number)) < len(number)


@given(st.text(alphabet="0123456789ABCDEFGH", min_size=3, max_size=20))
def test_a_masked_code_never_shows_all_of_it(code):
    masked = formats.masked_code(code)
    assert len(masked) == len(code)
    assert "*" in masked


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 B"), (999, "999 B"), (1400, "1.4 KB"), (1_468_006, "1.4 MB"), (2**34, "16 GB")]
)
def test_a_size_has_at_most_one_decimal(count, text):
    assert formats.size(count) == text


def test_small_formats():
    assert formats.percent(29, 172) == "16.9%"
    assert formats.percent(3, 0) == ""
    assert formats.fingerprint("9e4107bdffff") == "9e41 07bd"
    assert formats.listed(["甲", "乙"], "zh-hans") == "甲、乙"
    assert formats.listed(["A", "B", "C"], "en") == "A, B and C"
    assert formats.listed([], "en") == ""
    assert formats.listed(["A"], "en") == "A"
