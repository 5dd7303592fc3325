"""Makes the tables of a SQLite and a PostgreSQL database, at once or step by step, and prints all that is in them.

A process of its own (HOMETOWN_HOME for SQLite, the address of the other as second argument): it walks through every
migration of the past, drawing the models anew at each step once for both.
"""

import os
import re
import sys
from pathlib import Path
from typing import Any

import django

ASK = {
    "sqlite": (
        (
            'SELECT m.name, p.name, p.type, p."notnull", p.dflt_value, p.pk '
            "FROM sqlite_master m, pragma_table_info(m.name) p"
        ),
        (
            'SELECT m.name, p."from", p."table", p."to", p.on_delete '
            "FROM sqlite_master m, pragma_foreign_key_list(m.name) p"
        ),
        "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table'",
    ),
    "postgresql": (
        (
            "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length, "
            "collation_name, is_identity FROM information_schema.columns WHERE table_schema = 'public'"
        ),
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0",
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    ),
}
DONE = "SELECT 'done', app, name FROM django_migrations"


def step_by_step(aliases: list[str]) -> None:
    """Apply every migration to each database, as Django's executor does."""
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executors = [MigrationExecutor(connections[alias]) for alias in aliases]
    loader = executors[0].loader
    state: Any = loader.project_state(())
    state.apps  # noqa: B018 — drawn once, changed from then on
    for migration, _ in executors[0].migration_plan(loader.graph.leaf_nodes()):
        editors = [executor.connection.schema_editor(atomic=True) for executor in executors]
        for editor in editors:
            editor.__enter__()
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            for editor in editors:
                operation.database_forwards(migration.app_label, editor, before, state)
        for executor, editor in zip(executors, editors, strict=True):
            editor.__exit__(None, None, None)
            executor.recorder.record_applied(migration.app_label, migration.name)
    for alias in aliases:
        emit_post_migrate_signal(0, interactive=False, db=alias)


def described(alias: str) -> list[str]:
    """Say every table, column, index, constraint, trigger and migration, in an order of its own."""
    from django.db import connections

    connection: Any = connections[alias]
    found = []
    with connection.cursor() as cursor:
        for question in (*ASK[connection.vendor], DONE):
            cursor.execute(question)
            found += [repr(row) for row in cursor.fetchall()]
        for table in connection.introspection.table_names(cursor):
            for name, what in connection.introspection.get_constraints(cursor, table).items():
                told = "" if re.match(r"__|fk_", name) else name  # the others are numbered as they come
                found.append(repr((table, told, sorted(what.items(), key=str))))
    # Unused, and drawn by Django's own migrations with a wider key than its own model has.
    return sorted(f"{alias}: {line}" for line in found if "auth_group_permissions" not in line)


if __name__ == "__main__":
    django.setup()
    from django.db import connections

    from hometown.config import environment, tables

    os.environ["HOMETOWN_DATABASE_URL"] = sys.argv[2]
    connections.databases["second"] = {
        **connections.databases["default"],
        "OPTIONS": {},
        **environment.database(Path()),
    }
    both = ["default", "second"]
    if sys.argv[1] == "step by step":
        step_by_step(both)
    for name in both:
        tables.bring_up(name)  # finds nothing to do where all is there
        print("\n".join(described(name)))
