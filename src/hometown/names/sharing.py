"""A long list of names looked up by several processes. Each opens the index once, past its checksums."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from .resolving import Resolution

if TYPE_CHECKING:
    from .index import Index

AT_ONCE = 500  # texts that a process answers in one go
_opened: "dict[Path, Index]" = {}


def resolve_all(path: Path, texts: Sequence[str], shown: int, workers: int) -> list[Resolution]:
    """Return which rows texts mean, in their order; of the first only, where a process was killed before the last."""
    parts = [texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE)]
    found: list[Resolution] = []
    with (
        suppress(BrokenProcessPool),
        ProcessPoolExecutor(min(workers, len(parts)), get_context("spawn")) as pool,
    ):
        for answers in pool.map(_answer, [(path, part, shown) for part in parts]):
            found += answers
    return found


def _answer(work: tuple[Path, Sequence[str], int]) -> list[Resolution]:
    path, texts, shown = work
    return opened(path).resolve_all(texts, shown=shown)


def opened(path: Path) -> "Index":
    """Return the index at a path, opened once in a process; for processes that live for one list."""
    from .index import Index

    if path not in _opened:
        _opened[path] = Index.open(path, check=False)
    return _opened[path]
