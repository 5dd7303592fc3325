"""Asking the worker: whatever a file does to it, the house waits a bounded time and goes on."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from hometown.kernel.errors import BadInput

from .kinds import Kind

SECONDS = 20
AT_ONCE = 2  # workers of one process; more uploads wait their turn
WORKER = Path(__file__).with_name("worker.py")
_turns = threading.BoundedSemaphore(AT_ONCE)
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")  # no secrets, no settings


@dataclass(frozen=True)
class Seen:
    """What the worker found: the kind for sure, the pages that can be shown (0 for office files)."""

    kind: Kind
    pages: int
    suffix: str


def examine(kind: Kind, path: Path, out: Path) -> Seen:
    """Open a file, see that it is whole and what it seems, and draw its first page to `out` with a suffix.

    Raises BadInput with the reason.
    """
    return _ask(["examine", kind, str(path), str(out)])


def draw(kind: Kind, path: Path, page: int, out: Path) -> Seen:
    """Draw one page. Raises BadInput with the reason."""
    return _ask(["draw", kind, str(path), str(page), str(out)])


def _ask(arguments: list[str]) -> Seen:
    command = [sys.executable, "-I", str(WORKER), *arguments]
    env = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        with _turns:
            done = subprocess.run(  # noqa: S603 - our own script; the arguments are a kind, a number and paths of ours
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, env=env, check=False,
                cwd=tempfile.gettempdir(),
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BadInput("files.too_slow") from error
    if done.returncode != 0:
        raise BadInput("files.broken")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise refusal(answer["refused"])
    return Seen(Kind(answer["kind"]), answer["pages"], answer["suffix"])


REASONS = frozenset(
    {
        "files.is_a_page", "files.is_a_program", "files.is_an_archive", "files.is_old_office", "files.is_other_office",
        "files.is_heic", "files.is_other_picture", "files.is_a_bomb", "files.has_macros", "files.has_embedded",
        "files.calls_outside", "files.locked", "files.too_many_pixels", "files.too_many_pages", "files.broken",
        "files.too_large_inside",
    }
)  # fmt: skip


def refusal(reason: str) -> BadInput:
    """Return the refusal of a reason that the worker or the first bytes gave."""
    code = f"files.{reason}"
    return BadInput(code if code in REASONS else "files.broken")
