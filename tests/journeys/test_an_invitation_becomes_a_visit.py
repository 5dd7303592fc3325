"""On a phone: a firm is invited, waits, agrees; the meeting moves, its file goes out, one press makes the visit."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.companies.actions import add_contact
from hometown.fieldwork.models import Activity, Appointment, ContactAttempt
from hometown.kernel import clock
from tests.people import World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
DAY, LAST = date(2019, 12, 20), date(2019, 12, 22)


@pytest.fixture
def days(in_the_batch: None) -> Iterator[Callable[[date], None]]:
    """Let the live server stand on another day."""
    yield clock.pin
    clock.pin(DAY)


def two_taps(page: Page, firm: str, outcome: str) -> None:
    """Say what came of an invitation, from the page of its firm."""
    page.goto(f"/companies/{firm}/")
    page.locator("main").get_by_role("link", name="邀约", exact=True).click()
    page.locator(".choice", has_text=outcome).click()
    page.get_by_role("button", name="保存邀约").click()


def a_file_of(page: Page, folder: Path) -> bytes:
    """Take the file for calendars from the page of an appointment."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="日历文件").click()
    waiting.value.save_as(folder / "sent.ics")
    return (folder / "sent.ics").read_bytes()


def test_a_firm_is_invited_until_it_agrees_and_the_kept_meeting_is_a_visit(
    world: World, lin: User, days: Callable[[date], None], sign_in: SignIn, tmp_path: Path
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    add_contact(lin, company=firm, name="沈云深", title="总经理", phone="13900001234")
    days(LAST)  # a session begun on the last of these days outlives the others
    page = sign_in("lin", phone=True)

    days(date(2019, 12, 12))
    two_taps(page, str(firm.pk), "没联系上")
    days(date(2019, 12, 15))
    two_taps(page, str(firm.pk), "等回复")
    days(DAY)
    page.goto(f"/companies/{firm.pk}/")
    expect(page.locator("#contacting")).to_contain_text("自2019年12月12日起约了2次，已等5天。")

    two_taps(page, str(firm.pk), "同意见面")
    page.wait_for_url("**/appointments/add/**")
    assert ContactAttempt.objects.count() == 3
    expect(page.get_by_label("对方已同意")).to_be_checked()
    page.locator(".choice", has_text="沈云深").click()
    page.get_by_label("日期").fill("2019-12-23")
    page.get_by_label("开始").fill("10:00")
    page.get_by_role("button", name="保存约见").click()
    page.wait_for_url("**/appointments/*-*/")

    page.locator("main").get_by_role("link", name="改期").click()
    page.get_by_label("日期").fill("2019-12-21")
    page.get_by_label("开始").fill("08:30")
    page.get_by_label("结束").fill("09:30")
    page.get_by_role("button", name="改期").click()
    page.wait_for_url("**/appointments/*-*/")
    sent = a_file_of(page, tmp_path)
    event: Any = Calendar.from_ical(sent).walk("VEVENT")[0]
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2019, 12, 21, 0, 30, tzinfo=UTC)
    assert (event["sequence"], str(event["status"])) == (1, "TENTATIVE")
    assert b"13900001234" not in sent

    days(LAST)
    page.reload()
    page.get_by_role("button", name="已如约，记为走访").click()
    page.wait_for_url("**/activities/*-*/")
    visit = Activity.objects.get()
    assert (Appointment.objects.get().activity, visit.on) == (visit, date(2019, 12, 21))
    expect(page.locator("main")).to_contain_text("沈云深")
    expect(page.locator("#missing")).to_have_count(0)  # it counts as it stands
