from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "hometown.relay"
    label = "relay"

    def ready(self) -> None:
        # A merge tells of a tombstone, and the pages below ask by these tables what a verb is called.
        from hometown.companies import tombstones

        from . import suggesting, telling

        tombstones.may_point_there |= {"relay.merge", "relay.forgetting"}
        telling.register()
        suggesting.register()
