"""The bureau sends an officer to a firm of the shortlist; its lead is filed, and nobody is offered it again."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.chains import actions
from hometown.chains.models import ShortlistedFirm
from hometown.chains.results import Listed, NodeName, Result
from hometown.intake.demo.firms import unified_code
from hometown.projects.models import Claim, Project

from .looking import serious

SignIn = Callable[..., Page]
FIRM, OTHER = "上海景曜铝箔有限公司", "上海晴峦金属有限公司"


@pytest.fixture
def run(in_the_batch: None, transactional_db: None, wang: User, lin: User) -> None:
    """A run with two firms of one node."""
    node = NodeName("aluminium", "电池铝箔", "Battery foil")
    reasons = ({"phrase": "铝箔", "field": "name", "start": 4, "end": 6},)
    parts = ({"part": "words", "points": 31, "of": 40},)
    firms = tuple(
        Listed(
            "battery_foil", node, rank, Decimal(80 - rank), name, unified_code("310114", 6_000_000 + rank), "上海市",
            parts, reasons if name == FIRM else (), ("capital",),
        )
        for rank, name in enumerate((FIRM, OTHER), 1)
    )  # fmt: skip
    actions.load_run(wang, result=Result("名录.parquet", "1" * 64, firms))


def test_a_listed_firm_is_assigned_and_filed_and_another_left_out(run: None, lin: User, sign_in: SignIn) -> None:
    bureau = sign_in("wang")
    bureau.goto("/chains/shortlist/")
    assert serious(bureau) == []
    bureau.click(f"main a:has-text('{FIRM}')")
    expect(bureau.locator("h1 mark")).to_have_text("铝箔")
    expect(bureau.locator("#claim")).to_contain_text("尚无首谈")
    expect(bureau.locator("#score")).to_contain_text("待定")
    assert serious(bureau) == []
    bureau.select_option("#assign [name=person]", label=lin.name)
    bureau.click("#assign button.btn--go")
    expect(bureau.locator("#facts")).to_contain_text(lin.name)

    bureau.goto("/chains/shortlist/")
    bureau.click(f"main a:has-text('{OTHER}')")
    bureau.click("a:has-text('不予跟进')")
    bureau.click(".choice:has-text('只贸易不生产')")
    bureau.click("main form button.btn--go")
    expect(bureau.locator("#facts")).to_contain_text("只贸易不生产")
    bureau.click("button:has-text('恢复跟进')")
    expect(bureau.locator("#assign")).to_be_visible()

    officer = sign_in("lin", phone=True)
    officer.goto("/tasks/")
    officer.click(f"main a:has-text('{FIRM}')")
    expect(officer.locator("h1")).to_have_text(FIRM)
    assert serious(officer) == []
    officer.click("a:has-text('申报线索')")
    assert officer.locator("[name=source]").input_value() == "screening"
    for name, words in (
        ("name", "电池铝箔项目"), ("summary", "年产一万吨电池铝箔"), ("amount", "1.2亿元"),
        ("site_need", "标准厂房两万平方米"), ("contact_evidence", "12月20日邮件"),
    ):  # fmt: skip
        officer.fill(f"[name={name}]", words)
    officer.click("#lead-form button.btn--go")
    expect(officer.locator("main")).to_contain_text("电池铝箔项目")

    project = Project.objects.select_related("company").get()
    assert (project.company.name, project.source) == (FIRM, "screening")
    listed = ShortlistedFirm.objects.get(name=FIRM)
    officer.goto(f"/chains/shortlist/{listed.pk}/")
    assert Claim.objects.count() == 1
    expect(officer.locator("#claim")).to_contain_text("已有首谈")
    expect(officer.locator("a:has-text('申报线索')")).to_have_count(0)
