"""How a person likes to read: language and theme.

Accounts above set `request.face`; before anyone has signed in, two cookies that hold nothing else do.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

LANGUAGES = ("zh-hans", "en")
THEMES = ("auto", "light", "dark")
LANGUAGE_COOKIE = "language"
THEME_COOKIE = "theme"
A_YEAR = 365 * 24 * 3600  # seconds
LANG_ATTRIBUTE = {"zh-hans": "zh-Hans", "en": "en"}
# Print is always light, hence `screen`.
DARK_MEDIA = {"auto": "screen and (prefers-color-scheme: dark)", "dark": "screen", "light": ""}


@dataclass(frozen=True)
class FacePreferences:
    """A language code (`zh-hans`, `en`) and a theme (`auto`, `light`, `dark`). Anything else becomes the default."""

    language: str = "zh-hans"
    theme: str = "auto"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            object.__setattr__(self, "language", LANGUAGES[0])
        if self.theme not in THEMES:
            object.__setattr__(self, "theme", THEMES[0])

    @property
    def lang(self) -> str:
        """The value of `<html lang>`."""
        return LANG_ATTRIBUTE[self.language]

    @property
    def dark_media(self) -> str:
        """The `media` of the dark style sheet; empty when it is not to be linked."""
        return DARK_MEDIA[self.theme]


def preferences_of(request: HttpRequest | None) -> FacePreferences:
    """Return what accounts set on the request, else what the cookies say."""
    chosen = getattr(request, "face", None)
    if isinstance(chosen, FacePreferences):
        return chosen
    return from_cookies(request) if request is not None else FacePreferences()


def from_cookies(request: HttpRequest) -> FacePreferences:
    """Return the preferences of a browser nobody has signed in from."""
    return FacePreferences(request.COOKIES.get(LANGUAGE_COOKIE, ""), request.COOKIES.get(THEME_COOKIE, ""))


def as_rendered(preferences: FacePreferences) -> FacePreferences:
    """Return the preferences with the language the page is really being written in."""
    return replace(preferences, language=(translation.get_language() or "").lower())


def activate(request: HttpRequest) -> FacePreferences:
    """Write this request's answer in the language it asks for, and return its preferences."""
    preferences = preferences_of(request)
    translation.activate(preferences.language)
    return preferences


def remember(response: HttpResponseBase, preferences: FacePreferences) -> None:
    """Keep the preferences in the browser, for the sign-in page."""
    for name, value in ((LANGUAGE_COOKIE, preferences.language), (THEME_COOKIE, preferences.theme)):
        response.set_cookie(
            name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
