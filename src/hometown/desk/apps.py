"""Pages that cross domains: today, search, capture."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hometown.desk"
    label = "desk"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs

        from . import words

        name_verbs(words.VERBS)
