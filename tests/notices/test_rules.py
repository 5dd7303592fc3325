"""When nothing is made, and how far a reminder reaches. Pure."""

from datetime import date, time

import pytest

from hometown.notices import rules


@pytest.mark.parametrize(
    ("hour", "night"),
    [
        (time(21, 59), False),
        (time(22), True),
        (time(0), True),
        (time(5, 59), True),
        (time(6), False),
        (time(12), False),
    ],
)
def test_night_lasts_from_ten_to_six(hour: time, night: bool) -> None:
    assert rules.is_night(hour) is night


def test_a_reminder_reaches_as_far_as_chosen_within_bounds() -> None:
    assert rules.reach(None, 3) == 3
    assert rules.reach(7, 3) == 7
    assert rules.reach(0, 3) == rules.LEAST_DAYS
    assert rules.reach(9999, 3) == rules.MOST_DAYS
    assert rules.reach(7, None) == 0


def test_a_day_is_told_when_it_is_near_and_for_a_week_after() -> None:
    today = date(2020, 1, 10)
    told = [day for day in range(1, 20) if rules.is_told(date(2020, 1, day), today, 3)]
    assert told == list(range(3, 14))
    assert not rules.is_told(None, today, 3)


def test_a_digest_is_kept_for_thirty_days() -> None:
    assert rules.oldest_kept(date(2020, 1, 17)) == date(2019, 12, 18)
