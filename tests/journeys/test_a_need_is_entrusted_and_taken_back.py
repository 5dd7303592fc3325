"""An officer entrusts a need to the secretary on a phone; it is read, something is done, and it is taken back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.care import actions
from hometown.care.models import Need
from tests.people import World

from .looking import serious

SignIn = Callable[..., Page]
WORDS = "想调一天班接家里老人"


def test_a_need_is_entrusted_and_taken_back(
    in_the_batch: None, transactional_db: None, world: World, lin: User, fang: User, meng: User, sign_in: SignIn
) -> None:
    actions.name_reader(meng, batch=world.batch, user=fang)

    officer = sign_in("lin", phone=True)
    officer.goto("/care/note/")
    expect(officer.locator("main")).to_contain_text("方立言")
    officer.select_option("[name=kind]", "family")
    officer.fill("[name=words]", WORDS)
    officer.check("[name=agreed]")
    assert serious(officer) == []
    officer.click("main form button.btn--go")
    expect(officer.locator("#words")).to_contain_text(WORDS)

    secretary = sign_in("fang")
    secretary.goto("/care/")
    expect(secretary.locator("main")).not_to_contain_text(WORDS)
    secretary.click("#trusted a")
    expect(secretary.locator("main")).not_to_contain_text("林知夏")
    secretary.click("main form.act button")
    expect(secretary.locator("#words")).to_contain_text(WORDS)
    assert serious(secretary) == []
    secretary.click("a.btn--go")
    secretary.fill("[name=words]", "周五调班")
    secretary.click("main form button.btn--go")

    officer.reload()
    expect(officer.locator("#steps")).to_contain_text("周五调班")
    expect(officer.locator("#readings")).to_contain_text("方立言")
    officer.click("a[href$='/withdraw/']")
    officer.click("main form button.btn--go")
    expect(officer.locator("#own")).not_to_contain_text("家庭")
    assert Need.objects.get().words == ""
