"""The whole book looked through: every hash made again, from the values to the root of the tree.

This finds whatever was changed in a place. It cannot find a book that somebody wrote anew from beginning to end:
that takes a head kept elsewhere (`docs/proofs.md`).
"""

import json
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from . import book, images, tree
from .book import ROWS_PER_ENTRY

_HEAD = (
    "seq", "id", "verb", "actor", "on_behalf_of", "recorded_at", "occurred_on", "policy_version", "note", "is_demo",
)  # fmt: skip
_ROW = ("id", "entry_id", "model", "row_id", "removed", "version", "image", "salt", "commitment", "form", "opens")
_BODY = ("id", "row_id", "field", "salt", "value")
# On SQLite these are asked for as expressions, so that the driver hands out what is stored and converts nothing.
_PLAIN = {
    "recorded_at": "recorded_at || ''", "occurred_on": "occurred_on || ''",
    "is_demo": "+is_demo", "removed": "+removed",
}  # fmt: skip
ERASING = {"personal.erased", "person.forgotten"}  # the verbs under which personal values may go
_FETCH = 5_000
_SAID = {1: True, 0: False}  # SQLite has no truths; True and False are equal to these
Row = Sequence[Any]


@dataclass
class Audit:
    """One look through the book, or through the lines first … last of it. `problems` yields sentences."""

    first: int = 1
    last: int | None = None
    gone: list[tuple[int, str]] = field(default_factory=list)  # (row image, field) of bodies that are not there
    lines: int = 0

    def problems(self) -> Iterator[str]:
        """Yield what is wrong, line by line; then, when the whole book is looked at, the tree and the erasures."""
        yield from self._lines()
        if self.first == 1 and self.last is None:
            yield from self._tree()
            yield from self._erasures()

    def _lines(self) -> Iterator[str]:
        rows = _grouped(self._asked("ledger_rowimage", _ROW, "id", ROWS_PER_ENTRY), lambda row: row[1])
        bodies = _grouped(self._asked("ledger_personalbody", _BODY, "row_id", ROWS_PER_ENTRY), lambda body: body[1])
        self._newest = 0
        for expected, line in enumerate(self._asked("ledger_entry", (*_HEAD, "digest"), "seq", 1), self.first):
            self.lines += 1
            if line[0] != expected:
                yield f"line {expected} is not there"
                return
            mine = rows.upto(line[0])
            yield from (f"line {line[0]}: {what}" for what in self._line(line, mine, bodies))
        yield from (f"row image {row[0]} belongs to no line" for row in rows.rest())
        yield from (f"body {body[0]} belongs to no row" for body in bodies.rest())

    def _line(self, line: Row, rows: Sequence[Row], bodies: "_Grouped") -> Iterator[str]:
        for place, row in enumerate(rows):
            if row[0] != line[0] * ROWS_PER_ENTRY + place or row[1] != line[0]:
                yield f"row image {row[0]} is out of its place"
            try:
                yield from self._row(row, bodies)
            except (ValueError, TypeError, AttributeError):
                yield f"row image {row[0]} cannot be read"
        forms = {row[9] for row in rows}
        if not rows or len(forms) > 1:
            yield "it has no rows" if not rows else "its rows are sealed in two ways"
            return
        told = images.canonical(dict(zip(_HEAD, _head(line), strict=True)))
        if book.sealed(told, [_bytes(row[8]) for row in rows], form=forms.pop()) != _bytes(line[-1]):
            yield "its digest is not that of its words and rows"

    def _row(self, row: Row, bodies: "_Grouped") -> Iterator[str]:
        key, _, model, row_id, _, _, image, *_, opens = row
        text = image.encode() if connection.vendor == "sqlite" else _canonical(image)
        holds = _holds(row, text) or _holds(row, text := _canonical(image))  # what is stored may be spaced otherwise
        if not holds or opens != " ".join(sorted(opens.split())):
            yield f"{model} {_dashed(row_id)}: its image is not what was sealed"
        values = json.loads(text) if b'"committed"' in text else {}
        yield from self._bodies(key, values, bodies.upto(key) if values or bodies.waits_at(key) else ())

    def _bodies(self, key: int, image: dict[str, Any], bodies: Sequence[Row]) -> Iterator[str]:
        """Compare what is kept apart with its commitments; what is not there must have been erased."""
        wanted = {
            name: v["committed"] for name, v in image.items() if isinstance(v, dict) and v.keys() == {"committed"}
        }
        for number, at, name, salt, value in sorted(bodies, key=lambda body: body[0]):
            if number <= self._newest or at != key:
                yield f"body {number} is out of its place"
            self._newest = max(self._newest, number)
            said = images.canonical(json.loads(value)) if value is not None else b"null"
            if wanted.pop(name, None) != images.commitment_of_text(_bytes(salt), said).hex():
                yield f"row image {key}: {name} is not what was committed to"
        self.gone += [(key, name) for name in wanted]

    # --- the tree, and what was erased ---------------------------------------------------------------------------

    def _tree(self) -> Iterator[str]:
        """Compare the kept nodes with those made of the lines: a queue for each level, since both come in order."""
        waiting: dict[int, deque[tuple[int, bytes]]] = {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, hashed FROM ledger_treenode ORDER BY id")
            for key, hashed in _fetched(cursor):
                waiting.setdefault(key >> 48, deque()).append((key, _bytes(hashed)))
        for node, hashed in tree.grown(tree.digests(), 0, {}):
            kept = waiting.get(node[0])
            if not kept or kept.popleft() != (tree.key_of(node), hashed):
                yield f"the tree is not that of the lines, first at level {node[0]}, node {node[1]}"
                return
        if any(waiting.values()):
            yield "the tree stands over lines that are not there"

    def _erasures(self) -> Iterator[str]:
        """What is not there must be recorded as erased, by a line that emptied the row; nothing else may be."""
        erased = self._rows_of("SELECT body_id, entry_id FROM ledger_erasure ORDER BY body_id")
        if len(erased) != len(self.gone):
            yield f"{len(self.gone)} personal values are not there, and {len(erased)} are recorded as erased"
            return
        ids = [number for (number,) in self._rows_of("SELECT id FROM ledger_personalbody ORDER BY id")]
        numbers = sorted({*ids, *(body for body, _ in erased)})
        if len(numbers) != len(ids) + len(erased):
            yield "a personal value is recorded as erased and is there"
        if connection.vendor == "sqlite" and numbers and numbers != list(range(1, len(numbers) + 1)):
            yield "personal values are not numbered as they were written"  # PostgreSQL leaves gaps of its own
        verbs: dict[Any, str] = dict(self._rows_of(_VERBS))  # type: ignore[arg-type]
        for (body, line), (key, name) in zip(erased, self.gone, strict=True):
            if verbs.get(line, "") not in ERASING or line * ROWS_PER_ENTRY <= key:
                yield f"body {body} ({name} of row image {key}) is recorded as erased by line {line}, which did not"

    @staticmethod
    def _rows_of(asked: str, values: Sequence[Any] = ()) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(asked, values)
            return list(cursor.fetchall())

    def _asked(self, table: str, columns: Sequence[str], key: str, times: int) -> Iterator[Row]:
        """Yield the rows of a table of the book for these lines, in order."""
        upto = [] if self.last is None else [(self.last + 1) * times]
        where = f"{key} >= %s" + (f" AND {key} < %s" if upto else "")
        with connection.chunked_cursor() as cursor:
            plain = _PLAIN if connection.vendor == "sqlite" else {}
            asked = ", ".join(plain.get(column, column) for column in columns)
            cursor.execute(
                f"SELECT {asked} FROM {table} WHERE {where} ORDER BY {key}",  # noqa: S608
                [self.first * times, *upto],
            )
            yield from _fetched(cursor)


def _holds(row: Row, text: bytes) -> bool:
    """Tell whether a row image, its image given in canonical form, is what its commitment was made of."""
    _, _, model, row_id, removed, version, _, salt, sealed, form, opens = row
    salt, told = _bytes(salt), {"model": model, "row": _dashed(row_id), "removed": _SAID.get(removed, removed)}
    if form != book.FORM:
        whole = images.commitment_of_row(salt, text, **told)
        return (form, version, opens) == (1, 1, "") and _bytes(sealed) == whole
    parts = images.parts_of(salt, json.loads(text) if opens else {}, opens.split(), **told, version=version)
    made = [images.commitment_of_part(one, name, value) for name, (one, value) in parts.items()]
    return _bytes(sealed) == images.commitment_in_parts(images.whole_of(salt, text), made)


def _bytes(stored: Any) -> bytes:
    """Return stored bytes; nothing where something else was put in their place."""
    return bytes(stored) if isinstance(stored, bytes | memoryview) else b""


def _canonical(text: str) -> bytes:
    return images.canonical(json.loads(text))


_VERBS = "SELECT seq, verb FROM ledger_entry WHERE seq IN (SELECT entry_id FROM ledger_erasure)"


def check() -> Iterator[str]:
    """Yield every problem of the whole book."""
    return Audit().problems()


class _Grouped:
    """A stream in order of a key, taken group by group."""

    def __init__(self, stream: Iterator[Row], key: Any) -> None:
        self._stream, self._key = stream, key
        self._next: Row | None = next(stream, None)

    def waits_at(self, key: int) -> bool:
        return self._next is not None and self._key(self._next) <= key

    def upto(self, key: int) -> list[Row]:
        """Return what stands at this key or, out of place, before it."""
        found: list[Row] = []
        while self._next is not None and self._key(self._next) <= key:
            found.append(self._next)
            self._next = next(self._stream, None)
        return found

    def rest(self) -> Iterable[Row]:
        if self._next is not None:
            yield self._next
        yield from self._stream


def _grouped(stream: Iterator[Row], key: Any) -> _Grouped:
    return _Grouped(stream, key)


def _fetched(cursor: Any) -> Iterator[Row]:
    while rows := cursor.fetchmany(_FETCH):
        yield from rows


def _head(line: Row) -> list[Any]:
    """Return the head of a line as its digest was made of it, whichever database it comes from."""
    seq, key, verb, actor, behalf, recorded, occurred, policy, note, demo, _ = line
    return [
        seq, _dashed(key), verb, _dashed(actor), _dashed(behalf), _moment(recorded), occurred and str(occurred), policy,
        note, _SAID.get(demo, demo),
    ]  # fmt: skip


def _dashed(key: Any) -> Any:
    if isinstance(key, uuid.UUID):
        return str(key)
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}" if isinstance(key, str) else key


def _moment(at: Any) -> Any:
    if isinstance(at, datetime):
        return images.encoded(at)
    if not isinstance(at, str) or at[10:11] != " ":
        return at
    whole = at if len(at) > 19 else f"{at}.000000"
    return f"{whole[:10]}T{whole[11:]}+00:00"
