"""The one door to the book.

    with book.entry("project.signed", actor=user.pk, occurred_on=day) as entry:
        entry.put(project)

The outermost `entry` opens a transaction and writes one line; an `entry` inside it joins that line.
`batch` holds several lines in one transaction, for a workbook. Entries are numbered without gaps, so
writers take turns: on PostgreSQL by an advisory lock, on SQLite because it has one writer anyway.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from hometown.kernel import clock
from hometown.kernel.errors import ChangedMeanwhile, RuleBroken

from . import bulk, door, images, merkle, tree
from .models import Entry, LedgeredModel, PersonalBody, RowImage, label_of

ROWS_PER_ENTRY = 1 << 20
FORM = 2  # how lines and rows are sealed now
_LOCK = 0x5EC04D  # any constant: the advisory lock of the book
_current: ContextVar["OpenEntry | None"] = ContextVar("ledger_entry", default=None)
_in_batch: ContextVar[bool] = ContextVar("ledger_batch", default=False)
policy_number: list[Callable[[date], int | None]] = []  # the floor of policy sets how to ask it
# Floors above may refuse a line by what it is about to write, whoever writes it (a row that points at a tombstone).
conditions: list[Callable[["list[LedgeredModel]"], None]] = []


class OpenEntry:
    """A line of the book being written."""

    def __init__(self, verb: str, actor: uuid.UUID | None, **head: Any) -> None:
        self.verb, self.actor, self.head = verb, actor, head
        self._rows: dict[tuple[type[LedgeredModel], uuid.UUID], tuple[LedgeredModel, bool]] = {}
        self.seq: int | None = None

    def put(self, row: LedgeredModel, *, unchecked: Iterable[str] = (), moved: bool = False) -> bool:
        """Write one row, new or changed. Returns False, and records nothing, if nothing changed.

        `unchecked` columns may hold what the model would refuse (an erased name). `moved` says that rows which belong
        to it change in this line: its revision moves though no column does, so that two writers of the list meet.

        Raises ChangedMeanwhile if somebody wrote the row after it was read.
        """
        if not row._state.adding and not self._changed(row) and not moved:
            return False
        adding = row._state.adding
        # Relations are left to the database: checking them here would ask it once for each.
        relations = (f.name for f in row._meta.concrete_fields if f.is_relation)
        row.clean_fields(exclude={*row.unledgered_fields, *relations, *unchecked})
        row.revision += 1
        with door.opened():
            row.save(force_insert=adding, force_update=not adding)
        self._note(row)
        return True

    def put_many(self, rows: Iterable[LedgeredModel]) -> None:
        """Write many new rows of any models, in the given order."""
        by_model: dict[type[LedgeredModel], list[LedgeredModel]] = {}
        for row in rows:
            row.revision += 1
            by_model.setdefault(type(row), []).append(row)
            self._note(row)
        with door.opened():
            for model, group in by_model.items():
                bulk.insert(model, group)

    def put_changed(self, rows: Sequence[LedgeredModel], *columns: str) -> None:
        """Write the named columns of many rows of one model that were read a moment ago: what passes by the thousand.

        What the columns hold is the caller's to check. Raises ChangedMeanwhile if somebody wrote one of the rows since.
        """
        if not rows:
            return
        with door.opened():
            if bulk.update(type(rows[0]), rows, columns) != len(rows):
                raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(rows[0]))
        for row in rows:
            row.revision += 1
            self._note(row)

    def put_again(self, row: LedgeredModel) -> None:
        """Record a row once more as it stands, though nothing changed: for `proving` only."""
        self._note(row)

    def remove(self, row: LedgeredModel) -> None:
        """Take one row away; its past stays in the book."""
        image = type(row)._default_manager.get(pk=row.pk)
        self._note(image, removed=True)
        with door.opened():
            row.delete()

    def _note(self, row: LedgeredModel, *, removed: bool = False) -> None:
        # A row written twice in one line has one image, the last; it keeps its first place.
        self._rows[(type(row), row.pk)] = (row, removed)

    def _changed(self, row: LedgeredModel) -> bool:
        current = type(row)._default_manager.filter(pk=row.pk).first()
        if current is None or current.revision != row.revision:
            raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(row))
        return images.image_of(current) != images.image_of(row)

    def close(self) -> None:
        """Write the line and its row images. An entry that wrote nothing leaves no line."""
        if not self._rows:
            return
        for condition in conditions:
            condition([row for row, removed in self._rows.values() if not removed])
        self.seq = (Entry.objects.aggregate(last=Max("seq"))["last"] or 0) + 1
        rows: list[tuple[Any, ...]] = []
        bodies: list[tuple[Any, ...]] = []
        for place, (row, removed) in enumerate(self._rows.values()):
            rows.append(_sealed(self.seq * ROWS_PER_ENTRY + place, row, removed, bodies))
        line = Entry(seq=self.seq, verb=self.verb, actor=self.actor, **self.head)
        line.digest = digest_over(head_of(line), [row[_COMMITMENT] for row in rows])
        line.save(force_insert=True)
        bulk.insert_values(RowImage, rows)
        bulk.insert_values(PersonalBody, bodies)
        tree.append(line)


def canonical_head(line: Entry) -> bytes:
    """Return the head of a line, without its digest, as the one byte string that stands for it."""
    head = {
        name: images.encoded(getattr(line, name))
        for name in (
            "seq",
            "id",
            "verb",
            "actor",
            "on_behalf_of",
            "recorded_at",
            "occurred_on",
            "policy_version",
            "note",
            "is_demo",
        )
    }
    return images.canonical(head)


def head_of(line: Entry) -> bytes:
    """Return SHA-256 over the head of a line. The line's random id in it keeps the rest from being guessed."""
    return hashlib.sha256(canonical_head(line)).digest()


