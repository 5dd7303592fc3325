"""The office's own ledger is uploaded, looked at, imported, and stands on the list; once more changes nothing."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.projects.models import Project
from tests.people import World

SignIn = Callable[..., Page]
LEDGER = Path(__file__).parents[1] / "data" / "ledger_a.xlsx"


def upload(page: Page) -> None:
    """Choose the ledger and look at it."""
    page.goto("/import/")
    page.set_input_files("main input[type=file]", str(LEDGER))
    page.click("main .btn--go")
    page.wait_for_url("**/import/waiting/**")


def test_a_ledger_is_looked_at_and_imported_and_is_there_once(
    world: World, wang: User, in_the_batch: None, sign_in: SignIn
) -> None:
    page = sign_in("wang")
    upload(page)
    assert not Project.objects.exists()  # nothing is written yet
    assert page.locator("main tbody tr").count() > 0
    page.click("main button[name=confirm]")
    page.wait_for_url(lambda url: "/import/" in url and "waiting" not in url, timeout=60_000)
    imported = Project.objects.count()
    assert imported > 0

    page.locator("main tbody a[href^='/projects/']").first.click()
    name = page.locator("h1").inner_text()
    page.goto("/projects/list/?status=any")
    expect(page.locator("main tbody tr").first).to_be_visible()
    page.fill("main input[name=q]", name)
    page.keyboard.press("Enter")
    expect(page.locator("main tbody")).to_contain_text(name)

    upload(page)
    expect(page.locator("main button[name=confirm]")).to_have_count(0)
    assert Project.objects.count() == imported
