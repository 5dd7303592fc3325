"""Handing out what the house writes itself: official documents, as Word files or PDF.

return handing.hand_out(document, "review-1", request.GET.get("format", "docx"))
"""

import logging
import threading

from django.conf import settings
from django.http import HttpResponse

from hometown.kernel.errors import BadInput, RuleBroken
from hometown.official import Document, docx, pdf

SHAPES = {"docx": docx.MEDIA_TYPE, "pdf": "application/pdf"}
_turn = threading.Lock()  # one layout at a time: each takes a processor for seconds
log = logging.getLogger(__name__)


def makes_pdf() -> bool:
    """Tell whether this installation can make a PDF."""
    return bool(settings.OFFICE)


def shapes() -> list[str]:
    """Return the kinds of file this installation can make of an official document."""
    return [one for one in SHAPES if one != "pdf" or makes_pdf()]


def as_file(document: Document, shape: str) -> bytes:
    """Return a document as `docx` or `pdf`.

    Raises BadInput for another shape, RuleBroken where no LibreOffice is or it failed.
    """
    if shape not in SHAPES:
        raise BadInput("files.no_such_shape")
    file = docx.written(document)
    if shape == "docx":
        return file
    if not makes_pdf():
        raise RuleBroken("files.no_office")
    try:
        with _turn:
            return pdf.written(file, settings.OFFICE)
    except pdf.NotLaidOut as error:
        log.warning("no PDF: %s", error)
        raise RuleBroken("files.not_laid_out") from error


def hand_out(document: Document, name: str, shape: str) -> HttpResponse:
    """Answer with a document as a file to keep. Raises what `as_file` raises."""
    answer = HttpResponse(as_file(document, shape), content_type=SHAPES[shape])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{shape}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