def digest_over(head: bytes, commitments: Sequence[bytes]) -> bytes:
    """Return the digest of a line: over its head and a Merkle root over the commitments of its rows, in order."""
    return hashlib.sha256(b"\x03" + head + merkle.root(commitments)).digest()


def sealed(head: bytes, commitments: Sequence[bytes], *, form: int) -> bytes:
    """Return the digest of a line of either form from its canonical head."""
    if form == FORM:
        return digest_over(hashlib.sha256(head).digest(), commitments)
    return hashlib.sha256(head + b"".join(commitments)).digest()


def digest_of(line: Entry, commitments: Iterable[bytes]) -> bytes:
    """Return the digest of a line in the first form, as lines were before there was a tree: head and rows in a row."""
    return sealed(canonical_head(line), list(commitments), form=1)


def _sealed(row_id: int, row: LedgeredModel, removed: bool, bodies: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return the columns of a row's image, in the order of `RowImage`; what may have to go goes to `bodies`."""
    kind = type(row)
    image = images.image_of(row)
    said_something = {field for field in kind.text_fields if image.get(field)}
    for field in sorted((kind.personal_fields | said_something) & image.keys()):
        salt, value, said = images.fresh_salt(), image[field], images.canonical(image[field])
        bodies.append((row_id, field, salt, bulk.Text(value, said.decode())))
        image[field] = {"committed": hashlib.sha256(salt + said).hexdigest()}
    salt = images.fresh_salt()
    model, text = label_of(kind), images.canonical(image)
    told = {"model": model, "row": str(row.pk), "removed": removed, "version": kind.image_version}
    parts = images.parts_of(salt, image, kind.provable_fields, **told)  # type: ignore[arg-type]
    made = [images.commitment_of_part(one, name, value) for name, (one, value) in parts.items()]
    sealed = images.commitment_in_parts(images.whole_of(salt, text), made)
    kept, opens = bulk.Text(image, text.decode()), " ".join(sorted(kind.provable_fields))
    line = row_id // ROWS_PER_ENTRY
    return row_id, line, model, row.pk, removed, kind.image_version, kept, salt, sealed, FORM, opens


_COMMITMENT = [field.attname for field in RowImage._meta.concrete_fields].index("commitment")


@contextmanager
def entry(
    verb: str,
    *,
    actor: uuid.UUID | None,
    on_behalf_of: uuid.UUID | None = None,
    occurred_on: date | None = None,
    note: str = "",
) -> Iterator[OpenEntry]:
    """Open a line of the book, or join the one that is open."""
    joined = _current.get()
    if joined is not None:
        yield joined
        return
    with _transaction():
        opened = OpenEntry(
            verb, actor, on_behalf_of=on_behalf_of, occurred_on=occurred_on, note=note,
            recorded_at=clock.now(), is_demo=clock.is_simulated(),
            policy_version=policy_number[0](clock.today()) if policy_number else None,
        )  # fmt: skip
        token = _current.set(opened)
        try:
            yield opened
            opened.close()
        finally:
            _current.reset(token)


@contextmanager
def batch() -> Iterator[None]:
    """Hold several lines in one transaction: all of a workbook goes in, or none of it."""
    with _transaction():
        token = _in_batch.set(True)
        try:
            yield
        finally:
            _in_batch.reset(token)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to write: what is read inside still holds when the line is written.

    For a verb that first looks whether something is there already. Inside an open line or batch one has the turn.
    """
    if _current.get() is not None or _in_batch.get():
        yield
        return
    with batch():
        yield


@contextmanager
def _transaction() -> Iterator[None]:
    try:
        with transaction.atomic(durable=not _in_batch.get()):
            if connection.vendor == "postgresql" and not _in_batch.get():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield
    except IntegrityError as error:
        if _is_there_already(error):  # a verb looked and found nothing; then somebody else wrote it
            raise RuleBroken("ledger.written_meanwhile") from error
        raise


def _is_there_already(error: IntegrityError) -> bool:
    unique = getattr(error.__cause__, "sqlstate", "") == "23505"
    return unique or str(error).startswith("UNIQUE constraint failed")
