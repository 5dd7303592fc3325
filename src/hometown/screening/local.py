"""The engine on this machine: row groups go to all cores, what is done is kept, and a killed run goes on from there."""

import hashlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .batch import screen_batch
from .counts import Counts
from .listing import Candidate, Reason, Shortlist
from .plan import Plan
from .registry import Registry
from .samples import drawn_of

Progress = Callable[[int, int], None]
Task = tuple[int, int, int]  # a row group, and which of how many turns at it
AHEAD = 2  # tasks given to each other process, so that none waits while this one is at a task of its own
_at_work: dict[str, Any] = {}


def screen_locally(
    registry: Registry, plan: Plan, parts: Path, *, workers: int = 0, progress: Progress | None = None
) -> tuple[Shortlist, Counts]:
    """Screen every row group. What is done is kept in `parts`, a folder of this registry and plan. Raises OSError."""
    count = workers or os.cpu_count() or 1
    shortlist, counts = Shortlist(len(plan.nodes), plan.top), Counts(len(plan.nodes))
    tasks = _tasks(registry, count)
    parts.mkdir(exist_ok=True)
    done = 0

    def take(part: dict[str, Any]) -> None:
        nonlocal done
        shortlist.add(part["candidates"])
        shortlist.samples.add(part["drawn"])
        counts.merge(Counts.from_json(part["counts"]))
        done += part["counts"]["rows"]
        if progress:
            progress(done, registry.rows)

    open_ = []
    for task in tasks:
        kept = _kept(parts, task)
        if kept is None:
            open_.append(task)
        else:
            take(kept)
    for task, part in _answers(open_, registry, plan, shortlist, count):
        _keep(parts, task, part)
        take(part)
    return shortlist, counts


def folder_of(registry: Registry, plan: Plan, out: Path) -> Path:
    """Return where what is done is kept: another registry, map or question has another folder."""
    stamp = registry.path.stat()
    asked = (stamp.st_size, registry.columns, registry.groups, plan.chains.digest, plan.on, plan.top, plan.pooled,
             plan.home_name, sorted(plan.ties.codes), sorted(plan.ties.names))  # fmt: skip
    marks = hashlib.sha256(repr(asked).encode() + _beginning(registry.path))
    return out.with_name(f".{out.name}.{marks.hexdigest()[:16]}.parts")


def _beginning(path: Path) -> bytes:
    """Return what tells a file from another of the same size: its last kilobytes hold the marks of every column."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16)))
        return file.read()


def _tasks(registry: Registry, workers: int) -> list[Task]:
    """Return what there is to do; few large row groups are shared, each worker taking its turns."""
    shares = workers if len(registry.groups) < workers else 1
    return [(group, part, shares) for group in range(len(registry.groups)) for part in range(shares)]


def _answers(
    open_: list[Task], registry: Registry, plan: Plan, shortlist: Shortlist, workers: int
) -> Iterator[tuple[Task, dict[str, Any]]]:
    """Yield what each task gives: this process works like the others, and between two tasks of its own asks them."""
    begin(registry, plan)
    others = min(workers, len(open_)) - 1
    if others < 1:
        for task in open_:
            yield task, answer(task, shortlist.floors, shortlist.samples.floors)
        return
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    waiting, method = list(reversed(open_)), start_method()
    if method == "fork":
        _compile(registry, plan, open_[0])
    with ProcessPoolExecutor(others, get_context(method), begin, (registry, plan, True)) as pool:
        running: dict[Any, Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) < AHEAD * others:
                    task = waiting.pop()
                    floors = shortlist.floors.copy(), shortlist.samples.floors.copy()
                    running[pool.submit(answer, task, *floors)] = task
                if waiting:
                    task = waiting.pop()
                    yield task, answer(task, shortlist.floors, shortlist.samples.floors)
                finished, _ = wait(running, timeout=0 if waiting else None, return_when=FIRST_COMPLETED)
                for each in finished:
                    yield running.pop(each), each.result()
        finally:
            pool.shutdown(wait=not running, cancel_futures=True)


def start_method() -> str:
    """Return how further processes begin: as a copy of this one, which has read and made ready everything, where
    that is safe (Linux, no other thread); else anew.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _compile(registry: Registry, plan: Plan, task: Task) -> None:
    """Screen one row for what that makes ready: a copy of this process then has it."""
    for batch in registry.batches(*task):
        screen_batch(batch.slice(0, 1), plan, Shortlist(len(plan.nodes), plan.top).floors)
        break


def begin(registry: Registry, plan: Plan, is_other: bool = False) -> None:
    """Make a process ready."""
    import pyarrow as pa

    pa.set_cpu_count(1)
    if is_other:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began it hears it, and ends it
    _at_work.update(registry=registry, plan=plan)


def answer(task: Task, floors: Any, marks: Any) -> dict[str, Any]:
    """Screen one row group; runs in a worker."""
    registry, plan = _at_work["registry"], _at_work["plan"]
    mine, counts = Shortlist(len(plan.nodes), plan.top), Counts(len(plan.nodes))
    mine.floors[:], mine.samples.floors[:] = floors, marks
    for batch in registry.batches(*task):
        screened = screen_batch(batch, plan, mine.floors, mine.samples.floors)
        mine.add(screened.candidates)
        mine.samples.add(screened.drawn)
        counts.merge(screened.counts)
    return {"candidates": mine.every(), "counts": counts.as_json(), "drawn": mine.samples.every()}


def _keep(parts: Path, task: Task, part: dict[str, Any]) -> None:
    """Keep what is done of a row group: whole, or not at all."""
    path = parts / ("-".join(map(str, task)) + ".part")
    rows = [one.plain() for one in part["drawn"]]
    said = json.dumps([part["counts"], [plain(one) for one in part["candidates"]], rows], ensure_ascii=False)
    beside = path.with_suffix(".new")
    beside.write_text(said, encoding="utf-8", errors="surrogatepass")
    beside.replace(path)


def _kept(parts: Path, task: Task) -> dict[str, Any] | None:
    path = parts / ("-".join(map(str, task)) + ".part")
    try:
        counts, candidates, rows = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        return {
            "counts": counts,
            "candidates": [candidate_of(one) for one in candidates],
            "drawn": [drawn_of(one) for one in rows],
        }
    except (OSError, ValueError, TypeError, KeyError):
        return None


def plain(one: Candidate) -> list[Any]:
    """Return a firm as plain lists, as it is kept and sent."""
    reasons = [[each.phrase, each.field, each.start, each.end] for each in one.reasons]
    return [one.node, one.score, one.name, one.uscc, one.city, one.parts, reasons, one.unknown, one.cells]


def candidate_of(said: list[Any]) -> Candidate:
    """Return what `plain` said."""
    node, score, name, uscc, city, marks, reasons, unknown, cells = said
    return Candidate(
        node, score, name, uscc, city, tuple(tuple(each) for each in marks),
        tuple(Reason(*each) for each in reasons), tuple(unknown), tuple(cells),
    )  # fmt: skip
