"""Make what is missing, measure both databases and Creme beside them, print the table.

python -m benchmarks.million --home /tmp/million
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from . import cluster, creme, table
from .sizes import Sizes, made

MODULE = "benchmarks.million"


def main() -> int:
    """Do what the command line says."""
    told = _arguments()
    sizes = Sizes.scaled(told.scale, everything=told.whole_book)
    embedded = told.home / "sqlite"
    if told.again:
        shutil.rmtree(embedded, ignore_errors=True)
    if made(embedded) is None:
        _run("steps", {"HOMETOWN_HOME": str(embedded)}, "make", json.dumps(sizes.told()))
    sizes = made(embedded) or sizes
    kept = told.home / "results.json"
    results: dict[str, dict[str, Any]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if "sqlite" in told.only:
        results["SQLite"] = _measured({"HOMETOWN_HOME": str(embedded)}, told)
    if "postgresql" in told.only:
        if cluster.binaries() is None:
            print("PostgreSQL is left out: there is none on this machine.")
        else:
            results["PostgreSQL"] = _on_postgresql(told, embedded)
    if "creme" in told.only:
        beside = creme.measured(told.home, sizes.companies, told.requests)
        if beside:
            results["Creme"] = beside
    kept.write_text(json.dumps(results, indent=1), encoding="utf-8")  # a part measured alone leaves the others
    print(table.drawn(sizes, results))
    return table.broken(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description=__doc__)
    home = Path(tempfile.gettempdir()) / "million"
    parser.add_argument("--home", type=Path, default=home, help="where everything is kept, for the next time")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is a million companies; 0.01 runs in seconds")
    parser.add_argument("--requests", type=int, default=30, help="how often each page is asked for")
    parser.add_argument("--pages", default="", help="only pages whose name holds this")
    parser.add_argument(
        "--whole-book", action="store_true", help="an image in the book for every row, not for the chief ones"
    )
    parser.add_argument("--again", action="store_true", help="make the city anew, for the tables of today")
    parser.add_argument(
        "--only", nargs="+", default=["sqlite", "postgresql", "creme"], choices=["sqlite", "postgresql", "creme"]
    )
    told = parser.parse_args()
    told.home = told.home.resolve()
    return told


def _on_postgresql(told: argparse.Namespace, embedded: Path) -> dict[str, Any]:
    home = told.home / "postgresql"
    home.mkdir(parents=True, exist_ok=True)
    for name in ("blobs", "million.json"):
        if not (home / name).exists():
            (home / name).symlink_to(embedded / name)
    with cluster.running(told.home) as address:
        env = {"HOMETOWN_HOME": str(home), "HOMETOWN_DATABASE_URL": address}
        if told.again or not cluster.is_filled(address):
            _run("steps", env, "fill", str(embedded / "hometown.sqlite3"))
        return _measured(env, told)


def _measured(env: dict[str, str], told: argparse.Namespace) -> dict[str, Any]:
    _run("steps", env, "migrate")  # what was made before an index was thought of
    said = _run("measuring", env, str(told.requests), told.pages, heard=True)
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _run(module: str, env: dict[str, str], *arguments: str, heard: bool = False) -> str:
    """Run a step in a process of its own: settings are read once."""
    whole = os.environ | {"DJANGO_SETTINGS_MODULE": "hometown.config.settings"} | env
    command = [sys.executable, "-m", f"{MODULE}.{module}", *arguments]
    done = subprocess.run(command, env=whole, check=True, text=True, stdout=subprocess.PIPE if heard else None)
    return done.stdout or ""


if __name__ == "__main__":
    raise SystemExit(main())
