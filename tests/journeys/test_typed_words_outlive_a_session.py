"""An officer writes for longer than a session lasts: signing in again, what was typed is sent and nothing is lost."""

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.fieldwork.models import Note
from tests.people import PASSWORD, World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
WORDS = "园区的电价比县里低两分\n下周带厂房图纸再来"


def test_a_note_written_over_the_end_of_a_session_is_sent_after_signing_in(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    page = sign_in("lin", phone=True)
    page.goto("/notes/add/")
    page.locator("main [name=text]").fill(WORDS)
    Session.objects.all().delete()
    page.locator("main [name=company_text]").press_sequentially("澄湖")
    expect(page.locator("#messages")).to_contain_text("还在")
    expect(page.locator("main [name=text]")).to_have_value(WORDS)

    page.locator("main .btn--go").click()
    expect(page.locator("main")).to_contain_text("写的内容已留住")
    page.fill("[name=login]", "lin")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("main")).to_contain_text("还没有送出")
    expect(page.get_by_label("您写的内容")).to_have_value(f"{WORDS}\n\n2019-12-20\n\n澄湖")
    assert not Note.objects.exists()
    page.get_by_role("button", name="现在送出").click()
    # A name only half typed is no firm: the form says so, and still holds every word.
    expect(page.locator("main [name=text]")).to_have_value(WORDS)
    page.locator("main [name=company_text]").fill("")
    page.locator("main [name=company_text]").press_sequentially("澄湖")
    page.locator("[role=option]", has_text=firm.name).click()
    page.locator("main .btn--go").click()
    page.wait_for_url(lambda url: not url.endswith("/notes/add/"))
    note = Note.objects.get()
    assert (note.text.replace("\r\n", "\n"), note.company_id, note.author) == (WORDS, firm.pk, lin.pk)
