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
from operator import itemgetter
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
_SALT = 16  # bytes of a salt; one that is shorter could lend its end to the value
_parsed = json.JSONDecoder().decode  # json.loads looks at its options anew for each of a million values
_SAID = {1: True, 0: False}  # SQLite has no truths; True and False are equal to these
_COMMITTED, _NUMBER = {"committed"}, itemgetter(0)
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
        rows = _Grouped(self._asked("ledger_rowimage", _ROW, "id", ROWS_PER_ENTRY))
        bodies = _Grouped(self._asked("ledger_personalbody", _BODY, "row_id", ROWS_PER_ENTRY))
        self._newest, self._is_as_written = 0, connection.vendor == "sqlite"  # PostgreSQL spaces and sorts JSON anew
        for expected, line in enumerate(self._asked("ledger_entry", (*_HEAD, "digest"), "seq", 1), self.first):
            self.lines += 1
            if line[0] != expected:
                yield f"line {expected} is not there"
                return
            for what in self._line(line, rows.upto(line[0]), bodies):
                yield f"line {line[0]}: {what}"
        yield from (f"row image {row[0]} belongs to no line" for row in rows.rest())
        yield from (f"body {body[0]} belongs to no row" for body in bodies.rest())

    def _line(self, line: Row, rows: Sequence[Row], bodies: "_Grouped") -> list[str]:
        """Return what is wrong with a line. A list: a generator for each of a million lines and rows takes longer."""
        wrong: list[str] = []
        for place, row in enumerate(rows):
            if row[0] != line[0] * ROWS_PER_ENTRY + place or row[1] != line[0]:
                wrong.append(f"row image {row[0]} is out of its place")
            try:
                self._row(row, bodies, wrong)
            except (ValueError, TypeError, AttributeError):
                wrong.append(f"row image {row[0]} cannot be read")
        forms = {row[9] for row in rows}
        if not rows or len(forms) > 1:
            wrong.append("its rows are sealed in two ways" if rows else "it has no rows")
        elif book.sealed(_told(line), [_bytes(row[8]) for row in rows], form=forms.pop()) != _bytes(line[-1]):
            wrong.append("its digest is not that of its words and rows")
        return wrong

    def _row(self, row: Row, bodies: "_Grouped", wrong: list[str]) -> None:
        """Add what is wrong with a row image and with what is kept apart of it."""
        key, image, opens = row[0], row[6], row[10]
        text = image.encode() if self._is_as_written else _canonical(image)
        holds, values = _holds(row, text)
        if not holds:  # what is stored may be spaced otherwise than what was sealed
            holds, values = _holds(row, _canonical(image))
        if not holds or opens != " ".join(sorted(opens.split())):
            wrong.append(f"{row[2]} {_dashed(row[3])}: its image is not what was sealed")
        if values or bodies.waits_at(key):
            self._bodies(key, values, bodies.upto(key), wrong)

    def _bodies(self, key: int, image: dict[str, Any], bodies: Sequence[Row], wrong: list[str]) -> None:
        """Compare what is kept apart with its commitments; what is not there must have been erased."""
        wanted = {name: v["committed"] for name, v in image.items() if type(v) is dict and v.keys() == _COMMITTED}
        for number, at, name, stored, value in sorted(bodies, key=_NUMBER):
            if number <= self._newest or at != key:
                wrong.append(f"body {number} is out of its place")
            self._newest = max(self._newest, number)
            sealed, salt = wanted.pop(name, None), _bytes(stored)
            if isinstance(value, str) and len(salt) == _SALT and _committed(salt, value.encode()) == sealed:
                continue  # to the byte what was committed to
            said = images.canonical(json.loads(value)) if value is not None else b"null"
            if _committed(salt, said) != sealed:
                wrong.append(f"row image {key}: {name} is not what was committed to")
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


def _holds(row: Row, text: bytes) -> tuple[bool, Any]:
    """Tell whether a row image, given in canonical form, is what its commitment was made of.

    With it go its values, read once, if any of them can be opened alone or is kept apart.
    """
    _, _, model, row_id, removed, version, _, salt, sealed, form, opens = row
    values = _parsed(text.decode()) if opens or b'"committed"' in text else {}
    salt, row_id, removed = _bytes(salt), _dashed(row_id), _truth(removed)
    if form != book.FORM:
        whole = images.commitment_of_row(salt, text, model=model, row=row_id, removed=removed)
        return (form, version, opens) == (1, 1, "") and _bytes(sealed) == whole, values
    head = images.head_of_row(model=model, row=row_id, removed=removed, version=version)
    made = [images.commitment_of_text(images.salt_of_part(salt, images.HEAD), head)]
    made += [
        images.commitment_of_part(images.salt_of_part(salt, name), name, values.get(name))
        for name in sorted(opens.split())
    ]
    return _bytes(sealed) == images.commitment_in_parts(images.whole_of(salt, text), made), values


def _committed(salt: bytes, text: bytes) -> str:
    return images.commitment_of_text(salt, text).hex()


def _bytes(stored: Any) -> bytes:
    """Return stored bytes; nothing where something else was put in their place."""
    if type(stored) is bytes:
        return stored
    return bytes(stored) if isinstance(stored, memoryview) else b""


def _canonical(text: str) -> bytes:
    return images.canonical(_parsed(text))


_VERBS = "SELECT seq, verb FROM ledger_entry WHERE seq IN (SELECT entry_id FROM ledger_erasure)"


def check() -> Iterator[str]:
    """Yield every problem of the whole book."""
    return Audit().problems()


class _Grouped:
    """A stream in order of its second column, taken group by group."""

    def __init__(self, stream: Iterator[Row]) -> None:
        self._stream = stream
        self._next: Row | None = next(stream, None)

    def waits_at(self, key: int) -> bool:
        return self._next is not None and self._next[1] <= key

    def upto(self, key: int) -> list[Row]:
        """Return what stands at this key or, out of place, before it."""
        found: list[Row] = []
        while self._next is not None and self._next[1] <= key:
            found.append(self._next)
            self._next = next(self._stream, None)
        return found

    def rest(self) -> Iterable[Row]:
        if self._next is not None:
            yield self._next
        yield from self._stream


def _fetched(cursor: Any) -> Iterator[Row]:
    while rows := cursor.fetchmany(_FETCH):
        yield from rows


def _told(line: Row) -> bytes:
    """Return the head of a line as its digest was made of it: canonical JSON, whichever database it comes from."""
    seq, key, verb, actor, behalf, recorded, occurred, policy, note, demo, _ = line
    told = images.told
    return (
        f'{{"actor":{told(_dashed(actor))},"id":{told(_dashed(key))},"is_demo":{told(_truth(demo))},'
        f'"note":{told(note)},"occurred_on":{told(occurred and str(occurred))},"on_behalf_of":{told(_dashed(behalf))},'
        f'"policy_version":{told(policy)},"recorded_at":{told(_moment(recorded))},"seq":{told(seq)},'
        f'"verb":{told(verb)}}}'
    ).encode()


def _truth(stored: Any) -> Any:
    return _SAID.get(stored, stored)


def _dashed(key: Any) -> Any:
    if type(key) is str:
        return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    return str(key) if isinstance(key, uuid.UUID) else key


def _moment(at: Any) -> Any:
    if isinstance(at, datetime):
        return images.encoded(at)
    if not isinstance(at, str) or at[10:11] != " ":
        return at
    whole = at if len(at) > 19 else f"{at}.000000"
    return f"{whole[:10]}T{whole[11:]}+00:00"
