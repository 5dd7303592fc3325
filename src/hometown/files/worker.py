"""Opens a received file where it can do no harm: run as a process of its own, with limits, without the house.

    python -I worker.py examine KIND PATH OUT      is it whole; how many pages; draws page 1 to OUT.<suffix>
    python -I worker.py draw KIND PATH PAGE OUT    draws one page

Says one JSON object: {"kind", "pages", "suffix"} or {"refused": code}. Whatever else it does (a crash, silence past its
time) counts as refused. Imports nothing of the house, so that it starts quickly and holds no secrets.
"""

import email
import email.policy
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import PIL.Image

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 15
OUTPUT_BYTES = 64 << 20
PIXELS_MOST = 50_000_000  # decoded whole
JPEG_PIXELS_MOST = 220_000_000  # decoded at a fraction of their size
SIDE = 2000  # longest side of a picture that is shown
PAGE_SIDE = 1600  # longest side of a drawn page
PNG_LEVEL = 3  # half the time of the default for a few per cent more bytes
PAGES_MOST = 500
TEXT_SHOWN = 200_000  # characters
ZIP_MEMBERS_MOST = 10_000
ZIP_BYTES_MOST = 300 << 20
ZIP_RATIO_MOST = 400  # of a member larger than 1 MB
PART_BYTES_MOST = 4 << 20

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT, MAIL = "text/plain", "message/rfc822"


class Refused(Exception):
    """The file will not be received; the message is the code of the refusal."""


def limit() -> None:
    """Bound memory, time and output, where the system knows how."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the caller still holds
        return
    wanted = (
        (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64),
    )  # fmt: skip
    for what, most in wanted:
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses some
            continue


def picture(kind: str, path: Path, out: Path) -> dict[str, object]:
    """Draw a picture anew, upright, at most 2000 px, without what came with it: EXIF, profile, further frames."""
    import warnings

    from PIL import Image, ImageOps, UnidentifiedImageError

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = JPEG_PIXELS_MOST
    try:
        with Image.open(path, formats=[PICTURES[kind]]) as image:
            if image.width * image.height > (JPEG_PIXELS_MOST if kind == "image/jpeg" else PIXELS_MOST):
                raise Refused("too_many_pixels")
            image.draft("RGB", (SIDE, SIDE))
            if image.width * image.height > PIXELS_MOST:
                raise Refused("too_many_pixels")
            image.load()
            shown = ImageOps.exif_transpose(image)
            shown.thumbnail((SIDE, SIDE))
            plain = _on_white(shown)
    except Image.DecompressionBombError as error:
        raise Refused("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("broken") from error
    suffix = "png" if kind == "image/png" else "jpg"
    place = out.with_suffix(f".{suffix}")
    if suffix == "png":
        plain.save(place, "PNG", compress_level=PNG_LEVEL)
    else:
        plain.save(place, "JPEG", quality=85, optimize=True)
    return {"kind": kind, "pages": 1, "suffix": suffix}


def _on_white(image: "PIL.Image.Image") -> "PIL.Image.Image":
    from PIL import Image

    if image.mode in ("RGB", "L"):
        fresh = Image.new(image.mode, image.size)
        fresh.paste(image)
        return fresh
    layer = image.convert("RGBA")
    fresh = Image.new("RGB", layer.size, (255, 255, 255))
    fresh.paste(layer, mask=layer.getchannel("A"))
    return fresh


def pdf(path: Path, number: int, out: Path) -> dict[str, object]:
    """Draw one page of a PDF. Scripts in it do not run, nothing in it is followed."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        if not 0 < pages <= PAGES_MOST:
            raise Refused("too_many_pages" if pages else "broken")
        page = document[number - 1]
        longest = max(page.get_size())
        bitmap = page.render(scale=PAGE_SIDE / longest if longest > 0 else 1)
        image = bitmap.to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "password" in str(error).lower() else "broken") from error
    image.save(out.with_suffix(".png"), "PNG", compress_level=PNG_LEVEL)
    return {"kind": PDF, "pages": pages, "suffix": "png"}


