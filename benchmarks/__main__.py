"""Speed, each part measured in a home of its own that goes away. `make bench`; `python -m benchmarks book` for one.

Each part prints what it did, how long it took, and the bound it keeps where there is one. Exit code 1 when a bound
is broken. Not among the tests: a busy machine would make them fail for nothing.
"""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTS = [path.stem for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))]
ONE = "--one"
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


def main(wanted: list[str]) -> int:
    """Run the parts, each in a process of its own. Returns 1 when one broke its bound."""
    command = [sys.executable, "-m", "benchmarks", ONE]
    return max(subprocess.run([*command, part], check=False).returncode for part in wanted or PARTS)


def measure(part: str) -> int:
    """Run one part in this process."""
    home = tempfile.mkdtemp(prefix="hometown-bench-")
    os.environ |= {"HOMETOWN_HOME": home, "DJANGO_SETTINGS_MODULE": "hometown.config.settings"}
    try:
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


if __name__ == "__main__":
    raise SystemExit(measure(sys.argv[2]) if sys.argv[1:2] == [ONE] else main(sys.argv[1:]))
