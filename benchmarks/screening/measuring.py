"""What a command costs: seconds of the clock, seconds of processors of all its processes, the most memory they held."""

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: who outlives a command's first process is waited for here, and counted
_LINGER_S = 60.0
_SAMPLE_S, _LOOK_S = 0.02, 0.2


@dataclass(frozen=True)
class Spent:
    """One run. Memory is the sum of resident sets, in MB of 1024² bytes: pages that processes share count in each."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    code: int
    said: str


class _Memory(threading.Thread):
    """Samples the resident memory of one session of processes."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session, self.peak_mb, self.done = session, 0.0, threading.Event()

    def run(self) -> None:
        page_mb = os.sysconf("SC_PAGESIZE") / 1024**2
        looked, members = 0.0, [self.session]
        while not self.done.wait(_SAMPLE_S):
            if time.perf_counter() - looked > _LOOK_S:
                members, looked = _members(self.session), time.perf_counter()
            self.peak_mb = max(self.peak_mb, sum(_resident(each) for each in members) * page_mb)


def _members(session: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, ValueError):
                after_name = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                if int(after_name[3]) == session:
                    found.append(int(folder.name))
    return found


def _resident(process: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return 0


def _adopt() -> None:
    """Have orphans of our commands come to us, so that their seconds are counted; on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)


def _reap() -> None:
    """Wait for what a command left behind."""
    until = time.monotonic() + _LINGER_S
    while time.monotonic() < until:
        try:
            gone, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not gone:
            time.sleep(0.05)


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Spent:
    """Run a command to its end, and what it started; the clock stops with the command itself."""
    _adopt()
    cpu, began = _children_s(), time.perf_counter()
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(
            command, env=dict(os.environ) | dict(env or {}), stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            start_new_session=True,
        )  # fmt: skip
        memory = _Memory(started.pid)
        memory.start()
        code = started.wait()
        wall = time.perf_counter() - began
        _reap()
        memory.done.set()
        memory.join()
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return Spent(wall, _children_s() - cpu, memory.peak_mb, code, text)
