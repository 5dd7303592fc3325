"""A client can talk tomorrow evening: said on a phone, known to the secretary, and met by a train with one press."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.dispatch.models import HotSignal
from hometown.fieldwork.models import Appointment, Trip
from tests.people import World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
TOMORROW = date(2019, 12, 21)
TIMETABLE = "G7239,上海虹桥,淮北北,15:05,17:51\nG7241,上海虹桥,淮北北,18:30,21:10\nG7232,淮北北,上海虹桥,08:11,10:57"


def test_a_client_who_can_talk_is_told_to_the_branch_and_met_by_the_train_that_reaches_it(
    world: World, lin: User, fang: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    page = sign_in("lin", phone=True)
    page.goto("/timetable/paste/")
    page.get_by_label("车次，一行一趟").fill(TIMETABLE)
    page.get_by_role("button", name="保存车次").click()
    page.wait_for_url("**/timetable/")

    page.goto(f"/companies/{firm.pk}/")
    page.locator("main").get_by_role("link", name="客商有空面谈").click()
    page.get_by_label("客商怎么说").fill("明晚在淮北，可以谈")
    page.locator(".choice", has_text="淮北市").click()
    page.get_by_label("地点").fill("相山宾馆")
    page.get_by_label("日期").fill(TOMORROW.isoformat())
    page.get_by_label("开始").fill("20:00")
    page.get_by_role("button", name="报给支部").click()
    page.wait_for_url("**/hot/*-*/")

    secretary = sign_in("fang")
    secretary.goto("/")
    secretary.locator("main").get_by_role("link", name="上海澄湖新材料有限公司有空面谈").first.click()
    expect(secretary.locator("main")).to_contain_text("明晚在淮北，可以谈")

    that_day = page.get_by_role("radio", name=re.compile("^G72(39|41)"))  # a train of another day says its day first
    expect(that_day).to_have_count(1)  # the later one arrives after the meeting has begun
    page.get_by_role("button", name="建约见、排出差").click()
    page.wait_for_url("**/appointments/*-*/")
    trip, signal = Trip.objects.get(), HotSignal.objects.get()
    assert (trip.appointment, signal.appointment) == (Appointment.objects.get(), trip.appointment)
    assert (trip.first_on, trip.is_planned) == (TOMORROW, True)
    assert trip.out_by.startswith("G7239")
    assert [link.officer for link in trip.officer_links.all()] == [world.officers["lin"]]
