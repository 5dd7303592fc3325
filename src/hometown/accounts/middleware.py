"""Who is asking, in which language and theme; and the end of idle sessions."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation

from hometown.face.outages import outage_of
from hometown.face.preferences import FacePreferences
from hometown.kernel import clock

from . import unsent
from .actions import LANGUAGES, THEMES
from .sessions import idle_limit_seconds

_log = logging.getLogger(__name__)
LANGUAGE_COOKIE = "language"
_SEEN = "seen_at"
_SEEN_EVERY = 60  # seconds: the session is not written at each request
_FREE_PATHS = ("/sign-in/", "/sign-out/", "/my/password/", "/static/", "/language/")


class KeptSessionMiddleware(SessionMiddleware):
    """Keeps sessions as Django does, but never answers “failed” for a verb that is done.

    Where the session alone finds no room or no database, the page is answered all the same: what is lost is a message
    and the time somebody was last seen. A sign-in writes its session before it answers, and says so when it cannot.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return response
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            outage = outage_of(_behind(error))
            if outage is None:
                raise
            _log.error("the session could not be kept: %s", outage.name)
            return response


def _behind(error: BaseException) -> BaseException | None:
    """Return the error of the database behind one of the sessions' own."""
    while isinstance(error, SessionInterrupted | UpdateError) and error.__context__ is not None:
        error = error.__context__
    return error


class PersonMiddleware:
    """Sets the language and theme of the person, ends idle sessions, and sends a new password to be changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._end_if_idle(request)
        language, theme = _preferences(request)
        request.face = FacePreferences(language=language, theme=theme)  # type: ignore[attr-defined]
        must_change = getattr(request.user, "must_change_password", False)
        with translation.override(language):
            if must_change and not request.path.startswith(_FREE_PATHS):
                return HttpResponseRedirect(reverse("my-password"))
            response = self.get_response(request)
            render = getattr(response, "render", None)
            if callable(render) and not getattr(response, "is_rendered", True):
                response = render()
            if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
                response.streaming_content = _spoken(response.streaming_content, language)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Content-Language", language)
        return response

    def _end_if_idle(self, request: HttpRequest) -> None:
        now = clock.now().timestamp()
        seen = request.session.get(_SEEN)
        if seen is not None and now - float(seen) > idle_limit_seconds():
            unsent.ends_here(request, request.user)  # type: ignore[arg-type]
            logout(request)
            return
        if seen is None or now - float(seen) > _SEEN_EVERY:
            request.session[_SEEN] = now


def _spoken(chunks: Any, language: str) -> Iterator[bytes]:
    """Yield what is made while it is sent in the language of the person: by then the request is over."""
    waiting = iter(chunks)
    while True:
        with translation.override(language):
            chunk = next(waiting, None)
        if chunk is None:
            return
        yield chunk


def _preferences(request: HttpRequest) -> tuple[str, str]:
    if request.user.is_authenticated:
        return request.user.language, request.user.theme
    language = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return (language if language in LANGUAGES else LANGUAGES[0]), THEMES[0]


def keep_language(response: HttpResponseBase, language: str, *, secure: bool) -> None:
    """Keep the language of somebody who has not signed in."""
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=timedelta(days=365), httponly=True, samesite="Lax", secure=secure
    )
