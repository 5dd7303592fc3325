"""The language and the theme change where a person asks, stay so, and no page is the poorer for it."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from hometown.accounts.models import User
from tests.people import World

from .looking import NO_WITNESS

SignIn = Callable[..., Page]
PAPER = "getComputedStyle(document.body).backgroundColor"


def brightness(page: Page) -> int:
    """The sum of red, green and blue of the paper: 765 is white."""
    colour: str = page.evaluate(PAPER)
    return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])


def test_a_person_changes_the_language_and_it_stays(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    page = sign_in("lin")
    page.goto("/companies/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("h1")).to_have_text("企业")
    page.click(".side-tools button[name=language]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Companies")
    assert page.url.endswith("/companies/")
    again = sign_in("lin")
    again.goto("/projects/")
    expect(again.locator("html")).to_have_attribute("lang", "en")


def test_the_sign_in_page_speaks_both_before_anybody_is_known(transactional_db: None, browser: Browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    context.add_init_script(NO_WITNESS)
    page = context.new_page()
    page.goto("/sign-in/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.click("button[name=language][value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("form .btn--go")).to_have_text("Sign in")
    context.close()


def test_the_theme_follows_the_device_until_a_person_chooses(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    assert brightness(sign_in("lin", dark=False)) > 600
    page = sign_in("lin", dark=True)
    assert brightness(page) < 150
    theme = page.locator(".side-tools button[name=theme]")
    for now in ("dark", "light"):  # from "as the device" on: each press does what the button says
        expect(theme).to_have_attribute("value", now)
        theme.click()
    expect(theme).to_have_attribute("value", "auto")
    assert brightness(page) > 600
    page.goto("/companies/")
    assert brightness(page) > 600
