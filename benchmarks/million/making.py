"""Makes a home and fills it, once: what stands already is kept."""

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max

from hometown.config.installing import migrate, tell_the_planner
from hometown.ledger import pairs, tree, triggers
from hometown.ledger.models import Entry

from . import world
from .filling import City
from .sizes import SAID, Sizes
from .writing import Writer


def make(sizes: Sizes) -> None:
    """Fill the home of this process with a city."""
    began = time.monotonic()
    home = Path(settings.HOMETOWN_HOME)
    migrate()
    stage = world.begin(sizes)
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    connection.close()
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)) as raw:
        indexes = _bare(raw)
        raw.execute("BEGIN")
        writer = Writer(raw, Random(sizes.seed + 2), next_seq=last + 1, everything=sizes.everything)
        for done in City(sizes, stage, writer).fill():
            print(f"  {done} after {time.monotonic() - began:,.0f} s", flush=True)
        raw.execute("COMMIT")
        print(f"  rows written after {time.monotonic() - began:,.0f} s: {writer.counts}", flush=True)
        for statement in indexes:
            raw.execute(statement)
        raw.execute("PRAGMA journal_mode = WAL")
        print(f"  indexed after {time.monotonic() - began:,.0f} s", flush=True)
    triggers.install()
    tree.catch_up()
    pairs.install()
    print(f"  pairs made after {time.monotonic() - began:,.0f} s", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    analyse()
    (home / SAID).write_text(json.dumps(asdict(sizes)), encoding="utf-8")
    print(f"  made in {time.monotonic() - began:,.0f} s", flush=True)


def renew() -> None:
    """Bring a home that was made before to the tables and indexes of today."""
    if _is_behind():
        migrate()
        analyse()


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def analyse() -> None:
    """Let the planner know how much there is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM (ANALYZE)")
            return
        tell_the_planner()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _bare(raw: sqlite3.Connection) -> list[str]:
    """Let rows in as fast as they come: no triggers, no further indexes. Returns what makes the indexes again."""
    raw.execute("PRAGMA journal_mode = OFF")  # a home half made is made again
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA cache_size = -1000000")
    raw.execute("PRAGMA temp_store = MEMORY")
    found = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    for kind, name, _sql in found:
        if kind in ("index", "trigger"):
            raw.execute(f'DROP {kind} "{name}"')
    return [sql for kind, _name, sql in found if kind == "index"]
