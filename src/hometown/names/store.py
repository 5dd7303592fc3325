"""One file of arrays: read through the memory map, written atomically, with a version and a checksum for each array.

A file is a line that says what it is, the table of its arrays as JSON, and the arrays, each aligned to 64 bytes.
"""

import json
import mmap
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"hometown-names\n"
VERSION = 3

_ALIGN = 64
_BLOCK = 1 << 22
_HEAD = 16  # digits of the length and the checksum of the table, in hexadecimal


class IndexFileError(Exception):
    """An index that cannot be used; the message says why and what to do."""


def write(path: Path, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
    """Write an index beside its place and move it there when it is whole: a reader sees the old or the new one.

    Raises OSError where the folder cannot be written.
    """
    table, offset = [], 0
    for name, array in arrays.items():
        flat = np.ascontiguousarray(array)
        table.append(
            {
                "name": name,
                "type": flat.dtype.str,
                "count": len(flat),
                "at": offset,
                "crc": zlib.crc32(flat.view(np.uint8).data),
            }
        )
        offset += -(-flat.nbytes // _ALIGN) * _ALIGN
    head = json.dumps({"version": VERSION, "facts": dict(facts), "arrays": table}, ensure_ascii=False).encode()
    begin = MAGIC + f"{len(head):016x}{zlib.crc32(head):016x}".encode() + head
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(begin + b"\0" * (-len(begin) % _ALIGN))
            for array in arrays.values():
                flat = np.ascontiguousarray(array)
                file.write(flat.view(np.uint8).data)
                file.write(b"\0" * (-flat.nbytes % _ALIGN))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def read(path: Path, *, check: bool = True) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return the arrays of an index, as views of the file, and its facts.

    Raises IndexFileError for a file that is none, is of another version, was cut short or altered.
    """
    try:
        with path.open("rb") as file:
            view: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError:  # an empty file cannot be mapped
        msg = f"{path} is empty: build it again."
        raise IndexFileError(msg) from None
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror or error}): build it, or say where it is."
        raise IndexFileError(msg) from error
    table, data = _table(path, view)
    found = {}
    for each in table["arrays"]:
        kind = np.dtype(each["type"])
        end = data + each["at"] + each["count"] * kind.itemsize
        if end > len(view):
            msg = f"{path} was cut short ({len(view):,} bytes): build it again."
            raise IndexFileError(msg)
        found[each["name"]] = np.frombuffer(view, kind, each["count"], data + each["at"])
        if check and _checksum(found[each["name"]]) != each["crc"]:
            msg = f"{path} was altered after it was written (part “{each['name']}”): build it again."
            raise IndexFileError(msg)
    return found, table["facts"]


def _table(path: Path, view: Any) -> tuple[dict[str, Any], int]:
    """Return the table of arrays and where the arrays begin."""
    begin, length = len(MAGIC) + 2 * _HEAD, 0
    if bytes(view[: len(MAGIC)]) != MAGIC:
        msg = f"{path} is not an index of names: build one with `hometown names build`."
        raise IndexFileError(msg)
    try:
        length = int(view[len(MAGIC) : len(MAGIC) + _HEAD], 16)
        crc = int(view[len(MAGIC) + _HEAD : begin], 16)
        head = bytes(view[begin : begin + length])
        table = json.loads(head) if zlib.crc32(head) == crc else None
    except ValueError:
        table = None
    if table is None:
        msg = f"{path} was cut short or altered (its table): build it again."
        raise IndexFileError(msg)
    if table.get("version") != VERSION:
        msg = f"{path} is of version {table.get('version')}, this program reads version {VERSION}: build it again."
        raise IndexFileError(msg)
    end = begin + length
    return table, end + -end % _ALIGN


def _checksum(array: NDArray[Any]) -> int:
    """Return the checksum of an array, block by block, so that the file need not be in memory whole."""
    crc, data = 0, array.view(np.uint8).data
    for at in range(0, len(data), _BLOCK):
        crc = zlib.crc32(data[at : at + _BLOCK], crc)
    return crc