def office(path: Path) -> dict[str, object]:
    """Look into a zip: is it a Word or Excel file, without macros, embedded programs, or more than meets the eye."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _require_small(members)
            names = {member.filename for member in members}
            if "[Content_Types].xml" not in names:
                raise Refused("is_an_archive")
            types = _part(archive, "[Content_Types].xml").decode("utf-8", "replace")
            _require_quiet(names, types)
            for name in names:
                if name.endswith(".rels") and re.search(
                    rb"attachedTemplate[^>]*External|External[^>]*attachedTemplate", _part(archive, name)
                ):
                    raise Refused("calls_outside")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused("broken") from error
    for kind in (DOCX, XLSX):
        if f"{kind}.main+xml" in types:
            return {"kind": kind, "pages": 0, "suffix": ""}
    raise Refused("is_other_office" if "officedocument" in types else "is_an_archive")


def _require_small(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > ZIP_MEMBERS_MOST or sum(one.file_size for one in members) > ZIP_BYTES_MOST:
        raise Refused("is_a_bomb")
    if len({one.filename for one in members}) != len(members):
        raise Refused("broken")
    for one in members:
        if one.flag_bits & 1:
            raise Refused("locked")
        if one.file_size > 1 << 20 and one.file_size > ZIP_RATIO_MOST * max(one.compress_size, 1):
            raise Refused("is_a_bomb")


def _require_quiet(names: set[str], types: str) -> None:
    lower = {name.lower() for name in names}
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise Refused("has_macros")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name or "/activex/" in name for name in lower):
        raise Refused("has_macros")
    if any("/embeddings/" in name and name.endswith((".bin", ".exe")) for name in lower):
        raise Refused("has_embedded")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(PART_BYTES_MOST + 1)
    if len(content) > PART_BYTES_MOST:
        raise Refused("is_a_bomb")
    return content


def text(path: Path, out: Path) -> dict[str, object]:
    """Write plain text anew as UTF-8, the first part of a long one."""
    content = path.read_bytes()
    for encoding in ("utf-16", "utf-8-sig", "gb18030"):
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            said = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", said):
            raise Refused("broken")
        if re.search(r"<(script|html|svg|iframe|!doctype)", said, re.IGNORECASE):
            raise Refused("is_a_page")
        out.with_suffix(".txt").write_text(said[:TEXT_SHOWN], encoding="utf-8")
        return {"kind": TEXT, "pages": 1, "suffix": "txt"}
    raise Refused("broken")


def mail(path: Path, out: Path) -> dict[str, object]:
    """Write who wrote what to whom, the plain text of a mail, and the names of its attachments."""
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        heads = [f"{name}: {message[name]}" for name in ("From", "To", "Cc", "Date", "Subject") if message[name]]
        body = message.get_body(preferencelist=("plain",))
        said = body.get_content() if body else ""
        attached = [part.get_filename() or "?" for part in message.iter_attachments()]
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        raise Refused("broken") from error
    lines = [*heads, "", said.strip(), *(f"[{name}]" for name in attached)]
    out.with_suffix(".txt").write_text("\n".join(lines)[:TEXT_SHOWN], encoding="utf-8", errors="replace")
    return {"kind": MAIL, "pages": 1, "suffix": "txt"}


def opened(kind: str, path: Path, number: int, out: Path) -> dict[str, object]:
    """Open a file of a kind and draw one page of it."""
    if kind in PICTURES:
        return picture(kind, path, out)
    if kind == PDF:
        return pdf(path, number, out)
    if kind in (DOCX, XLSX):
        return office(path)
    return mail(path, out) if kind == MAIL else text(path, out)


def main(arguments: list[str]) -> None:
    """Read the command, do it, say what came of it."""
    limit()
    verb, kind, path, *rest = arguments
    number = int(rest[0]) if verb == "draw" else 1
    try:
        answer = opened(kind, Path(path), number, Path(rest[-1]))
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too_large_inside"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
