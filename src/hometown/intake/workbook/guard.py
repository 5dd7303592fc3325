"""The first look at an untrusted file: what it is, by content, and whether it may be read at all.

Raises BadInput:
    intake.empty            nothing in it
    intake.too_large        over the size limit (or, while reading, too many rows or cells)
    intake.not_a_workbook   something else, whatever its name says; fact `kind`
    intake.encrypted        locked with a password
    intake.broken           damaged or cut off
    intake.bomb             would fill the machine; fact `what`
    intake.far_cell         a cell far outside any ledger; facts `sheet`, `cell`
    intake.no_table         nothing in it looks like a ledger (raised by `reading`)
"""

import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers.expat import ExpatError

from hometown.kernel.errors import BadInput

from .budget import MEGABYTE, Budget

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, .et, .doc and of encrypted .xlsx
DIRECTORY_MARK = b"PK\x01\x02"
CHUNK = 64 * 1024
READ_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ExpatError, OSError,
    UnicodeError, KeyError, ValueError, OverflowError,
)  # fmt: skip
OTHER_FILES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/", "docx"),
    ("ppt/", "pptx"),
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def sniff(path: Path, budget: Budget) -> str:
    """Return what the file is by its content: `xlsx`, `ods`, `xls`, `html` or `text`. Raises BadInput."""
    limit = budget.limits.file_bytes
    try:
        size = path.stat().st_size
        if size > limit:
            raise BadInput("intake.too_large", what="bytes", size=size // MEGABYTE, limit=limit // MEGABYTE)
        with path.open("rb") as file:
            head = file.read(CHUNK)
    except OSError as error:
        raise BadInput("intake.unreadable", name=path.name) from error
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadInput("intake.empty")
    if head.startswith(b"PK"):
        return _kind_of_zip(path, budget)
    if head.startswith(COMPOUND):
        return _kind_of_compound(path)
    for mark, kind in OTHER_FILES:
        if head.startswith(mark):
            raise BadInput("intake.not_a_workbook", kind=kind)
    return _kind_of_text(head)


def _kind_of_zip(path: Path, budget: Budget) -> str:
    data = path.read_bytes()
    # Counted before the list is read: a directory of a million names is a bomb of its own.
    if data.count(DIRECTORY_MARK) > budget.limits.members:
        raise BadInput("intake.bomb", what="members", limit=budget.limits.members)
    del data
    with damage_refused(), zipfile.ZipFile(path) as archive:
        names = {part_name(info.filename): info for info in archive.infolist()}
        if "mimetype" in names:
            kind = next(inflated(archive, names["mimetype"], budget), b"").decode("ascii", "replace").strip()
            if kind.startswith(OPEN_DOCUMENT + "spreadsheet"):
                return "ods"
            raise BadInput("intake.not_a_workbook", kind=kind.removeprefix(OPEN_DOCUMENT)[:40])
        if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
            return "xlsx"
    for part, kind in PARTS:
        if any(name.startswith(part) for name in names):
            raise BadInput("intake.not_a_workbook", kind=kind)
    raise BadInput("intake.not_a_workbook", kind="zip")


def _kind_of_compound(path: Path) -> str:
    """Tell old Excel from the other tenants of the same container by the names in its directory."""
    data = path.read_bytes()

    def holds(name: str) -> bool:
        return (name + "\0").encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise BadInput("intake.encrypted")
    if holds("Workbook") or holds("Book"):
        return "xls"
    kinds = (("WordDocument", "doc"), ("PowerPoint Document", "ppt"))
    raise BadInput("intake.not_a_workbook", kind=next((kind for name, kind in kinds if holds(name)), "ole"))


def _kind_of_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if b"\0" in head:
        raise BadInput("intake.not_a_workbook", kind="binary")
    start = head[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml"):
        raise BadInput("intake.not_a_workbook", kind="xml")
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<div", b"<style", b"<!--")):
        return "html"  # what web systems hand out under the name of .xls
    return "text"


def part_name(name: str) -> str:
    """Return the name of a part as it is looked up; some programs write backslashes or capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Generator[bytes, None, None]:
    """Yield a part's bytes in chunks, each counted against the budget; the sizes in the file are not believed."""
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BadInput("intake.broken")
    if info.flag_bits & 0x1:
        raise BadInput("intake.encrypted")
    if info.file_size > budget.limits.inflated_bytes:
        raise BadInput("intake.bomb", what="inflated", limit=budget.limits.inflated_bytes // MEGABYTE)
    with archive.open(info) as part:
        while chunk := part.read(CHUNK):
            budget.inflate(len(chunk))
            yield chunk


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn what libraries raise at damaged files into the one refusal `intake.broken`."""
    try:
        yield
    except READ_ERRORS as error:
        raise BadInput("intake.broken") from error
