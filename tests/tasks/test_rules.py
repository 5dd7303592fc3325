"""What is late, and how pressing the rest is."""

from datetime import date

import pytest

from hometown.policy.reading import default_text, read
from hometown.tasks.rules import Lamp, is_overdue, lamp

TODAY = date(2019, 10, 16)
POLICY = read(default_text())


def test_a_to_do_is_late_from_the_day_after_its_day() -> None:
    assert not is_overdue(date(2019, 10, 16), TODAY)
    assert is_overdue(date(2019, 10, 15), TODAY)


def test_a_to_do_without_a_day_is_never_late() -> None:
    assert not is_overdue(None, TODAY)


def test_a_to_do_closed_in_time_is_not_late_afterwards() -> None:
    assert not is_overdue(date(2019, 10, 10), TODAY, closed_on=date(2019, 10, 10))
    assert is_overdue(date(2019, 10, 10), TODAY, closed_on=date(2019, 10, 11))


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (None, Lamp.NONE),
        (date(2019, 11, 30), Lamp.GREEN),
        (date(2019, 10, 19), Lamp.AMBER),
        (date(2019, 10, 16), Lamp.AMBER),
        (date(2019, 10, 15), Lamp.RED),
    ],
)
def test_lamps_follow_the_terms_of_the_city(due_on: date | None, expected: Lamp) -> None:
    assert lamp(POLICY, due_on, TODAY) is expected


def test_a_closed_to_do_is_green_however_late_it_was() -> None:
    assert lamp(POLICY, date(2019, 10, 1), TODAY, closed_on=TODAY) is Lamp.GREEN
