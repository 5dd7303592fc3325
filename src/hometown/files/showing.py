"""Showing and handing out what was received. No address leads here: the room that owns the evidence checks who asks.

return showing.show_page(evidence.blob, page)                    # a picture of the page, or text
return showing.download(evidence.blob, evidence.file_name)       # the received bytes, as an attachment
"""

import tempfile
from pathlib import Path
from typing import TypeVar

from django.http import FileResponse, HttpResponse, HttpResponseBase

from hometown.kernel.errors import NotFound, RuleBroken

from . import kinds, looking, receiving, storing
from .models import Blob

Answer = TypeVar("Answer", bound=HttpResponseBase)
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".txt": "text/plain; charset=utf-8"}
# Nothing in an answer may run, load or frame anything, whatever a browser takes it for.
SANDBOX = "default-src 'none'; sandbox"


def can_be_shown(blob: Blob) -> bool:
    """Tell whether pages of the file can be shown; Word and Excel files are only handed out."""
    return blob.media_type not in kinds.OFFICE


def is_picture(blob: Blob) -> bool:
    """Tell whether a shown page is a picture (else it is text)."""
    return blob.media_type not in {*kinds.OFFICE, kinds.Kind.TEXT, kinds.Kind.MAIL}


def page_numbers(blob: Blob, most: int = 50) -> range:
    """Return the pages that can be shown, from 1; at most so many."""
    return range(1, min(blob.pages, most) + 1) if can_be_shown(blob) else range(0)


def show_page(blob: Blob, page: int = 1) -> HttpResponse:
    """Answer with one page drawn anew: no EXIF, no script, nothing of the received bytes.

    Raises NotFound for a page there is not, RuleBroken for a file that is only handed out.
    """
    if not can_be_shown(blob):
        raise RuleBroken("files.only_handed_out")
    if not 1 <= page <= blob.pages:
        raise NotFound("files.no_such_page", page=page)
    drawn = _drawn(blob, page)
    response = HttpResponse(drawn.read_bytes(), content_type=TYPES[drawn.suffix])
    response["Cache-Control"] = "private, no-store"  # a shared machine keeps no contract after signing out
    return _harmless(response)


def picture(blob: Blob) -> bytes:
    """Return a received picture drawn anew, for a document of the house. Raises what `show_page` raises."""
    return _drawn(blob, 1).read_bytes()


def _drawn(blob: Blob, page: int) -> Path:
    folder = storing.shown_folder(blob.sha256)
    for suffix in TYPES:
        if (folder / f"{page}{suffix}").is_file():
            return folder / f"{page}{suffix}"
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / str(page)
        seen = looking.draw(kinds.Kind(blob.media_type), _bytes_of(blob), page, out)
        return receiving.keep_shown(blob.sha256, page, out.with_suffix(f".{seen.suffix}"))


def download(blob: Blob, file_name: str = "") -> HttpResponseBase:
    """Answer with the received bytes as an attachment. Raises RuleBroken if they are not what was received."""
    path = _bytes_of(blob)
    if storing.digest_of(path) != blob.sha256:
        raise RuleBroken("files.bytes_changed", fingerprint=blob.fingerprint)
    name = kinds.safe_name(file_name or blob.fingerprint, blob.media_type)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=blob.media_type)
    response["Cache-Control"] = "private, no-store"
    return _harmless(response)


def _bytes_of(blob: Blob) -> Path:
    path = storing.blob_path(blob.sha256)
    if not path.is_file():
        raise RuleBroken("files.bytes_gone", fingerprint=blob.fingerprint)
    return path


def _harmless(response: Answer) -> Answer:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
