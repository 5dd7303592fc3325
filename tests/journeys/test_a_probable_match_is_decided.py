"""Perhaps one project: the second officer reads what would happen, files, the bureau decides, the claim tells it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.projects.models import Conflict, Project
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

from .test_a_project_advances import serious

SignIn = Callable[..., Page]


@pytest.fixture
def claimed(transactional_db: None, world: World, lin: User, zhou: User, wang: User) -> Project:
    """Lin's group leads a project; a firm of the same group is on record."""
    parent = a_firm("上海澄湖新材料有限公司")
    project: Project = a_lead(world, lin, parent, name="电池铝箔项目").project
    a_firm("张家港清晏销售有限公司", parent=parent)
    return project


def test_the_second_officer_reads_it_first_and_the_bureau_decides(
    claimed: Project, in_the_batch: None, sign_in: SignIn
) -> None:
    officer = sign_in("zhou", phone=True)
    officer.goto("/projects/file/")
    officer.locator("[name=company_text]").press_sequentially("清晏", delay=40)
    officer.locator("[role=option]").first.click()
    officer.fill("[name=name]", "动力电池箔材")
    officer.fill("[name=summary]", "年产一万吨电池铝箔")
    officer.fill("[name=amount]", "1.1亿元")
    officer.fill("[name=site_need]", "标准厂房两万平方米")
    officer.fill("[name=contact_evidence]", "12月20日邮件")
    officer.select_option("[name=source]", "visit")
    officer.locator("[name=contact_evidence]").blur()
    would = officer.locator("#would")
    expect(would).to_contain_text("普陀小组")
    expect(would).to_contain_text("投促中心最迟")
    expect(would).not_to_contain_text("电池铝箔项目")
    assert serious(officer) == []
    officer.click("#lead-form button.btn--go")
    officer.wait_for_url("**/projects/*/")
    expect(officer.locator("main")).to_contain_text("可能与另一项目是同一个")
    asked = Conflict.objects.get()

    bureau = sign_in("wang")
    bureau.goto("/")
    bureau.locator("main").get_by_role("link", name="嘉定小组：张家港清晏销售有限公司").click()
    bureau.wait_for_url(f"**/conflicts/{asked.pk}/")
    assert serious(bureau) == []
    bureau.check("input[name=verdict][value=different]")
    bureau.fill("[name=reason]", "两块地，两条产线")
    bureau.click("main form button.btn--go")
    expect(bureau.locator(".verdict")).to_contain_text("认定为两个项目")

    officer.goto(f"/conflicts/{asked.pk}/")
    expect(officer.locator(".verdict")).to_contain_text("两块地，两条产线")
    officer.goto("/claims/")
    officer.get_by_role("link", name="嘉定小组").first.click()
    expect(officer.locator("h1")).to_have_text("嘉定小组的首谈")
    expect(officer.locator("#history")).to_contain_text("嘉定小组取得首谈")
    assert serious(officer) == []
