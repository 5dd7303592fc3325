"""Guards: every view carries one, and a house test walks all routes to see that it does.

@guarded("see_projects_all", "see_projects_own")   # any of these capabilities
@signed_in                                          # any signed-in person
@open_to_all                                        # sign-in page, health, company links
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from hometown.kernel.errors import NotAllowed

from . import unsent
from .once import once

View = Callable[..., HttpResponseBase]


def guarded(*capabilities: str) -> Callable[[View], View]:
    """Let in signed-in persons who hold any of these capabilities; what they see inside is up to `visible_to`."""
    if not capabilities:
        raise ValueError("name at least one capability, or use signed_in")

    def guard(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not request.user.may(*capabilities):
                raise NotAllowed("accounts.not_yours")
            return once(request, lambda: view(request, *args, **kwargs))

        inside.guard = capabilities  # type: ignore[attr-defined]
        return inside

    return guard


def signed_in(view: View) -> View:
    """Let in every signed-in person."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return once(request, lambda: view(request, *args, **kwargs))

    inside.guard = ("signed_in",)  # type: ignore[attr-defined]
    return inside


def open_to_all(view: View) -> View:
    """Let in everybody."""
    view.guard = ("open",)  # type: ignore[attr-defined]
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page. What was typed is not lost: a form waits there; a part of a page leaves it alone."""
    if request.headers.get("HX-Request"):
        raise NotAllowed("accounts.signed_out")
    form = unsent.carried(request)
    if form:
        return unsent.sign_in_first(request, form)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
