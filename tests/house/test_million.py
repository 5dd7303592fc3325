"""The city that speed is measured in is a true one: written past the book, it is what the book would have written."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.million.sizes import Sizes, made

ROOT = Path(__file__).resolve().parents[2]
CHECK = "from hometown.config.cli import main; main()"


def test_a_city_made_at_once_passes_the_check_of_the_book(tmp_path: Path) -> None:
    sizes = replace(Sizes.scaled(0.0005, everything=True), batches=3)
    env = os.environ | {"HOMETOWN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hometown.config.settings"}
    env |= {"HOMETOWN_DATABASE_URL": "", "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    make = [sys.executable, "-m", "benchmarks.million.steps", "make", json.dumps(sizes.told())]
    said = ""
    for command in (make, [sys.executable, "-c", CHECK, "check"]):
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        said = done.stdout
    assert "every table equals the book" in said
    assert made(tmp_path) == sizes
