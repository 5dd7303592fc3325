"""Dates come out as finely as they were written, and a missing year from the lines around the table."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.face.formats import day
from hometown.intake.workbook.dates import DateRead, read_date
from hometown.intake.workbook.periods import Context, context_of
from hometown.intake.workbook.raw import CoarseDate, Value
from hometown.kernel.dates import DatedTo, Precision, first_day_of

TODAY = date(2020, 6, 1)
AUTUMN = context_of(["普陀组招商线索台账（2019年9月—2020年1月）"], TODAY)
DAY, TEN, MONTH, QUARTER, YEAR = Precision


def said(found: DateRead) -> tuple[str, Precision] | None:
    return None if found.dated is None else (found.dated.on.isoformat(), found.dated.precision)


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2019.9.17", "2019-09-17", DAY),
        ("2019/9/17", "2019-09-17", DAY),
        ("2019-09-17 14:30", "2019-09-17", DAY),
        ("2019年9月17日（周二）上午", "2019-09-17", DAY),
        ("20190917", "2019-09-17", DAY),
        ("43757", "2019-10-19", DAY),
        ("19.9.17", "2019-09-17", DAY),
        ("二〇一九年九月十七日", "2019-09-17", DAY),
        ("9月25日", "2019-09-25", DAY),
        ("十一月二十三日", "2019-11-23", DAY),
        ("9.25", "2019-09-25", DAY),
        ("9/25", "2019-09-25", DAY),
        ("1月5日", "2020-01-05", DAY),
        ("17-Sep-2019", "2019-09-17", DAY),
        ("13/9/2019", "2019-09-13", DAY),
        ("2019年10月中旬", "2019-10-11", TEN),
        ("十月上旬", "2019-10-01", TEN),
        ("12月下旬", "2019-12-21", TEN),
        ("2019-11", "2019-11-01", MONTH),
        ("2019年9月份", "2019-09-01", MONTH),
        ("201909", "2019-09-01", MONTH),
        ("十二月", "2019-12-01", MONTH),
        ("2019年三季度", "2019-07-01", QUARTER),
        ("第四季度", "2019-10-01", QUARTER),
        ("2019Q3", "2019-07-01", QUARTER),
        ("2019年度", "2019-01-01", YEAR),
        ("2019。10。8", "2019-10-08", DAY),
        ("2019 10 8", "2019-10-08", DAY),
        ("2019-1008", "2019-10-08", DAY),
        ("10月8日（国庆后）", "2019-10-08", DAY),
        ("10/2019", "2019-10-01", MONTH),
        ("Oct-19", "2019-10-01", MONTH),
    ],
)
def test_a_certain_date_is_read_without_a_doubt(text: str, on: str, precision: Precision) -> None:
    found = read_date(text, AUTUMN)
    assert said(found) == (on, precision)
    assert found.guesses == ()


@pytest.mark.parametrize(
    ("text", "on", "precision", "code"),
    [
        ("2019.9.17-18", "2019-09-17", DAY, "date_range"),
        ("2019年9月17日至18日", "2019-09-17", DAY, "date_range"),
        ("2019年9月-10月", "2019-09-01", MONTH, "date_range"),
        ("10—11月", "2019-10-01", MONTH, "date_range"),
        ("2019.9.17/18", "2019-09-17", DAY, "date_range"),
        ("2019年10月8日首次，11月回访", "2019-10-08", DAY, "date_several"),
        ("国庆后", "2019-10-01", MONTH, "date_loose"),
        ("国庆节前", "2019-09-01", MONTH, "date_loose"),
        ("2020年元旦前", "2019-12-01", MONTH, "date_loose"),
        ("2020年春节后", "2020-01-01", QUARTER, "date_loose"),
        ("2019年第42周", "2019-01-01", YEAR, "date_loose"),
        ("19.10", "2019-10-01", MONTH, "date_loose"),
        ("2019年9月25日 又 2019年10月8日", "2019-09-25", DAY, "date_several"),
        ("2019年底", "2019-10-01", QUARTER, "date_loose"),
        ("2019年下半年", "2019-01-01", YEAR, "date_loose"),
        ("10月底", "2019-10-21", TEN, "date_loose"),
        ("去年10月", "2019-10-01", MONTH, "date_relative"),
        ("2月3日", "2019-02-03", DAY, "date_year_assumed"),
        ("3/4/2019", "2019-03-04", DAY, "date_order"),
        ("拟2019年12月", "2019-12-01", MONTH, "date_planned"),
        ("2021.3.1", "2021-03-01", DAY, "date_future"),
        ("1919.9.17", "1919-09-17", DAY, "date_old"),
    ],
)
def test_a_guessed_date_is_doubted(text: str, on: str, precision: Precision, code: str) -> None:
    found = read_date(text, AUTUMN)
    assert said(found) == (on, precision)
    assert [guess for guess, _ in found.guesses] == [code]


@pytest.mark.parametrize(
    ("text", "code"), [("2019年2月30日", "date_impossible"), ("13月1日", "date_impossible"), ("上周", "date_unread")]
)
def test_what_is_no_date_is_left_open_with_a_doubt(text: str, code: str) -> None:
    found = read_date(text, AUTUMN)
    assert found.dated is None
    assert code in [guess for guess, _ in found.guesses]


@pytest.mark.parametrize("text", ["待定", "—", "", "/"])
def test_an_empty_word_is_no_date_and_no_doubt(text: str) -> None:
    assert read_date(text, AUTUMN) == DateRead(None)


@pytest.mark.parametrize(
    ("cell", "on", "precision"),
    [
        (datetime(2019, 11, 6), "2019-11-06", DAY),
        (CoarseDate(datetime(2019, 11, 1), MONTH), "2019-11-01", MONTH),
        (Decimal(43757), "2019-10-19", DAY),
        (Decimal("43757.75"), "2019-10-19", DAY),
        (Decimal(20190917), "2019-09-17", DAY),
        (Decimal(201911), "2019-11-01", MONTH),
        (Decimal("2019.9"), "2019-09-01", MONTH),
        (Decimal("9.25"), "2019-09-25", DAY),
        (Decimal(2019), "2019-01-01", YEAR),
    ],
)
def test_numbers_and_date_cells_are_dates_too(cell: Value, on: str, precision: Precision) -> None:
    assert said(read_date(cell, AUTUMN)) == (on, precision)


def test_a_number_that_lost_its_zero_is_doubted() -> None:
    found = read_date(Decimal("2019.1"), AUTUMN)  # January is outside the period of the title, October inside
    assert (said(found), [guess for guess, _ in found.guesses]) == (("2019-10-01", MONTH), ["date_zero_lost"])


def test_days_counted_from_1904_are_four_years_later() -> None:
    assert said(read_date(Decimal(42295), Context(TODAY, date1904=True))) == ("2019-10-19", DAY)


@pytest.mark.parametrize(
    ("lines", "text", "on"),
    [
        (["截至2019年12月31日"], "9月25日", "2019-09-25"),
        (["截至2020年1月10日"], "9月25日", "2019-09-25"),
        (["截至2020年1月10日"], "1月5日", "2020-01-05"),
        (["闵行组2019年第四季度项目跟踪表"], "10月25日", "2019-10-25"),
        (["闵行组2019年第四季度项目跟踪表", "填表日期：2020年1月5日"], "12月25日", "2019-12-25"),
        (["2019年9月—12月", "截至2020年1月15日"], "1月5日", "2020-01-05"),
        (["二〇一九年招商台账"], "9月25日", "2019-09-25"),
        (["台账（2019.9-2020.1）"], "1月5日", "2020-01-05"),
        (["统计时间：2019年9月至12月"], "9月25日", "2019-09-25"),
        (["", "2019年11月"], "5日", "2019-11-05"),
    ],
)
def test_a_missing_year_comes_from_the_lines_around(lines: list[str], text: str, on: str) -> None:
    found = read_date(text, context_of(lines, TODAY))
    assert said(found) == (on, DAY)
    assert found.guesses == ()


def test_words_such_as_last_month_are_told_from_the_cut_off_and_doubted() -> None:
    december = context_of(["截至2019年12月20日"], TODAY)
    for text, on, precision in (
        ("上月", "2019-11-01", MONTH),
        ("本月初", "2019-12-01", TEN),
        ("月底", "2019-12-21", TEN),
    ):
        found = read_date(text, december)
        assert (said(found), found.guesses[0][0]) == ((on, precision), "date_relative")
    assert read_date("上月", Context(TODAY)).dated is None


def test_days_alone_belong_to_the_one_month_of_the_table() -> None:
    october = context_of(["2019年10月周报"], TODAY)
    found = read_date("9-10日", october)
    assert (said(found), [guess for guess, _ in found.guesses]) == (("2019-10-09", DAY), ["date_range"])


def test_a_year_taken_from_today_is_doubted() -> None:
    assert read_date("9月25日", Context(TODAY)).guesses == (("date_year_assumed", "2019"),)


def test_a_day_after_the_cut_off_is_doubted() -> None:
    found = read_date("2020-02-01", context_of(["截至2019年12月31日"], TODAY))
    assert [guess for guess, _ in found.guesses] == ["date_after_cutoff"]


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    found = read_date(text, AUTUMN)
    assert found.dated is None or isinstance(found.dated, DatedTo)


@given(st.text(alphabet="0123456789年月日上中下旬季度.-/第一二十〇Qq至底初 ", max_size=30))
def test_no_heap_of_date_marks_breaks_it(text: str) -> None:
    found = read_date(text, Context(TODAY))
    assert found.dated is None or found.dated.on == first_day_of(found.dated.on, found.dated.precision)


DATES = st.builds(
    lambda on, precision: DatedTo(first_day_of(on, precision), precision),
    st.dates(date(2000, 1, 1), date(2020, 5, 31)),
    st.sampled_from(Precision),
)


@given(DATES, st.sampled_from(["zh", "en"]))
def test_what_the_house_prints_it_reads_back(dated: DatedTo, language: str) -> None:
    assert read_date(day(dated, language), Context(TODAY)) == DateRead(dated)


@given(
    st.dates(date(2019, 9, 1), date(2020, 1, 31)),
    st.sampled_from(["{m}月{d}日", "{m}.{d}", "{m}/{d}", "{m:02}-{d:02}"]),
)
def test_inside_the_stated_period_the_year_is_sure(on: date, form: str) -> None:
    assert read_date(form.format(m=on.month, d=on.day), AUTUMN) == DateRead(DatedTo(on))
