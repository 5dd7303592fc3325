"""Addresses: each room's own `urls.py`, in one place."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"{floor}.urls"))
    for floor in settings.FLOORS
    if find_spec(floor) is not None and find_spec(f"{floor}.urls") is not None
]
