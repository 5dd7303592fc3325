"""The commands of an installation, each in a process of its own: what they do, and one clear line where they cannot."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

MAIN = "from hometown.config.cli import main; main()"
PASSWORD = "Long-enough-for-all-3"


def run(home: Path, *words: str, password: str = PASSWORD, **env: str) -> "subprocess.CompletedProcess[str]":
    set_for_it = {"HOMETOWN_HOME": str(home), "HOMETOWN_DATABASE_URL": "", "HOMETOWN_INIT_PASSWORD": password, **env}
    return subprocess.run(
        [sys.executable, "-c", MAIN, *words], env=os.environ | set_for_it, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """The one line with which a command gave up."""
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("begun") / "home"
    assert run(home, "init").returncode == 0
    return home


def test_a_refused_first_password_leaves_a_home_that_can_still_be_begun(tmp_path: Path) -> None:
    assert "too short" in refused(run(tmp_path / "home", "init", password="short"))
    assert run(tmp_path / "home", "init").returncode == 0
    people = run(tmp_path / "home", "user", "list").stdout
    assert [line.split("\t")[0] for line in people.splitlines()] == ["audit", "security", "system"]


def test_only_its_owner_reads_a_new_home(begun: Path) -> None:
    assert begun.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_is_one_line(begun: Path, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "none" / "x")
    assert nowhere in refused(run(begun, "backup", nowhere))
    assert nowhere in refused(run(begun, "replay", "--out", nowhere))


def test_a_port_there_is_not_is_wrong_usage(begun: Path) -> None:
    assert run(begun, "serve", "--port", "99999").returncode == 2


def test_an_address_that_is_not_ours_is_one_line(begun: Path) -> None:
    assert "Nothing can listen" in refused(run(begun, "serve", "--host", "192.0.2.1", "--port", "65530"))


def test_a_database_address_with_a_bad_port_is_one_line(begun: Path) -> None:
    assert "must read" in refused(run(begun, "check", HOMETOWN_DATABASE_URL="postgresql://a@b.example:port/name"))


def test_a_batch_zero_there_is_not(begun: Path) -> None:
    assert "There is no batch 0." in refused(run(begun, "review", "--batch", "0"))


def test_a_backup_comes_back_into_a_home_that_was_only_looked_at(begun: Path, tmp_path: Path) -> None:
    archive, fresh = tmp_path / "b.tar.gz", tmp_path / "fresh"
    (begun / "blobs" / "incoming").mkdir(parents=True, exist_ok=True)
    (begun / "blobs" / "incoming" / "half").write_bytes(b"half a file")
    assert run(begun, "backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o077 == 0
    with tarfile.open(archive) as tar:
        assert not any("incoming" in name for name in tar.getnames())
    refused(run(fresh, "user", "list"))  # leaves an empty database behind
    assert run(fresh, "restore", str(archive)).returncode == 0
    assert run(fresh, "check").stdout == run(begun, "check").stdout
    assert "holds an installation already" in refused(run(fresh, "restore", str(archive)))


def test_nothing_is_no_backup_and_nothing_is_backed_up(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.tar.gz"
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    with tarfile.open(foreign, "w:gz") as tar:
        tar.add(tmp_path / "letter.txt", "letter.txt")
    assert "not written by" in refused(run(tmp_path / "home", "restore", str(foreign)))
    assert not (tmp_path / "home" / "letter.txt").exists()
    assert "nothing to back up" in refused(run(tmp_path / "home", "backup", str(tmp_path / "b.tar.gz")))
    assert not (tmp_path / "b.tar.gz").exists()


def test_a_role_there_is_not_is_not_granted(begun: Path) -> None:
    assert run(begun, "user", "add", "wei", "卫", "--password", PASSWORD, "--as", "security").returncode == 0
    assert "no role nobody" in refused(run(begun, "user", "grant", "wei", "nobody", "--as", "security"))
    assert run(begun, "user", "grant", "wei", "bureau", "--as", "security").returncode == 0
