"""The secretary assigns from the board; the officer answers by one tap on a phone; the board shows it next."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.dispatch.models import Assignment
from hometown.projects.models import Project
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

from .looking import serious

SignIn = Callable[..., Page]


@pytest.fixture
def lead(in_the_batch: None, transactional_db: None, world: World, lin: User, fang: User) -> Project:
    found: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    return found


def test_what_is_assigned_is_answered_by_one_tap_and_stands_on_the_board(
    lead: Project, world: World, lin: User, sign_in: SignIn
) -> None:
    officer = sign_in("lin", phone=True)
    officer.goto(f"/projects/{lead.pk}/")
    officer.click("#blockers a:has-text('提出堵点')")
    officer.fill("[name=text]", "园区蒸汽不够")
    officer.click("main form button.btn--go")
    expect(officer.locator("#blockers")).to_contain_text("园区蒸汽不够")

    secretary = sign_in("fang")
    secretary.goto("/dispatch/")
    row = secretary.locator("#blockers li", has_text="园区蒸汽不够")
    expect(row).to_contain_text(lin.name)
    assert serious(secretary) == []
    row.locator("a:has-text('交办')").click()
    secretary.fill("[name=what]", "问经开区能不能供汽")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("#blockers li")).to_contain_text("在办")

    officer.goto("/")
    assigned = officer.locator("#my-dispatch li", has_text="问经开区能不能供汽")
    expect(assigned).to_be_visible()
    assert serious(officer) == []
    assert officer.evaluate("document.documentElement.scrollWidth") <= 390
    with officer.expect_response(lambda answer: answer.request.method == "POST"):
        assigned.locator("button:has-text('要支援')").click()  # one tap
    expect(officer.locator("#my-dispatch")).to_contain_text("要支援")
    officer.wait_for_load_state("networkidle")
    assert Assignment.objects.get().answer == "help"

    secretary.goto("/dispatch/")
    expect(secretary.locator("#help li")).to_contain_text("问经开区能不能供汽")
    expect(secretary.locator("#news")).to_contain_text("要支援")
    for page in (secretary, officer):
        page.wait_for_load_state("networkidle")
