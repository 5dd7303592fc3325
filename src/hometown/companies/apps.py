from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "hometown.companies"
    label = "companies"

    def ready(self) -> None:
        # The history and audit pages below ask by these tables what a record and a verb are called.
        from . import telling, tombstones

        telling.register()
        tombstones.watch()
