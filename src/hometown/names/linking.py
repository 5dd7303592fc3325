"""Two lists linked: every name of one is looked up in the index of the other, on all cores.

A killed run goes on where it was.
"""

import csv
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from .index import Index
from .reading import plain_cell
from .resolving import Resolution
from .sharing import opened

CHUNK = 2_000  # names that a worker answers before they are kept
_HEAD = ("query", "outcome", "name", "uscc", "score", "why", "branch", "others")

Progress = Callable[[int, int], None]


def link(
    names: Sequence[str], index: Path, out: Path, *, workers: int | None = None, progress: Progress | None = None
) -> Counter[str]:
    """Look up names and write a line for each, in their order, to a CSV file. Returns how many had each outcome.

    What is done is kept beside `out` chunk by chunk; the file appears when it is whole. Raises IndexFileError, OSError.
    """
    Index.open(index)  # looks at its checksums once, before workers pass over them
    parts = _folder(names, index, out)
    spans = [(at, names[at : at + CHUNK]) for at in range(0, len(names), CHUNK)]
    open_ = [(at, texts) for at, texts in spans if not (parts / f"{at:012d}.json").exists()]
    done = len(names) - sum(len(texts) for _, texts in open_)
    for at, lines in _answers(open_, index, workers or os.cpu_count() or 1):
        _keep(parts / f"{at:012d}.json", lines)
        done += len(lines)
        if progress:
            progress(done, len(names))
    counts = _write(out, parts, [at for at, _ in spans])
    for each in parts.iterdir():
        each.unlink()
    parts.rmdir()
    return counts


def _folder(names: Sequence[str], index: Path, out: Path) -> Path:
    """Return the folder of what is done: another list, or another index, has another one."""
    stamp = index.stat()
    marks = hashlib.sha256(f"{stamp.st_size} {stamp.st_mtime_ns} {len(names)}".encode())
    for name in names:
        marks.update(name.encode("utf-8", "surrogatepass") + b"\n")
    folder = out.with_name(f".{out.name}.{marks.hexdigest()[:16]}.parts")
    folder.mkdir(exist_ok=True)
    return folder


def _answers(
    open_: list[tuple[int, Sequence[str]]], index: Path, workers: int
) -> Iterator[tuple[int, list[list[str]]]]:
    if workers < 2 or len(open_) < 2:
        yield from (answer((at, texts, str(index))) for at, texts in open_)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from pool.map(answer, [(at, texts, str(index)) for at, texts in open_])


def answer(work: tuple[int, Sequence[str], str]) -> tuple[int, list[list[str]]]:
    """Look up the names of one chunk; runs in a worker."""
    at, texts, path = work
    return at, [line_of(each) for each in opened(Path(path)).resolve_all(texts)]


def line_of(found: Resolution) -> list[str]:
    """Return the cells of one answer."""
    best = found.candidates[0] if found.candidates else None
    others = "; ".join(each.name for each in found.candidates[1:])
    cells = [best.name, best.uscc, f"{best.score:.4f}", best.why] if best else ["", "", "", found.note]
    return [found.query, found.outcome, *cells, found.branch, others]


def _keep(path: Path, lines: list[list[str]]) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    beside.replace(path)


def _write(out: Path, parts: Path, chunks: list[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    beside = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEAD)
            for at in chunks:
                lines = json.loads((parts / f"{at:012d}.json").read_text(encoding="utf-8", errors="surrogatepass"))
                counts.update(line[1] for line in lines)
                writer.writerows([plain_cell(cell) for cell in line] for line in lines)
        beside.replace(out)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    return counts
