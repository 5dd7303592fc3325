"""Odd addresses get an answer, never a trace: whatever stands behind the question mark, no page breaks."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern

from hometown.kernel import clock
from tests.house.pages import filled, people_for
from tests.house.test_routes import routes
from tests.house.tree import PACKAGE

READ = re.compile(
    r"""(?:GET|query|data)\.get\(\s*"(\w+)"|GET\["(\w+)"\]|one_of\("(\w+)"|_identifier\(query\.get\("(\w+)\""""
)
FILTERS = {"q", "page", "before", "after", "kind", "officer", "batch", "company", "first", "last", "show"}
RECORD = re.compile("[0-9a-f]{8}-")
ALONE = {"known_at"}  # a bad moment is refused at once and would hide the others
ODD = (
    "²",  # a digit to Python, no number to int()
    "9" * 30,
    "9" * 5000,  # more digits than Python turns into a number
    "2019-13-45",
    "0001-01-01",
    "9999-12-31_00000000-0000-0000-0000-000000000000",
    "\"'><script>😀%_\\" + "长" * 300,
)
FEW = 1  # a page of one record reads little of its address: the digit is enough
MOMENTS = ("abc", "2019-13-45", "0001-01-01", "9999-12-31", "²", "2019-10-01T00:00")


def names_read() -> set[str]:
    """Every name that a page looks for behind the question mark."""
    found = set(FILTERS)
    for path in PACKAGE.rglob("*.py"):
        found |= {name for groups in READ.findall(path.read_text("utf-8")) for name in groups if name}
    return found - ALONE


def opened() -> Iterator[tuple[str, Client]]:
    """Every page of the demo at an address that opens, for somebody who may."""
    for address, pattern in routes():
        first = _first(address, pattern)
        if first is not None:
            yield first


def _first(address: str, pattern: URLPattern) -> tuple[str, Client] | None:
    people = people_for(pattern.callback.guard)  # type: ignore[attr-defined]
    for asked in [*filled(address)][:2]:
        for person in people[:3]:
            client = Client(raise_request_exception=False)
            if person is not None:
                client.force_login(person)
            status = client.get(asked).status_code
            if status == 405:
                return None
            if status in (200, 302):
                return asked, client
    return None


def broken(client: Client, asked: str, values: dict[str, str]) -> list[str]:
    """Say where a page breaks: the address with the start of what was asked."""
    answer: Any = client.get(f"{asked}?{urlencode(values)}")
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    return [f"{asked} {next(iter(values.values()))[:20]!r}: {answer.status_code}"] if answer.status_code >= 500 else []


@pytest.mark.django_db
def test_no_page_breaks_over_an_odd_question(demo: None) -> None:
    last_day = apps.get_model("programme", "Batch").objects.order_by("pk").values_list("last_on", flat=True).first()
    names = sorted(names_read())
    assert {"on", "before", "left_out", "format", "standing"} <= set(names)
    faults: list[str] = []
    with clock.simulated(datetime.combine(last_day, time(10), clock.CITY_TIME)):
        for asked, client in opened():
            for odd in ODD if not RECORD.search(asked) else ODD[:FEW]:
                faults += broken(client, asked, dict.fromkeys(names, odd))
            if asked.startswith("/review/"):
                for moment in MOMENTS:
                    faults += broken(client, asked, {"known_at": moment})
    assert faults == []


@pytest.mark.django_db
def test_a_nul_in_an_address_is_refused_before_a_database_sees_it(client: Client) -> None:
    """PostgreSQL takes no NUL in a text: without this the page would break there, and only there."""
    assert client.get("/sign-in/?next=%00").status_code == 400
    assert client.get("/sign-in/?next=a").status_code == 200


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_foreign_host_is_refused_before_anything_is_asked(htmx: dict[str, str]) -> None:
    answer = Client(raise_request_exception=True).get("/sign-in/", headers={"Host": "elsewhere.example", **htmx})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT"])
def test_no_page_answers_a_method_it_does_not_have(method: str) -> None:
    assert Client().generic(method, "/sign-in/").status_code == 405
