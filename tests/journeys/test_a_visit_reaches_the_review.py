"""A visit written down on a phone, two taps from anywhere, is one more firm in the review a moment later."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from hometown.accounts.models import User
from hometown.companies.actions import add_contact
from hometown.fieldwork.models import Activity, Counterpart
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


def test_a_name_typed_before_the_scripts_are_there_is_looked_up_once_they_are(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    a_firm("上海澄湖新材料有限公司")
    page = sign_in("lin", phone=True)
    held: list[Route] = []

    def hold(route: Route) -> None:  # a slow network: the page is there, htmx is not
        held.append(route)

    page.route(re.compile("htmx"), hold)
    with page.expect_request(re.compile("htmx")):
        page.goto("/capture/visit/", wait_until="commit")
    field = page.locator("[name$=company_text]")
    field.press_sequentially("澄湖")
    expect(field).to_have_value("澄湖")
    expect(page.locator("li[role=option]")).to_have_count(0)
    for route in held:
        route.continue_()
    page.get_by_role("option", name="澄湖新材料").click()
    expect(field).to_have_value(re.compile("澄湖新材料"))


def held_back(page: Page) -> list[Route]:
    """Keep what htmx posts from the server until the test lets it go, as a slow network would."""
    held: list[Route] = []

    def handle(route: Route) -> None:
        if route.request.headers.get("hx-request") and route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/capture/visit/", handle)
    return held


def let_go(page: Page, held: list[Route]) -> None:
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(20)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        held.pop().continue_()
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)


def test_what_is_typed_while_the_people_known_are_fetched_stays(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    add_contact(lin, company=firm, name="沈云深", title="总经理")
    page = sign_in("lin", phone=True)
    page.goto("/capture/visit/")
    held = held_back(page)
    page.locator("[name$=company_text]").press_sequentially("澄湖", delay=30)
    page.get_by_role("option", name="澄湖新材料").click()
    page.get_by_label("姓名").first.fill("顾闻笛")
    let_go(page, held)
    expect(page.get_by_label("沈云深", exact=False)).to_be_visible()
    expect(page.get_by_label("姓名").first).to_have_value("顾闻笛")

    page.get_by_role("button", name="添一位").click()
    page.get_by_label("姓名").first.fill("顾闻笛、")
    let_go(page, held)
    expect(page.get_by_label("姓名")).to_have_count(2)
    expect(page.get_by_label("姓名").first).to_have_value("顾闻笛、")
    page.get_by_label("姓名").nth(1).fill("陆观澜")
    page.click(".bar-bottom .btn--go")
    page.wait_for_url("**/activities/*-*/")
    assert {one.name for one in Counterpart.objects.all()} == {"顾闻笛、", "陆观澜"}


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
