"""The secret address of a calendar: made once, shown once, silent once revoked, open without a session."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from icalendar import Calendar

from hometown.accounts.actions import lock
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import actions, feeds, throttle
from hometown.fieldwork.models import CalendarFeed
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.ledger.models import RowImage
from tests.fieldwork.test_web import as_user
from tests.people import World

pytestmark = pytest.mark.django_db
TOMORROW = datetime(2019, 12, 19, 2, tzinfo=UTC)


@pytest.fixture
def meeting(world: World, lin: User, blue: Company) -> Any:
    return actions.propose_appointment(
        lin, company=blue, officers=[world.officers["lin"]], starts_at=TOMORROW, ends_at=TOMORROW + timedelta(hours=1),
        place="苏州",
    )  # fmt: skip


def test_the_address_is_shown_once_and_opens_without_a_session(client: Client, lin: User, meeting: Any) -> None:
    page = as_user(client, lin).post("/my/calendar/", {"detail": "names"})
    address = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", page.content.decode())
    assert address
    assert page["Cache-Control"] == "no-store"
    assert address[1] not in client.get("/my/calendar/").content.decode()
    sessions = Session.objects.count()
    answer = Client().get(address[1])
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert not answer.cookies
    assert Session.objects.count() == sessions
    assert [str(one["uid"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")] == [meeting.uid]


def test_only_the_hash_is_kept_and_none_of_it_enters_the_book(lin: User) -> None:
    token = feeds.make_feed(lin, "busy")
    kept = CalendarFeed.objects.get()
    assert len(token) >= 43  # 256 bits
    assert token not in str(vars(kept))
    assert not RowImage.objects.filter(model__icontains="calendarfeed").exists()


def test_a_new_address_silences_the_old_and_a_revoked_one_is_not_there(client: Client, lin: User) -> None:
    old = feeds.make_feed(lin, "busy")
    new = feeds.make_feed(lin, "place")
    stranger = Client()
    assert stranger.get(f"/calendar/{old}.ics").status_code == 404
    assert stranger.get(f"/calendar/{new}.ics").status_code == 200
    as_user(client, lin).post("/my/calendar/revoke/")
    assert stranger.get(f"/calendar/{new}.ics").status_code == 404
    assert CalendarFeed.objects.filter(revoked_at__isnull=True).count() == 0


@pytest.mark.parametrize("token", ["x", "0" * 43, "长" * 50, "%00", "a%2e"])
def test_a_guess_is_answered_like_an_address_that_never_was(token: str) -> None:
    assert Client().get(f"/calendar/{token}.ics").status_code in (400, 404)


def test_a_closed_account_has_no_calendar(lin: User, sun: User) -> None:
    token = feeds.make_feed(lin, "busy")
    lock(sun, user=User.objects.get(pk=lin.pk), reason="离任")
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_a_calendar_that_has_not_changed_is_not_sent_again(lin: User, blue: Company, meeting: Any) -> None:
    address = f"/calendar/{feeds.make_feed(lin, 'names')}.ics"
    first = Client().get(address)
    assert first["Cache-Control"] == "private, max-age=900"
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    actions.move_appointment(
        lin, meeting, starts_at=TOMORROW + timedelta(hours=2), ends_at=TOMORROW + timedelta(hours=3)
    )
    changed = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_calendar_holds_its_owners_meetings_and_steps_only(
    world: World, lin: User, zhou: User, fang: User, blue: Company, meeting: Any
) -> None:
    actions.record_attempt(zhou, company=blue, channel="phone", outcome="waiting", next_try_on=TOMORROW.date())
    own = Client().get(f"/calendar/{feeds.make_feed(lin, 'names')}.ics").content.decode()
    secretary = Client().get(f"/calendar/{feeds.make_feed(fang, 'names')}.ics").content.decode()
    zhous = Client().get(f"/calendar/{feeds.make_feed(zhou, 'names')}.ics").content.decode()
    assert own.count("BEGIN:VEVENT") == 1
    assert secretary.count("BEGIN:VEVENT") == 0  # she may read of it, but it is not her day
    assert zhous.count("BEGIN:VEVENT") == 1
    assert "TRANSPARENT" in zhous


def test_a_cancelled_meeting_stays_so_that_calendars_take_it_out(lin: User, meeting: Any) -> None:
    actions.cancel_appointment(lin, meeting, reason="对方出差")
    body = Client().get(f"/calendar/{feeds.make_feed(lin, 'busy')}.ics").content.decode()
    assert "STATUS:CANCELLED" in body


def test_the_owner_s_language_is_spoken_whoever_asks(lin: User, meeting: Any) -> None:
    address = f"/calendar/{feeds.make_feed(lin, 'busy')}.ics"
    asked = Client(headers={"Accept-Language": "en"}).get(address)
    assert "第二故乡" in asked.content.decode()


def test_an_unknown_detail_is_refused(lin: User) -> None:
    with pytest.raises(BadInput, match="no_detail"):
        feeds.make_feed(lin, "everything")
    assert not CalendarFeed.objects.exists()


def test_who_asks_too_often_is_told_when_to_ask_again(lin: User, zhou: User) -> None:
    address, other = (f"/calendar/{feeds.make_feed(one, 'busy')}.ics" for one in (lin, zhou))
    with clock.simulated(datetime(2019, 12, 20, 4, tzinfo=UTC)):
        answers = [Client().get(address) for _ in range(throttle.MOST + 1)]
        assert {one.status_code for one in answers[:-1]} == {200}
        assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "600")
        assert Client().get(other).status_code == 200  # somebody else's calendar is not held up
    with clock.simulated(datetime(2019, 12, 20, 4, 10, tzinfo=UTC)):
        assert Client().get(address).status_code == 200
