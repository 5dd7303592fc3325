"""Reminders and digests."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hometown.notices"
    label = "notices"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs

        from . import words

        name_verbs(words.VERBS)
