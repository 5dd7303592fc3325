"""An officer plans the handover on a phone, the secretary confirms it, the successor accepts what is theirs now."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.projects.models import Project
from hometown.relay.models import HandoverItem
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

from .looking import serious

SignIn = Callable[..., Page]


@pytest.fixture
def lead(in_the_batch: None, transactional_db: None, world: World, lin: User, zhou: User, fang: User) -> Project:
    told = {"officer": world.officers["lin"], "name": "电池铝箔项目"}
    found: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), **told).project
    return found


def test_what_an_officer_holds_is_planned_confirmed_and_accepted(
    lead: Project, world: World, zhou: User, sign_in: SignIn
) -> None:
    officer = sign_in("lin", phone=True)
    officer.goto("/handovers/")
    officer.click("main a:has-text('我的在手事项')")
    expect(officer.locator("main")).to_contain_text("电池铝箔项目")
    assert serious(officer) == []
    officer.click("main a:has-text('准备交接')")
    officer.select_option("[name=successor]", str(world.officers["zhou"].pk))
    officer.fill("[name=note]", "企业年前都打过招呼")
    officer.click("main form button.btn--go")
    expect(officer.locator("#passes")).to_contain_text(zhou.name)
    expect(officer.locator("main a:has-text('确认交接')")).to_have_count(0)
    assert officer.evaluate("document.documentElement.scrollWidth") <= 390

    secretary = sign_in("fang")
    secretary.goto("/handovers/")
    secretary.click("#handovers a:has-text('林知夏')")
    assert serious(secretary) == []
    secretary.click("a:has-text('确认交接')")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("main")).to_contain_text("待接收")
    assert serious(secretary) == []

    successor = sign_in("zhou", phone=True)
    successor.goto("/")
    successor.click("main a:has-text('交给您')")
    expect(successor.locator("main")).to_contain_text("企业年前都打过招呼")
    assert serious(successor) == []
    successor.check("[name=item]")
    successor.click("main form button.btn--go")
    expect(successor.locator("main")).to_contain_text("已接收")
    successor.goto(f"/projects/{lead.pk}/")
    expect(successor.locator("main")).to_contain_text("现由谁跟进")
    assert not HandoverItem.objects.waiting().exists()
    for page in (officer, secretary, successor):
        page.wait_for_load_state("networkidle")
