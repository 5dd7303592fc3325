"""The pages a firm opens by its link: its own and nothing else, without an account, a session or JavaScript."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from hometown.accounts.models import SentForm, User
from hometown.aftercare import actions
from hometown.aftercare.models import RequestMessage, ServiceLink, ServiceRequest
from hometown.face.form_keys import FIELD
from hometown.fieldwork import throttle
from hometown.projects.models import Project
from tests.people import World

from .conftest import TODAY, a_firm, on_day, text

WRONG = "This link opens nothing, or no longer."


@pytest.fixture
def token(landed: Project, feng: User) -> str:
    _link, made = actions.make_link(feng, company=landed.company)
    return made


@pytest.fixture
def firm() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def picture() -> SimpleUploadedFile:
    out, drawn = BytesIO(), Image.new("RGB", (40, 30), "white")
    exif = drawn.getexif()
    exif[0x010E] = "taken at the gate"  # ImageDescription
    drawn.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("门口.jpg", out.getvalue(), "image/jpeg")


def test_a_firm_asks_reads_adds_and_rates(landed: Project, token: str, firm: Client, feng: User) -> None:
    page = firm.get(reverse("firm-page", args=[token]))
    assert landed.name in text(page)
    assert "冯拾遗" in text(page)
    assert page["Cache-Control"] == "private, no-store"
    sent = {"kind": "utilities", "title": "厂区停电", "words": "昨晚起", "project": landed.pk, "file": picture()}
    answer = firm.post(reverse("firm-page", args=[token]), sent)
    row = ServiceRequest.objects.get()
    assert answer.status_code == 302
    own = reverse("firm-request", args=[token, row.pk])
    assert answer["Location"] == f"{own}?said=asked"
    assert "accepts it by" in text(firm.get(answer["Location"]))
    actions.note(feng, request=row, words="内部：先问供电所")
    actions.reply(feng, request=row, words="今天下午修好。")
    firm.post(own, {"words": "好的，等您消息"})
    shown = text(firm.get(own))
    assert "今天下午修好。" in shown
    assert "好的，等您消息" in shown
    assert "内部" not in shown  # what is said among ourselves stays there
    actions.close_request(feng, request=row, outcome="solved", words="已送电。")
    assert "How were you served?" in text(firm.get(own))
    firm.post(reverse("firm-rate", args=[token, row.pk]), {"rating": "good", "rating_words": "快"})
    row.refresh_from_db()
    assert (row.rating, row.rating_words) == ("good", "快")
    assert not Session.objects.exists()


def test_what_a_firm_sends_is_shown_drawn_anew(token: str, firm: Client) -> None:
    firm.post(reverse("firm-page", args=[token]), {"kind": "other", "title": "门口积水", "file": picture()})
    message = RequestMessage.objects.get()
    shown = firm.get(reverse("firm-file", args=[token, message.pk, 1]))
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/png" or shown["Content-Type"] == "image/jpeg"
    assert b"taken at the gate" not in shown.content
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_is_taken_in_only_where_the_limits_let_it(
    landed: Project, token: str, firm: Client, feng: User, monkeypatch: Any
) -> None:
    taken: list[str] = []
    monkeypatch.setattr("hometown.aftercare.actions.asking.take", lambda _file, *, file_name: taken.append(file_name))
    link = ServiceLink.objects.get()
    rows = [actions.ask(link, kind="other", title=f"第{number}件", project=landed) for number in range(20)]
    sent = {"kind": "other", "title": "再来一件", "file": picture()}
    assert firm.post(reverse("firm-page", args=[token]), sent).status_code == 422
    monkeypatch.setattr("hometown.aftercare.actions.asking.MOST_SAID", 0)
    full = reverse("firm-request", args=[token, rows[0].pk])
    assert firm.post(full, {"words": "看图", "file": picture()}).status_code == 422
    actions.close_request(feng, request=rows[1], outcome="solved", words="修好了")
    closed = reverse("firm-request", args=[token, rows[1].pk])
    told = text(firm.post(closed, {"words": "看看图", "file": picture()}))
    assert "was closed on" in told
    assert "看看图" in told
    assert taken == []


def test_a_file_that_may_run_is_refused_and_what_was_typed_is_kept(token: str, firm: Client) -> None:
    evil = SimpleUploadedFile("表.html", b"<html><script>alert(1)</script></html>", "text/html")
    answer = firm.post(reverse("firm-page", args=[token]), {"kind": "other", "title": "门口积水", "file": evil})
    assert answer.status_code == 422
    assert "门口积水" in text(answer)
    assert not ServiceRequest.objects.exists()


def test_the_same_form_sent_twice_asks_once(token: str, firm: Client) -> None:
    page = text(firm.get(reverse("firm-page", args=[token])))
    key = re.search(rf'name="{FIELD}" value="([^"]+)"', page)
    assert key, "the form carries a key"
    sent = {"kind": "other", "title": "门口积水", FIELD: key[1]}
    ways = [firm.post(reverse("firm-page", args=[token]), sent)["Location"] for _turn in range(2)]
    assert ways[0] == ways[1]
    assert token in ways[0]
    assert ServiceRequest.objects.count() == 1
    assert not SentForm.objects.filter(location__contains=token).exists()  # the secret stands nowhere but in the link
    assert SentForm.objects.filter(location__contains="/f/").exists()


def test_a_link_opened_wrongly_says_one_sentence_whatever_is_wrong(
    landed: Project, token: str, firm: Client, feng: User
) -> None:
    answers: list[Any] = [firm.get(reverse("firm-page", args=["x" * 43]))]
    with on_day(TODAY + timedelta(days=400)):
        answers.append(firm.get(reverse("firm-page", args=[token])))
    actions.make_link(feng, company=landed.company)  # the old one is silent from now on
    answers.append(firm.get(reverse("firm-page", args=[token])))
    for answer in answers:
        assert answer.status_code == 404
        assert WRONG in text(answer)
        assert landed.company.name not in text(answer)
        assert 'href="/"' not in text(answer)  # no way into the house from here
    assert len({re.sub(r'(?:value|href)="[^"]*"|X-CSRFToken": "[^"]*"', "", text(one)) for one in answers}) == 1


def test_a_link_opens_no_page_of_another_firm_and_nothing_of_the_house(
    world: World, asked: ServiceRequest, wang: User, firm: Client
) -> None:
    other = a_firm("浙江砚海硅业有限公司")
    _link, token = actions.make_link(wang, company=other)
    actions.reply(wang, request=asked, words="只给澄湖看的答复")
    page = text(firm.get(reverse("firm-page", args=[token])))
    assert asked.title not in page
    assert asked.company.name not in page
    for name, args in (("firm-request", [token, asked.pk]), ("firm-file", [token, RequestMessage.objects.get().pk, 1])):
        assert firm.get(reverse(name, args=args)).status_code == 404
    assert firm.post(reverse("firm-rate", args=[token, asked.pk]), {"rating": "poor"}).status_code == 404
    for name in ("service-request-list", "promise-list", "served-list", "today", "project-board"):
        assert firm.get(reverse(name))["Location"].startswith("/sign-in/"), name


def test_who_asks_too_often_is_told_when_to_come_again(token: str, firm: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("hometown.aftercare.web.outside.READ_MOST", 2)
    monkeypatch.setattr(throttle, "_read", {})
    codes = [firm.get(reverse("firm-page", args=[token])).status_code for _turn in range(3)]
    assert codes == [200, 200, 429]
    answer = firm.get(reverse("firm-page", args=[token]))
    assert int(answer["Retry-After"]) > 0
    assert "Nothing of yours is lost" in text(answer)
