"""A name with a slip of the pen comes in with a workbook; one key joins it to its firm, and the next workbook knows."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.intake.models import DoubtfulName
from hometown.projects.models import Project
from tests.intake.books import LEAD_HEADERS, workbook
from tests.people import World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
FULL, SLIP, SHORT = "江苏龙净环保科技股份有限公司", "江苏龙俊环保科技股份有限公司", "澄湖新材"


def import_book(page: Page, path: Path, day: str) -> None:
    """Choose a workbook in which both names stand, look at it and take it in."""
    workbook([LEAD_HEADERS, *([firm, 1, "在谈", day, "林知夏"] for firm in (SLIP, SHORT))]).save(path)
    page.goto("/import/")
    page.set_input_files("main input[type=file]", str(path))
    page.click("main .btn--go")
    page.wait_for_url("**/import/waiting/**")
    page.click("main button[name=confirm]")
    page.wait_for_url(lambda url: "/import/" in url and "waiting" not in url)


def press(page: Page, key: str) -> None:
    """Press a key once the page listens to it."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_one_key_decides_about_a_name_and_the_next_workbook_knows_it(
    world: World, wang: User, lin: User, in_the_batch: None, sign_in: SignIn, tmp_path: Path
) -> None:
    firm, other = a_firm(FULL), a_firm("上海澄湖新材料有限公司")
    page = sign_in("wang")
    import_book(page, tmp_path / "十一月.xlsx", "2019-11-06")
    page.get_by_role("link", name="待确认的名称").click()
    page.get_by_role("link", name="逐个来定").click()
    expect(page.locator("h1")).to_have_text(SLIP)
    expect(page.locator("#candidates mark").first).to_have_text("净")
    expect(page.locator("#effect")).to_contain_text("项目")
    press(page, "1")
    expect(page.locator("h1")).to_have_text(SHORT)
    assert Project.objects.filter(company=firm).count() == 1

    press(page, "l")
    expect(page.locator("h1")).to_have_text(SHORT)  # it was the last one
    press(page, "u")
    expect(page.locator("#candidates")).to_be_visible()
    press(page, "o")
    page.keyboard.type("chxcl")
    page.locator("[role=option]", has_text=other.name).click()
    page.get_by_role("button", name="就是它").click()
    expect(page.locator("#decided")).to_contain_text(other.name)
    assert DoubtfulName.objects.open().count() == 0

    before = Company.objects.current().count()
    import_book(page, tmp_path / "十二月.xlsx", "2019-12-06")
    assert Company.objects.current().count() == before
    assert DoubtfulName.objects.count() == 2
    page.goto(f"/companies/{firm.pk}/")
    expect(page.locator("main")).to_contain_text(SLIP)
