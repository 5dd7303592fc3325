"""A number of the review is a door: behind it stand the records it counted and those it left out."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import DEMO_PASSWORD

SignIn = Callable[..., Page]


def test_a_figure_opens_its_members_and_its_exclusions(first_batch: None, sign_in: SignIn) -> None:
    page = sign_in("wang", password=DEMO_PASSWORD)
    page.goto("/review/1/")
    door = page.locator("article.doc a.fig[href*='/figures/visited/']").first
    expect(door).to_contain_text("172")
    door.click()

    expect(page.locator("dl.figs")).to_contain_text("172")
    expect(page.locator(".panel-head .num")).to_have_text("172")
    counted = page.locator("main .rows > li").count()
    assert counted > 0

    exclusion = page.locator(".filters a.pick[href*='left_out=']").first
    number = exclusion.locator(".num").inner_text()
    exclusion.click()
    page.wait_for_url("**left_out=**")
    expect(page.locator(".panel-head .num")).to_have_text(number)
    expect(page.locator(".filters a[aria-current=true]")).to_contain_text(number)

    page.locator(".filters a.pick").first.click()
    page.locator("main .rows a.title").first.click()
    expect(page).to_have_url(re.compile(r"/(companies|activities)/[0-9a-f-]{36}/"))


def test_every_number_of_the_review_opens(first_batch: None, sign_in: SignIn) -> None:
    page = sign_in("wang", password=DEMO_PASSWORD)
    page.goto("/review/1/")
    doors = page.locator("article.doc a.fig").evaluate_all("all => all.map(one => one.href)")
    assert len(doors) >= 15
    bare = page.locator("article.doc p").evaluate_all(
        """all => all.map(p => { const c = p.cloneNode(true); c.querySelectorAll('.fig').forEach(f => f.remove());
        return c.innerText }).filter(text => /[0-9]/.test(text))"""
    )
    assert [text for text in bare if re.search("[0-9]", re.sub("[0-9]+(年|月|日|强)", "", text))] == []
    for address in dict.fromkeys(doors):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.locator("dl.figs .fig").first.inner_text(), address
