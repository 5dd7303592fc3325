"""Reminders and digests."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hometown.notices"
    label = "notices"
