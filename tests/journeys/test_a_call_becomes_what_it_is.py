"""A firm telephones: the officer notes it in one field, files it as a lead and has a to-do to call back."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.projects.models import Filing
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
SAID = "王建国总经理来电，想投资3.5亿元建设铝箔项目，12月27日回电。"


def note(page: Page, typed: str, name: str) -> None:
    """Note the call from the page of the day, and choose the firm by what one remembers of its name."""
    page.goto("/")
    page.get_by_role("link", name="来电").first.click()
    page.locator("main textarea").fill(SAID)
    page.locator("main [name=firm_text]").fill(typed)
    page.locator("[role=option]", has_text=name).click()
    page.get_by_role("button", name="识别内容").click()
    expect(page.locator("#becomes b").first).to_have_text(name)


def test_a_call_is_noted_in_one_field_and_becomes_a_lead_and_a_to_do(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    page = sign_in("lin", phone=True)
    note(page, "澄胡新材", firm.name)
    page.locator("#becomes").get_by_role("button", name="线索").first.click()
    page.wait_for_url("**/projects/file/")
    expect(page.locator("[name=company_text]")).to_have_value(firm.name)
    expect(page.locator("[name=amount]")).to_have_value("3.5亿元")
    expect(page.locator("[name=summary]")).to_have_value(SAID)
    assert not Filing.objects.exists()
    page.locator("[name=contact_evidence]").fill("12月20日来电")
    page.locator("main form button.btn--go").last.click()
    page.wait_for_url(lambda url: "/projects/" in url and "/file/" not in url)
    filing = Filing.objects.select_related("project").get()
    assert (filing.project.company, filing.project.source) == (firm, "came_in")

    note(page, "chxcl", firm.name)
    expect(page.locator("[name=todo-what]")).to_have_value(f"回电：{firm.name} 王建国总经理")
    page.get_by_role("button", name="记下这件待办").click()
    page.wait_for_url("**/tasks/")
    task = Task.objects.get(about_id=firm.pk)
    assert (task.owner, task.due_on) == (lin, date(2019, 12, 27))
