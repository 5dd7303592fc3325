"""Whether a home is whole: what `hometown check` asks, of the lines that came since it was last asked.

Every line has the next number, and its digest covers its rows; every commitment covers its image; every row of every
table is what its newest image says, and there is no row without one; every file lies there under its hash.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from hometown.files import storing
from hometown.ledger import book, images, replay
from hometown.ledger.models import Entry, LedgeredModel, PersonalBody, RowImage, label_of


class Watch:
    """What was seen of a home so far."""

    def __init__(self) -> None:
        self.seq = 0
        self._standing: dict[str, set[Any]] = {}

    def problems(self) -> list[str]:
        """Return what is wrong with what was written since the last time."""
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:  # whoever was killed may not have been buried yet
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [book._LOCK])
            return [*self._lines(), *self._counts()]

    def _lines(self) -> Iterator[str]:
        touched: dict[str, dict[Any, int]] = {}
        for entry in Entry.objects.filter(seq__gt=self.seq).order_by("seq"):
            if entry.seq != self.seq + 1:
                yield f"line {entry.seq} follows line {self.seq}"
            self.seq = entry.seq
            rows = list(RowImage.objects.filter(entry=entry).order_by("id"))
            if not rows:
                yield f"line {entry.seq} has no rows"
            if bytes(entry.digest) != book.digest_of(entry, (bytes(row.commitment) for row in rows)):
                yield f"line {entry.seq} is not what its digest says"
            for row in rows:
                yield from _commitments(row)
                touched.setdefault(row.model, {})[row.row_id] = row.pk
                standing = self._standing.setdefault(row.model, set())
                standing.discard(row.row_id) if row.removed else standing.add(row.row_id)
        for label, newest in touched.items():
            yield from _rows(apps.get_model(label), newest)

    def _counts(self) -> Iterator[str]:
        for model in images.ledgered_models():
            count, known = model._default_manager.count(), len(self._standing.get(label_of(model), ()))
            if count != known:
                yield f"{label_of(model)}: {count} rows, {known} in the book"


def _commitments(row: RowImage) -> Iterator[str]:
    text = images.canonical(row.image)
    said = images.commitment_of_row(
        bytes(row.salt), text, model=row.model, row=str(row.row_id), removed=row.removed
    )  # fmt: skip
    if bytes(row.commitment) != said:
        yield f"{row} is not what its commitment says"
    bodies = {body.field: body for body in PersonalBody.objects.filter(row=row)}
    for field, value in row.image.items():
        if isinstance(value, dict) and value.keys() == {"committed"}:
            body = bodies.get(field)
            digest = body and hashlib.sha256(bytes(body.salt) + images.canonical(body.value)).hexdigest()
            if digest != value["committed"]:
                yield f"{row} has not the body of {field}"


def _rows(model: type[LedgeredModel], newest: dict[Any, int]) -> Iterator[str]:
    """Yield where the rows of a table are not what their newest images say."""
    said = dict(replay._images(model, sorted(newest.values())))
    here = {str(row.pk): row for row in model._default_manager.filter(pk__in=newest)}
    for key in said.keys() | here.keys():
        image = images.image_of(model(**replay._complete(model, said[key]))) if key in said else None
        if image != (images.image_of(here[key]) if key in here else None):
            yield f"{label_of(model)} {key} is not what the book says"
        if label_of(model) == "files.blob" and key in here:
            path = storing.blob_path(here[key].sha256)
            if not path.is_file() or storing.digest_of(path) != here[key].sha256:
                yield f"{path} is not what was received"


def done(since: int) -> Counter[str]:
    """Return how often each verb was told after a line."""
    return Counter(Entry.objects.filter(seq__gt=since).values_list("verb", flat=True))
