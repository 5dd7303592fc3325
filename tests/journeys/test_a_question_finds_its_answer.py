"""You ask in Huaibei, I find answers in Putuo: on a phone, from seeing the question to the asker's acceptance."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.exchange import actions
from hometown.exchange.models import Question
from tests.people import World

from .looking import serious

SignIn = Callable[..., Page]
ANSWER_SECONDS = 60  # from the list on the phone to the answer sent, typing at a slow hand's pace
TYPING_MS = 120  # a character


@pytest.fixture
def known(in_the_batch: None, transactional_db: None, world: World, lin: User, han: User) -> None:
    actions.write_practice(lin, theme="parks", title="楼宇企业服务站", what="每栋楼一名专员", place="普陀区")


def test_a_question_is_claimed_and_answered_on_a_phone_in_under_a_minute(
    known: None, world: World, sign_in: SignIn
) -> None:
    home = sign_in("han")
    home.goto("/questions/ask/")
    home.locator("[name=title]").press_sequentially("楼宇服务站谁出钱")
    expect(home.locator("#alike")).to_contain_text("楼宇企业服务站")  # what is known stands beside it
    home.fill("[name=why]", "开发区想设一个")
    home.select_option("select[name=theme]", "parks")
    home.fill("[name=due_on]", "2020-01-10")
    assert serious(home) == []
    home.click("main form button.btn--go")
    expect(home.locator("main")).to_contain_text("待认领")

    officer = sign_in("lin", phone=True)
    officer.goto("/questions/")
    began = officer.evaluate("performance.timeOrigin")
    officer.click("main a:has-text('楼宇服务站谁出钱')")
    officer.click("main form button:has-text('我来找答案')")
    officer.click("main a.btn--go:has-text('答复')")
    officer.locator("[name=text]").press_sequentially("街道出人，楼宇出房，一年八万。", delay=TYPING_MS)
    assert serious(officer) == []
    officer.click("main form button.btn--go")
    expect(officer.locator("main")).to_contain_text("待出题单位查看")
    took = officer.evaluate("Date.now()") - began
    assert took < ANSWER_SECONDS * 1000, took
    assert officer.evaluate("document.documentElement.scrollWidth") <= 390

    home.reload()
    home.click("main form button:has-text('采纳答案')")
    expect(home.locator("main")).to_contain_text("已采纳")
    assert Question.objects.get().accepted_on is not None
    for page in (home, officer):
        page.wait_for_load_state("networkidle")
