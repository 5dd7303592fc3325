"""Odd addresses get an answer, never a trace: whatever stands behind the question mark, no page breaks."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.house.pages import People, doors, on_the_last_day
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


def opened(home: Path) -> Iterator[tuple[str, Client]]:
    """Every page of the demo at an address that opens, for somebody who may."""
    people = People()
    for door in doors(home, people).values():
        if door is not None and not door.htmx:
            client = people.client(people.named(door.login))
            client.raise_request_exception = False  # a fault is counted, and all are told at the end
            yield door.asked, client


def broken(client: Client, asked: str, values: dict[str, str]) -> list[str]:
    """Say where a page breaks: the address with the start of what was asked."""
    answer: Any = client.get(f"{asked}?{urlencode(values)}")
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    return [f"{asked} {next(iter(values.values()))[:20]!r}: {answer.status_code}"] if answer.status_code >= 500 else []


@pytest.mark.django_db
def test_no_page_breaks_over_an_odd_question(demo: None, demo_home: Path) -> None:
    names = sorted(names_read())
    assert {"on", "before", "left_out", "format", "standing"} <= set(names)
    faults: list[str] = []
    with on_the_last_day():
        for asked, client in opened(demo_home):
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
