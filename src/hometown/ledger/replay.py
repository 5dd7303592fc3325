"""Rebuild tables from the book, and compare tables with it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.models import Max

from . import door, images
from .book import ROWS_PER_ENTRY
from .models import LedgeredModel, PersonalBody, RowImage, label_of

_CHUNK = 500


@dataclass(frozen=True)
class Difference:
    """A row on which the tables and the book disagree."""

    model: str
    row_id: str
    what: str  # "only in the book", "only in the table", or the names of the columns that differ


def latest_images(model: type[LedgeredModel], upto: int | None = None) -> Iterator[tuple[str, images.Image]]:
    """Yield (row id, image) of every row that stood after entry `upto` (None: the newest), erased fields as None."""
    rows = RowImage.objects.filter(model=label_of(model))
    if upto is not None:
        rows = rows.filter(id__lt=(upto + 1) * ROWS_PER_ENTRY)
    newest = rows.order_by().values("row_id").annotate(last=Max("id")).values_list("last", flat=True)
    ids = sorted(newest)
    for start in range(0, len(ids), _CHUNK):
        yield from _images(model, ids[start : start + _CHUNK])


def _images(model: type[LedgeredModel], ids: list[int]) -> Iterator[tuple[str, images.Image]]:
    bodies: dict[int, dict[str, object]] = {}
    for body in PersonalBody.objects.filter(row_id__in=ids):
        bodies.setdefault(body.row_id, {})[body.field] = body.value
    for row in RowImage.objects.filter(id__in=ids).order_by("id"):
        if row.removed:
            continue
        image = dict(row.image)
        for field, value in image.items():
            if isinstance(value, dict) and value.keys() == {"committed"}:
                image[field] = bodies.get(row.id, {}).get(field)
        yield str(row.row_id), images.upcast(model, row.version, image)


def images_at(model: type[LedgeredModel], row_ids: Iterable[uuid.UUID], upto: int) -> dict[uuid.UUID, images.Image]:
    """Return how rows stood after entry `upto`, by id; a row that was not there then, or no more, has no image."""
    wanted = list(row_ids)
    found: dict[uuid.UUID, images.Image] = {}
    for start in range(0, len(wanted), _CHUNK):
        told = RowImage.objects.filter(model=label_of(model), row_id__in=wanted[start : start + _CHUNK])
        told = told.filter(id__lt=(upto + 1) * ROWS_PER_ENTRY)
        newest = told.order_by().values("row_id").annotate(last=Max("id")).values_list("last", flat=True)
        found |= {uuid.UUID(row_id): image for row_id, image in _images(model, sorted(newest))}
    return found


def row_from(model: type[LedgeredModel], image: images.Image) -> LedgeredModel:
    """Return the row of an image, not saved; what was erased is empty."""
    return model(**_complete(model, image))


def rebuild(using: str, upto: int | None = None) -> int:
    """Fill the empty ledgered tables of the database `using` from the book; return the number of rows."""
    count = 0
    with transaction.atomic(using=using), door.opened(), connections[using].constraint_checks_disabled():
        for model in images.ledgered_models():
            batch: list[LedgeredModel] = []
            for _, image in latest_images(model, upto):
                batch.append(model(**_complete(model, image)))
                count += 1
                if len(batch) == _CHUNK:
                    model._default_manager.using(using).bulk_create(batch)
                    batch = []
            model._default_manager.using(using).bulk_create(batch)
    return count


def _complete(model: type[LedgeredModel], image: images.Image) -> dict[str, object]:
    """Return the values of an image; an erased text field that may not be null becomes empty."""
    values = images.values_from(model, image)
    for field in images.columns(model):
        if values.get(field.attname) is None and field.attname in values and not field.null:
            values[field.attname] = ""
    return values


def differences(using: str = "default") -> Iterator[Difference]:
    """Yield every row on which the tables of the database `using` and the book disagree."""
    for model in images.ledgered_models():
        label = label_of(model)
        book = dict(latest_images(model))
        for row in model._default_manager.using(using).order_by("pk").iterator(chunk_size=_CHUNK):
            image = book.pop(str(row.pk), None)
            if image is None:
                yield Difference(label, str(row.pk), "only in the table")
                continue
            recorded = images.image_of(model(**_complete(model, image)))
            changed = [name for name, value in images.image_of(row).items() if recorded.get(name) != value]
            if changed:
                yield Difference(label, str(row.pk), ", ".join(changed))
        for row_id in book:
            yield Difference(label, row_id, "only in the book")
