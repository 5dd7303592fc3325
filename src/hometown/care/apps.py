from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "hometown.care"
    label = "care"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register

        from . import telling

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
