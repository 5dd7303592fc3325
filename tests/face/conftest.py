"""A small site that has only the face: its own addresses, no database."""

from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.utils import translation

from hometown.face.catalogues import compile_all
from hometown.face.preferences import FacePreferences, activate

MIDDLEWARE = [
    "hometown.face.headers.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tests.face.conftest.AsAsked",
    "hometown.face.middleware.RefusalMiddleware",
]
CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "tests.face.context.frame",
]


class AsAsked:
    """Stand in for accounts: the address names the language and the theme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "lang" in request.GET:
            asked = FacePreferences(request.GET["lang"], request.GET.get("theme", "auto"))
            request.face = asked  # type: ignore[attr-defined]
        activate(request)
        return self.get_response(request)


@pytest.fixture(scope="session", autouse=True)
def _chinese_is_compiled() -> None:
    compile_all()


@pytest.fixture(autouse=True)
def _no_language_stays() -> Iterator[None]:
    yield
    translation.activate("zh-hans")


@pytest.fixture
def small_site(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.face.urls"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.SENTENCES_MUST_EXIST = True
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "context_processors": CONTEXT}}]


@pytest.fixture
def visitor(small_site: None) -> Client:
    """A browser without scripts."""
    return Client(raise_request_exception=False)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        return


@pytest.fixture
def address(small_site: None) -> Iterator[str]:
    """The address of the small site, served for a real browser."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    with make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Server, _Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
