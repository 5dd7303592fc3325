"""Proofs that a row stood in the book as it is told: from columns that are opened, up to a head of the tree.

    found = proving.latest(Project, pks, upto=size)
    proving.proofs(found, of=size, opens={"company_id", "amount_yuan"})   # {pk: proof, as JSON can hold it}

A proof opens the named columns and hides the rest of the row under commitments; it gives the row's place in its line
and the line's place in the tree. `bulletins.verify_bulletin` is the other side of it.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from . import book, images, merkle, tree
from .book import ROWS_PER_ENTRY
from .models import Entry, LedgeredModel, PersonalBody, RowImage, label_of

_CHUNK = 400
Proof = dict[str, Any]


def latest(model: type[LedgeredModel], pks: Collection[uuid.UUID], *, upto: int) -> dict[uuid.UUID, RowImage]:
    """Return the newest image of each row, as of a line of the book."""
    told = RowImage.objects.filter(model=label_of(model), id__lt=(upto + 1) * ROWS_PER_ENTRY).order_by()
    found: dict[uuid.UUID, RowImage] = {}
    for some in _chunks(sorted(pks)):
        newest = told.filter(row_id__in=some).values("row_id").annotate(last=Max("id")).values_list("last", flat=True)
        found |= {row.row_id: row for row in RowImage.objects.filter(id__in=list(newest))}
    return found


def first_lines(model: type[LedgeredModel], pks: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return the line of the book in which each row was first recorded."""
    told = RowImage.objects.filter(model=label_of(model)).order_by()
    found: dict[uuid.UUID, int] = {}
    for some in _chunks(sorted(pks)):
        first = told.filter(row_id__in=some).values("row_id").annotate(first=Min("id")).values_list("row_id", "first")
        found |= {row_id: key // ROWS_PER_ENTRY for row_id, key in first}
    return found


def can_open(row: RowImage, names: Iterable[str]) -> bool:
    """Tell whether these columns of a row's image can be opened alone: its form has commitments of them."""
    return row.form == book.FORM and set(names) <= set(row.opens.split())


def proofs(rows: Mapping[uuid.UUID, RowImage], *, of: int, opens: Collection[str] = ()) -> dict[uuid.UUID, Proof]:
    """Return the proof of each row in the tree of `of` lines, with the named columns opened."""
    seqs = {row.entry_id for row in rows.values()}
    commitments, heads, paths = _commitments(seqs), _heads(seqs), tree.inclusion(seqs, of)
    return {
        pk: {
            "seq": row.entry_id,
            "head": heads[row.entry_id].hex(),
            "path": _hex(paths[row.entry_id]),
            "place": row.id % ROWS_PER_ENTRY,
            "rows": len(commitments[row.entry_id]),
            "row_path": _hex(merkle.path(commitments[row.entry_id], row.id % ROWS_PER_ENTRY)),
            "whole": images.whole_of(bytes(row.salt), images.canonical(row.image)).hex(),
            "parts": [told_part(name, *part, opened=name in {images.HEAD, *opens}) for name, part in parts(row)],
        }
        for pk, row in rows.items()
    }


def parts(row: RowImage) -> list[tuple[str, tuple[bytes, Any]]]:
    """Return the parts of a row's image that can be opened alone: (name, (salt, value))."""
    whose = {"model": row.model, "row": str(row.row_id)}
    told = images.parts_of(
        bytes(row.salt), row.image, row.opens.split(), **whose, removed=row.removed, version=row.version
    )
    return list(told.items())


def told_part(name: str, salt: bytes, value: Any, *, opened: bool) -> dict[str, Any]:
    """Return a part as a proof tells it: opened, or its commitment."""
    if opened:
        return {"name": name, "salt": salt.hex(), "value": value}
    return {"name": name, "hidden": images.commitment_of_part(salt, name, value).hex()}


def opening(row: RowImage, name: str) -> tuple[bytes, Any] | None:
    """Return (salt, value) that open one column, a personal one through its body; None when that is destroyed."""
    if not can_open(row, [name]):
        return None
    salt, value = dict(parts(row))[name]
    if isinstance(value, dict) and value.keys() == {"committed"}:
        body = PersonalBody.objects.filter(row_id=row.pk, field=name).first()
        return (bytes(body.salt), body.value) if body else None
    return salt, value


def recommit(rows: Iterable[LedgeredModel], *, actor: uuid.UUID | None) -> None:
    """Write rows once more as they are, in the form of today: lines of an older version open no single column."""
    with book.entry("book.recommitted", actor=actor) as entry:
        for row in rows:
            entry.put_again(row)


def _commitments(seqs: Collection[int]) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = {}
    with connection.cursor() as cursor:
        for seq in seqs:  # many intervals in one statement make SQLite look through the whole table
            begin = seq * ROWS_PER_ENTRY
            cursor.execute(_SEALED, [begin, begin + ROWS_PER_ENTRY])
            found[seq] = [bytes(sealed) for (sealed,) in cursor.fetchall()]
    return found


_SEALED = "SELECT commitment FROM ledger_rowimage WHERE id >= %s AND id < %s ORDER BY id"


def _heads(seqs: Collection[int]) -> dict[int, bytes]:
    lines = (line for some in _chunks(sorted(seqs)) for line in Entry.objects.filter(seq__in=some))
    return {line.seq: book.head_of(line) for line in lines}


def _hex(hashes: Sequence[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def _chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
