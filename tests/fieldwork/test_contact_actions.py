"""Inviting, agreeing, moving, cancelling, keeping; trips: one line of the book each, and nothing typed twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork import access, actions, contacting
from hometown.fieldwork.actions import Person
from hometown.fieldwork.models import Activity, Appointment, ContactAttempt, Trip, TripActivity, TripOfficer
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import replay
from hometown.tasks.models import Task
from tests.fieldwork.conftest import TODAY, Record, firm
from tests.people import World

pytestmark = pytest.mark.django_db
Lines = Callable[[], AbstractContextManager[list[Any]]]
TOMORROW = datetime(2019, 12, 19, 2, tzinfo=UTC)  # ten in the morning in the city
HOUR = timedelta(hours=1)


@pytest.fixture
def propose(world: World, lin: User, blue: Company) -> Callable[..., Appointment]:
    """Propose Lin's meeting at Blue, tomorrow at ten, unless told otherwise."""

    def proposed(actor: User | None = None, **told: Any) -> Appointment:
        whole: dict[str, Any] = {
            "company": blue, "officers": [world.officers["lin"]], "starts_at": TOMORROW, "ends_at": TOMORROW + HOUR,
            "guests": [Person(contact=blue.contacts.get()), Person("裴舟", "厂长")], "place": "苏州",
            "purpose": "谈厂房",
        } | told  # fmt: skip
        return actions.propose_appointment(actor or lin, **whole)

    return proposed


def after(moment: datetime) -> AbstractContextManager[None]:
    return clock.simulated(moment)


# --- invitations ---------------------------------------------------------------------------------------------------


def test_an_invitation_is_one_line_of_the_book_and_its_next_try_a_to_do(
    lin: User, blue: Company, lines_written: Lines
) -> None:
    with lines_written() as lines:
        made = actions.record_attempt(
            lin, company=blue, channel="phone", outcome="waiting", next_try_on=TODAY + timedelta(days=5)
        )
    assert [line.verb for line in lines] == ["attempt.recorded"]
    task = Task.objects.open().about(made).get()
    assert (task.owner, task.due_on, task.about_name) == (lin, date(2019, 12, 23), blue.name)
    assert made.batch is not None


def test_a_new_invitation_closes_the_next_try_of_the_one_before(lin: User, zhou: User, blue: Company) -> None:
    later = TODAY + timedelta(days=5)
    first = actions.record_attempt(lin, company=blue, channel="phone", outcome="no_answer", next_try_on=later)
    others = actions.record_attempt(zhou, company=blue, channel="mail", outcome="waiting", next_try_on=later)
    actions.record_attempt(lin, company=blue, channel="message", outcome="agreed")
    assert not Task.objects.open().about(first).exists()
    assert Task.objects.open().about(others).exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"on": date(2019, 12, 19)}, "on"),
        ({"next_try_on": date(2019, 12, 17)}, "next_try_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"outcome": "maybe"}, "outcome"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_beside_its_field(
    lin: User, blue: Company, told: dict[str, Any], field: str
) -> None:
    whole: dict[str, Any] = {"company": blue, "channel": "phone", "outcome": "waiting"} | told
    with pytest.raises(BadInput) as refusal:
        actions.record_attempt(lin, **whole)
    assert set(refusal.value.fields) == {field}
    assert not ContactAttempt.objects.exists()


def test_the_contact_of_another_firm_is_refused(lin: User, blue: Company, robots: Company) -> None:
    with pytest.raises(BadInput, match="not_their_contact"):
        actions.record_attempt(lin, company=robots, contact=blue.contacts.get(), channel="phone", outcome="waiting")


def test_a_withdrawn_invitation_counts_no_more_and_takes_its_to_do_along(lin: User, blue: Company) -> None:
    made = actions.record_attempt(lin, company=blue, channel="phone", outcome="waiting", next_try_on=TODAY)
    actions.withdraw_attempt(lin, made, reason="记错了")
    assert contacting.round_with(lin, blue) is None
    assert not Task.objects.open().about(made).exists()
    with pytest.raises(RuleBroken, match="withdrawn_already"):
        actions.withdraw_attempt(lin, made, reason="再来一次")


def test_another_officers_invitation_is_neither_seen_nor_changed(
    lin: User, zhou: User, fang: User, guest: User, blue: Company
) -> None:
    made = actions.record_attempt(lin, company=blue, channel="phone", outcome="waiting")
    with pytest.raises(NotFound):
        access.attempt_for(zhou, made.pk)
    with pytest.raises(NotAllowed):
        actions.withdraw_attempt(zhou, made, reason="不是我的")
    assert access.attempt_for(fang, made.pk) == made  # the secretary answers for the batch
    assert not access.visible_attempts(guest).exists()


# --- appointments --------------------------------------------------------------------------------------------------


