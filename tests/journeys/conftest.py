"""A real browser on a live server, and what a person does in it."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.signals import request_finished, request_started
from django.dispatch import receiver
from playwright.sync_api import Browser, Error, Page, ViewportSize

from hometown.kernel import clock
from tests.demo import copy_rows
from tests.people import PASSWORD

from .looking import NO_WITNESS

_under_way: set[int] = set()  # threads of the live server that answer at this moment


@receiver(request_started)
def _begun(**_: object) -> None:
    if threading.current_thread() is not threading.main_thread():
        _under_way.add(threading.get_ident())


@receiver(request_finished)
def _done(**_: object) -> None:
    _under_way.discard(threading.get_ident())


DEMO_PASSWORD = "hometown-demo-2019"
LAST_DAY = date(2020, 1, 17)  # of the first batch


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as needing a browser."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def in_the_batch() -> Iterator[None]:
    """Let the live server stand on a day of the first batch: its grants and postings hold."""
    clock.pin(date(2019, 12, 20))
    yield
    clock.pin(None)


@pytest.fixture
def first_batch(transactional_db: None, demo_home: Path, settings) -> Iterator[None]:
    """The demo behind the live server, on the last day of its batch."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("the demo is copied in on SQLite only")
    shutil.copytree(demo_home / "blobs", settings.HOMETOWN_HOME / "blobs", dirs_exist_ok=True)
    connection.ensure_connection()
    empty, filled = sqlite3.connect(":memory:"), sqlite3.connect(demo_home / "hometown.sqlite3")
    connection.connection.backup(empty)
    copy_rows(filled, connection.connection)
    filled.close()
    clock.pin(LAST_DAY)
    yield
    clock.pin(None)
    copy_rows(empty, connection.connection)
    empty.close()


@pytest.fixture
def sign_in(transactional_db: None, live_server, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser of their own for a person and sign in: `page = sign_in("lin", phone=True)`."""
    ContentType.objects.clear_cache()
    contexts = []
    errors: list[Error] = []  # a failure raised inside the listener would end the whole run, not the test

    def signed_in(
        login: str, *, phone: bool = False, dark: bool = False, language: str = "zh-CN", password: str = PASSWORD,
        witness: bool = False,
    ) -> Page:  # fmt: skip
        size = ViewportSize(width=390, height=844) if phone else ViewportSize(width=1440, height=900)
        context = browser.new_context(
            viewport=size, locale=language, color_scheme="dark" if dark else "light", base_url=live_server.url
        )
        contexts.append(context)
        if not witness:
            context.add_init_script(NO_WITNESS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 — Playwright asks for a function
        page.goto("/sign-in/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.click("main button.btn--go")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    yield signed_in
    for context in contexts:
        context.close()
    _let_the_server_finish()
    assert not errors, f"script errors: {[str(error) for error in errors]}"


def _let_the_server_finish() -> None:
    """Wait for what the closed browsers still asked: the tables are emptied next, and no request may meet that.

    A request whose end was never told is waited for once, and not again by every test that follows.
    """
    last = time.monotonic() + 5
    while _under_way and time.monotonic() < last:
        time.sleep(0.01)
    _under_way.clear()
