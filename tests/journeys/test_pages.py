"""Every page of the demo in a real browser, on a phone and at a desk, light and dark, Chinese and English."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern
from playwright.sync_api import Browser

from hometown.accounts import actions
from hometown.accounts.models import User
from tests.house.pages import People, doors
from tests.house.test_routes import routes

from .looking import Look, Looked, Window, window

Guarded = tuple[str, URLPattern]
LOOKS = (
    (Look(phone=True, dark=True, language="zh-hans"), Look(phone=False, dark=False, language="en")),
    (Look(phone=True, dark=False, language="en"), Look(phone=False, dark=True, language="zh-hans")),
)
EVERYBODY = ("lin", "fang", "wang", "zhao", "han", "lu", "meng", "qiao", "qian", "security", "system", "audit")
NOT_PAGES = {
    "health/",
    "sign-in/",
    "sign-out/",
    "language/",
    "parts/",
    "parts/options/",
    "calendar/<str:token>.ics",
}


def room_of(pattern: URLPattern) -> str:
    """The room a view stands in: `hometown.projects.web.lists` is in projects."""
    return str(pattern.callback.__module__).split(".")[1]


ROOMS = sorted({room_of(pattern) for _, pattern in routes()})


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def openable(room: str, home: Path) -> Iterator[tuple[str, User]]:
    """Each page of a room as the first of the demo who may open it; parts of pages and downloads are none."""
    people = People()
    open_doors = doors(home, people)
    for address, pattern in routes():
        door = open_doors.get(address)
        if door is None or not door.login or door.htmx or room_of(pattern) != room or address in NOT_PAGES:
            continue
        person = people.named(door.login)
        answer: Any = people.client(person).get(door.asked)
        is_page = not answer.streaming and b"<!doctype html>" in answer.content[:200].lower()
        if answer.streaming:
            answer.close()
        if is_page:
            yield door.asked, person


@pytest.fixture
def look_as(first_batch: None, live_server, browser: Browser) -> Callable[..., None]:
    """Look at pages as a person, with their language set and their session in a browser."""
    ContentType.objects.clear_cache()

    def looking(person: User, addresses: list[str], look: Look, looked: Looked, *, deeply: bool = True) -> None:
        person = User.objects.get(pk=person.pk)  # as it stands now: its language was changed a moment ago
        actions.set_preferences(person, language=look.language, theme="auto")
        context = window(browser, live_server.url, look, signed_in(person).cookies["sessionid"].value)
        tab = Window(context)
        for address in addresses:
            tab.look_at(address, look, looked, deeply=deeply)
        context.close()

    return looking


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_a_room_is_whole(room: str, demo_home: Path, look_as: Callable[..., None]) -> None:
    looked = Looked()
    mine: dict[tuple[User, Look, bool], list[str]] = {}
    for number, (address, person) in enumerate(openable(room, demo_home)):
        for place, look in enumerate(LOOKS[number % 2]):
            deeply = place == number // 2 % 2  # of four pages in a row, each way to look meets axe once
            mine.setdefault((person, look, deeply), []).append(address)
    for (person, look, deeply), addresses in mine.items():
        look_as(person, addresses, look, looked, deeply=deeply)
    assert not looked.wrong, "\n".join(looked.wrong)


@pytest.mark.parametrize("login", EVERYBODY)
def test_whoever_signs_in_can_open_all_their_menu_offers(login: str, look_as: Callable[..., None]) -> None:
    person = User.objects.get(login=login)
    page = signed_in(person).get("/")
    assert page.status_code == 200
    menu = [item.url for group in page.context["navigation"] for item in group.items]
    looked = Looked()
    look_as(person, menu, Look(phone=True, dark=False, language="en"), looked, deeply=False)
    look_as(person, ["/"], Look(phone=False, dark=True, language="zh-hans"), looked)
    assert not looked.wrong, "\n".join(looked.wrong)


def test_what_is_wrong_with_a_page_is_seen(browser: Browser, live_server) -> None:
    """A page that says an error, scrolls sideways, speaks the other language and names no button is found out."""
    faulty = """<!doctype html><html lang=en><body><p style="width:3000px">Save this note</p><button></button>
        <script>console.error('fault'); setTimeout(() => { throw new Error('later') }, 1)</script></body></html>"""
    look = Look(phone=True, dark=False, language="zh-hans")
    context = window(browser, live_server.url, look, "")
    context.route("**/faulty/", lambda route: route.fulfill(status=500, content_type="text/html", body=faulty))
    context.route(
        "**/fine/", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>a</title>")
    )
    looked, after = Looked(), Looked()
    tab = Window(context)
    tab.look_at("/faulty/", look, looked)
    tab.look_at("/fine/", look, after, deeply=False)
    context.close()
    said = "\n".join(looked.wrong)
    for what in ("answers 500", "console: fault", "later", "px sideways", "axe: button-name"):
        assert what in said
    assert after.wrong == []
