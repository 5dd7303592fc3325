"""The timetable: reading what was pasted, keeping it, and which trains still reach a meeting."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import actions, rules
from hometown.fieldwork.models import Appointment, Train, Trip
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from tests.people import World

Lines = Callable[[], AbstractContextManager[list[Any]]]
ZONE = clock.CITY_TIME
HOUR = timedelta(hours=1)
PASTED = """车次\t出发\t到达\t开\t到\t开行
G7234\t淮北北\t上海虹桥\t13:05\t15:48\t1-5
g7236,淮北北,上海虹桥,15:20,18:02
K290  上海  淮北  21:40  06:10+1  7"""


def at(hour: int, minute: int = 0, day: int = 18) -> datetime:
    return datetime(2019, 12, day, hour, minute, tzinfo=ZONE)


def a_train(number: str, departs: int, arrives: int, days: str = rules.EVERY_DAY, **more: Any) -> rules.Train:
    return rules.Train(number, "淮北北", "上海虹桥", time(departs), time(arrives), days, **more)


def test_a_pasted_timetable_is_read_with_tabs_commas_or_gaps_and_its_heading_passed_over() -> None:
    read = rules.read_timetable(PASTED)
    assert read.unread == ()
    assert [one.number for one in read.trains] == ["G7234", "G7236", "K290"]
    assert [one.days for one in read.trains] == ["12345", "1234567", "7"]
    assert [one.next_day for one in read.trains] == [False, False, True]


def test_a_line_that_is_no_train_is_named_by_its_number() -> None:
    read = rules.read_timetable(
        "G1,淮北北,上海虹桥,25:00,26:00\n\nG2,淮北北,上海虹桥,10:00,12:00,8\nG3,淮北北,上海虹桥,9:00,8:00"
    )
    assert read.unread == (1, 3)
    assert [(one.number, one.next_day) for one in read.trains] == [("G3", True)]


def test_a_heading_in_another_line_than_the_first_is_not_passed_over() -> None:
    assert rules.read_timetable("G3,淮北北,上海虹桥,9:00,11:00\n车次,出发").unread == (2,)


@pytest.mark.parametrize(
    ("text", "days"), [("", "1234567"), ("1-5", "12345"), ("6、7", "67"), ("135", "135"), ("daily", ""), ("0", "")]
)
def test_days_are_weekdays_by_number(text: str, days: str) -> None:
    assert rules.days_of(text) == days


NOON = at(12)


def reach(trains: list[rules.Train], starts: datetime, now: datetime = NOON) -> list[tuple[str, date]]:
    found = rules.before(trains, now=now, starts_at=starts, to_train=HOUR, from_train=HOUR, zone=ZONE)
    return [(one.train.number, one.leaves.date()) for one in found]


def test_a_train_reaches_a_meeting_when_it_can_be_caught_and_leaves_time_for_the_way() -> None:
    trains = [a_train("G1", 12, 14), a_train("G3", 13, 16), a_train("G5", 15, 17), a_train("G7", 16, 19)]
    assert reach(trains, at(18)) == [("G5", date(2019, 12, 18)), ("G3", date(2019, 12, 18))]


def test_a_train_of_another_weekday_does_not_run() -> None:
    assert reach([a_train("G5", 15, 17, days="12")], at(18)) == []  # the 18th is a Wednesday


def test_a_night_train_of_the_evening_before_reaches_a_meeting_in_the_morning() -> None:
    assert reach([a_train("K1", 21, 6, next_day=True)], at(9, day=19)) == [("K1", date(2019, 12, 18))]


def test_the_ways_back_begin_after_the_meeting_the_earliest_first() -> None:
    trains = [a_train("G2", 20, 22), a_train("G4", 21, 23), a_train("G6", 7, 9)]
    found = rules.after(trains, now=at(12), ends_at=at(19, 30), to_train=HOUR, zone=ZONE)
    assert [(one.train.number, one.leaves.day) for one in found] == [("G4", 18), ("G6", 19), ("G2", 19), ("G4", 19)]


def test_trains_are_kept_once_and_take_new_hours(lin: User, lines_written: Lines) -> None:
    actions.keep_trains(lin, trains=[a_train("G1", 12, 14), a_train("G3", 13, 16)])
    with lines_written() as lines:
        actions.keep_trains(lin, trains=[a_train("G1", 12, 15), a_train("G3", 13, 16)])
    assert [(line.verb, line.rows.count()) for line in lines] == [("timetable.kept", 1)]
    assert dict(Train.objects.values_list("number", "arrives")) == {"G1": time(15), "G3": time(16)}


def test_a_train_between_other_places_is_refused_and_none_is_kept(lin: User) -> None:
    other = rules.Train("G9", "合肥南", "南京南", time(8), time(9))
    with pytest.raises(BadInput, match="train_elsewhere"):
        actions.keep_trains(lin, trains=[a_train("G1", 12, 14), other])
    assert not Train.objects.exists()


def test_who_records_no_field_work_keeps_no_timetable(zhao: User) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_trains(zhao, trains=[a_train("G1", 12, 14)])


# --- the trip planned with an appointment --------------------------------------------------------------------------


@pytest.fixture
def meeting(world: World, lin: User, blue: Company) -> Appointment:
    return actions.propose_appointment(
        lin, company=blue, officers=[world.officers["lin"]], starts_at=at(19), ends_at=at(21), is_agreed=True
    )


@pytest.fixture
def trip(world: World, lin: User, meeting: Appointment) -> Trip:
    return actions.plan_trip(
        lin, appointment=meeting, officers=[world.officers["lin"]], from_place="淮北市", to_place="上海市",
        first_on=date(2019, 12, 18), last_on=date(2019, 12, 19), out_by="G7234",
    )  # fmt: skip


def test_a_planned_trip_becomes_a_fact_with_the_visit_when_the_meeting_was_kept(
    lin: User, meeting: Appointment, trip: Trip
) -> None:
    assert trip.is_planned
    with clock.simulated(at(20)):
        kept = actions.keep_appointment(lin, meeting)
    trip.refresh_from_db()
    assert not trip.is_planned
    assert [link.activity_id for link in trip.activity_links.all()] == [kept.activity_id]


def test_the_trip_goes_with_a_meeting_that_is_cancelled(lin: User, meeting: Appointment, trip: Trip) -> None:
    actions.cancel_appointment(lin, meeting, reason="客商改期")
    trip.refresh_from_db()
    assert (trip.withdrawn_on, trip.withdrawn_because) == (date(2019, 12, 18), "客商改期")


def test_the_trip_goes_with_a_meeting_that_is_moved(lin: User, meeting: Appointment, trip: Trip) -> None:
    actions.move_appointment(lin, meeting, starts_at=at(19, day=20), ends_at=at(21, day=20))
    trip.refresh_from_db()
    assert trip.withdrawn_on is not None


def test_a_trip_taken_back_stays_so_when_the_meeting_is_kept(lin: User, meeting: Appointment, trip: Trip) -> None:
    actions.withdraw_trip(lin, trip, reason="开车去")
    with clock.simulated(at(20)):
        actions.keep_appointment(lin, meeting)
    trip.refresh_from_db()
    assert trip.is_planned
    assert trip.withdrawn_on is not None
    assert not trip.activity_links.exists()


def test_one_trip_is_planned_for_an_appointment(world: World, lin: User, meeting: Appointment, trip: Trip) -> None:
    with pytest.raises(RuleBroken, match="planned_already"):
        actions.plan_trip(
            lin, appointment=meeting, officers=[world.officers["lin"]], from_place="淮北市", to_place="上海市",
            first_on=trip.first_on, last_on=trip.last_on, out_by="G1",
        )  # fmt: skip


# --- pages ---------------------------------------------------------------------------------------------------------


def test_a_page_takes_pasted_lines_or_says_which_it_cannot_read(client: Client, lin: User) -> None:
    client.force_login(lin)
    refused = client.post("/timetable/paste/", {"lines": PASTED + "\n没有车"})
    assert refused.status_code == 422
    assert "5" in refused.content.decode()
    assert not Train.objects.exists()
    assert client.post("/timetable/paste/", {"lines": PASTED}).status_code == 302
    assert Train.objects.count() == 3
    page = client.get("/timetable/").content.decode()
    assert "06:10+1" in page
    train = Train.objects.get(number="K290")
    client.post(f"/timetable/{train.pk}/out/")
    assert Train.objects.count() == 2
