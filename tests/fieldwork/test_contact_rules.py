"""How invitations stand, which hours exist, which meetings overlap, which activities make a journey. No database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hometown.fieldwork.meeting_forms import person_of
from hometown.fieldwork.rules import ZONES, Asked, Stop, journeys, local_moment, may_be_kept, overlaps, round_of
from hometown.fieldwork.words import ZONES as ZONE_WORDS

DECEMBER = date(2019, 12, 1)


def asked(*told: tuple[int, str]) -> list[Asked]:
    return [Asked(DECEMBER + timedelta(days=day), outcome) for day, outcome in told]


def test_nobody_invited_is_no_round() -> None:
    assert round_of([]) is None


def test_a_round_counts_every_time_and_waits_since_the_last() -> None:
    found = round_of(asked((0, "no_answer"), (3, "waiting"), (9, "waiting")))
    assert found is not None
    assert (found.times, found.since, found.is_waiting) == (3, DECEMBER, True)
    assert found.waited(date(2019, 12, 15)) == 5


@pytest.mark.parametrize("end", ["agreed", "declined"])
def test_an_answer_ends_a_round_and_the_next_invitation_begins_another(end: str) -> None:
    answered = round_of(asked((0, "waiting"), (3, end)))
    again = round_of(asked((0, "waiting"), (3, end), (10, "no_answer")))
    assert answered is not None
    assert again is not None
    assert not answered.is_waiting
    assert (again.times, again.since) == (1, DECEMBER + timedelta(days=10))


def test_a_wall_clock_becomes_the_moment_of_its_zone_in_summer_and_in_winter() -> None:
    summer = local_moment(datetime(2020, 7, 1, 9), "Europe/Berlin")
    winter = local_moment(datetime(2020, 1, 7, 9), "Europe/Berlin")
    assert summer is not None
    assert winter is not None
    assert summer.astimezone(UTC).hour == 7
    assert winter.astimezone(UTC).hour == 8


def test_an_hour_the_clocks_leave_out_is_no_moment_and_of_one_that_comes_twice_the_first_is_meant() -> None:
    assert local_moment(datetime(2020, 3, 29, 2, 30), "Europe/Berlin") is None
    twice = local_moment(datetime(2020, 10, 25, 2, 30), "Europe/Berlin")
    assert twice is not None
    assert twice.astimezone(UTC) == datetime(2020, 10, 25, 0, 30, tzinfo=UTC)


def test_every_zone_is_known_and_has_its_words() -> None:
    assert {ZoneInfo(zone).key for zone in ZONES} == set(ZONES) == set(ZONE_WORDS)
    assert ZONES[0] == "Asia/Shanghai"


def test_meetings_overlap_when_they_share_a_moment_and_not_when_they_touch() -> None:
    def span(first: int, last: int) -> tuple[datetime, datetime]:
        return datetime(2020, 1, 7, first, tzinfo=UTC), datetime(2020, 1, 7, last, tzinfo=UTC)

    assert overlaps(span(9, 11), span(10, 12))
    assert overlaps(span(9, 12), span(10, 11))
    assert not overlaps(span(9, 10), span(10, 11))


def test_a_meeting_is_kept_once_it_has_begun_and_never_twice() -> None:
    starts = datetime(2020, 1, 7, 9, tzinfo=UTC)
    assert may_be_kept("agreed", starts, starts)
    assert not may_be_kept("agreed", starts, starts - timedelta(minutes=1))
    assert not may_be_kept("kept", starts, starts)
    assert not may_be_kept("cancelled", starts, starts)


def test_the_same_officers_at_one_place_on_days_in_a_row_make_one_journey() -> None:
    def stop(day: int, officers: str, place: str) -> Stop:
        return Stop(date(2019, 12, day), frozenset(officers), place, f"{day}{officers}{place}")

    found = journeys(
        [stop(3, "a", "3201"), stop(4, "a", "3201"), stop(6, "a", "3201"), stop(4, "ab", "3201"), stop(4, "a", "3205")]
    )
    assert sorted([one.activity for one in group] for group in found) == [
        ["3a3201", "4a3201"], ["4a3205"], ["4ab3201"], ["6a3201"],
    ]  # fmt: skip
    assert found[0][0].on == date(2019, 12, 6)


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("郁青禾 采购总监", "郁青禾", "采购总监"),
        ("郁青禾，采购总监", "郁青禾", "采购总监"),
        ("Anna Berg, buyer", "Anna Berg", "buyer"),
        ("Anna Berg", "Anna Berg", ""),
        (" 裴舟 ", "裴舟", ""),
    ],
)
def test_a_line_is_read_as_a_name_and_a_position(line: str, name: str, title: str) -> None:
    told = person_of(line)
    assert (told.name, told.title) == (name, title)
