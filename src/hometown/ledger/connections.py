"""What every connection to an embedded database is told when it opens."""

from typing import Any

from django.db.backends.signals import connection_created


def _set_pragmas(connection: Any, **_: Any) -> None:
    """Make SQLite keep its word: foreign keys on, and REPLACE fires the delete triggers of the book."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA recursive_triggers = ON")


def prepare() -> None:
    """Set the pragmas on every connection from now on."""
    connection_created.connect(_set_pragmas, dispatch_uid="ledger.pragmas")
