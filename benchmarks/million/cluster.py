"""A private PostgreSQL beside the home, filled with the rows of its embedded database."""

import contextlib
import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROLE, DATABASE, CLUSTER = "owner", "hometown", "cluster"


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL on this machine, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    return found[-1] if found else None


@contextmanager
def running(home: Path) -> Iterator[str]:
    """Run the cluster kept in a home, made if it is missing; yields its address."""
    folder, bin_folder = home / CLUSTER, binaries()
    assert bin_folder is not None, "there is no PostgreSQL here"
    if not (folder / "data").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _as_server("chown", "postgres", str(folder), become=False)
        _as_server(
            str(bin_folder / "initdb"), "--pgdata", str(folder / "data"), "--username", ROLE, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8",
        )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # As the packages of Debian set it up, but for a memory that fits the data: a city would do so, too.
    options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=1GB"
    options += " -c maintenance_work_mem=512MB -c max_wal_size=4GB -c effective_cache_size=8GB -c random_page_cost=1.1"
    control = [str(bin_folder / "pg_ctl"), "--pgdata", str(folder / "data"), "--wait", "--silent"]
    _as_server(*control, "--log", str(folder / "server.log"), "--options", options, "start")
    try:
        yield f"postgresql://{ROLE}@127.0.0.1:{port}/{DATABASE}"
    finally:
        _as_server(*control, "--mode", "fast", "stop")


def _as_server(*command: str, become: bool = True) -> None:
    lower = ["runuser", "-u", "postgres", "--"] if become and os.geteuid() == 0 else []
    subprocess.run([*lower, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


def is_filled(address: str) -> bool:
    """Tell whether the database stands and was filled to the end."""
    import psycopg

    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(address) as connection:
        found = connection.execute("SELECT to_regclass('million_filled')").fetchone()
        return bool(found and found[0])
    return False


def fill(address: str, embedded: Path) -> None:
    """Make the database anew and copy every row of the embedded one. Runs where Django is set up for PostgreSQL."""
    import psycopg
    from django.db import connection

    from hometown.config.installing import migrate
    from hometown.ledger import triggers

    from . import making

    began = time.monotonic()
    with psycopg.connect(address.rsplit("/", 1)[0] + "/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        admin.execute(f"CREATE DATABASE {DATABASE}")
    migrate()
    connection.close()
    with psycopg.connect(address) as target, closing(sqlite3.connect(embedded)) as source:
        indexes = _bare(target)
        for table in _tables(source):
            _copy(source, target, table)
        print(f"  rows copied after {time.monotonic() - began:,.0f} s", flush=True)
        for statement in indexes:
            target.execute(statement)
        _count_on(target)
        target.execute("CREATE TABLE million_filled ()")
    triggers.install()
    making.analyse()
    connection.close()
    print(f"  filled in {time.monotonic() - began:,.0f} s", flush=True)


def _bare(target: Any) -> list[str]:
    """Take away what slows a mass of rows down; return the statements that put it back."""
    back = []
    triggers = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    for name, table in target.execute(triggers).fetchall():
        target.execute(f'DROP TRIGGER "{name}" ON {table}')
    constraints = (
        "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
    )
    for name, table, told in target.execute(constraints).fetchall():
        target.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        back.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {told} NOT VALID')
    plain = (
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
    )
    for name, told in target.execute(plain).fetchall():
        target.execute(f"DROP INDEX {name}")
        back.insert(0, told)
    return back


def _tables(source: sqlite3.Connection) -> list[str]:
    from django.apps import apps

    known = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    filled = [name for name in known if source.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]  # noqa: S608
    return [name for name in filled if name not in ("django_session", "django_content_type", "auth_permission")]


def _copy(source: sqlite3.Connection, target: Any, table: str) -> None:
    kinds = dict(
        target.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
        ).fetchall()
    )
    names = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(f'"{name}"' for name in names)
    places = [place for place, name in enumerate(names) if kinds[name] == "bytea"]
    moments = [place for place, name in enumerate(names) if kinds[name] == "timestamp with time zone"]
    target.execute(f'TRUNCATE "{table}"')
    with target.cursor() as cursor, cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
        for row in source.execute(f'SELECT {quoted} FROM "{table}"'):  # noqa: S608
            if moments or places:
                line = list(row)
                for place in moments:
                    line[place] = line[place] and f"{line[place]}+00"
                copy.write_row(line)
            else:
                copy.write_row(row)


def _count_on(target: Any) -> None:
    """Let keys that the database makes begin after those that were copied."""
    made = "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES'"
    for table, column in target.execute(made).fetchall():
        target.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"  # noqa: S608
            f' COALESCE((SELECT MAX("{column}") FROM "{table}"), 0) + 1, false)'
        )
