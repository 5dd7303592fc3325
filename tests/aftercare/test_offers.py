"""Times offered to a firm by a link: it picks one, moves to another, declines; both calendars follow."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from hometown.accounts.models import User
from hometown.aftercare import access, actions, links
from hometown.aftercare.models import OfferedTime, TimeOffer
from hometown.companies.models import Company
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Appointment
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger.models import RowImage
from tests.people import World

from .conftest import TODAY, As, a_firm, on_day, text, without_duty

NINE = datetime.combine(TODAY + timedelta(days=3), time(9), clock.CITY_TIME)
HOUR = timedelta(hours=1)
TIMES = [(NINE, NINE + HOUR), (NINE + timedelta(days=1), NINE + timedelta(days=1) + HOUR)]


@pytest.fixture
def firm(world: World) -> Company:
    return a_firm("上海翎川智能科技有限公司")


def times_of(offer: TimeOffer) -> list[OfferedTime]:
    return list(offer.times.order_by("starts_at"))


def test_what_a_firm_picks_is_an_appointment_of_the_host_and_another_pick_moves_it(firm: Company, lin: User) -> None:
    offer, token = actions.offer_times(lin, company=firm, times=TIMES, place="贵公司会议室", purpose="当面请教")
    first, second = times_of(offer)
    opened = links.offer_of(token)
    assert opened == offer
    actions.pick_time(offer, time=first)
    meeting = Appointment.objects.get()
    assert (meeting.company, meeting.starts_at, meeting.state) == (firm, NINE, "agreed")
    assert [link.officer.user for link in meeting.officer_links.all()] == [lin]
    actions.pick_time(offer, time=second)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence, Appointment.objects.count()) == (second.starts_at, 1, 1)
    with pytest.raises(BadInput):  # the same time once more moves nothing
        actions.pick_time(offer, time=second)
    assert not RowImage.objects.filter(model__icontains="offertoken").exists()


def test_a_firm_that_declines_calls_the_meeting_off_and_answers_no_more(firm: Company, lin: User) -> None:
    offer, token = actions.offer_times(lin, company=firm, times=TIMES)
    actions.pick_time(offer, time=times_of(offer)[0])
    actions.decline_offer(offer, words="年前太忙")
    meeting = Appointment.objects.get()
    assert (meeting.state, meeting.cancelled_because, meeting.sequence) == ("cancelled", "年前太忙", 1)
    with pytest.raises(RuleBroken, match=r"aftercare\.offer_over"):
        actions.pick_time(offer, time=times_of(offer)[1])
    assert links.offer_of(token) is not None  # the firm still takes the meeting out of its calendar


def test_of_two_firms_that_are_offered_one_time_one_gets_it(firm: Company, lin: User, zhou: User) -> None:
    offers = [actions.offer_times(lin, company=one, times=TIMES)[0] for one in (firm, a_firm("上海蓝鲸样例有限公司"))]
    other, _token = actions.offer_times(zhou, company=firm, times=TIMES)
    offers[0] = actions.pick_time(offers[0], time=times_of(offers[0])[0])
    assert [one.starts_at for one in access.times_left(offers[0])] == [NINE, TIMES[1][0]]  # its own stands among them
    assert [one.starts_at for one in access.times_left(offers[1])] == [TIMES[1][0]]
    with pytest.raises(RuleBroken, match="time_taken"):
        actions.pick_time(offers[1], time=times_of(offers[1])[0])
    with pytest.raises(BadInput) as refused:
        actions.offer_times(lin, company=firm, times=[(NINE + HOUR / 2, NINE + HOUR)])
    assert refused.value.fields["starts_1"].code == "aftercare.not_free"
    actions.pick_time(other, time=times_of(other)[0])  # somebody else's day is another one
    actions.decline_offer(offers[0])
    actions.pick_time(offers[1], time=times_of(offers[1])[0])


def test_a_firm_whose_times_went_to_others_is_told_to_call(firm: Company, lin: User) -> None:
    _offer, token = actions.offer_times(lin, company=firm, times=TIMES[:1])
    fieldwork.propose_appointment(
        lin, company=firm, officers=[lin.officer], starts_at=NINE, ends_at=NINE + HOUR, is_agreed=True
    )
    page = text(Client().get(reverse("offer-page", args=[token])))
    assert "已被约走" in page
    assert 'name="time"' not in page


def test_an_offer_ends_by_being_taken_back_or_by_its_last_time(firm: Company, lin: User, guest: User) -> None:
    offer, token = actions.offer_times(lin, company=firm, times=TIMES)
    with on_day(TIMES[-1][0].date() + timedelta(days=1)):
        assert links.offer_of(token) is None
        with pytest.raises(RuleBroken, match=r"aftercare\.time_passed"):
            actions.pick_time(offer, time=times_of(offer)[0])
    actions.withdraw_offer(lin, offer=offer)
    assert links.offer_of(token) is None
    with pytest.raises(BadInput):
        actions.offer_times(lin, company=firm, times=[(NINE - timedelta(days=9), NINE)])
    with pytest.raises(BadInput):
        actions.offer_times(lin, company=firm, times=[])
    with pytest.raises(NotAllowed):
        actions.offer_times(guest, company=firm, times=TIMES)


def test_a_host_who_records_no_more_can_be_answered_no_more(firm: Company, lin: User) -> None:
    offer, token = actions.offer_times(lin, company=firm, times=TIMES)
    without_duty(lin)
    with pytest.raises(RuleBroken, match=r"aftercare\.offer_over"):
        actions.pick_time(TimeOffer.objects.get(pk=offer.pk), time=times_of(offer)[0])
    outside = Client()
    outside.cookies["language"] = "en"
    page = text(outside.get(reverse("offer-page", args=[token])))
    assert "This can be answered no more." in page
    assert "called off" not in page
    assert "Take this time" not in page


def test_a_meeting_that_was_kept_is_shown_as_one_and_has_no_file(firm: Company, lin: User) -> None:
    offer, token = actions.offer_times(lin, company=firm, times=TIMES)
    actions.pick_time(offer, time=times_of(offer)[0])
    outside = Client()
    outside.cookies["language"] = "en"
    with on_day(NINE.date()):
        fieldwork.keep_appointment(lin, Appointment.objects.get())
        page = text(outside.get(reverse("offer-page", args=[token])))
        assert "The meeting took place." in page
        assert "called off" not in page
        assert "your calendar" not in page
        assert outside.get(reverse("offer-calendar", args=[token])).status_code == 404


def test_the_pages_of_an_offer_work_for_both_sides(firm: Company, lin: User, zhou: User, as_person: As) -> None:
    officer = as_person(lin)
    said = {"purpose": "当面请教", "place": "贵公司", "minutes": "60", "on_1": str(NINE.date()), "starts_1": "09:00"}
    page = text(officer.post(reverse("time-offer-add", args=[firm.pk]), said))
    assert "http://testserver/i/" in page
    token = page.split("http://testserver/i/")[1].split("/")[0]
    outside = Client()
    outside.cookies["language"] = "en"
    address = reverse("offer-page", args=[token])
    shown = text(outside.get(address))
    assert "林知夏 would like to call on you" in shown
    assert firm.name not in shown  # it carries no more than needed
    time_pk = OfferedTime.objects.get().pk
    assert outside.post(address, {"time": time_pk})["Location"] == f"{address}?said=picked"
    assert "It is agreed" in text(outside.get(address))
    file = outside.get(reverse("offer-calendar", args=[token]))
    told = Calendar.from_ical(file.content)
    assert told["method"] == "REQUEST"
    assert [one["status"] for one in told.walk("VEVENT")] == ["CONFIRMED"]
    assert firm.name in text(officer.get("/"))  # among the appointments of the next days
    outside.post(reverse("offer-decline", args=[token]), {"words": ""})
    assert Calendar.from_ical(outside.get(reverse("offer-calendar", args=[token])).content)["method"] == "CANCEL"
    listed = text(officer.get(reverse("time-offer-list")))
    assert "no time suits" in listed
    assert firm.name not in text(as_person(zhou).get(reverse("time-offer-list")))
    assert Client().get(reverse("offer-page", args=["x" * 43])).status_code == 404


def test_what_is_wrong_with_a_time_stands_beside_the_row_that_says_it(firm: Company, lin: User, as_person: As) -> None:
    late, early = NINE + timedelta(days=2), clock.now() - timedelta(days=2)
    said = {"purpose": "", "place": "", "minutes": "60", "on_1": str(late.date()), "starts_1": "09:00"}
    said |= {"on_4": str(early.date()), "starts_4": "09:00"}  # rows between are empty, and the times in no order
    answer = as_person(lin).post(reverse("time-offer-add", args=[firm.pk]), said)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"on_4"}
