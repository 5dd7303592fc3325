"""The demo batch in the test database: loaded once by the command itself, copied in where a file asks for it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE_SECONDS = 600


def copy_rows(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Copy a database over another, once nobody reads there any more: a page behind a test may not be done yet."""
    for left in range(100, -1, -1):
        try:
            source.backup(into)
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the first batch, made by `hometown demo`; workers of one run share it."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demo-home"
    done = home / "demo-sign-ins.txt"  # written last
    try:
        home.mkdir()
    except FileExistsError:
        _wait_for(done)
        return home
    environment = {k: v for k, v in os.environ.items() if k != "HOMETOWN_DATABASE_URL"} | {"HOMETOWN_HOME": str(home)}
    command = [sys.executable, "-c", "from hometown.config.cli import main; main()", "demo"]
    subprocess.run(command, check=True, env=environment, capture_output=True, timeout=PATIENCE_SECONDS)
    return home


def _wait_for(path: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not path.exists():
        if time.monotonic() > until:
            pytest.fail("another worker did not finish loading the demo")
        time.sleep(0.2)


@pytest.fixture(scope="module")
def demo(demo_home: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The first batch in the test database for one file of tests; afterwards it is empty again."""
    from django.conf import settings
    from django.db import connection

    shutil.copytree(demo_home / "blobs", settings.HOMETOWN_HOME / "blobs", dirs_exist_ok=True)
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.skip("the demo is copied in on SQLite only")
        connection.ensure_connection()
        empty, filled = sqlite3.connect(":memory:"), sqlite3.connect(demo_home / "hometown.sqlite3")
        connection.connection.backup(empty)
        copy_rows(filled, connection.connection)
        filled.close()
    yield
    with django_db_blocker.unblock():
        copy_rows(empty, connection.connection)
        empty.close()
