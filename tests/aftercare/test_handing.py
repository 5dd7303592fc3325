"""What an officer has towards firms passes with the rest at a handover: requests, promises, times offered."""

from datetime import date, datetime, time, timedelta

from hometown.accounts.models import User
from hometown.aftercare import actions
from hometown.aftercare.actions.promising import Ground
from hometown.aftercare.models import Promise, ServiceRequest, TimeOffer
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Appointment
from hometown.kernel import clock
from hometown.relay import actions as relay
from tests.people import World

from .conftest import TODAY, a_firm, put, without_duty


def test_requests_promises_and_open_offers_pass_with_everything_else(
    world: World, asked: ServiceRequest, lin: User, zhou: User, wang: User, feng: User
) -> None:
    made = actions.promise(
        feng, company=asked.company, project=asked.project, kind="site", words="交付净地", ground=Ground("合同第三条"),
        due_on=date(2020, 1, 20), unit=asked.unit,
    )  # fmt: skip
    asked.refresh_from_db()
    asked.holder, made.holder = lin, lin
    put(asked, made)
    begins = datetime.combine(TODAY + timedelta(days=3), time(9), clock.CITY_TIME)
    offer, _token = actions.offer_times(lin, company=a_firm(), times=[(begins, begins + timedelta(hours=1))])
    relay.hand_over_all(wang, officer=world.officers["lin"], successor=world.officers["zhou"])
    assert ServiceRequest.objects.get(pk=asked.pk).holder == zhou
    assert Promise.objects.get(pk=made.pk).holder == zhou
    assert TimeOffer.objects.get(pk=offer.pk).host == zhou
    assert TimeOffer.objects.get(pk=offer.pk).made_by == lin.pk  # who wrote it stays


def test_a_time_that_was_picked_passes_with_its_meeting_and_the_firm_still_moves_it(
    world: World, lin: User, zhou: User, wang: User
) -> None:
    begins = datetime.combine(TODAY + timedelta(days=3), time(9), clock.CITY_TIME)
    times = [(begins + timedelta(days=day), begins + timedelta(days=day, hours=1)) for day in range(2)]
    offer, _token = actions.offer_times(lin, company=a_firm(), times=times)
    over, _token = actions.offer_times(lin, company=a_firm("上海翎川智能科技有限公司"), times=times)
    for one, (starts, _ends) in zip((offer, over), times, strict=True):
        actions.pick_time(one, time=one.times.get(starts_at=starts))
    fieldwork.cancel_appointment(lin, Appointment.objects.get(time_offer=over), reason="企业停产")
    relay.hand_over_all(wang, officer=world.officers["lin"], successor=world.officers["zhou"])
    without_duty(lin)
    now = TimeOffer.objects.get(pk=offer.pk)
    assert (now.host, TimeOffer.objects.get(pk=over.pk).host) == (zhou, lin)  # what is over stays
    actions.pick_time(now, time=now.times.get(starts_at=times[1][0]))
    actions.decline_offer(now, words="年前太忙")
    assert Appointment.objects.get(time_offer=offer).state == "cancelled"
