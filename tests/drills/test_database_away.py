"""The database is busy or away: a page with the time to ask again, a health page that says so, and nothing lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import Child

NOBODY = "postgresql://nobody:nothing@127.0.0.1:1/none"  # no server listens there


def test_a_writer_that_keeps_its_turn_makes_others_wait_and_then_says_so(home: Path, child: Child) -> None:
    with closing(sqlite3.connect(home / "hometown.sqlite3", isolation_level=None)) as holder:
        code = """
import sqlite3
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.2
connection.close()
sign_in()
browser.get("/")
holder = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
holder.execute("BEGIN IMMEDIATE")
project, answer = edited(next_step="Ring the park")
said(answer)
assert "Ring the park" in answer.content.decode()
print("reads", browser.get(f"/projects/{project.pk}/").status_code)
said(browser.get("/health/"))
holder.execute("ROLLBACK")
said(browser.get("/health/"))
_, again = edited(next_step="Ring the park")
print("again", again.status_code)
"""
        done = child(code).stdout
        assert holder.execute("PRAGMA quick_check").fetchone() == ("ok",)
    first, *rest = done.splitlines()
    assert first == "status 503 retry 5"
    assert "just now" in done
    assert "reads 200" in rest
    assert "busy" in done
    assert "ok" in rest
    assert "again 302" in rest


def test_the_page_comes_at_once_when_no_server_answers(child: Child, home: Path) -> None:
    done = child(
        """
browser.cookies["sessionid"] = "x" * 32
said(browser.get("/"))
said(browser.get("/health/"))
said(browser.post("/sign-in/", {"login": "lin", "password": "not to be shown"}))
""",
        HOMETOWN_DATABASE_URL=NOBODY,
    ).stdout
    assert done.count("status 503 retry 30") == 3
    assert "does not answer" in done
    assert "not to be shown" not in done


@pytest.mark.parametrize("words", [("review", "--batch", "1"), ("check",), ("serve",)])
def test_a_command_says_in_one_line_that_no_server_answers(words: tuple[str, ...], command: Child) -> None:
    told = command(*words, HOMETOWN_DATABASE_URL=NOBODY)
    assert told.returncode == 1
    assert "database does not answer" in told.stderr


def test_a_file_that_is_no_database_is_named_as_damaged(home: Path, child: Child, command: Child) -> None:
    for name in ("hometown.sqlite3-wal", "hometown.sqlite3-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "hometown.sqlite3").write_bytes(b"no database at all, " * 4000)
    told = command("review", "--batch", "1")
    assert (told.returncode, "restore a backup" in told.stderr) == (1, True)
    assert "status 503" in child('browser.cookies["sessionid"] = "x" * 32\nsaid(browser.get("/"))').stdout


def test_a_database_in_order_is_no_outage(child: Child) -> None:
    """The control: the same requests over a home that is whole."""
    done = child('sign_in()\nsaid(browser.get("/health/"))\n_, answer = edited(next_step="Ring")\nsaid(answer)').stdout
    assert "status 200" in done
    assert "status 302" in done
