from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "hometown.dispatch"
    label = "dispatch"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.tasks import access as tasks

        from . import telling
        from .models import KIND

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
        tasks.answered_above.add(KIND)  # Today shows them with buttons of their own
