"""The pool of the newest screening: a file of this home, on which a changed map is tried. No row of the database.

Businesses of individuals are personal data: they are left out when it is kept.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from hometown.companies.rules import is_individual
from hometown.names.reading import ReadingError

if TYPE_CHECKING:
    from hometown.screening.pool import Pool

FILE = "pool.parquet"
INDIVIDUAL = "个体"
_lock = threading.Lock()
_opened: dict[tuple[Path, float, int], "Pool"] = {}


def path() -> Path:
    """Return where the pool of this installation lies."""
    return Path(settings.HOMETOWN_HOME) / "screening" / FILE


@dataclass(frozen=True)
class Kept:
    """What became of a pool that was given: how many rows it has now, and how many were left out."""

    rows: int
    left_out: int


def keep(file: Path) -> Kept:
    """Keep a pool in place of the one before. Raises ReadingError for what is none, OSError."""
    from hometown.screening.pool import keep_rows, read_pool

    where = path()
    where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    left_out = keep_rows(file, where, _is_firm)
    return Kept(read_pool(where).rows, left_out)


def _is_firm(row: dict[str, str]) -> bool:
    return not is_individual(row.get("uscc", "").strip().upper()) and INDIVIDUAL not in row.get("ent_type", "")


def opened() -> "Pool | None":
    """Return the pool, None where there is none or it cannot be read. It is read once in a process."""
    from hometown.screening.pool import read_pool

    where = path()
    try:
        stamp = where.stat()
    except OSError:
        return None
    key = (where, stamp.st_mtime, stamp.st_size)
    with _lock:
        if key not in _opened:
            try:
                found = read_pool(where)
            except ReadingError:
                return None
            _opened.clear()
            _opened[key] = found
        return _opened[key]
