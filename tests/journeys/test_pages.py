"""Every page of the demo in a real browser, on a phone and at a desk, light and dark, Chinese and English."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern
from playwright.sync_api import Browser

from hometown.accounts import actions
from hometown.accounts.models import User
from tests.house.pages import filled, people_for
from tests.house.test_routes import routes

from .looking import Look, Looked, look_at, window

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


def openable(room: str) -> Iterator[tuple[str, User]]:
    """Each page of a room as the first of the demo who may open it; parts of pages and downloads are none."""
    for address, pattern in routes():
        if room_of(pattern) != room or address in NOT_PAGES or pattern.callback.guard == ("open",):  # type: ignore[attr-defined]
            continue
        found = first_open(address, people_for(pattern.callback.guard))  # type: ignore[attr-defined]
        if found:
            yield found


def first_open(address: str, people: list[User]) -> tuple[str, User] | None:
    for asked in filled(address):
        for person in people:
            answer = signed_in(person).get(asked)
            if answer.status_code == 405:
                return None
            if answer.status_code == 200:
                is_page = not answer.streaming and b"<!doctype html>" in answer.content[:200].lower()
                return (asked, person) if is_page else None
    return None


@pytest.fixture
def look_as(first_batch: None, live_server, browser: Browser) -> Callable[..., None]:
    """Look at pages as a person, with their language set and their session in a browser."""
    ContentType.objects.clear_cache()

    def looking(person: User, addresses: list[str], look: Look, looked: Looked, *, deeply: bool = True) -> None:
        person = User.objects.get(pk=person.pk)  # as it stands now: its language was changed a moment ago
        actions.set_preferences(person, language=look.language, theme="auto")
        context = window(browser, live_server.url, look, signed_in(person).cookies["sessionid"].value)
        for address in addresses:
            look_at(context, address, look, looked, deeply=deeply)
        context.close()

    return looking


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_a_room_is_whole(room: str, look_as: Callable[..., None]) -> None:
    looked = Looked()
    mine: dict[tuple[User, Look, bool], list[str]] = {}
    for number, (address, person) in enumerate(openable(room)):
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
