"""Rules of the weekly exchange, without a database."""

import uuid
from datetime import date

import pytest

from hometown.meetings import rules
from hometown.meetings.rules import Draft, Held, Step, Week

ONE, TWO, THREE, FOUR = (uuid.UUID(int=number) for number in range(1, 5))


def draft(pk: uuid.UUID, section: str = "leads", **more: object) -> Draft:
    return Draft(section, "lead", "projects.project", pk, **more)  # type: ignore[arg-type]


def held(pk: uuid.UUID, place: int, *, touched: bool = False, section: str = "leads") -> Held:
    return Held((section, "projects.project", pk), place, touched)


def test_a_week_is_monday_to_sunday_also_over_the_new_year() -> None:
    week = Week.of(date(2019, 12, 31))
    assert str(week) == "2020-W01"
    assert (week.first, week.last) == (date(2019, 12, 30), date(2020, 1, 5))
    assert str(week.following) == "2020-W02"
    assert date(2020, 1, 5) in week
    assert date(2020, 1, 6) not in week


def test_a_week_is_read_as_people_write_it() -> None:
    assert Week.read(" 2019-w45 ") == Week(2019, 45)
    assert Week.read("2019W5") == Week(2019, 5)
    for wrong in ("2019-45", "2019-W54", "W45", "2019-W00"):
        with pytest.raises(ValueError):
            Week.read(wrong)


def test_what_is_new_comes_after_what_is_held() -> None:
    merged = rules.merge([held(ONE, 7)], [draft(TWO), draft(ONE), draft(THREE, "cases")])
    assert [(one.pk, place) for one, place in merged.added] == [(TWO, 8), (THREE, 1)]
    assert [one.pk for one in merged.renewed] == [ONE]
    assert (merged.past, merged.gone) == ((), ())


def test_what_no_record_says_any_more_goes_unless_somebody_touched_it() -> None:
    merged = rules.merge([held(ONE, 1), held(TWO, 2, touched=True)], [])
    assert [key[2] for key in merged.gone] == [ONE]
    assert [key[2] for key in merged.past] == [TWO]


def test_building_twice_from_the_same_records_adds_nothing() -> None:
    drafts = [draft(ONE), draft(TWO)]
    first = rules.merge([], drafts)
    again = rules.merge([Held(one.key, place) for one, place in first.added], drafts)
    assert (again.added, again.past, again.gone) == ((), (), ())


def test_one_record_in_two_sections_is_two_items() -> None:
    merged = rules.merge([], [draft(ONE), draft(ONE, "cases")])
    assert len(merged.added) == 2


def test_moving_stops_at_the_ends() -> None:
    assert rules.moved("abc", "c", up=True) == ["a", "c", "b"]
    assert rules.moved("abc", "a", up=True) == ["a", "b", "c"]
    assert rules.moved("abc", "c", up=False) == ["a", "b", "c"]


def test_a_case_is_the_furthest_step_forward_of_a_project() -> None:
    day = date(2019, 12, 18)
    steps = [
        Step(ONE, 2, 3, day),
        Step(ONE, 3, 4, date(2019, 12, 20)),
        Step(TWO, 4, 3, day),  # back: nothing to tell as a case
        Step(THREE, 0, 1, day),  # not far enough
    ]
    assert [(one.project, one.to_rank) for one in rules.steps_worth_telling(steps, 3)] == [(ONE, 4)]


@pytest.mark.parametrize("words", ["走访12家", "新增 三条 线索", "签约3.5亿元", "180余条", "两次"])
def test_a_typed_count_is_seen(words: str) -> None:
    assert rules.typed_count(words)


@pytest.mark.parametrize("words", ["1月22日下午去普陀", "三楼会议室", "走访{visited}", "请供地方案的同志送来"])
def test_days_and_addresses_are_no_counts(words: str) -> None:
    assert not rules.typed_count(words)


def test_an_exchange_stands_where_its_days_say() -> None:
    today = date(2019, 12, 20)
    assert rules.state(today, date(2019, 12, 22), None, None) == "prepared"
    assert rules.state(today, today, None, None) == "today"
    assert rules.state(today, date(2019, 12, 19), None, None) == "held"
    assert rules.state(today, today, today, None) == "closed"
    assert rules.state(today, today, None, today) == "cancelled"
