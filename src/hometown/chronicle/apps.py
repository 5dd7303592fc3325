from django.apps import AppConfig


class ChronicleConfig(AppConfig):
    name = "hometown.chronicle"
    label = "chronicle"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.tasks import access as tasks

        from . import telling
        from .rules import TASK

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
        tasks.bound_above.add(TASK)  # nobody else reads one's own fact sheet first
