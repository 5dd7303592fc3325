"""What a fact sheet may say, where it stands, which numbers somebody typed."""

from datetime import date

import pytest

from hometown.chronicle import rules
from hometown.chronicle.rules import SheetState

UNTIL = date(2019, 12, 27)


@pytest.mark.parametrize(
    "words",
    ["综合得分92分", "92.5 分", "全批排名靠前", "列第一名", "建议评为优秀等次", "高于其他干部", "工作量超过平均水平",
     "He ranks first", "a score of 9", "above average", "better than the others", "Graded A"],
)  # fmt: skip
def test_a_mark_a_place_in_an_order_and_a_comparison_are_found(words: str) -> None:
    assert rules.comparing(words)


@pytest.mark.parametrize(
    "words",
    ["做事踏实，走访记录清楚", "每次30分钟的走访", "分管招商，分工明确", "第一批干部", "A frank and steady colleague",
     "upgraded the register", "3分之1的材料由他整理"],
)  # fmt: skip
def test_plain_words_pass(words: str) -> None:
    assert rules.comparing(words) == ""


def test_a_sheet_is_the_officers_until_passed_on_or_until_its_day() -> None:
    def state(today: date, **days: date) -> SheetState:
        held = {"passed_on": None, "closed_on": None, "concluded_on": None} | days
        return rules.sheet_state(UNTIL, held["passed_on"], held["closed_on"], held["concluded_on"], today)

    assert state(UNTIL) is SheetState.OFFICER
    assert state(date(2019, 12, 28)) is SheetState.COORDINATOR
    assert state(date(2019, 12, 20), passed_on=date(2019, 12, 20)) is SheetState.COORDINATOR
    assert state(UNTIL, closed_on=UNTIL) is SheetState.CLOSED
    assert state(UNTIL, closed_on=UNTIL, concluded_on=UNTIL) is SheetState.CONCLUDED


def test_a_count_somebody_typed_is_found_and_one_that_was_drawn_is_not() -> None:
    assert rules.typed_number("走访企业12家") == "12家"
    drawn = "10月9日，三次座谈会纪要\n走访{visited}"
    assert rules.typed_number(f"{drawn}\n另有补充", drawn) == ""
    assert rules.typed_number(f"{drawn}\n另走访5家", drawn) == "5家"


def test_months_follow_one_another() -> None:
    assert rules.last_of(date(2020, 2, 1)) == date(2020, 2, 29)
    assert rules.following(date(2019, 12, 5)) == date(2020, 1, 1)
    assert rules.months_between(date(2019, 11, 30), date(2020, 1, 1)) == [
        date(2020, 1, 1), date(2019, 12, 1), date(2019, 11, 1),
    ]  # fmt: skip
    assert rules.month_of("2019-11") == date(2019, 11, 1)
    assert rules.month_of("2019-13") is None


def test_places_are_told_once_each_in_their_order() -> None:
    assert rules.places_in(["{b} and {a}", "{b}"]) == ["b", "a"]
