"""Writes a small .xls (BIFF8 in a compound file), enough to try the reader: texts, numbers and dates."""

import struct
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(value: str, width: str) -> bytes:
    return struct.pack(width, len(value)) + b"\x01" + value.encode("utf-16-le")


def cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, datetime):
        serial = (value - datetime(1899, 12, 30)).days
        return record(0x0203, struct.pack("<HHHd", row, column, 1, serial))
    if isinstance(value, int | float):
        return record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    return record(0x0204, struct.pack("<HHH", row, column, 0) + text(str(value), "<H"))


def stream(name: str, rows: dict[tuple[int, int], object], *, locked: bool = False) -> bytes:
    """The Workbook stream: cells by (row, column), both from 0."""
    general, day = (struct.pack("<HHH", 0, form, 0) + b"\0" * 14 for form in (0, 14))
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\0" * 48) if locked else b""
    start += record(0x0042, struct.pack("<H", 1200)) + record(0x00E0, general) + record(0x00E0, day)
    sheet_name = struct.pack("<B", len(name)) + b"\x01" + name.encode("utf-16-le")
    bound = record(0x0085, struct.pack("<IBB", 0, 0, 0) + sheet_name)
    at = len(start) + len(bound) + 4
    bound = record(0x0085, struct.pack("<IBB", at, 0, 0) + sheet_name)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet += b"".join(cell(row, column, value) for (row, column), value in sorted(rows.items()))
    return start + bound + record(0x000A) + sheet + record(0x000A)


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) if name else 0, kind, 1, FREE, FREE, child)
    return head + b"\0" * 36 + struct.pack("<III", start, size, 0)


def write(path: Path, content: bytes, name: str = "Workbook") -> None:
    """Put one stream into a compound file."""
    content = content.ljust(4096, b"\0")
    content += b"\0" * (-len(content) % SECTOR)
    sectors = len(content) // SECTOR
    fats = 1
    while (sectors + 1 + fats) * 4 > fats * SECTOR:
        fats += 1
    table = [FAT] * fats + [END] + [fats + 2 + i for i in range(sectors - 1)] + [END]
    table += [FREE] * (fats * SECTOR // 4 - len(table))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(fats), *[FREE] * (109 - fats))
    root = entry("Root Entry", 5, END, 0, child=1)
    directory = root + entry(name, 2, fats + 1, len(content)) + entry("", 0, 0, 0) * 2
    path.write_bytes(header + struct.pack(f"<{len(table)}I", *table) + directory + content)


def ledger(path: Path, rows: Iterable[Any], *, name: str = "Sheet1", below: int = 0, locked: bool = False) -> Path:
    """Write rows as a sheet, beginning `below` rows under the first."""
    cells = {(r + below, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None}
    write(path, stream(name, cells, locked=locked))
    return path


def day(year: int, month: int, number: int) -> datetime:
    return datetime.combine(date(year, month, number), datetime.min.time())
