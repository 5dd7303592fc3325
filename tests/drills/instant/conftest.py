"""Homes for the drills, each a copy of one that is made once: on the embedded database, and on PostgreSQL."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def environment(home: Path, address: str = "") -> dict[str, str]:
    """Return the environment of a program that works in a home."""
    whole = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOMETOWN_", "PYTEST_", "DJANGO_"))
    }
    whole |= {"HOMETOWN_HOME": str(home), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return whole | ({"HOMETOWN_DATABASE_URL": address} if address else {})


def run(module: str, env: dict[str, str], *arguments: str, timeout_s: float = 120) -> str:
    """Run a program of the drills to its end; return what it said."""
    command = [sys.executable, "-m", f"tests.drills.instant.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=timeout_s, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the stage set."""
    home = tmp_path_factory.mktemp("staged")
    run("stage", environment(home))
    return home


@pytest.fixture
def home(staged: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a home of its own, on the embedded database."""
    shutil.copytree(staged, tmp_path / "home")
    return environment(tmp_path / "home")


@pytest.fixture
def city_home(postgresql_url: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a home of its own, on a PostgreSQL."""
    import psycopg

    name = f"hometown_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        env = environment(tmp_path / "home", f"{postgresql_url.rsplit('/', 1)[0]}/{name}")
        run("stage", env)
        yield env
    finally:
        with psycopg.connect(postgresql_url, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
