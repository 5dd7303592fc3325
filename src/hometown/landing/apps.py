from django.apps import AppConfig


class LandingConfig(AppConfig):
    name = "hometown.landing"
    label = "landing"

    def ready(self) -> None:
        # Projects keep empty places for what only this floor knows: who else reads one, what a review said.
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import register
        from hometown.projects import access as projects
        from hometown.projects.actions import moving

        from . import access, telling

        name_verbs(telling.VERBS)
        for record in telling.RECORDS:
            register(record)
        projects.also_seen.append(access.also_seen)
        moving.also_asked.append(access.require_no_refusal)
