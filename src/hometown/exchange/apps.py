from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "hometown.exchange"
    label = "exchange"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.tasks import access as tasks

        from . import telling
        from .actions.mentoring import KIND

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
        tasks.bound_above.add(KIND)  # a talk between two passes to nobody
