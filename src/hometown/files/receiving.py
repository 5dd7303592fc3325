"""Taking bytes in: capped, hashed, told what they are, opened once in the worker, kept. Writes no record.

Take files before the book is opened, so that other writers do not wait for the worker:

    held = receiving.take(upload, file_name=upload.name)
    with book.entry(…):
        blob = actions.receive(actor, stream_or_bytes=held, file_name=upload.name)
"""

import shutil
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings

from hometown.kernel.errors import BadInput

from . import kinds, looking, storing
from .models import Blob


@dataclass(frozen=True)
class Taken:
    """Bytes that are kept and known to be sound; `actions.receive` makes the record."""

    sha256: str
    size: int
    kind: str
    pages: int


def take(stream_or_bytes: IO[bytes] | bytes, *, file_name: str = "") -> Taken:
    """Keep a file's bytes. Raises BadInput for what is too large, not received, broken or hostile.

    `file_name` only makes the refusal clearer: the content alone decides.
    """
    stream = BytesIO(stream_or_bytes) if isinstance(stream_or_bytes, bytes) else stream_or_bytes
    draft = storing.drafted(stream, settings.UPLOAD_BYTES_MAX)
    try:
        known = Blob.objects.filter(sha256=draft.sha256).first()
        if known is not None and storing.blob_path(known.sha256).is_file():
            return Taken(known.sha256, known.size, known.media_type, known.pages)
        seen = _examined(draft, file_name)
        draft.keep()
        return Taken(draft.sha256, draft.size, seen.kind, seen.pages)
    finally:
        draft.drop()


def _examined(draft: storing.Draft, file_name: str) -> looking.Seen:
    with draft.path.open("rb") as file:
        head = file.read(kinds.HEAD)
    kind = kinds.kind_of(head)
    if isinstance(kind, kinds.Foreign):
        raise looking.refusal(kind)
    if kind is None:
        raise BadInput("files.not_received", what=_guess(head, file_name))
    with tempfile.TemporaryDirectory() as folder:
        seen = looking.examine(kind, draft.path, Path(folder) / "1")
        if seen.suffix:
            keep_shown(draft.sha256, 1, Path(folder) / f"1.{seen.suffix}")
    return seen


def keep_shown(sha256: str, page: int, drawn: Path) -> Path:
    """Put a drawn page where it is shown from."""
    folder = storing.shown_folder(sha256)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / f"{page}{drawn.suffix}"
    draft = folder / f".{page}{drawn.suffix}.{drawn.parent.name}"
    shutil.copyfile(drawn, draft)
    draft.replace(place)
    return place


def _guess(head: bytes, file_name: str) -> str:
    """Return what a file that we do not receive probably is, for the sentence: a media type, or its suffix."""
    import puremagic

    try:
        guessed = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        guessed = []
    media_type = next((one.mime_type for one in guessed if one.mime_type), "")
    return media_type or Path(kinds.safe_name(file_name, "")).suffix or "?"
