from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hometown.intake"
    label = "intake"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs

        from . import words

        name_verbs(words.VERBS)
