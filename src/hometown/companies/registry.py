"""The registry that a city has loaded: millions of names in one file of their own, not rows of the database.

A company enters the city's records when somebody touches it: then its registered name and code come from here, with the
registry as their source. Without a registry everything works as before.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from hometown import names

from . import rules

if TYPE_CHECKING:
    from hometown.names import Index, Resolution

FILE = "registry.names"
_lock = threading.Lock()
_opened: dict[tuple[Path, float, int], "Index"] = {}


def path() -> Path:
    """Return where the registry of this installation lies."""
    return Path(settings.HOMETOWN_HOME) / "registry" / FILE


def opened() -> "Index | None":
    """Return the registry, None where none is loaded or it cannot be read (`hometown registry show` says why).

    It is opened once in a process, and again when another is loaded or rows are added.
    """
    from hometown.names import Index, IndexFileError

    where = path()
    try:
        stamp = where.stat()
    except OSError:
        return None
    key = (where, stamp.st_mtime, stamp.st_size)
    with _lock:
        if key not in _opened:
            try:
                found = Index.open(where, check=False)  # looked at whole when it was loaded
            except IndexFileError:
                return None
            _opened.clear()
            _opened[key] = found
        return _opened[key]


def meant(texts: Iterable[str]) -> "dict[str, Resolution]":
    """Return what the registry takes texts to mean; nothing where there is none."""
    registry, asked = opened(), list(dict.fromkeys(texts))
    return dict(zip(asked, registry.resolve_all(asked), strict=True)) if registry and asked else {}


@dataclass(frozen=True)
class Entry:
    """What the registry says of one firm."""

    name: str
    uscc: str
    source: str


def entry_of(name: str) -> Entry | None:
    """Return what the registry says of a firm by its registered name; None if it has none or several of it."""
    registry = opened()
    if registry is None:
        return None
    found = registry.resolve(name)
    first = found.candidates[0] if found.outcome == "same" and not found.branch else None
    if first is None or names.normal(first.name) != names.normal(name):
        return None
    return Entry(first.name, checked_code(first.uscc), source(registry))


def checked_code(code: str) -> str:
    """Return a code of the registry as it may be recorded; empty for one that does not add up."""
    code = rules.clean_uscc(code)
    return code if rules.has_uscc_shape(code) and not rules.uscc_doubts(code) else ""


def facts(registry: "Index") -> dict[str, Any]:
    """Return what is known of the registry as a whole: its source, the day it was loaded, how many rows."""
    return registry.segments[0].facts


def source(registry: "Index") -> str:
    """Return the registry as a source: the file it came from and the day it was loaded."""
    told = facts(registry)
    return " ".join(str(told[key]) for key in ("source", "loaded_on") if told.get(key))
