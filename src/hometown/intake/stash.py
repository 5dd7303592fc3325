"""Keeps an uploaded workbook between preview and confirmation: on disk under its hash, known to one session only."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotFound

from .workbook.budget import LIMITS, MEGABYTE

KEY = "imports"
MOST = 5  # workbooks a session has waiting
KEPT_SECONDS = 24 * 3600
CHUNK = 1 << 20


@dataclass
class Waiting:
    """A workbook that waits to be confirmed."""

    sha256: str
    name: str
    batch: str = ""
    unit: str = ""
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return _folder() / self.sha256


def _folder() -> Path:
    return Path(settings.HOMETOWN_HOME) / "imports"


def put_by(session: Any, upload: IO[bytes], name: str, *, batch: str, unit: str) -> Waiting:
    """Keep an upload for this session. Raises BadInput for one that is empty or too large."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear(folder)
    digest, size = hashlib.sha256(), 0
    handle, name_of_draft = tempfile.mkstemp(suffix=".part", dir=folder)
    draft = Path(name_of_draft)
    try:
        with os.fdopen(handle, "wb") as file:
            while chunk := upload.read(CHUNK):
                size += len(chunk)
                if size > LIMITS.file_bytes:
                    limit = LIMITS.file_bytes // MEGABYTE
                    raise BadInput("intake.too_large", what="bytes", size=size // MEGABYTE, limit=limit)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise BadInput("intake.empty")
        waiting = Waiting(digest.hexdigest(), Path(name).name[-200:], batch, unit)
        draft.replace(waiting.path)
    finally:
        draft.unlink(missing_ok=True)
    keep(session, waiting)
    return waiting


def keep(session: Any, waiting: Waiting) -> None:
    """Note in the session what waits, the newest last."""
    held = {sha: one for sha, one in session.get(KEY, {}).items() if sha != waiting.sha256}
    held[waiting.sha256] = asdict(waiting)
    session[KEY] = dict(list(held.items())[-MOST:])


def waiting_for(session: Any, sha256: str) -> Waiting:
    """Return what waits in this session. Raises NotFound for anything else, and for what has been cleared away."""
    said = session.get(KEY, {}).get(sha256)
    waiting = Waiting(**said) if said else None
    if waiting is None or not waiting.path.is_file():
        raise NotFound("intake.gone")
    return waiting


def drop(session: Any, waiting: Waiting) -> None:
    """Forget what was imported. The bytes go with the next clearing: another session may wait with the same."""
    session[KEY] = {sha: one for sha, one in session.get(KEY, {}).items() if sha != waiting.sha256}


def _clear(folder: Path) -> None:
    """Remove what nobody confirmed within a day."""
    for path in folder.iterdir():
        if path.is_file() and path.stat().st_mtime < clock.now().timestamp() - KEPT_SECONDS:
            path.unlink(missing_ok=True)


def copy_to(waiting: Waiting, folder: Path) -> Path:
    """Return a copy under its own name: dates without a year are read by it too."""
    path = folder / (waiting.name or "workbook")
    shutil.copyfile(waiting.path, path)
    return path
