"""Invitations and feeds, read back with the library: the same moments, the same words, nobody's phone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from icalendar import Calendar

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import access, actions, ics
from hometown.fieldwork.actions import Person
from hometown.fieldwork.models import Appointment
from hometown.kernel import clock
from hometown.tasks import actions as tasks
from tests.people import World

pytestmark = pytest.mark.django_db
MADE = datetime(2019, 12, 18, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
PURPOSE = "谈选址, 环评; 电价\\蒸汽价\n第二行：" + "新型煤化工基地高端聚烯烃材料" * 6
Make = Callable[..., Appointment]


@pytest.fixture
def make(world: World, lin: User, blue: Company) -> Make:
    def made(starts: datetime, zone: str = "Asia/Shanghai", **more: Any) -> Appointment:
        told: dict[str, Any] = {
            "company": blue, "officers": [world.officers["lin"]], "guests": [Person(contact=blue.contacts.get())],
            "starts_at": starts, "ends_at": starts + HOUR, "time_zone": zone, "place": "苏州市吴中区",
            "purpose": PURPOSE,
        }  # fmt: skip
        found = actions.propose_appointment(lin, **(told | more))
        return access.appointment_for(lin, found.pk)

    return made


def read(body: bytes) -> tuple[Calendar, Any]:
    calendar = Calendar.from_ical(body)
    return calendar, calendar.walk("VEVENT")[0]


def invited(appointment: Appointment, *, full: bool = True) -> bytes:
    with override("zh-hans"):
        return ics.invitation(appointment, made_at=MADE, full_names=full)


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        ("Asia/Shanghai", datetime(2020, 1, 7, 2, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2020, 3, 28, 8, tzinfo=UTC)),  # the day before the clocks go forward
        ("Europe/Berlin", datetime(2020, 3, 30, 7, tzinfo=UTC)),
        ("America/New_York", datetime(2020, 11, 1, 15, tzinfo=UTC)),
        ("Australia/Sydney", datetime(2020, 4, 5, 0, tzinfo=UTC)),
    ],
)
def test_the_moment_survives_the_way_through_a_file_in_every_zone(make: Make, zone: str, starts: datetime) -> None:
    body = invited(make(starts, zone))
    calendar, event = read(body)
    assert event["dtstart"].dt.astimezone(UTC) == starts
    assert event["dtend"].dt.astimezone(UTC) == starts + HOUR
    assert event["dtstart"].params["TZID"] == zone
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [zone]


@pytest.mark.parametrize("minutes", [-60, 0, 60])
def test_an_hour_that_comes_twice_is_told_apart(make: Make, minutes: int) -> None:
    starts = datetime(2020, 11, 1, 5, 30, tzinfo=UTC) + timedelta(minutes=minutes)  # half past one in New York, twice
    _calendar, event = read(invited(make(starts, "America/New_York")))
    assert event["dtstart"].dt.astimezone(UTC) == starts
    assert event["dtend"].dt.astimezone(UTC) == starts + HOUR


def test_the_zone_in_the_file_says_the_same_hours_as_the_zone_of_the_house(make: Make) -> None:
    """A reader that knows no zone by name goes by the rules in the file."""
    for starts, offset in ((datetime(2020, 3, 28, 8, tzinfo=UTC), 1), (datetime(2020, 3, 30, 7, tzinfo=UTC), 2)):
        calendar, event = read(invited(make(starts, "Europe/Berlin")))
        zone: Any = calendar.walk("VTIMEZONE")[0]
        rules = zone.to_tz(lookup_tzid=False)
        there = event["dtstart"].dt.replace(tzinfo=None)
        assert rules.utcoffset(there) == timedelta(hours=offset)


def test_chinese_commas_and_line_breaks_come_back_as_they_were_and_lines_are_folded(make: Make, blue: Company) -> None:
    body = invited(make(datetime(2020, 1, 7, 2, tzinfo=UTC)))
    _calendar, event = read(body)
    assert str(event["description"]) == PURPOSE
    assert str(event["summary"]).endswith(blue.name)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_the_file_asks_and_names_people_without_their_numbers(make: Make, blue: Company) -> None:
    appointment = make(datetime(2020, 1, 7, 2, tzinfo=UTC))
    calendar, event = read(invited(appointment))
    assert str(calendar["method"]) == "REQUEST"
    assert str(calendar["version"]) == "2.0"
    assert str(event["status"]) == "TENTATIVE"
    assert event["dtstamp"].dt == MADE
    assert str(event["organizer"].params["CN"]) == "林知夏"
    assert [str(one.params["CN"]) for one in event["attendee"]] == ["林知夏", "郁青禾"]
    assert len({str(one) for one in [event["organizer"], *event["attendee"]]}) == 2  # the organiser attends
    assert blue.contacts.get().phone.encode() not in invited(appointment)
    assert b"mailto:" not in invited(appointment).lower()


def test_a_meeting_of_the_bureau_without_an_officer_is_called_by_who_made_it(
    make: Make, world: World, wang: User, blue: Company
) -> None:
    starts = datetime(2020, 1, 7, 2, tzinfo=UTC)
    made = actions.propose_appointment(wang, company=blue, officers=[], starts_at=starts, ends_at=starts + HOUR)
    _calendar, event = read(invited(access.appointment_for(wang, made.pk)))
    assert str(event["organizer"].params["CN"]) == wang.name
    assert str(event["attendee"].params["CN"]) == wang.name


def test_who_may_not_read_contacts_gets_masked_names(make: Make) -> None:
    _calendar, event = read(invited(make(datetime(2020, 1, 7, 2, tzinfo=UTC)), full=False))
    assert str(event["attendee"][1].params["CN"]) == "郁**"


def test_a_moved_and_a_cancelled_meeting_keep_their_identifier_and_grow_in_sequence(make: Make, lin: User) -> None:
    appointment = make(datetime(2020, 1, 7, 2, tzinfo=UTC))
    _calendar, first = read(invited(appointment))
    actions.move_appointment(
        lin, appointment, starts_at=appointment.starts_at + HOUR, ends_at=appointment.ends_at + HOUR, is_agreed=True
    )
    _calendar, second = read(invited(appointment))
    actions.cancel_appointment(lin, appointment, reason="对方出差")
    calendar, third = read(invited(appointment))
    assert {str(one["uid"]) for one in (first, second, third)} == {appointment.uid}
    assert [one["sequence"] for one in (first, second, third)] == [0, 1, 2]
    assert [str(one["status"]) for one in (second, third)] == ["CONFIRMED", "CANCELLED"]
    assert str(calendar["method"]) == "CANCEL"


def feed(appointments: list[Appointment], detail: str, due: list[ics.DueTask] | None = None) -> bytes:
    with override("zh-hans"):
        return ics.feed("第二故乡", appointments, due or [], detail)


@pytest.mark.parametrize(
    ("detail", "shows", "hides"),
    [
        ("busy", [], ["蓝陶", "苏州", "谈选址", "催报价"]),
        ("place", ["苏州市吴中区"], ["蓝陶", "谈选址", "催报价"]),
        ("names", ["蓝陶", "苏州市吴中区", "谈选址", "催报价"], []),
    ],
)
def test_a_feed_says_what_its_owner_allowed_and_nobody_s_name(
    make: Make, lin: User, detail: str, shows: list[str], hides: list[str]
) -> None:
    task = tasks.set_task(lin, what="催报价", due_on=date(2020, 1, 8), kind="next_step")
    text = _unfolded(feed([make(datetime(2020, 1, 7, 2, tzinfo=UTC))], detail, [ics.DueTask(task)]))
    assert all(word in text for word in shows)
    assert not any(word in text for word in [*hides, "郁青禾", "林知夏", "13800006021"])


def test_of_a_sensitive_meeting_and_a_sensitive_step_a_feed_says_the_hours_alone(make: Make, lin: User) -> None:
    task = tasks.set_task(lin, what="催报价", due_on=date(2020, 1, 8), kind="next_step")
    secret = make(datetime(2020, 1, 7, 2, tzinfo=UTC), label="sensitive")
    text = _unfolded(feed([secret], "names", [ics.DueTask(task, is_sensitive=True)]))
    assert not any(word in text for word in ("蓝陶", "苏州", "谈选址", "催报价"))
    assert "BEGIN:VEVENT" in text


def _unfolded(body: bytes) -> str:
    return body.replace(b"\r\n ", b"").decode()


def test_the_same_entries_give_the_same_feed_whenever_it_is_asked_for(make: Make, lin: User) -> None:
    appointment = make(datetime(2020, 1, 7, 2, tzinfo=UTC))
    task = tasks.set_task(lin, what="催报价", due_on=date(2020, 1, 8), kind="next_step")
    before = feed([appointment], "names", [ics.DueTask(task)])
    with clock.simulated(MADE + timedelta(days=3)):
        assert feed([appointment], "names", [ics.DueTask(task)]) == before


def test_a_step_that_is_due_takes_its_day_and_no_hour(lin: User) -> None:
    task = tasks.set_task(lin, what="催报价", due_on=date(2020, 1, 8), kind="next_step")
    _calendar, event = read(feed([], "names", [ics.DueTask(task)]))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2020, 1, 8), date(2020, 1, 9))
    assert str(event["transp"]) == "TRANSPARENT"
