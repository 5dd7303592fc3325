from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "hometown.care"
    label = "care"

    def ready(self) -> None:
        from hometown.accounts import access as accounts
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.tasks import access as tasks

        from . import telling
        from .rules import TASK

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
        accounts.also_mine.append(telling.ways)
        tasks.bound_above.add(TASK)  # duty belongs to a posting with the unit that gave it
