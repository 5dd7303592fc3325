"""What was typed outlives the session in which it was typed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from hometown.accounts.models import User, UserSession
from hometown.accounts.rules import IDLE_LIMIT
from hometown.accounts.unsent import KEPT
from hometown.fieldwork.models import Note
from hometown.kernel import clock
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
WORDS = "铝箔厂房的电价要再问\n\n下周回访 <b>"
HTMX = {"HX-Request": "true"}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/")
    return client


def after(length: timedelta) -> Any:
    return clock.simulated(clock.now() + length)


def carried(page: str) -> str:
    found = re.search(r'name="unsent" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


def type_a_note(client: Client, **more: Any) -> Any:
    return client.post("/notes/add/", {"text": WORDS, "on": clock.today().isoformat(), "form_key": "k" * 16, **more})


def sign_in(client: Client, person: User, unsent: str, password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": person.login, "password": password, "unsent": unsent})


def sent_on(client: Client, page: str) -> Any:
    """Press the button of the page that shows what waits."""
    action = re.search(r'<form method="post" action="([^"]+)"', page)
    fields = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    assert action
    plain = {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in fields}
    return client.post(action.group(1), plain)


def test_a_form_sent_too_late_waits_for_its_writer_to_sign_in_and_is_sent_on_once(lin: User) -> None:
    client = signed_in(lin)
    with after(IDLE_LIMIT + timedelta(minutes=1)):
        answer = type_a_note(client)
        assert answer.status_code == 401
        assert not Note.objects.exists()
        wrong = sign_in(client, lin, carried(answer.content.decode()), password="wrong")
        assert wrong.status_code == 422
        page = sign_in(client, lin, carried(wrong.content.decode())).content.decode()
        assert escape(WORDS) in page
        first, second = sent_on(client, page), sent_on(client, page)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Note.objects.get().text.replace("\r\n", "\n") == WORDS


def test_what_one_person_typed_is_not_shown_to_the_next_who_signs_in(lin: User, zhou: User) -> None:
    client = signed_in(lin)
    with after(IDLE_LIMIT + timedelta(minutes=1)):
        unsent = carried(type_a_note(client).content.decode())
        answer = sign_in(client, zhou, unsent)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        page = client.get("/").content.decode()
    assert "电价" not in page
    assert "不是你" in page or "别人" in page


def test_what_was_typed_in_a_session_nobody_knows_any_more_waits_as_well(lin: User) -> None:
    client = signed_in(lin)
    UserSession.objects.all().delete()
    client.cookies.pop("sessionid")
    page = sign_in(client, lin, carried(type_a_note(client).content.decode())).content.decode()
    assert escape(WORDS) in page


def test_what_waits_is_signed_and_does_not_wait_for_ever(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    unsent = carried(type_a_note(client).content.decode())
    assert sign_in(client, lin, unsent[:-3] + "abc").status_code == 302
    client = Client()
    monkeypatch.setattr("django.core.signing.time.time", lambda: clock.now().timestamp() + KEPT.total_seconds() + 60)
    assert sign_in(client, lin, unsent).status_code == 302


def test_a_password_is_never_carried(lin: User) -> None:
    answer = Client().post("/my/password/", {"current": PASSWORD, "new": "x" * 12, "again": "x" * 12})
    assert answer.status_code == 302
    assert PASSWORD not in answer.content.decode()


def test_a_page_of_which_a_part_is_asked_for_stays_as_it_is(lin: User) -> None:
    client = signed_in(lin)
    with after(IDLE_LIMIT + timedelta(minutes=1)):
        answer = client.get("/companies/suggest/?q=铝箔", headers=HTMX)
    assert "HX-Refresh" not in answer
    assert answer["HX-Retarget"] == "#messages"
    assert "还在" in answer.content.decode()


def test_an_address_that_only_takes_forms_says_so(lin: User) -> None:
    answer = signed_in(lin).get("/sign-out/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "表单" in answer.content.decode()


def test_a_form_whose_token_is_of_another_session_gives_back_what_was_typed(lin: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lin)
    answer = type_a_note(client)
    assert answer.status_code == 403
    assert escape(WORDS) in answer.content.decode()
    assert 'name="text"' not in answer.content.decode(), "a strange page could have it sent at one click"
