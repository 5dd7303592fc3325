"""Every route is guarded, and the guard holds."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter, UUIDConverter

Route = tuple[str, Callable[..., Any]]


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house with its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            yield here, pattern


def unguarded(found: Iterator[tuple[str, URLPattern]]) -> list[str]:
    """The routes whose view carries no guard."""
    return [address for address, pattern in found if not getattr(pattern.callback, "guard", None)]


def example(address: str, pattern: URLPattern) -> str:
    """An address of this route, made up; guards answer before anybody looks whether the record is there."""
    for name, converter in getattr(pattern.pattern, "converters", {}).items():
        value = str(uuid.UUID(int=0)) if isinstance(converter, UUIDConverter) else "x"
        value = "1" if isinstance(converter, IntConverter) else value
        for kind in (f"<{name}>", f"<{type(converter).__name__.removesuffix('Converter').lower()}:{name}>"):
            address = address.replace(kind, value)
    return "/" + address


def test_every_route_carries_a_guard() -> None:
    assert unguarded(routes()) == []


def test_a_bare_view_is_seen() -> None:
    assert unguarded(routes([path("bare/", HttpResponse)])) == ["bare/"]


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_from_every_guarded_route(client: Client) -> None:
    let_in = []
    for address, pattern in routes():
        if getattr(pattern.callback, "guard", None) == ("open",):
            continue
        for ask in (client.get, client.post):
            answer = ask(example(address, pattern))
            sent = answer.status_code == 302 and "/sign-in" in answer["Location"]
            if not sent and answer.status_code not in (401, 405):
                let_in.append(f"{ask.__name__} {example(address, pattern)}: {answer.status_code}")
    assert let_in == []


def test_few_routes_are_open() -> None:
    """Read this list when it changes: each of these answers everybody."""
    is_open = {address for address, pattern in routes() if getattr(pattern.callback, "guard", None) == ("open",)}
    pages = {"sign-in/", "sign-out/", "language/", "theme/", "health/", "manifest.webmanifest", "robots.txt"}
    secret = {
        "calendar/<str:token>.ics",  # 256 random bits, revocable: tests/fieldwork/test_feed.py
        # A firm's link, likewise, and until a day: tests/aftercare/test_outside.py
        "f/<str:token>/", "f/<str:token>/<uuid:pk>/", "f/<str:token>/<uuid:pk>/rate/",
        "f/<str:token>/files/<uuid:pk>/<int:number>/",
        # Times offered to a firm, by a link of the same kind: tests/aftercare/test_offers.py
        "i/<str:token>/", "i/<str:token>/decline/", "i/<str:token>/meeting.ics",
    }  # fmt: skip
    proofs = {
        "proofs/", "proofs/head.json",  # a number of lines and a hash: what a witness outside compares
        "p/<slug:code>/",  # one published value, to whoever holds the code printed beside it
    }  # fmt: skip
    assert is_open <= pages | secret | proofs