def test_each_verb_of_an_appointment_is_one_line(propose: Any, lin: User, lines_written: Lines) -> None:
    with lines_written() as lines:
        made = propose()
        actions.agree_appointment(lin, made)
        actions.move_appointment(lin, made, starts_at=TOMORROW + HOUR, ends_at=TOMORROW + 2 * HOUR)
        actions.edit_appointment(lin, made, place="昆山")
        actions.cancel_appointment(lin, made, reason="对方出差")
    verbs = ["proposed", "agreed", "moved", "edited", "cancelled"]
    assert [line.verb for line in lines] == [f"appointment.{verb}" for verb in verbs]
    assert list(replay.differences()) == []


def test_the_sequence_grows_when_the_time_changes_and_on_cancelling_only(propose: Any, lin: User) -> None:
    made = propose()
    uid = made.uid
    actions.agree_appointment(lin, made)
    actions.edit_appointment(lin, made, place="昆山")
    assert made.sequence == 0
    actions.move_appointment(lin, made, starts_at=TOMORROW + HOUR, ends_at=TOMORROW + 2 * HOUR)
    assert (made.sequence, made.state) == (1, "moved")
    actions.cancel_appointment(lin, made, reason="对方出差")
    assert (made.sequence, made.uid) == (2, uid)


def test_a_move_to_the_same_time_and_a_second_yes_are_refused(propose: Any, lin: User) -> None:
    made = propose(is_agreed=True)
    with pytest.raises(BadInput, match="same_time"):
        actions.move_appointment(lin, made, starts_at=made.starts_at, ends_at=made.ends_at)
    with pytest.raises(RuleBroken, match="agreed_already"):
        actions.agree_appointment(lin, made)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"ends_at": TOMORROW}, "meeting_ends_before"),
        ({"ends_at": TOMORROW + timedelta(hours=25)}, "too_long"),
        ({"starts_at": TOMORROW - timedelta(days=2), "ends_at": TOMORROW - timedelta(days=2) + HOUR}, "meeting_past"),
        ({"time_zone": "Mars/Olympus"}, "no_zone"),
        ({"label": "secret"}, "no_label"),
        ({"officers": []}, "officer_goes"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(propose: Any, told: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        propose(**told)
    assert not Appointment.objects.exists()


def test_nobody_makes_an_appointment_for_others_alone(propose: Any, world: World, zhou: User) -> None:
    with pytest.raises(NotAllowed, match="not_among_them"):
        propose(zhou)


def test_keeping_makes_the_visit_with_everything_the_appointment_knew(
    propose: Any, lin: User, blue: Company, lines_written: Lines
) -> None:
    made = propose()
    with after(TOMORROW + HOUR), lines_written() as lines:
        actions.keep_appointment(lin, made)
    assert [line.verb for line in lines] == ["appointment.kept"]
    visit = Activity.objects.get()
    assert made.activity == visit
    assert (visit.kind, visit.on, str(visit.starts_at), visit.place) == (
        "visit",
        date(2019, 12, 19),
        "10:00:00",
        "苏州",
    )
    link = visit.company_links.get()
    assert (link.company, link.in_person) == (blue, True)
    contact, named = link.counterparts.all()
    assert contact.contact == Contact.objects.get()
    assert (named.name, named.title) == ("裴舟", "厂长")
    assert [one.officer.name for one in visit.officer_links.all()] == ["林知夏"]


def test_a_meeting_far_away_is_a_visit_of_the_day_it_was_there(propose: Any, lin: User) -> None:
    starts = datetime(
        2019, 12, 20, 1, tzinfo=UTC
    )  # the evening of the 19th in New York, the morning of the 20th at home
    made = propose(starts_at=starts, ends_at=starts + HOUR, time_zone="America/New_York")
    with after(starts + HOUR):
        actions.keep_appointment(lin, made)
    visit = Activity.objects.get()
    assert (visit.on, str(visit.starts_at)) == (date(2019, 12, 19), "20:00:00")


def test_a_meeting_is_not_kept_before_it_begins_and_not_after_it_was_cancelled(propose: Any, lin: User) -> None:
    made = propose()
    with pytest.raises(RuleBroken, match="not_begun"):
        actions.keep_appointment(lin, made)
    actions.cancel_appointment(lin, made, reason="对方出差")
    with after(TOMORROW + HOUR), pytest.raises(RuleBroken, match="appointment_over"):
        actions.keep_appointment(lin, made)
    assert not Activity.objects.exists()


def test_an_officer_in_two_places_is_said_and_not_forbidden(
    propose: Any, world: World, lin: User, fang: User, robots: Company
) -> None:
    made = propose()
    propose(company=robots, guests=[], starts_at=TOMORROW + HOUR / 2, ends_at=TOMORROW + 2 * HOUR)
    propose(company=robots, guests=[], starts_at=TOMORROW + HOUR, ends_at=TOMORROW + 2 * HOUR)  # touches only
    said = contacting.clashes(lin, access.appointment_for(lin, made.pk))
    assert len(said) == 1
    assert robots.name in said[0]
    assert "林知夏" in said[0]


def test_of_a_clash_with_a_hidden_meeting_only_the_hours_are_said(
    propose: Any, world: World, lin: User, zhou: User, robots: Company
) -> None:
    hidden = propose(zhou, company=robots, guests=[], officers=[world.officers["zhou"]])
    made = propose(officers=[world.officers["lin"], world.officers["zhou"]])
    said = contacting.clashes(lin, access.appointment_for(lin, made.pk))
    assert len(said) == 1
    assert "周砚秋" in said[0]
    assert hidden.company.name not in said[0]


def test_a_cancelled_meeting_clashes_with_nothing(propose: Any, lin: User, robots: Company) -> None:
    made = propose()
    actions.cancel_appointment(lin, propose(company=robots, guests=[]), reason="对方出差")
    assert contacting.clashes(lin, access.appointment_for(lin, made.pk)) == []


def test_the_guests_of_an_edited_appointment_are_replaced(propose: Any, lin: User) -> None:
    made = propose()
    actions.edit_appointment(lin, made, guests=[Person("沈云深", "总经理"), Person("裴舟", "厂长")])
    assert [one.name for one in made.guests.all()] == ["沈云深", "裴舟"]


def test_somebody_faster_is_noticed(propose: Any, lin: User) -> None:
    made = propose()
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        actions.edit_appointment(lin, made, revision=made.revision - 1, place="昆山")


# --- trips ---------------------------------------------------------------------------------------------------------


def test_a_trip_takes_its_activities_along_and_no_activity_goes_twice(
    world: World, lin: User, blue: Company, visited: Record, lines_written: Lines
) -> None:
    visit = visited(lin, blue, on=date(2019, 12, 17))
    told: dict[str, Any] = {
        "officers": [world.officers["lin"]], "from_place": "上海市", "to_place": "苏州市",
        "first_on": date(2019, 12, 16), "last_on": date(2019, 12, 17), "means": "rail", "activities": [visit],
    }  # fmt: skip
    with lines_written() as lines:
        trip = actions.record_trip(lin, **told)
    assert [line.verb for line in lines] == ["trip.recorded"]
    assert trip.batch == world.batch
    with pytest.raises(BadInput, match="on_another_trip"):
        actions.record_trip(lin, **told)
    actions.withdraw_trip(lin, trip, reason="重复")
    assert not TripActivity.objects.exists()
    actions.record_trip(lin, **told)
    assert list(replay.differences()) == []


def test_of_two_who_say_who_went_the_second_is_told(world: World, lin: User, wang: User, zhou: User) -> None:
    one, other = world.officers["lin"], world.officers["zhou"]
    trip = actions.record_trip(
        lin, officers=[one], from_place="上海市", to_place="苏州市", first_on=date(2019, 12, 16)
    )  # fmt: skip
    opened = trip.revision
    actions.edit_trip(wang, Trip.objects.get(pk=trip.pk), revision=opened, officers=[one, other])
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        actions.edit_trip(lin, Trip.objects.get(pk=trip.pk), revision=opened, officers=[one])
    assert TripOfficer.objects.filter(trip=trip).count() == 2
    assert list(replay.differences()) == []


def test_saying_once_more_who_went_changes_nothing(world: World, lin: User, lines_written: Lines) -> None:
    one = world.officers["lin"]
    trip = actions.record_trip(lin, officers=[one], from_place="上海市", to_place="苏州市", first_on=date(2019, 12, 16))
    with lines_written() as lines:
        actions.edit_trip(lin, trip, officers=[one])
    assert lines == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"last_on": date(2019, 12, 19)}, "trip_not_over"),
        ({"last_on": date(2019, 12, 10)}, "ends_before"),
        ({"to_place": " "}, "place_needed"),
        ({"officers": []}, "officer_went"),
        ({"means": "rocket"}, "no_means"),
    ],
)
def test_a_trip_that_cannot_be_is_refused(world: World, lin: User, told: dict[str, Any], code: str) -> None:
    whole: dict[str, Any] = {
        "officers": [world.officers["lin"]], "from_place": "上海", "to_place": "南京", "first_on": date(2019, 12, 16)
    } | told  # fmt: skip
    with pytest.raises(BadInput, match=code):
        actions.record_trip(lin, **whole)


def test_an_activity_of_another_day_does_not_belong_to_a_trip(
    world: World, lin: User, blue: Company, visited: Record
) -> None:
    visit = visited(lin, blue, on=date(2019, 12, 10))
    with pytest.raises(BadInput, match="outside_the_trip"):
        actions.record_trip(
            lin,
            officers=[world.officers["lin"]],
            from_place="上海",
            to_place="苏州",
            first_on=TODAY,
            activities=[visit],
        )


def test_visits_outside_the_host_city_are_offered_as_journeys(
    lin: User, blue: Company, robots: Company, visited: Record
) -> None:
    from hometown.fieldwork.away import not_written_down

    for day in (16, 17):
        visited(lin, blue, on=date(2019, 12, day))
    visited(lin, robots, on=date(2019, 12, 17))
    visited(lin, firm("淮北濉溪铝业有限公司", "340621"), on=date(2019, 12, 12))
    (journey,) = not_written_down(lin)
    assert (journey.place, journey.first_on, journey.last_on) == ("苏州市", date(2019, 12, 16), date(2019, 12, 17))
    assert len(journey.activities) == 2
