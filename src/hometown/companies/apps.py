from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "hometown.companies"
    label = "companies"

    def ready(self) -> None:
        # The history and audit pages below ask by these tables what a record and a verb are called.
        from . import duplicates, spoken, telling, tombstones
        from .likeness import Ground

        duplicates.alike.append(spoken.like)
        duplicates.finders[Ground.ALIKE] = spoken.walk
        telling.register()
        tombstones.watch()
