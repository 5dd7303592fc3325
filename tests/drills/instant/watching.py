"""Whether a home is whole: what `hometown check` asks, of the lines that came since it was last asked.

Every line has the next number, and its digest covers its rows; every commitment covers its image; every row of every
table is what its newest image says, and there is no row without one; every file lies there under its hash.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from hometown.files import storing
from hometown.ledger import auditing, book, images, replay
from hometown.ledger.models import Entry, LedgeredModel, RowImage, label_of


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
        audit = auditing.Audit(first=self.seq + 1)
        yield from audit.problems()
        yield from (f"row image {row} has not the body of {name}" for row, name in audit.gone)
        touched: dict[str, dict[Any, int]] = {}
        for row in RowImage.objects.filter(entry__gt=self.seq).order_by("id"):
            touched.setdefault(row.model, {})[row.row_id] = row.pk
            standing = self._standing.setdefault(row.model, set())
            standing.discard(row.row_id) if row.removed else standing.add(row.row_id)
        self.seq += audit.lines
        for label, newest in touched.items():
            yield from _rows(apps.get_model(label), newest)

    def _counts(self) -> Iterator[str]:
        for model in images.ledgered_models():
            count, known = model._default_manager.count(), len(self._standing.get(label_of(model), ()))
            if count != known:
                yield f"{label_of(model)}: {count} rows, {known} in the book"


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
