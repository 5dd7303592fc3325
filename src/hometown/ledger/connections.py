"""What every connection is told when it opens."""

from typing import Any

from django.db.backends.signals import connection_created


def _set_pragmas(connection: Any, **_: Any) -> None:
    """Make SQLite keep its word: foreign keys on, and REPLACE fires the delete triggers of the book."""
    from . import pairs  # knows the models, which are not there yet when connections are prepared

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # compiling our long figures takes it ten times as long as counting them
            cursor.execute("SET jit = off")
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA recursive_triggers = ON")
    pairs.teach(connection)


def prepare() -> None:
    """Set the pragmas on every connection from now on."""
    connection_created.connect(_set_pragmas, dispatch_uid="ledger.pragmas")
