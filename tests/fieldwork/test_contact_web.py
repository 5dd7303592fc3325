"""The pages of invitations, appointments, trips and investors."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company
from hometown.fieldwork import actions
from hometown.fieldwork.models import Activity, Appointment, ContactAttempt, Trip
from hometown.kernel import clock
from tests.fieldwork.conftest import TODAY, Record, firm
from tests.fieldwork.test_web import as_user
from tests.people import World

pytestmark = pytest.mark.django_db
TOMORROW = datetime(2019, 12, 19, 2, tzinfo=UTC)


def invite(company: Company, **more: Any) -> dict[str, Any]:
    return {
        "company": str(company.pk), "company_text": company.name, "channel": "phone", "outcome": "waiting",
        "on": "2019-12-18", "at": "14:52",
    } | more  # fmt: skip


def meeting(company: Company, world: World, **more: Any) -> dict[str, Any]:
    return {
        "company": str(company.pk), "company_text": company.name, "on": "2019-12-19", "starts": "10:00", "ends": "",
        "time_zone": "Asia/Shanghai", "label": "internal", "officers": [str(world.officers["lin"].pk)],
    } | more  # fmt: skip


def proposed(lin: User, world: World, company: Company, **more: Any) -> Appointment:
    told = {"starts_at": TOMORROW, "ends_at": TOMORROW + timedelta(hours=1)} | more
    return actions.propose_appointment(lin, company=company, officers=[world.officers["lin"]], **told)


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    return body


def test_an_invitation_begun_at_a_firm_has_all_but_the_outcome_filled_in(
    client: Client, lin: User, blue: Company
) -> None:
    page = text(as_user(client, lin).get(f"/invitations/add/?company={blue.pk}"))
    assert f'value="{blue.pk}"' in page
    assert 'value="2019-12-18"' in page
    assert 'value="14:52"' in page
    assert "郁青禾" in page  # those known there are offered
    assert client.post("/invitations/add/", invite(blue)).status_code == 302
    assert ContactAttempt.objects.get().company == blue


def test_the_page_of_a_firm_says_how_often_it_was_invited_and_how_long_it_waits(
    client: Client, lin: User, blue: Company
) -> None:
    for day in (3, 9, 13):
        actions.record_attempt(lin, company=blue, channel="phone", outcome="waiting", on=date(2019, 12, day))
    as_user(client, lin)
    part = text(client.get(reverse("company-contacting", args=[blue.pk]), headers={"HX-Request": "true"}))
    assert "Invited 3 times since" in part
    assert "waiting 5 days" in part
    assert "<html" not in part
    assert "Invited 3 times" in text(client.get("/"))


def test_an_agreed_invitation_leads_to_the_appointment_with_nothing_to_type_twice(
    client: Client, lin: User, blue: Company
) -> None:
    contact = blue.contacts.get()
    as_user(client, lin)
    answer = client.post("/invitations/add/", invite(blue, outcome="agreed", contact=str(contact.pk)))
    made = ContactAttempt.objects.get()
    assert answer["Location"] == f"/appointments/add/?attempt={made.pk}"
    page = text(client.get(answer["Location"]))
    assert blue.name in page
    assert (
        f'value="{contact.pk}" id="id_contacts_0" checked' in page or "checked" in page.split(str(contact.pk))[1][:40]
    )
    assert "checked" in page.split('name="is_agreed"')[1][:40]


def test_an_appointment_is_made_with_people_known_and_people_typed(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = meeting(blue, world, contacts=[str(blue.contacts.get().pk)], others="裴舟 厂长\n", is_agreed="on")
    answer = as_user(client, lin).post("/appointments/add/", told)
    made = Appointment.objects.get()
    assert answer["Location"] == f"/appointments/{made.pk}/"
    assert (made.starts_at, made.ends_at) == (TOMORROW, TOMORROW + timedelta(hours=1))
    assert made.state == "agreed"
    page = text(client.get(answer["Location"]))
    assert "郁青禾" in page
    assert "裴舟" in page


def test_an_hour_that_does_not_exist_is_refused_beside_it(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = meeting(blue, world, on="2020-03-29", starts="02:30", time_zone="Europe/Berlin")
    answer = as_user(client, lin).post("/appointments/add/", told)
    assert answer.status_code == 422
    assert "this hour does not exist" in text(answer)


def test_a_meeting_elsewhere_shows_the_hours_there_and_here(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = meeting(blue, world, starts="09:00", time_zone="Europe/Berlin")
    page = text(as_user(client, lin).post("/appointments/add/", told, follow=True))
    assert "09:00–10:00 Berlin time" in page
    assert "16:00" in page


def test_a_clash_is_said_on_the_page(client: Client, world: World, lin: User, blue: Company, robots: Company) -> None:
    made = proposed(lin, world, blue)
    proposed(lin, world, robots)
    assert f"also meets {robots.name}" in text(as_user(client, lin).get(f"/appointments/{made.pk}/"))


def test_a_meeting_moves_by_its_form_and_the_file_follows(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    made = proposed(lin, world, blue)
    as_user(client, lin)
    client.post(
        f"/appointments/{made.pk}/move/",
        {"on": "2019-12-20", "starts": "15:00", "ends": "16:30", "time_zone": "Asia/Shanghai"},
    )
    answer = client.get(f"/appointments/{made.pk}/file/")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert 'filename="appointment-20191220.ics"' in answer["Content-Disposition"]
    event: Any = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2019, 12, 20, 7, tzinfo=UTC)
    assert event["sequence"] == 1


def test_the_second_to_move_a_meeting_reads_what_the_first_did(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    made = proposed(lin, world, blue)
    address, told = (
        f"/appointments/{made.pk}/move/",
        {"on": "2019-12-20", "time_zone": "Asia/Shanghai", "revision": "1"},
    )
    as_user(client, lin)
    assert client.post(address, told | {"starts": "15:00", "ends": "16:00"}).status_code == 302
    second = client.post(address, told | {"starts": "09:00", "ends": "10:00"})
    assert second.status_code == 422
    assert "林知夏" in text(second)
    assert "15:00" in text(second)
    story = text(client.get(f"/history/fieldwork.appointment/{made.pk}/"))
    for page in (text(second), story):  # by the clock of the city, not by the book's
        assert "T07:00:00" not in page
        assert "“proposed”" not in page
    assert "15:00" in story
    made.refresh_from_db()
    assert made.starts_at == datetime(2019, 12, 20, 7, tzinfo=UTC)


def test_one_press_makes_the_visit(client: Client, world: World, lin: User, blue: Company) -> None:
    made = proposed(lin, world, blue)
    as_user(client, lin)
    assert "It took place" not in text(client.get(f"/appointments/{made.pk}/"))
    with clock.simulated(TOMORROW + timedelta(hours=1)):
        later = as_user(Client(), lin)  # the session of yesterday has ended
        assert "It took place" in text(later.get(f"/appointments/{made.pk}/"))
        answer = later.post(f"/appointments/{made.pk}/keep/")
    assert answer["Location"] == f"/activities/{Activity.objects.get().pk}/"


def test_a_cancelled_meeting_says_why_and_offers_nothing_more(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    made = proposed(lin, world, blue)
    as_user(client, lin)
    assert client.post(f"/appointments/{made.pk}/cancel/", {"reason": ""}).status_code == 422
    client.post(f"/appointments/{made.pk}/cancel/", {"reason": "对方出差"})
    page = text(client.get(f"/appointments/{made.pk}/"))
    assert "对方出差" in page
    assert f"/appointments/{made.pk}/move/" not in page


def test_a_peer_sees_no_appointment_and_a_host_unit_no_page(
    client: Client, world: World, lin: User, zhou: User, guest: User, blue: Company
) -> None:
    made = proposed(lin, world, blue)
    assert as_user(client, zhou).get(f"/appointments/{made.pk}/").status_code == 404
    assert client.get(f"/appointments/{made.pk}/file/").status_code == 404
    assert blue.name not in text(client.get("/appointments/"))
    for address in ("/appointments/", "/invitations/", "/companies/investors/"):
        assert as_user(Client(), guest).get(address).status_code == 403


def test_an_appointment_about_a_sensitive_record_begins_sensitive(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    from hometown.ledger import book
    from tests.projects.conftest import a_lead

    project = a_lead(world, lin, blue).project
    project.label = "sensitive"
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(project)
    about = f"/appointments/add/?company={blue.pk}&about=projects.project:{project.pk}"
    page = text(as_user(client, lin).get(about))
    assert '<option value="sensitive" selected>' in page
    client.post(about, meeting(blue, world, label="sensitive"))
    made = Appointment.objects.get()
    assert (made.about_model, made.about_id, made.about_name) == ("projects.project", project.pk, project.name)
    assert f"/projects/{project.pk}/" in text(client.get(f"/appointments/{made.pk}/"))


def test_a_trip_is_written_down_from_the_visits_made_on_it(
    client: Client, world: World, lin: User, blue: Company, visited: Record
) -> None:
    visit = visited(lin, blue, on=date(2019, 12, 17))
    as_user(client, lin)
    assert f"/trips/add/?activity={visit.pk}" in text(client.get("/trips/"))
    page = text(client.get(f"/trips/add/?activity={visit.pk}"))
    for value in ("上海市", "苏州市", "2019-12-17"):
        assert f'value="{value}"' in page
    told = {
        "from_place": "上海市", "to_place": "苏州市", "first_on": "2019-12-17", "last_on": "", "means": "rail",
        "activities": [str(visit.pk)], "officers": [str(world.officers["lin"].pk)], "led_to": "约定来淮考察",
    }  # fmt: skip
    answer = client.post(f"/trips/add/?activity={visit.pk}", told)
    trip = Trip.objects.get()
    assert answer["Location"] == f"/trips/{trip.pk}/"
    page = text(client.get(answer["Location"]))
    assert "约定来淮考察" in page
    assert f"/activities/{visit.pk}/" in page
    assert f"/trips/add/?activity={visit.pk}" not in text(client.get("/trips/"))


def test_the_organisation_reads_who_travelled_and_not_what_for(
    client: Client, world: World, lin: User, meng: User
) -> None:
    trip = actions.record_trip(
        lin, officers=[world.officers["lin"]], from_place="上海市", to_place="南京市", first_on=TODAY, purpose="谈铝箔"
    )
    page = as_user(client, meng).get(f"/trips/{trip.pk}/")
    if page.status_code == 200:
        assert "谈铝箔" not in text(page)


# --- existing investors --------------------------------------------------------------------------------------------


def test_investors_due_for_a_visit_come_first_and_a_visit_at_home_counts(
    client: Client, lin: User, wang: User, visited: Record
) -> None:
    late, called = firm("上海远岫精工有限公司", "310114"), firm("上海近岫精工有限公司", "310114")
    at_home = firm("濉溪近岫精工有限公司", "340621")
    for one, other in ((called, at_home), (late, None)):
        companies.add_tie(wang, company=one, kind="invested_home", other=other)
    visited(lin, at_home, on=date(2019, 12, 1))
    visited(lin, late, on=date(2019, 9, 2))
    page = text(as_user(client, wang).get("/companies/investors/"))
    assert page.index(late.name) < page.index(called.name)
    assert "17 days ago" in page
    assert "107 days ago" in page
    due = text(client.get("/companies/investors/?show=due"))
    assert late.name in due
    assert called.name not in due


def test_the_number_of_an_event_opens_everybody_met_there(client: Client, lin: User, blue: Company) -> None:
    from hometown.fieldwork.actions import Met, Person
    from hometown.programme.models import Officer

    event = actions.add_event(lin, name="长三角论坛", kind="forum", first_on=date(2019, 12, 10))
    actions.record_activity(
        lin, kind="forum", on=date(2019, 12, 10), officers=[Officer.objects.get()], title="论坛", event=event,
        met=[Met(blue, people=[Person("裴舟", "厂长"), Person("沈云深", "总经理")])],
    )  # fmt: skip
    page = text(as_user(client, lin).get(f"/events/{event.pk}/"))
    assert f'href="/events/{event.pk}/people/"' in page
    people = text(client.get(f"/events/{event.pk}/people/"))
    assert "裴舟" in people
    assert "沈云深" in people
