"""A visit written down on a phone, two taps from anywhere, is one more firm in the review a moment later."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.fieldwork.models import Activity
from tests.people import World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
VISITED = "a.fig[href*='/figures/visited/']"


def shown_number(page: Page) -> int:
    """The figure of firms visited, as the review prints it."""
    page.goto("/review/1/")
    shown = re.search("[0-9]+", page.locator(VISITED).first.inner_text())
    assert shown
    return int(shown[0])


def test_a_visit_is_written_down_on_a_phone_and_reaches_the_review(
    world: World, lin: User, wang: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    bureau = sign_in("wang")
    before = shown_number(bureau)

    page = sign_in("lin", phone=True)
    page.goto("/my/")  # somewhere else altogether
    page.click(".tabbar-add")
    page.click("main .quick a[href*='visit']")
    page.locator("[name$=company_text]").press_sequentially("澄湖", delay=30)
    page.get_by_role("option", name="澄湖新材料").click()
    page.get_by_label("姓名").first.fill("沈云深")
    page.get_by_label("说了什么").fill("想看标准厂房，十二月来淮北。")
    page.click(".bar-bottom .btn--go")
    page.wait_for_url("**/activities/*-*/")
    expect(page.locator("main")).to_contain_text("上海澄湖新材料有限公司")

    visit = Activity.objects.get()
    assert [link.officer.name for link in visit.officer_links.all()] == ["林知夏"]
    assert shown_number(bureau) == before + 1
    bureau.locator(VISITED).first.click()
    expect(bureau.locator("main .rows")).to_contain_text(firm.name)
    bureau.locator(f"main a[href='/activities/{visit.pk}/']").first.click()
    expect(bureau.locator("main")).to_contain_text("想看标准厂房")


def test_a_form_that_lacks_something_keeps_what_was_typed(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    page = sign_in("lin", phone=True)
    page.goto("/capture/visit/")
    page.get_by_label("说了什么").fill("约了下周再谈")
    page.click(".bar-bottom .btn--go")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("说了什么")).to_have_value("约了下周再谈")
    assert not Activity.objects.exists()
