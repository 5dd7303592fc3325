"""Personal data leaves: its bodies and salts are destroyed, the row is emptied, and copies of the past go with them,
under a recorded entry.

    with book.batch():
        with book.entry("person.forgotten", actor=actor.pk) as entry:
            gone = [*erasing.emptied(entry, contact, ["name"]), *erasing.redacted(entry, note, "text", "…")]
        erasing.destroy(gone, entry)

The row images and their commitments stay, so every proof still holds; without salt a commitment says nothing.
"""

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet

from . import book, moments
from .models import Erasure, LedgeredModel, PersonalBody, RowImage, label_of

_CHUNK = 500
_NOTHING = ("", None)  # what an emptied field holds: there is nothing in it to destroy


def forget(row: LedgeredModel, fields: Iterable[str], *, actor: uuid.UUID | None, reason: str) -> int:
    """Empty personal fields of a row and destroy every past value of them. Returns the number destroyed."""
    with book.batch():
        with book.entry("personal.erased", actor=actor, note=reason) as entry:
            gone = emptied(entry, row, fields)
        destroy(gone, entry)
    return len(gone)


def emptied(entry: book.OpenEntry, row: LedgeredModel, fields: Iterable[str]) -> list[int]:
    """Empty personal fields of a row; return the past bodies that are to go once the entry is written."""
    names = sorted(set(fields) & type(row).personal_fields)
    gone = [body.pk for body in _bodies(row, names) if body.value not in _NOTHING]
    for name in names:
        field = row._meta.get_field(name)
        setattr(row, name, None if getattr(field, "null", False) else "")
    entry.put(row, unchecked=names)
    return gone


def redacted(entry: book.OpenEntry, row: LedgeredModel, field: str, text: str) -> list[int]:
    """Write a text without what is to go; return the bodies of every other text that ever stood there."""
    if field not in type(row).text_fields:
        raise TypeError(f"{label_of(type(row))}.{field} is not kept apart in the book")
    gone = [body.pk for body in _bodies(row, [field]) if body.value != text]
    setattr(row, field, text)
    entry.put(row, unchecked=[field])
    return gone


def destroy(bodies: Collection[int], entry: book.OpenEntry) -> None:
    """Destroy bodies under an entry that has been written, and every copy of the past in which they stand."""
    if not bodies:
        return  # somebody forgotten already: nothing was written either
    if entry.seq is None:
        raise ValueError("destroy after the entry is closed: the book has to say why the bodies went")
    ids = sorted(bodies)
    Erasure.objects.bulk_create([Erasure(body_id=pk, entry_id=entry.seq) for pk in ids], batch_size=_CHUNK)
    for start in range(0, len(ids), _CHUNK):
        PersonalBody.objects.filter(pk__in=ids[start : start + _CHUNK]).delete()
    transaction.on_commit(moments.forget_copies)


def past_values(row: LedgeredModel, fields: Collection[str]) -> list[object]:
    """Return every value that fields kept apart ever had."""
    return list(_bodies(row, fields).values_list("value", flat=True))


def in_the_open(row: LedgeredModel, field: str, words: Collection[str]) -> bool:
    """Tell whether a past image holds any of the words in plain text: a line from before texts were kept apart."""
    images = RowImage.objects.filter(model=label_of(type(row)), row_id=row.pk)
    said = [image.image.get(field) for image in images.iterator()]
    return any(isinstance(text, str) and word in text for text in said for word in words)


def _bodies(row: LedgeredModel, fields: Collection[str]) -> "QuerySet[PersonalBody]":
    return PersonalBody.objects.filter(row__model=label_of(type(row)), row__row_id=row.pk, field__in=fields)
