"""Files made for the tests: sound ones, and ones that mean harm."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

from PIL import Image

DAY = time.gmtime(1_570_000_000)  # so that the same picture gives the same bytes
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (20, 120, 60)).save(out, form, **options)
    return out.getvalue()


def picture_with_exif() -> bytes:
    """A JPEG turned on its side by EXIF, with a camera and a place in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right
    exif[0x010F] = "CAMERA-MAKER"
    exif.get_ifd(0x8825)[1] = "N"  # a place
    return picture("JPEG", exif=exif)


def pdf(pages: int = 1, size: tuple[int, int] = (200, 300)) -> bytes:
    out = BytesIO()
    first, *rest = [Image.new("L", size, 200 + number % 50) for number in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=rest, creationDate=DAY, modDate=DAY)
    return out.getvalue()


def locked_pdf() -> bytes:
    key = "00" * 32
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        f"3 0 obj<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>endobj\n"
        "trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00112233><00112233>]>>\n%%EOF"
    ).encode()


def pixel_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 pixels square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def office(types: str = f'<Override ContentType="{MAIN}"/>', **members: bytes) -> bytes:
    """A zip with the parts of a Word file; further members by name, `__` for a slash."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        archive.writestr("word/document.xml", "<w:document/>")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def workbook() -> bytes:
    from openpyxl import Workbook

    out = BytesIO()
    book = Workbook()
    book.create_sheet("台账", 0).append(["企业", "金额"])
    book.save(out)
    return out.getvalue()


def plain_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", picture())
    return out.getvalue()


def zip_bomb() -> bytes:
    """A Word file of 20 KB that unpacks to 20 MB."""
    return office(word__media__image_dot_png=b"\0" * (20 << 20))


MAIL = (
    "From: yu@chenghu.example\r\nTo: lin@huaibei.example\r\nDate: Tue, 8 Oct 2019 10:00:00 +0800\r\n"
    "Subject: =?utf-8?b?5oqV6LWE5oSP5ZCR?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: 8bit\r\n\r\n拟于十月下旬赴淮考察。\r\n"
).encode()
