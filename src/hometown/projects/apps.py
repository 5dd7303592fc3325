from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "hometown.projects"
    label = "projects"

    def ready(self) -> None:
        # The floors below show records and verbs of every room above; this is where projects tell them theirs.
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.notices import sources

        from . import reminders, telling

        name_verbs(telling.VERBS)
        sources.register(*reminders.SOURCES)
        for record in telling.RECORDS:
            register(record)
