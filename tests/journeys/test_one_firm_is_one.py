"""Two records of a firm are found, compared and merged: the review counts one; undone, it counts two again."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.companies.actions import add_contact, add_name
from tests.people import World
from tests.projects.conftest import a_firm, a_visit

SignIn = Callable[..., Page]


def counted(page: Page) -> int:
    """The figure of firms visited, as the review prints it."""
    page.goto("/review/1/")
    shown = re.search("[0-9]+", page.locator("a.fig[href*='/figures/visited/']").first.inner_text())
    assert shown
    return int(shown[0])


def test_two_records_of_a_firm_are_merged_and_parted_again(
    world: World, wang: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm, double = a_firm("上海澄湖新材料有限公司"), a_firm("澄湖新材料", address="曹安公路1号")
    add_name(wang, company=firm, text="澄湖新材料", kind="short")
    for one in (firm, double):
        add_contact(wang, company=one, name="沈云深")
        a_visit(world, one)
    page = sign_in("wang")
    assert counted(page) == 2

    page.goto("/companies/")
    page.get_by_role("link", name="疑似重复").click()
    expect(page.locator("main .likely")).to_contain_text("又名")
    page.get_by_role("link", name="比对").click()
    expect(page.locator("#values")).to_contain_text("曹安公路1号")
    expect(page.locator("#moves")).to_contain_text("走访与活动")
    page.locator("#contacts label").click()
    page.get_by_label("为什么是同一家").fill("同一张执照")
    page.get_by_role("button", name="合并").click()
    page.wait_for_url(f"**/companies/{firm.pk}/")
    expect(page.locator("#facts")).to_contain_text("曹安公路1号")
    expect(page.locator("#people .contact")).to_have_count(1)
    assert counted(page) == 1

    page.goto(f"/companies/{double.pk}/")
    expect(page.locator("main")).to_contain_text(firm.name)
    page.get_by_role("link", name="何时合并").click()
    page.locator("main .rows a").first.click()
    expect(page.locator("#outcome")).to_contain_text("转回去")
    page.get_by_label("为什么其实是两家").fill("是两张执照")
    page.get_by_role("button", name="撤销合并").click()
    page.wait_for_url(f"**/companies/{double.pk}/")
    expect(page.locator("#people .contact")).to_have_count(1)
    assert counted(page) == 2


def test_whoever_adds_a_firm_is_shown_what_is_alike_while_typing(
    world: World, lin: User, wang: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    add_name(wang, company=firm, text="澄湖新材料", kind="short")
    page = sign_in("lin", phone=True)
    page.goto("/companies/add/")
    page.locator("[name=name]").fill("澄湖新材料")
    page.locator("[name=uscc]").focus()
    expect(page.locator("main .notice")).to_contain_text(firm.name)
