"""A new database gets its tables at once, and they are those that every migration of the past would have made."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def described(way: str, home: Path, address: str) -> list[str]:
    """Make a SQLite and a PostgreSQL database in one of the two ways and say all of what is in them."""
    home.mkdir()
    env = os.environ | {
        "HOMETOWN_HOME": str(home),
        "HOMETOWN_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "hometown.config.settings",
    }
    command = [sys.executable, "-m", "tests.config.both_ways", way, address]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


@pytest.fixture
def two_databases(postgresql_url: str) -> Iterator[list[str]]:
    """The addresses of two empty PostgreSQL databases."""
    import psycopg

    names = [f"hometown_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        for name in names:
            admin.execute(f"CREATE DATABASE {name}")
        yield [f"{postgresql_url.rsplit('/', 1)[0]}/{name}" for name in names]
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgresql
def test_tables_made_at_once_are_those_of_the_migrations_on_both_databases(
    tmp_path: Path, two_databases: list[str]
) -> None:
    stepped = described("step by step", tmp_path / "stepped", two_databases[0])
    made = described("at once", tmp_path / "made", two_databases[1])
    for alias in ("default", "second"):
        assert sum(line.startswith(alias) for line in stepped) > 1000
    assert made == stepped


@pytest.mark.django_db
def test_what_was_begun_and_not_finished_is_not_there(tmp_path: Path, monkeypatch: Any) -> None:
    from django.db import connections

    from hometown.config import tables

    database = {**connections.databases["default"], "NAME": str(tmp_path / "new.sqlite3")}
    monkeypatch.setitem(connections.databases, "new", database)

    def stopped(_alias: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tables, "note_migrations", stopped)
    try:
        with pytest.raises(KeyboardInterrupt):
            tables.bring_up("new")
        assert connections["new"].introspection.table_names() == []
    finally:
        connections["new"].close()
        del connections["new"]
