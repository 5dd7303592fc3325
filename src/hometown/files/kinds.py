"""What a file is, told by its first bytes, and what may be received: pure, no database.

Received are pictures (JPEG, PNG, WebP), PDF, Word and Excel files of the xml kind without macros, plain text and mail.
Everything else is refused with a word on what to do instead.
"""

import re
import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

HEAD = 4096  # bytes that tell what a file is


class Kind(StrEnum):
    """What may be received. The value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    TEXT = "text/plain"
    MAIL = "message/rfc822"


class Medium(StrEnum):
    """What a kind is good for as evidence; the city's rules name these (`media`)."""

    IMAGE = "image"
    DOCUMENT = "document"
    TABLE = "table"
    MESSAGE = "message"


SUFFIXES = {
    Kind.JPEG: ".jpg", Kind.PNG: ".png", Kind.WEBP: ".webp", Kind.PDF: ".pdf", Kind.DOCX: ".docx", Kind.XLSX: ".xlsx",
    Kind.TEXT: ".txt", Kind.MAIL: ".eml",
}  # fmt: skip
MEDIA = {
    Kind.JPEG: Medium.IMAGE, Kind.PNG: Medium.IMAGE, Kind.WEBP: Medium.IMAGE, Kind.PDF: Medium.DOCUMENT,
    Kind.DOCX: Medium.DOCUMENT, Kind.XLSX: Medium.TABLE, Kind.TEXT: Medium.DOCUMENT, Kind.MAIL: Medium.MESSAGE,
}  # fmt: skip
OFFICE = frozenset({Kind.DOCX, Kind.XLSX})  # never shown, only handed out
ACCEPT = ",".join([*SUFFIXES.values(), ".jpeg"])  # for the browser's file chooser


class Foreign(StrEnum):
    """What is known and not received; the code of the refusal."""

    PAGE = "is_a_page"  # html, svg, xml: may carry scripts
    PROGRAM = "is_a_program"
    ARCHIVE = "is_an_archive"
    OLD_OFFICE = "is_old_office"  # doc, xls, ppt, wps: may carry macros, and nobody sees it from outside
    HEIC = "is_heic"
    PICTURE = "is_other_picture"


_SIGNATURES: tuple[tuple[bytes, Kind | Foreign], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.DOCX),  # or xlsx, or no office file at all: the worker looks inside
    (b"PK\x05\x06", Foreign.ARCHIVE),
    (b"PK\x07\x08", Foreign.ARCHIVE),
    (b"MZ", Foreign.PROGRAM),
    (b"\x7fELF", Foreign.PROGRAM),
    (b"\xca\xfe\xba\xbe", Foreign.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Foreign.PROGRAM),
    (b"#!", Foreign.PROGRAM),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign.OLD_OFFICE),
    (b"{\\rtf", Foreign.OLD_OFFICE),
    (b"Rar!\x1a\x07", Foreign.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Foreign.ARCHIVE),
    (b"\x1f\x8b", Foreign.ARCHIVE),
    (b"BZh", Foreign.ARCHIVE),
    (b"\xfd7zXZ\x00", Foreign.ARCHIVE),
    (b"GIF8", Foreign.PICTURE),
    (b"BM", Foreign.PICTURE),
    (b"II*\x00", Foreign.PICTURE),
    (b"MM\x00*", Foreign.PICTURE),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_PAGE = re.compile(r"<(!doctype|html|head|body|script|svg|iframe|object|\?xml|\?php|meta|x:)", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    r"(received|return-path|delivered-to|from|to|date|subject|message-id|mime-version|x-[\w-]+):", re.IGNORECASE
)


def kind_of(head: bytes) -> Kind | Foreign | None:
    """Return what the first bytes say; None where nothing is recognised."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Foreign.HEIC
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> Kind | Foreign | None:
    text = text_of(head, cut=True)
    if text is None:
        return None
    first = text.lstrip("\ufeff \t\r\n")
    if _is_mail(first):
        return Kind.MAIL
    return Foreign.PAGE if _PAGE.search(text) else Kind.TEXT


def _is_mail(text: str) -> bool:
    headers = text.split("\n\n", 1)[0].split("\r\n\r\n", 1)[0].splitlines()
    named = {line.split(":", 1)[0].lower() for line in headers if _MAIL_HEAD.match(line)}
    return bool(headers and _MAIL_HEAD.match(headers[0])) and "from" in named and bool(named & {"date", "subject"})


def text_of(content: bytes, *, cut: bool = False) -> str | None:
    """Return bytes as text (UTF-8, GB 18030, or UTF-16 with its mark); None where they are none.

    `cut` allows a sign cut in two at the end.
    """
    for encoding in ("utf-16", "utf-8-sig", "gb18030"):
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        for short in range(4 if cut else 1):
            try:
                text = content[: len(content) - short].decode(encoding)
            except UnicodeDecodeError:
                continue
            if text and not _CONTROL.search(text):
                return text
            break
    return None


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def safe_name(file_name: str, kind: str, most: int = 120) -> str:
    """Return a file name fit to be kept and handed out: no path, no steering signs, the suffix of its content.

    >>> safe_name("../../上海 澄湖/合同.exe", "application/pdf")
    '合同.exe.pdf'
    """
    last = PureWindowsPath(PurePosixPath(file_name).name).name
    kept = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    kept = re.sub(r'[<>:"/\\|?*]', "_", kept).strip(" .")
    suffix = SUFFIXES.get(Kind(kind)) if kind in set(Kind) else ""
    stem = kept
    if suffix and kept.lower().endswith((suffix, ".jpeg") if kind == Kind.JPEG else suffix):
        stem = kept[: kept.rfind(".")]
    return f"{stem[: most - len(suffix or '')].strip(' .') or 'file'}{suffix or ''}"


def medium_of(media_type: str) -> Medium:
    """Return what a received file is good for as evidence."""
    return MEDIA[Kind(media_type)]
