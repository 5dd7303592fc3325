"""Signing in and the administrators' pages, as a browser asks for them."""

import pytest
from django.test import Client

from hometown.accounts.models import SignInAttempt, User
from hometown.ledger import book
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_right_password_opens_today(client: Client, wang: User) -> None:
    answer = client.post("/sign-in/", {"login": "WANG", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert SignInAttempt.objects.get().succeeded


def test_a_wrong_password_says_so_and_not_which_part(client: Client, wang: User) -> None:
    for login in ("wang", "nobody"):
        answer = client.post("/sign-in/", {"login": login, "password": "wrong"})
        assert answer.status_code == 422
        assert "账号或口令不对" in answer.content.decode()


def test_five_wrong_passwords_lock_even_the_right_one(client: Client, wang: User) -> None:
    for _ in range(5):
        client.post("/sign-in/", {"login": "wang", "password": "wrong"})
    answer = client.post("/sign-in/", {"login": "wang", "password": PASSWORD})
    assert answer.status_code == 422
    assert "15" in answer.content.decode()


def test_nobody_is_sent_to_another_site_after_signing_in(client: Client, wang: User) -> None:
    answer = client.post("/sign-in/?next=//evil.example/", {"login": "wang", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_given_password_is_changed_before_anything_else(sun: User, wang: User) -> None:
    from hometown.accounts import actions

    actions.set_password(sun, user=wang, password="given-by-security-1")
    client = signed_in(wang)
    assert client.get("/my/")["Location"] == "/my/password/"
    same = {"current": "given-by-security-1", "new": "given-by-security-1", "again": "given-by-security-1"}
    assert "原口令" in client.post("/my/password/", same).content.decode()
    assert client.get("/my/")["Location"] == "/my/password/"
    form = {"current": "given-by-security-1", "new": "chosen-by-myself-2", "again": "chosen-by-myself-2"}
    assert client.post("/my/password/", form)["Location"] == "/my/"
    assert client.get("/my/").status_code == 200


def test_the_language_follows_the_person(wang: User) -> None:
    client = signed_in(wang)
    assert "我的设置" in client.get("/my/").content.decode()
    client.post("/my/", {"language": "en", "theme": "dark"})
    page = client.get("/my/").content.decode()
    assert "My settings" in page
    assert 'lang="en"' in page


def test_signing_out_everywhere_else_ends_the_other_sessions(wang: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/sign-in/", {"login": "wang", "password": PASSWORD})
    here.post("/my/sessions/end/")
    assert here.get("/my/").status_code == 200
    assert there.get("/my/").status_code == 302


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/add/", "/audit/", "/audit/reads/", "/audit/sign-ins/"])
def test_a_stranger_sees_nothing_of_administration(stranger: User, wang: User, path: str) -> None:
    assert Client().get(path).status_code == 302
    assert signed_in(stranger).get(path).status_code == 403
    assert signed_in(wang).get(path).status_code == 403


def test_the_security_administrator_manages_and_does_not_read_the_audit(sun: User, wang: User) -> None:
    client = signed_in(sun)
    assert client.get("/accounts/").status_code == 200
    assert client.get(f"/accounts/{wang.pk}/").status_code == 200
    assert client.get("/audit/").status_code == 403


def test_the_audit_shows_who_did_what_and_not_what_a_record_says(auditor: User) -> None:
    from hometown.companies.models import Company

    with book.entry("company.added", actor=auditor.pk) as entry:
        entry.put(Company(name="上海岚汀化学股份有限公司", normal_name="x", address="不该出现的地址"))
    client = signed_in(auditor)
    page = client.get("/audit/").content.decode()
    assert "company.added" in page
    detail = client.get(f"/audit/{entry.seq}/").content.decode()
    assert "companies.company" in detail
    assert "不该出现的地址" not in page + detail
    assert "岚汀" not in page + detail


def test_a_record_nobody_may_see_has_no_story(stranger: User, wang: User) -> None:
    answer = signed_in(stranger).get(f"/history/accounts.user/{wang.pk}/")
    assert answer.status_code == 404
