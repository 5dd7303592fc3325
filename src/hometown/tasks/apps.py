from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "hometown.tasks"
    label = "tasks"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs

        from . import words

        name_verbs(words.VERBS)
