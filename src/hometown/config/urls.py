"""Addresses: each room's own `urls.py`, in one place."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from hometown.accounts.guards import signed_in
from hometown.config.system import health, system
from hometown.face.web import parts, parts_options

urlpatterns: list[URLPattern | URLResolver] = [
    path("system/", system, name="system"),
    path("health/", health, name="health"),
    path("parts/", signed_in(parts), name="parts"),
    path("parts/options/", signed_in(parts_options), name="face-parts-options"),
]
urlpatterns += [
    path("", include(f"{floor}.urls"))
    for floor in settings.FLOORS
    if find_spec(floor) is not None and find_spec(f"{floor}.urls") is not None
]

# What a person sees when an address, a permission or the system fails.
handler400 = "hometown.face.web.bad_request"
handler403 = "hometown.face.web.not_allowed"
handler404 = "hometown.face.web.not_found"
handler500 = "hometown.face.web.broken"
