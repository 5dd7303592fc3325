"""The registry that a city has loaded: millions of names in one file of their own, not rows of the database.

A company enters the city's records when somebody touches it: then its registered name and code come from here, with the
registry as their source. Without a registry everything works as before.
"""

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
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

    It is opened once in a process, its checksums looked at, and again when another is loaded.
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
                found = Index.open(where)
            except IndexFileError:
                return None
            _opened.clear()
            _opened[key] = found
        return _opened[key]


def fault() -> str:
    """Return why the registry that is loaded cannot be read, nothing where it can or where there is none."""
    from hometown.names import Index, IndexFileError

    if not path().exists():
        return ""
    try:
        Index.open(path())
    except IndexFileError as error:
        return str(error)
    return ""


def meant(texts: Iterable[str]) -> "dict[str, Resolution]":
    """Return what the registry takes texts to mean; nothing where there is none.

    Individual businesses are personal data: they are meant only by their whole name or code, never offered.
    """
    registry, asked = opened(), list(dict.fromkeys(texts))
    found = registry.resolve_all(asked, workers=os.cpu_count() or 1) if registry and asked else []
    return {text: _without_individuals(one) for text, one in zip(asked, found, strict=False)}


def _without_individuals(found: "Resolution") -> "Resolution":
    kept = tuple(each for each in found.candidates if each.is_exact or not rules.is_individual(each.uscc))
    if len(kept) == len(found.candidates):
        return found
    is_first = bool(kept) and kept[0] is found.candidates[0]
    outcome = found.outcome if is_first else "ask" if kept else "new"
    return replace(found, outcome=outcome, candidates=kept)


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
    found = [each for each in registry.exact(name) if names.normal(each.name) == names.normal(name)]
    return Entry(found[0].name, checked_code(found[0].uscc), source(registry)) if len(found) == 1 else None


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
