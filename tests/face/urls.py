"""A small site of face pages only, so that the face is tested without the floors above it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from hometown.face import web
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    """Refuse in the way the address asks for."""
    if kind == "fields":
        raise BadInput("face.bad_request", fields={"met_on": RuleBroken("face.not_found")})
    raise {"rule": RuleBroken, "access": NotAllowed, "input": BadInput}[kind]("face.not_allowed")


def fail(request: HttpRequest) -> HttpResponse:
    """Fail as a bug would."""
    raise ZeroDivisionError


urlpatterns = [
    path("parts", web.parts, name="face-parts"),
    path("parts/options", web.parts_options, name="face-parts-options"),
    path("choose", web.choose, name="choose"),
    path("refuse/<str:kind>", refuse),
    path("fail", fail),
]
handler400 = web.bad_request
handler403 = web.not_allowed
handler404 = web.not_found
handler500 = web.broken
