"""Personal data leaves: its bodies and salts are destroyed, the row is emptied, and copies of the past go with them,
under a recorded entry.

The row images and their commitments stay, so every proof still holds; without salt a commitment says nothing.
"""

import uuid
from collections.abc import Iterable

from django.db import transaction

from . import book, moments
from .models import Entry, Erasure, LedgeredModel, PersonalBody, label_of


def forget(row: LedgeredModel, fields: Iterable[str], *, actor: uuid.UUID | None, reason: str) -> int:
    """Empty personal fields of a row and destroy every past value of them. Returns the number destroyed."""
    names = sorted(set(fields) & type(row).personal_fields)
    bodies = PersonalBody.objects.filter(row__model=label_of(type(row)), row__row_id=row.pk, field__in=names)
    gone = list(bodies.values_list("pk", flat=True))
    with book.batch():
        with book.entry("personal.erased", actor=actor, note=reason) as entry:
            for name in names:
                field = row._meta.get_field(name)
                setattr(row, name, None if getattr(field, "null", False) else "")
            entry.put(row, unchecked=names)
        last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        Erasure.objects.bulk_create([Erasure(body_id=pk, entry_id=last) for pk in gone])
        PersonalBody.objects.filter(pk__in=gone).delete()
        transaction.on_commit(moments.forget_copies)
    return len(gone)
