"""An officer reads their own fact sheet on a phone and corrects a line; the secretary answers, closes and concludes."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.fieldwork.models import ActivityOfficer
from hometown.programme.models import Posting
from tests.people import World
from tests.projects.conftest import a_firm, a_visit, put

from .looking import serious

SignIn = Callable[..., Page]
SAID, REASON, WORDS = "少记一次陪同", "当天已计，记录无误", "做事踏实，走访记录清楚。"


def test_a_fact_sheet_is_read_by_its_officer_first_and_closed(
    in_the_batch: None, transactional_db: None, world: World, lin: User, fang: User, sign_in: SignIn
) -> None:
    put(ActivityOfficer(activity=a_visit(world, a_firm(), date(2019, 10, 9)), officer=world.officers["lin"]))
    posting = Posting.objects.get(officer__user=lin)

    secretary = sign_in("fang")
    secretary.goto("/facts/")
    secretary.click(f"a[href='/facts/draw/{posting.pk}/']")
    secretary.click("main form button.btn--go")
    sheet = posting.fact_sheet
    expect(secretary.locator("#others")).to_contain_text("本人先看")
    assert secretary.locator(f"a[href='/facts/{sheet.pk}/']").count() == 0

    officer = sign_in("lin", phone=True)
    officer.goto("/facts/")
    officer.click("#own a")
    officer.click("#activities__visit a.fig >> nth=0")
    expect(officer.locator("main .rows")).to_contain_text("走访")
    officer.go_back()
    officer.click("a[href$='?line=activities__visit']")
    officer.fill("[name=text]", SAID)
    assert serious(officer) == []
    officer.click("main form button.btn--go")
    expect(officer.locator("#activities__visit")).to_contain_text(SAID)
    officer.click("form[action$='/pass-on/'] button")

    secretary.goto(f"/facts/{sheet.pk}/")
    expect(secretary.locator("main")).not_to_contain_text(SAID)
    secretary.click("main form.act button")
    secretary.click("a[href$='/answer/']")
    secretary.check("[name=outcome][value=left]")
    secretary.fill("[name=answer]", REASON)
    secretary.click("main form button.btn--go")
    secretary.click("form[action$='/close/'] button")
    secretary.click("a[href$='/conclude/']")
    secretary.fill("[name=conclusion]", "全批排名第一")
    secretary.click("main form button.btn--go")
    expect(secretary.locator("main")).to_contain_text("排名")
    secretary.fill("[name=conclusion]", WORDS)
    secretary.click("main form button.btn--go")
    assert serious(secretary) == []

    officer.reload()
    expect(officer.locator("main")).to_contain_text(WORDS)
    expect(officer.locator("#activities__visit")).to_contain_text(REASON)
    expect(officer.locator("#readings")).to_contain_text("方立言")


def test_a_monthly_report_reaches_the_sending_unit(
    in_the_batch: None, transactional_db: None, world: World, lin: User, su: User, sign_in: SignIn
) -> None:
    put(ActivityOfficer(activity=a_visit(world, a_firm(), date(2019, 11, 9)), officer=world.officers["lin"]))
    officer = sign_in("lin", phone=True)
    officer.goto("/monthly/draw/")
    officer.select_option("[name=month]", "1:2019-11")
    officer.click("main form button.btn--go")
    officer.click("a[href$='/edit/']")
    officer.fill("[name=done]", "本月走访{visited}，陪同看地。")
    officer.click("main form button.btn--go")
    expect(officer.locator("article.doc")).to_contain_text("陪同看地")
    assert serious(officer) == []
    officer.click("form[action$='/send/'] button")
    expect(officer.locator("#readers")).to_contain_text("苏问渠")

    unit = sign_in("su")
    unit.goto("/monthly/")
    unit.click("main .rows a")
    expect(unit.locator("article.doc")).to_contain_text("陪同看地")
    unit.click("article.doc a.fig")
    expect(unit.locator("main")).to_contain_text("1家")
