"""The rules of service after signing: days, lamps, pauses, favours. No database."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.aftercare.rules import (
    RequestDays,
    State,
    closed_in_time,
    days_after_pause,
    due_days,
    favours_in,
    later_by_pause,
    promise_state,
    request_clocks,
    request_light,
    request_state,
)
from hometown.landing.rules import Light
from hometown.policy.reading import default_text, read
from hometown.policy.rules import is_workday, workdays_between

POLICY = read(default_text())
FRIDAY = date(2019, 12, 20)
DAYS = RequestDays(*due_days(POLICY, FRIDAY))


def test_the_days_of_a_request_are_the_service_levels_in_workdays() -> None:
    # New Year's Day is off: ten workdays after a Friday before Christmas end on 6 January.
    assert due_days(POLICY, FRIDAY) == (date(2019, 12, 23), date(2019, 12, 25), date(2020, 1, 6))


def test_a_later_step_stops_the_clocks_before_it() -> None:
    replied = replace(DAYS, replied_on=date(2019, 12, 23))
    assert [(clock.what, clock.runs) for clock in request_clocks(replied)] == [
        ("accept", False), ("reply", False), ("close", True),
    ]  # fmt: skip
    closed = replace(DAYS, closed_on=date(2019, 12, 24))
    assert not any(clock.runs for clock in request_clocks(closed))
    assert request_light(POLICY, closed, date(2020, 3, 1)) == (Light.DARK, None)


def test_the_lamp_is_that_of_the_step_that_is_owed_next() -> None:
    accepted = replace(DAYS, accepted_on=FRIDAY)
    light, clock = request_light(POLICY, accepted, date(2019, 12, 26))
    assert (light, clock.what if clock else "") == (Light.RED, "reply")
    assert request_light(POLICY, replace(accepted, replied_on=FRIDAY), date(2019, 12, 26))[0] is Light.GREEN


def test_a_waiting_request_is_due_on_the_day_it_waits_for() -> None:
    waits = replace(DAYS, accepted_on=FRIDAY, paused_on=date(2019, 12, 24), paused_until=date(2020, 1, 31))
    assert request_state(waits) is State.PAUSED
    assert request_light(POLICY, waits, date(2020, 1, 10))[0] is Light.GREEN  # its own day is long past
    assert request_light(POLICY, waits, date(2020, 2, 3))[0] is Light.RED  # nobody waits for ever unseen


def test_what_was_late_before_a_pause_stays_late() -> None:
    late = replace(DAYS, accepted_on=date(2020, 1, 8), paused_on=date(2020, 1, 8), paused_until=date(2020, 2, 28))
    assert days_after_pause(POLICY, late, date(2020, 2, 20))["close_due"] == DAYS.close_due
    assert not closed_in_time(replace(late, closed_on=date(2020, 2, 21)))


def test_only_days_that_still_run_are_moved() -> None:
    waits = replace(DAYS, accepted_on=FRIDAY, replied_on=FRIDAY, paused_on=date(2019, 12, 23))
    assert days_after_pause(POLICY, waits, date(2019, 12, 30)).keys() == {"close_due"}
    assert days_after_pause(POLICY, replace(DAYS, accepted_on=FRIDAY), date(2019, 12, 30)) == {}


DATES = st.dates(date(2019, 1, 1), date(2019, 12, 31))


@settings(max_examples=60, deadline=None)
@given(DATES, st.integers(0, 30), st.integers(0, 90))
def test_a_pause_leaves_as_many_workdays_as_there_were(received: date, wait: int, length: int) -> None:
    _accept, _reply, due = due_days(POLICY, received)
    paused = received + timedelta(days=wait)
    resumed = paused + timedelta(days=length)
    moved = later_by_pause(POLICY, due, paused, resumed)
    assert moved >= due
    if paused <= due and resumed > paused:
        before, after = workdays_between(POLICY, paused, due), workdays_between(POLICY, resumed, moved)
        assert after == before
        assert before == 0 or is_workday(POLICY, moved)
    else:
        assert moved == due


def test_words_that_read_like_a_favour_are_found() -> None:
    assert favours_in(["前三年税收全额返还，地价优惠一半"]) == ["税收全额返还", "地价优惠"]
    assert favours_in(["We offer a tax holiday and a subsidy."]) == ["tax holiday", "subsidy"]
    assert favours_in(["设备补贴按省里文件申报"]) == ["补贴"]
    assert favours_in(["税务登记在一楼办理，收费公示在墙上，地价见公告"]) == []


def test_a_promise_is_overdue_after_its_day_and_not_on_it() -> None:
    due = date(2020, 1, 10)
    assert promise_state(due, None, None, due) == "open"
    assert promise_state(due, None, None, due + timedelta(days=1)) == "overdue"
    assert promise_state(due, due, None, date(2020, 9, 1)) == "kept"
    assert promise_state(due, None, due, date(2020, 9, 1)) == "released"


def test_a_pause_nobody_ends_moves_no_day_past_the_day_it_was_to_last() -> None:
    waits = replace(DAYS, accepted_on=FRIDAY, paused_on=FRIDAY, paused_until=date(2019, 12, 24))
    ended = days_after_pause(POLICY, waits, date(2019, 12, 24))
    assert days_after_pause(POLICY, waits, date(2020, 3, 20)) == ended
