"""Files that may not be read or written, and a port that is taken: one clear sentence each."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Child, environment

# As root everything may be written: the child gives that up once it has loaded the programme.
AS_NOBODY = """
import os, sys
from importlib import import_module
from hometown.config import cli
cli._prepare()
for module, _name in cli.COMMANDS.values():
    import_module(module)
import hometown.config.versions
from hometown.face.sentences import say
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
sys.argv = ["hometown", *sys.argv[1:]]
cli.main()
"""


def as_nobody(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *words], env=environment(home), capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


def opened(home: Path) -> None:
    """Let everybody in as far as the home, and read what is in it."""
    for path in [home, *home.parents]:
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    for path in home.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_home_that_may_not_be_written_is_named(home: Path) -> None:
    opened(home)
    told = as_nobody(home, "user", "lock", "lin", "--as", "security")
    assert told.returncode == 1
    assert "home folder" in told.stderr or "may not read or write" in told.stderr


def test_a_folder_of_files_that_may_not_be_read_is_named(home: Path) -> None:
    opened(home)
    home.chmod(0o777)
    for path in home.glob("hometown.sqlite3*"):
        path.chmod(0o666)
    for path in (home / "blobs").iterdir():
        path.chmod(0o700)
    (home / "blobs").chmod(0o700)
    told = as_nobody(home, "check")
    assert told.returncode == 1
    assert "may not read or write" in told.stderr
    assert "blobs" in told.stderr


def test_a_home_that_is_a_file_is_named(tmp_path: Path, command: Child) -> None:
    (tmp_path / "file").write_text("no folder", encoding="ascii")
    told = command("serve", where=tmp_path / "file")
    assert told.returncode == 1
    assert "HOMETOWN_HOME" in told.stderr


def test_a_port_that_is_taken_is_named(command: Child) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        # Of the last ports there are no next ones: one that is taken is all there is.
        told = command("serve", "--host", "203.0.113.7", "--port", str(taken.getsockname()[1]))
    assert told.returncode == 1
    assert "--port" in told.stderr


@pytest.mark.parametrize("words", [("user", "list"), ("check",)])
def test_a_home_of_ones_own_is_in_order(words: tuple[str, ...], home: Path) -> None:
    """The control: the same child over a home it may use."""
    opened(home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    assert as_nobody(home, *words).returncode == 0
