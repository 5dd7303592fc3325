"""A steward makes a firm's link; the firm asks by it on a phone, without JavaScript; it is answered, closed, rated."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from hometown.accounts.models import User
from hometown.aftercare.models import ServiceRequest
from hometown.projects import actions as projects
from hometown.projects.models import Project
from tests.people import World, person
from tests.projects.conftest import Walk, a_firm, walk

from .looking import serious

SignIn = Callable[..., Page]
__all__ = ["walk"]


@pytest.fixture
def landed(in_the_batch: None, transactional_db: None, world: World, wang: User, walk: Walk) -> Project:
    """A signed project with its steward."""
    feng = person(world, "feng", "冯拾遗", "steward", "unit", world.units["suixi"].pk)
    project: Project = walk("signed", firm=a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目")
    return projects.set_steward(wang, project=project, steward=feng)


def link_made(steward: Page, landed: Project) -> str:
    """Make the firm's link from the project's page; return its address."""
    steward.goto(f"/projects/{landed.pk}/")
    steward.click("#service a.btn")
    assert serious(steward) == []
    steward.click("text=生成企业链接")
    steward.click("main form button.btn--go")
    assert serious(steward) == []
    return steward.locator(".secret").inner_text()


def asked(firm: Page, address: str) -> None:
    """Ask by the link; first without a subject."""
    firm.goto(address)
    expect(firm.locator("main")).to_contain_text("电池铝箔项目")
    firm.select_option("[name=kind]", "utilities")
    firm.click("main form button.btn--go")
    expect(firm.locator(".error-summary")).to_be_visible()  # the choice is kept
    firm.fill("[name=title]", "高压线路何时能接入")
    firm.click("main form button.btn--go")
    expect(firm.locator("main")).to_contain_text("前接件")
    assert firm.evaluate("document.documentElement.scrollWidth > window.innerWidth") is False


def test_a_firm_asks_by_its_link_and_says_how_it_was_served(
    landed: Project, sign_in: SignIn, browser: Browser, live_server
) -> None:
    steward = sign_in("feng")
    size = ViewportSize(width=390, height=844)
    outside = browser.new_context(viewport=size, java_script_enabled=False, base_url=live_server.url, locale="zh-CN")
    firm = outside.new_page()
    asked(firm, link_made(steward, landed))

    steward.goto("/")
    steward.click("text=高压线路何时能接入")
    steward.click("button:has-text('接件')")
    steward.fill("[name=words]", "给你们一笔电价补贴")
    steward.click("button:has-text('发给企业')")
    expect(steward.locator(".error-summary")).to_contain_text("没有法定依据的不发")
    steward.fill("[name=words]", "供电公司答复：28日送电")
    steward.click("button:has-text('发给企业')")
    firm.reload()
    expect(firm.locator("#said")).to_contain_text("28日送电")
    steward.click("a.btn:has-text('办结')")
    steward.click(".choice:has-text('已解决')")
    steward.fill("[name=words]", "已送电")
    steward.click("main form button.btn--go")

    firm.reload()
    firm.click(".choice:has-text('满意') >> nth=0")
    firm.click("button:has-text('发出评价')")
    expect(firm.locator("#ended")).to_contain_text("您的评价：满意")
    steward.reload()
    expect(steward.locator("#facts")).to_contain_text("满意")
    row = ServiceRequest.objects.get()
    assert (row.closed_on, row.rating, row.channel) == (date(2019, 12, 20), "good", "link")
    outside.close()
