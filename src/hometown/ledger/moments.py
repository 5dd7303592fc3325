"""The database as the book knew it at a past entry: the same code reads a scratch copy replayed to there.

with moments.as_known_at(moment):
    review(batch)          # every query inside reads the copy
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.models import Max

from hometown.kernel import clock

from . import replay
from .models import Entry, Erasure

_alias: ContextVar[str | None] = ContextVar("moment_alias", default=None)
_building = threading.Lock()
_KEPT = 8


class MomentRouter:
    """Sends reads of ledgered and derived tables to the scratch copy inside `as_known_at`."""

    def db_for_read(self, model: type[models.Model], **_: Any) -> str | None:
        return _alias.get() if getattr(model, "ledger_kind", "local") != "local" else None

    def allow_relation(self, *_: Any, **__: Any) -> bool:
        return True


def seq_at(moment: datetime) -> int:
    """Return the number of the last entry recorded up to a moment, 0 before the first."""
    return Entry.objects.filter(recorded_at__lte=moment).aggregate(last=Max("seq"))["last"] or 0


@contextmanager
def as_known_at(moment: datetime | int) -> Iterator[int]:
    """Let reads inside the block see the tables as they stood at a moment, or after an entry of this number.

    Yields the entry's number.
    """
    seq = moment if isinstance(moment, int) else seq_at(moment)
    with _building:
        alias = _scratch(seq)
    token = _alias.set(alias)
    try:
        yield seq
    finally:
        _alias.reset(token)


@contextmanager
def at_the_end_of(day: date) -> Iterator[None]:
    """Let reads inside the block see the tables as they were known at the end of a day; today's, as they stand."""
    if day >= clock.today():
        yield
        return
    with as_known_at(datetime.combine(day, time.max, clock.CITY_TIME)):
        yield


def present() -> str:
    """Return a name of the moment that reads see now, empty for the tables as they stand."""
    return _alias.get() or ""


def _scratch(seq: int) -> str:
    newest = Entry.objects.filter(seq__lte=seq).order_by("-seq").first()
    # The digest of the line keeps copies of another database or a restored one apart; the number of erasures, those
    # of before somebody was erased.
    name = f"moment-{seq}-{_shape()}-{Erasure.objects.count()}-{newest.digest.hex()[:12] if newest else 'empty'}"
    folder = Path(settings.HOMETOWN_HOME) / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.sqlite3"
    connections.databases.setdefault(name, _settings_for(path))
    if not path.exists():
        _build(name, path, seq)
        _forget_old(folder)
    return name


def _settings_for(path: Path) -> dict[str, Any]:
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": 0}
    return {**connections.databases["default"], **own, "HOST": "", "PORT": "", "USER": "", "PASSWORD": ""}


def _build(alias: str, path: Path, seq: int) -> None:
    """Make the copy under another name first, so that a killed process leaves no half copy behind."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    work = f"{alias}-draft"
    connections.databases[work] = _settings_for(draft)
    try:
        with connections[work].schema_editor() as editor:
            for model in _copied():
                editor.create_model(model)
        replay.rebuild(work, upto=seq)
        for model in _copied():
            if getattr(model, "ledger_kind", "") == "derived":
                rows = model._base_manager.using("default").iterator(chunk_size=500)
                model._base_manager.using(work).bulk_create(rows, batch_size=500)
    finally:
        connections[work].close()
        del connections.databases[work]
    draft.rename(path)


def _copied() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if getattr(m, "ledger_kind", "local") in ("ledgered", "derived")]


def _shape() -> str:
    """Return a short digest of the tables' columns: a copy of another shape is not used."""
    columns = sorted(f"{m._meta.db_table}.{f.column}" for m in _copied() for f in m._meta.concrete_fields)
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:8]


def forget_copies() -> None:
    """Remove every copy: somebody was erased, and a copy made before still holds them."""
    for copy in (Path(settings.HOMETOWN_HOME) / "scratch").glob("moment-*"):
        copy.unlink(missing_ok=True)


def _forget_old(folder: Path) -> None:
    copies = sorted(folder.glob("moment-*.sqlite3"), key=lambda p: p.stat().st_mtime, reverse=True)
    for stale in copies[_KEPT:]:
        stale.unlink(missing_ok=True)
