"""Somebody without a mouse signs in, finds a company with the type-ahead and opens it."""

from playwright.sync_api import Browser, Page, expect

from hometown.accounts.models import User
from tests.people import PASSWORD, World
from tests.projects.conftest import a_firm

from .looking import NO_WITNESS


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus stands on what is meant; it must be reachable and visible there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"
            )
            assert outline, f"the focus is not to be seen on {selector}"
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_the_keyboard_alone_is_enough(
    transactional_db: None, world: World, lin: User, in_the_batch: None, browser: Browser, live_server
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    a_firm("江苏泽远有限公司", region="320104")
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.add_init_script(NO_WITNESS)
    page = context.new_page()
    page.goto("/sign-in/")
    if not page.evaluate("document.activeElement.matches('input[name=login]')"):
        tab_to(page, "input[name=login]")
    page.keyboard.type("lin")
    tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')")
    page.keyboard.press("Enter")
    tab_to(page, "main .quick a[href*='visit']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/capture/visit/**")

    field = page.locator("[name$=company_text]")
    if not page.evaluate("document.activeElement.matches('[name$=company_text]')"):
        tab_to(page, "[name$=company_text]")
    page.keyboard.type("澄湖", delay=30)
    expect(page.get_by_role("option", name="澄湖新材料")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    expect(field).to_have_value("上海澄湖新材料有限公司")
    expect(field).to_have_attribute("aria-expanded", "false")

    page.goto("/search/")
    if not page.evaluate("document.activeElement.id === 'search-q'"):
        tab_to(page, "#search-q")
    page.keyboard.type("澄湖", delay=30)
    expect(page.locator("#found")).to_contain_text(firm.name)
    tab_to(page, f"#found a[href='/companies/{firm.pk}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/companies/{firm.pk}/")
    expect(page.locator("h1")).to_contain_text("澄湖新材料")
    context.close()
