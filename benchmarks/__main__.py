"""Speed, each part measured in a home of its own that goes away. `make bench`; `python -m benchmarks book` for one.

`--on postgresql://user@host:port/postgres` measures on that server instead of the embedded database, in a database of
its own that goes away as well: the user must be one who may make databases.

Each part prints what it did, how long it took, and the bound it keeps where there is one. Exit code 1 when a bound
is broken. Not among the tests: a busy machine would make them fail for nothing.
"""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

PARTS = [path.stem for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))]
_broken: list[str] = []


@contextmanager
def timed(what: str, *, at_most_s: float | None = None, count: int = 0) -> Iterator[None]:
    """Print how long the block took by the clock and on the processor, in seconds; remember a broken bound."""
    began, busy = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - began, time.process_time() - busy
    rate = f"  {count / took:,.0f}/s" if count else ""
    bound = f"  (at most {at_most_s:g} s)" if at_most_s is not None else ""
    print(f"  {what:<58} {took:8.3f} s  {worked:8.3f} CPU s{rate}{bound}")
    if at_most_s is not None and took > at_most_s:
        _broken.append(what)


def main(told: argparse.Namespace) -> int:
    """Run the parts, each in a process of its own. Returns 1 when one broke its bound."""
    command = [sys.executable, "-m", "benchmarks", "--one", *(["--on", told.on] if told.on else [])]
    return max(subprocess.run([*command, part], check=False).returncode for part in told.parts or PARTS)


def measure(part: str, server: str) -> int:
    """Run one part in this process."""
    home = tempfile.mkdtemp(prefix="hometown-bench-")
    os.environ |= {"HOMETOWN_HOME": home, "DJANGO_SETTINGS_MODULE": "hometown.config.settings"}
    try:
        with database_on(server) if server else nullcontext():
            import django

            django.setup()
            from hometown.config import tables

            tables.bring_up()
            module = importlib.import_module(f"benchmarks.{part}")
            print(f"{part}: {(module.__doc__ or '').strip().splitlines()[0]}")
            module.run(timed)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    for what in _broken:
        print(f"over its bound: {what}", file=sys.stderr)
    return 1 if _broken else 0


@contextmanager
def database_on(server: str) -> Iterator[None]:
    """Make a database on a PostgreSQL server for as long as the block takes, and let the house find it."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    own = f"hometown_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(Identifier(own)))
        os.environ["HOMETOWN_DATABASE_URL"] = urlsplit(server)._replace(path=f"/{own}").geturl()
        try:
            yield
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(own)))


def _told() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed.")
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    asked.add_argument("--on", default="", metavar="ADDRESS", help="a PostgreSQL server")
    asked.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return asked.parse_args()


if __name__ == "__main__":
    told = _told()
    raise SystemExit(measure(told.parts[0], told.on) if told.one else main(told))
