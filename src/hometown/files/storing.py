"""Where bytes lie: `blobs/<first two>/<sha-256>` in the home folder, written once, never changed.

`shown/<first two>/<sha-256>/<page>.<suffix>` holds what was drawn of them; it can be thrown away and drawn again.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from hometown.kernel import clock
from hometown.kernel.errors import BadInput

from .models import Blob

CHUNK = 1 << 20
LEFTOVER_SECONDS = 24 * 3600


def blob_path(sha256: str) -> Path:
    """Return where the bytes of this hash lie."""
    return Path(settings.HOMETOWN_HOME) / "blobs" / sha256[:2] / sha256


def shown_folder(sha256: str) -> Path:
    """Return the folder of what was drawn of these bytes."""
    return Path(settings.HOMETOWN_HOME) / "shown" / sha256[:2] / sha256


@dataclass(frozen=True)
class Draft:
    """Bytes that came in and are not kept yet."""

    path: Path
    sha256: str
    size: int

    def keep(self) -> None:
        """Put the bytes in their place, so that they survive a fall of the machine. Bytes that lie there stay."""
        place = blob_path(self.sha256)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.replace(place)
        _sync(place.parent)

    def drop(self) -> None:
        """Throw the bytes away."""
        self.path.unlink(missing_ok=True)


def drafted(stream: IO[bytes], most: int) -> Draft:
    """Write a stream beside the blobs and hash it. Raises BadInput for nothing and for more than `most` bytes."""
    folder = Path(settings.HOMETOWN_HOME) / "blobs" / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)  # readable by its owner only
    with ExitStack() as on_failure:
        on_failure.callback(Path(name).unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            sha256, size = _copied(stream, file, most)
        if not size:
            raise BadInput("files.empty")
        on_failure.pop_all()
    return Draft(Path(name), sha256, size)


def _copied(stream: IO[bytes], file: IO[bytes], most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise BadInput("files.too_large", most_mb=most >> 20)
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _sync(folder: Path) -> None:
    """Let the folder's own entry reach the disk; Windows cannot open a folder, and needs it not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def problems() -> Iterator[str]:
    """Yield what is wrong with the kept files: gone, or no longer what they were. For `hometown check`."""
    for sha256, size in Blob.objects.order_by("pk").values_list("sha256", "size").iterator(chunk_size=500):
        path = blob_path(sha256)
        if not path.is_file():
            yield f"{sha256}: gone from {path.parent}"
        elif path.stat().st_size != size or digest_of(path) != sha256:
            yield f"{sha256}: the bytes are not those that were received"


def clear_leftovers() -> int:
    """Remove bytes that no record names and that came in over a day ago (a form given up, a fall). Returns how many."""
    folder = Path(settings.HOMETOWN_HOME) / "blobs"
    old = clock.now().timestamp() - LEFTOVER_SECONDS
    kept = set(Blob.objects.values_list("sha256", flat=True))
    count = 0
    for path in folder.glob("*/*"):
        if path.name not in kept and path.stat().st_mtime < old:
            with suppress(FileNotFoundError):
                path.unlink()
                count += 1
    return count
