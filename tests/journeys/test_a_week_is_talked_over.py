"""The secretary prepares the week's exchange and holds it; what was agreed stands on an officer's phone at once."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.meetings.models import Exchange, Minutes
from hometown.projects.models import Project
from hometown.projects.rules import Stage
from tests.meetings.conftest import stepped
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

from .looking import serious

SignIn = Callable[..., Page]


@pytest.fixture
def lead(in_the_batch: None, transactional_db: None, world: World, lin: User, fang: User, wang: User) -> Project:
    """A lead of Lin's of this week that came to intent at once."""
    firm = a_firm("上海澄湖新材料有限公司")
    found: Project = a_lead(world, lin, firm, name="电池铝箔项目", occurred_on=date(2019, 12, 17)).project
    stepped(found, Stage.INTENT, date(2019, 12, 19))
    return found


def test_a_pack_is_edited_held_and_closed_and_its_follow_up_is_on_a_phone(lead: Project, sign_in: SignIn) -> None:
    secretary = sign_in("fang")
    secretary.goto("/weekly/")
    secretary.click("a.btn--go")
    secretary.fill("[name=place]", "普陀小组会议室")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("#leads")).to_contain_text("电池铝箔项目")
    expect(secretary.locator("#head")).to_contain_text("新增线索1条")
    secretary.click("#cases button:has-text('列入')")
    secretary.click("#cases a:has-text('写一句')")
    secretary.fill("[name=words]", "本周走访了3家")
    secretary.click("main form button.btn--go")
    expect(secretary.locator(".error-summary")).to_be_visible()  # a count is not typed
    secretary.fill("[name=words]", "本周走访{visited}，请大家学着约决策人")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("#cases")).to_contain_text("本周走访0家，请大家学着约决策人")
    assert serious(secretary) == []

    exchange = Exchange.objects.get()
    secretary.goto(f"/weekly/{exchange.pk}/meeting/")
    secretary.fill("[name=text]", "先看线索，再议用电。")
    with secretary.expect_response(lambda one: one.url.endswith("/meeting/") and one.request.method == "POST"):
        secretary.press("[name=text]", "Tab")  # leaving the field keeps it, no button pressed
    expect(secretary.locator("#kept")).to_contain_text("已保存")
    assert Minutes.objects.get().text == "先看线索，再议用电。"
    secretary.click("a.btn--go")
    secretary.fill("[name=what]", "联系供电公司问用电")
    secretary.select_option("[name=owner]", label="林知夏")
    secretary.fill("[name=due_on]", "2019-12-27")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("#follow-ups")).to_contain_text("林知夏")

    officer = sign_in("lin", phone=True)
    officer.goto("/")
    expect(officer.locator("main")).to_contain_text("联系供电公司问用电")
    officer.goto("/weekly/")
    officer.click("main .rows a")
    expect(officer.locator("main")).to_contain_text("先看线索，再议用电。")
    assert serious(officer) == []

    secretary.goto(f"/weekly/{exchange.pk}/close/")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("main")).to_contain_text("已办结")
    expect(secretary.locator("a:has-text('编辑材料')")).to_have_count(0)
