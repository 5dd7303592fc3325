from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def _rearm(using: str, **_: Any) -> None:
    """Put back what SQLite migrations drop with the tables they remake; let the tree hold every line."""
    from . import pairs, tree, triggers

    if triggers.install(using):
        tree.catch_up(using)
    pairs.install(using)


def _stand_aside(using: str, plan: list[Any] | None = None, **_: Any) -> None:
    from . import triggers

    if plan:
        triggers.stand_aside(using)


class LedgerConfig(AppConfig):
    name = "hometown.ledger"
    label = "ledger"

    def ready(self) -> None:
        pre_migrate.connect(_stand_aside, dispatch_uid="ledger.triggers.aside")
        post_migrate.connect(_rearm, dispatch_uid="ledger.triggers")
        from . import connections

        connections.prepare()
