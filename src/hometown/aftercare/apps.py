from django.apps import AppConfig


class AftercareConfig(AppConfig):
    name = "hometown.aftercare"
    label = "aftercare"

    def ready(self) -> None:
        # The floors below show records and verbs of every room above; this is where this room tells them its own.
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.notices import sources

        from . import reminders, telling

        name_verbs(telling.VERBS)
        sources.register(*reminders.SOURCES)
        for record in telling.RECORDS:
            register(record)
