from django.apps import AppConfig


class EnclaveConfig(AppConfig):
    name = "hometown.enclave"
    label = "enclave"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger import book
        from hometown.ledger.records import register

        from . import access, telling

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
        book.conditions.append(access.require_signed_to_stand)
