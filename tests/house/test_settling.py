"""A worker settles before it serves: the collector leaves alone what it has loaded."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import gc
from hometown.config import wsgi
loaded = gc.get_freeze_count()
assert loaded > 50_000, loaded
assert gc.get_threshold()[2] > 10
"""


def test_what_a_worker_has_loaded_is_not_looked_through_at_every_turn(demo_home: Path) -> None:
    env = os.environ | {"HOMETOWN_HOME": str(demo_home), "DJANGO_SETTINGS_MODULE": "hometown.config.settings"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
