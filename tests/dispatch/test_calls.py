"""A client can talk: the branch is told, a train is proposed, and going enters nothing twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.dispatch import access, actions, proposing
from hometown.dispatch.board import Board
from hometown.dispatch.models import HotSignal
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork import rules
from hometown.fieldwork.models import Appointment, Trip
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.landing.models import Escalation, TaskForceUnit
from hometown.policy.standing import in_force
from hometown.projects.models import Project
from hometown.tasks.models import Task
from tests.people import World

from .conftest import TODAY, put

Lines = Callable[[], AbstractContextManager[list[Any]]]


def at(hour: int, day: Any = TODAY) -> datetime:
    return datetime.combine(day, time(hour), clock.CITY_TIME)


TONIGHT, LATER = at(20), at(22)
NOON = at(12)


def said(actor: User, company: Company, **more: Any) -> HotSignal:
    told: dict[str, Any] = {
        "in_host": False,
        "place": "淮北市政务中心",
        "starts_at": TONIGHT,
        "ends_at": LATER,
        "words": "今晚有空",
    } | more
    return actions.say_hot(actor, company=company, **told)


@pytest.fixture
def signal(world: World, lin: User, fang: User, project: Project) -> HotSignal:
    with clock.simulated(NOON):
        return said(lin, project.company, project=project)


@pytest.fixture
def trains(lin: User) -> None:
    def one(number: str, start: str, goal: str, departs: int, arrives: int) -> rules.Train:
        return rules.Train(number, start, goal, time(departs), time(arrives))

    fieldwork.keep_trains(lin, trains=[
        one("G1", "上海虹桥", "淮北北", 12, 15), one("G3", "上海虹桥", "淮北北", 14, 17),
        one("G5", "上海虹桥", "淮北北", 17, 20), one("G2", "淮北北", "上海虹桥", 23, 23),
        one("G4", "淮北北", "上海虹桥", 8, 11),
    ])  # fmt: skip


def test_the_secretary_and_the_task_force_are_told_at_once(
    world: World, lin: User, fang: User, han: User, wang: User, project: Project, lines_written: Lines
) -> None:
    force = Escalation(
        project=project,
        grade="A",
        opened_on=TODAY,
        opened_by=wang.pk,
        lead_unit=world.units["bureau"],
        lead_person=wang,
    )
    put(force, TaskForceUnit(escalation=force, unit=world.units["suixi"], does="落地", contact=han))
    with clock.simulated(NOON), lines_written() as lines:
        signal = said(lin, project.company, project=project)
    assert [line.verb for line in lines] == ["hot_signal.said"]
    told = Task.objects.open().about(signal)
    assert {task.owner for task in told} == {fang, han, wang}
    assert {task.due_on for task in told} == {TODAY}
    for one in (lin, fang, han, wang):
        assert access.visible_signals(one).get() == signal


def test_a_colleague_who_was_not_told_does_not_read_of_it(signal: HotSignal, zhou: User) -> None:
    assert not access.visible_signals(zhou).exists()
    with pytest.raises(NotFound):
        actions.go(zhou, signal=signal, officers=[])


def test_a_time_that_has_passed_or_ends_before_it_begins_is_refused(lin: User, project: Project) -> None:
    with clock.simulated(at(23)), pytest.raises(BadInput) as passed:
        said(lin, project.company)
    assert passed.value.fields["on"].code == "dispatch.call_passed"
    with clock.simulated(NOON), pytest.raises(BadInput) as wrong:
        said(lin, project.company, ends_at=TONIGHT, words=" ")
    assert wrong.value.fields.keys() == {"ends", "words"}


def test_who_records_no_field_work_does_not_say_it(zhao: User, project: Project) -> None:
    with pytest.raises(NotAllowed):
        said(zhao, project.company)


@pytest.mark.usefixtures("trains")
def test_trains_that_still_reach_it_are_proposed_the_latest_first_with_the_way_back(signal: HotSignal) -> None:
    found = proposing.proposed(in_force(TODAY), signal, at(13))  # an hour to the train, an hour to the meeting
    assert [one.train.number for one in found.out] == ["G3"]
    assert [one.train.number for one in proposing.proposed(in_force(TODAY), signal, at(9)).out] == ["G3", "G1"]
    assert [(one.train.number, one.leaves.date()) for one in found.back][:2] == [
        ("G2", TODAY), ("G4", TODAY + timedelta(days=1)),
    ]  # fmt: skip
    assert (found.from_place, found.to_place) == ("上海市", "淮北市")


@pytest.mark.usefixtures("trains")
def test_a_client_in_the_host_city_is_reached_from_home(lin: User, fang: User, project: Project) -> None:
    with clock.simulated(at(6)):
        signal = said(lin, project.company, in_host=True)
        found = proposing.proposed(in_force(TODAY), signal, at(6))
    assert [one.train.number for one in found.out] == ["G4"]
    assert (found.from_place, found.to_place) == ("淮北市", "上海市")


@pytest.mark.usefixtures("trains")
def test_going_makes_the_appointment_and_the_trip_in_one_line_and_closes_the_to_dos(
    world: World, signal: HotSignal, lin: User, lines_written: Lines
) -> None:
    with clock.simulated(NOON), lines_written() as lines:
        way = proposing.proposed(in_force(TODAY), signal, NOON)
        actions.go(lin, signal=signal, officers=[world.officers["lin"]], out=way.out[0], back=way.back[0])
    assert [line.verb for line in lines] == ["hot_signal.taken"]
    meeting, trip = Appointment.objects.get(), Trip.objects.get()
    assert (meeting.starts_at, meeting.place, meeting.state) == (TONIGHT, "淮北市政务中心", "agreed")
    assert (meeting.company, meeting.about_id) == (signal.company, signal.project_id)
    assert (trip.appointment, trip.is_planned, trip.from_place, trip.to_place) == (meeting, True, "上海市", "淮北市")
    assert trip.out_by.startswith("G3 ")
    assert trip.back_by.startswith("G2 ")
    assert not Task.objects.open().about(signal).exists()
    assert not HotSignal.objects.open().exists()


def test_without_a_train_only_the_appointment_is_made(world: World, signal: HotSignal, lin: User) -> None:
    with clock.simulated(NOON):
        actions.go(lin, signal=signal, officers=[world.officers["lin"]])
    assert Appointment.objects.count() == 1
    assert not Trip.objects.exists()


def test_it_is_taken_once(world: World, signal: HotSignal, lin: User, fang: User) -> None:
    stale = HotSignal.objects.get(pk=signal.pk)
    with clock.simulated(NOON):
        actions.go(lin, signal=signal, officers=[world.officers["lin"]])
        with pytest.raises(RuleBroken, match="call_over"):
            actions.go(fang, signal=stale, officers=[world.officers["fang"]])
    assert Appointment.objects.count() == 1


def test_a_train_that_arrives_after_it_begins_is_refused(world: World, signal: HotSignal, lin: User) -> None:
    late = rules.Ride("G9", leaves=at(19), arrives=at(21))
    with clock.simulated(NOON), pytest.raises(BadInput, match="too_late"):
        actions.go(lin, signal=signal, officers=[world.officers["lin"]], out=late)
    early = rules.Ride("G9", leaves=at(21), arrives=at(23))
    with clock.simulated(NOON), pytest.raises(BadInput, match="too_early"):
        actions.go(lin, signal=signal, officers=[world.officers["lin"]], back=early)


def test_who_said_it_or_dispatches_says_that_nobody_goes(signal: HotSignal, lin: User, fang: User) -> None:
    with pytest.raises(BadInput, match="look_over"):
        actions.end_call(fang, signal=signal, because=" ")
    actions.end_call(fang, signal=signal, because="改为电话沟通")
    assert not Task.objects.open().about(signal).exists()
    with pytest.raises(RuleBroken, match="call_over"):
        actions.end_call(lin, signal=signal, because="x")


def test_it_stands_first_on_the_board_until_somebody_goes(
    world: World, signal: HotSignal, fang: User, lin: User
) -> None:
    with clock.simulated(NOON):
        first = Board(access.sight(fang, world.batch), TODAY).groups[0]
        assert (first.code, [str(one.title) for one in first.rows]) == ("signals", [signal.company.name])
        actions.go(lin, signal=signal, officers=[world.officers["lin"]])
        assert "signals" not in [one.code for one in Board(access.sight(fang, world.batch), TODAY).groups]


@pytest.mark.usefixtures("trains")
def test_an_officer_says_it_takes_the_proposed_train_and_lands_on_the_appointment(
    client: Client, world: World, lin: User, fang: User, project: Project
) -> None:
    client.force_login(lin)
    typed = {
        "company": str(project.company_id), "company_text": project.company.name, "words": "今晚回淮北，可以谈",
        "where": "home", "place": "相山宾馆", "on": TODAY.isoformat(), "starts": "20:00",
    }  # fmt: skip
    with clock.simulated(NOON):
        made = client.post(f"/hot/add/?project={project.pk}", typed)
        assert made.status_code == 302, made.content.decode()
        page = client.get(made["Location"]).content.decode()
        assert "G3 " in page
        assert "G5 " not in page
        signal = HotSignal.objects.get()
        way = proposing.proposed(in_force(TODAY), signal, NOON)
        chosen = {"out": proposing.key_of(way.out[0]), "back": "", "officers": [str(world.officers["lin"].pk)]}
        taken = client.post(f"/hot/{signal.pk}/go/", chosen)
    assert taken["Location"] == f"/appointments/{Appointment.objects.get().pk}/"
    assert Trip.objects.get().first_on == TODAY
    assert signal.ends_at == LATER


def test_a_train_that_is_no_longer_proposed_is_refused_on_the_page(
    client: Client, world: World, lin: User, signal: HotSignal, trains: None
) -> None:
    client.force_login(lin)
    way = proposing.proposed(in_force(TODAY), signal, NOON)
    with clock.simulated(at(18)):
        answer = client.post(f"/hot/{signal.pk}/go/", {"out": proposing.key_of(way.out[0]), "back": ""})
    assert answer.status_code == 422
    assert not Appointment.objects.exists()


@pytest.mark.usefixtures("trains")
def test_a_day_in_a_choice_of_trains_is_words_and_no_markup(client: Client, lin: User, signal: HotSignal) -> None:
    client.force_login(lin)
    with clock.simulated(NOON):
        for address in ("/hot/", f"/hot/{signal.pk}/"):
            assert "&lt;time" not in client.get(address).content.decode()
