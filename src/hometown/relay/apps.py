from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "hometown.relay"
    label = "relay"

    def ready(self) -> None:
        # A merge tells of a tombstone, the pages below ask by these tables what a verb is called, and a project that
        # lives again asks whose it is since the handovers it slept through.
        from hometown.companies import tombstones
        from hometown.projects.actions import moving

        from . import passing, suggesting, telling

        tombstones.may_point_there |= {"relay.merge", "relay.forgetting"}
        telling.register()
        suggesting.register()
        moving.also_revived.append(passing.follow_revived)
