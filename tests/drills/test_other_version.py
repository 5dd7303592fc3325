"""A database of another version: one clear sentence from every command and from the web process, and no trace."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import Child, environment

COMMANDS = [("review", "--batch", "1"), ("check",), ("user", "list"), ("digest",)]


def change(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "hometown.sqlite3")) as database, database:
        database.execute(statement)


def newer(home: Path) -> None:
    change(home, "INSERT INTO django_migrations (app, name, applied) VALUES ('projects', '9999_ahead', '2030-01-01')")


def older(home: Path) -> None:
    change(home, "DELETE FROM django_migrations WHERE app = 'notices'")


def web_process(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import hometown.config.wsgi; print('up')"], env=environment(home), capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", [*COMMANDS, ("serve",), ("upgrade",)])
def test_a_newer_database_is_left_alone(words: tuple[str, ...], home: Path, command: Child) -> None:
    newer(home)
    told = command(*words)
    assert told.returncode == 1
    assert "newer version (projects.9999_ahead)" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("words", COMMANDS)
def test_an_older_database_asks_for_the_upgrade(words: tuple[str, ...], home: Path, command: Child) -> None:
    older(home)
    told = command(*words)
    assert told.returncode == 1
    assert "hometown upgrade" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("make", "words"), [(newer, "newer version"), (older, "hometown upgrade")])
def test_the_web_process_ends_with_the_same_sentence(make: object, words: str, home: Path) -> None:
    assert callable(make)
    make(home)
    told = web_process(home)
    assert told.returncode == 1
    assert words in told.stderr
    assert "Traceback" not in told.stderr


def test_a_page_over_a_table_that_is_not_there_says_which_way_out(home: Path, child: Child) -> None:
    change(home, "DROP TABLE notices_digest")
    done = child('sign_in()\nsaid(browser.get("/digest/"))').stdout
    assert "status 503" in done
    assert "another version" in done


def test_help_needs_no_database(home: Path, command: Child) -> None:
    newer(home)
    assert command("review", "--help").returncode == 0


def test_an_empty_home_is_told_how_to_begin(tmp_path: Path, command: Child) -> None:
    told = command("review", "--batch", "1", where=tmp_path / "nothing-yet")
    assert (told.returncode, "hometown init" in told.stderr) == (1, True)


def test_a_database_of_this_version_starts(home: Path, command: Child) -> None:
    """The control: nothing is refused that is in order."""
    assert command("user", "list").returncode == 0
    assert web_process(home).stdout.strip() == "up"
