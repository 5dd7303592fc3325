"""In a real browser: the strict policy holds, axe finds nothing, and keys do what a person expects."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, ViewportSize

pytestmark = pytest.mark.browser
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
LAST_ADDRESS = "htmx-current-path-for-history"  # the address only, no content
SMALL_TARGETS = """() => {
    const parts = '.btn, .pick, .choice, .tick, .tabbar a, .tabs a, .field input, .field select, .pages a';
    return [...document.querySelectorAll(parts)]
        .filter((part) => part.offsetParent && !['hidden', 'checkbox', 'radio'].includes(part.type))
        .map((part) => [part.className, part.tagName, part.getBoundingClientRect().height])
        .filter(([, , height]) => height < 47.5);
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test if the browser blocks or breaks anything."""
    context = browser.new_context(viewport=DESK, base_url=address)
    opened = context.new_page()
    troubles: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of" not in message.text:
            troubles.append(message.text)

    opened.on("console", heard)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert troubles == []


def open_in_english(page: Page, address: str) -> None:
    """Open the style guide in English, and what it asks for later too."""
    page.context.add_cookies([{"name": "language", "value": "en", "url": address}])
    page.goto("/parts")


def violations(page: Page) -> list[str]:
    found: Any = Axe().run(page).response["violations"]
    return [f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_part_is_accessible_and_fits(page: Page, lang: str, theme: str, size: Any):
    page.set_viewport_size(size)
    page.goto(f"/parts?lang={lang}&theme={theme}")
    page.wait_for_selector("html.has-script")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/refuse/access", "/refuse/fields", "/nowhere", "/fail"])
def test_pages_of_refusal_are_accessible(page: Page, path: str):
    page.goto(f"{path}?lang=zh-hans")
    assert violations(page) == []


def test_targets_on_a_phone_are_large_enough(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/parts?lang=zh-hans")
    assert page.evaluate(SMALL_TARGETS) == []


def test_a_long_name_of_a_column_makes_room_for_itself_in_a_list_of_records(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/parts?lang=en")
    heights = page.evaluate("""() => {
        const table = document.createElement('table');
        table.className = 'table--stack';
        for (const name of ['State', 'What is still missing before the next step and its day']) {
            const cell = table.insertRow().insertCell();
            cell.dataset.label = name;
            cell.textContent = 'late';
        }
        document.querySelector('main').append(table);
        return [...table.querySelectorAll('td')].map((cell) => cell.getBoundingClientRect().height);
    }""")
    assert heights[1] > heights[0] * 1.5  # it wraps beside the value, and does not lie over it


def test_the_typeahead_is_worked_by_keys_alone(page: Page, address: str):
    open_in_english(page, address)
    field = page.get_by_role("combobox", name="Firm")
    field.press_sequentially("zeyuan", delay=20)
    page.wait_for_selector("[role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator(".drop [role=option]").count() == 2
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    field.press("ArrowUp")
    assert violations(page) == []
    field.press("Enter")
    assert field.input_value() == "Zeyuan Chemical Co."
    assert page.locator("input[name=firm]").input_value() == "1"
    assert field.get_attribute("aria-expanded") == "false"
    field.press("End")
    field.press("x")
    assert page.locator("input[name=firm]").input_value() == ""


def test_the_typeahead_closes_on_escape_and_is_worked_by_a_pointer(page: Page, address: str):
    open_in_english(page, address)
    field = page.get_by_role("combobox", name="Firm")
    field.press_sequentially("lantao", delay=20)
    page.wait_for_selector("[role=option]")
    field.press("Escape")
    assert not page.locator(".combobox .drop").is_visible()
    field.press("ArrowDown")
    page.get_by_role("option", name="Lantao").click()
    assert page.locator("input[name=firm]").input_value() == "3"


def test_the_summary_leads_to_the_field(page: Page):
    page.goto("/parts?lang=en")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a", has_text="How much").click()
    assert page.evaluate("document.activeElement.name") == "wrong-amount"


def test_the_phones_menu_opens_takes_the_focus_and_closes(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/parts?lang=en")
    page.locator(".tabbar-all").click()
    assert page.locator("#menu").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.activeElement.className") == "side-close"
    page.keyboard.press("Escape")
    page.wait_for_function("location.hash !== '#menu'")
    assert not page.locator("#menu").is_visible()


def test_a_refusal_behind_htmx_is_shown_among_the_messages(page: Page):
    page.goto("/parts?lang=en")
    page.evaluate("htmx.ajax('GET', '/refuse/access?lang=en', {target: '#main h1'})")
    page.wait_for_selector("#messages .notice")
    assert "duties that you do not hold" in page.locator("#messages").inner_text()
    assert page.locator("h1").inner_text() == "Parts of the face"


def test_a_bug_behind_htmx_is_told_without_losing_the_page(page: Page):
    page.goto("/parts?lang=en")
    page.evaluate("htmx.ajax('GET', '/fail', {target: '#main h1'})")
    page.wait_for_selector("#messages .notice")
    assert page.locator("h1").inner_text() == "Parts of the face"


def test_nothing_of_a_page_stays_in_the_browsers_store(page: Page):
    page.goto("/parts?lang=en")
    page.wait_for_selector("html.has-script")
    assert page.evaluate("htmx.config.historyCacheSize") == 0
    assert page.evaluate("htmx.config.allowEval") is False
    assert set(page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")) <= {LAST_ADDRESS}


def test_every_part_stands_without_scripts(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=address)
    page = context.new_page()
    page.goto("/parts?lang=en")
    page.locator(".tabbar-all").click()
    assert page.locator("#menu").is_visible()
    page.locator(".side-close").click()
    assert not page.locator("#menu").is_visible()
    page.locator("[name=firm_text]").fill("Zeyuan")
    context.close()


def test_print_is_light_and_leaves_the_frame_out(page: Page):
    page.goto("/parts?lang=en&theme=dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#menu").is_visible()
    assert not page.locator(".tabbar").is_visible()


def test_typed_words_are_not_lost_by_leaving_the_page(page: Page):
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/parts?lang=en")
    page.locator("#id_said").press_sequentially("They want land")
    page.goto("/parts?lang=en")
    assert asked == ["beforeunload"]
    page.goto("/parts?lang=zh-hans")  # nothing typed: nothing asked
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page):
    sent: list[str] = []
    page.goto("/parts?lang=en")
    page.route("**/choose", lambda route: sent.append(route.request.method))  # never answered: the person presses again
    button = "document.querySelector('.side-tools button[name=language]')"
    page.evaluate(f"() => {{ for (let press = 0; press < 3; press++) {button}.click(); }}")
    page.wait_for_timeout(300)
    assert sent == ["POST"]
