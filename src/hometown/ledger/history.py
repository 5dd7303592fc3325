"""The story of one record: who wrote it, when, and what changed, field by field."""

import uuid
from dataclasses import dataclass
from typing import Any

from .images import Image, upcast, values_from
from .models import Entry, LedgeredModel, PersonalBody, RowImage, label_of

_UNTOLD = {"id", "revision"}
HIDDEN = "•••"  # stands for personal data, told only through a logged reveal
REDACTED = "—•—"  # stands for a text that was destroyed because of whom it named


@dataclass(frozen=True)
class Change:
    """One column before and after. Personal values are hidden."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Line:
    """What one entry did to the record."""

    entry: Entry
    changes: tuple[Change, ...]
    is_first: bool
    removed: bool


def of(row: LedgeredModel) -> list[Line]:
    """Return the story of a record, newest first."""
    return of_row(type(row), row.pk)


def of_row(model: type[LedgeredModel], row_id: uuid.UUID) -> list[Line]:
    """Return the story of a row by its id, newest first; also of a row that is gone."""
    told = RowImage.objects.filter(model=label_of(model), row_id=row_id).select_related("entry").order_by("id")
    texts = _texts(model, row_id)
    lines: list[Line] = []
    before: Image = {}
    for row in told:
        image = upcast(model, row.version, dict(row.image)) | texts.get(row.pk, {})
        after = {k: _readable(model, k, v) for k, v in image.items() if k not in _UNTOLD}
        changes = tuple(_changes(row, before, after))
        lines.append(Line(row.entry, changes, is_first=not lines, removed=row.removed))
        before = after
    return lines[::-1]


def _texts(model: type[LedgeredModel], row_id: uuid.UUID) -> dict[int, Image]:
    """Return the texts of a row that the book keeps apart, by the image they belong to."""
    found: dict[int, Image] = {}
    if model.text_fields:
        bodies = PersonalBody.objects.filter(row__model=label_of(model), row__row_id=row_id)
        for body in bodies.filter(field__in=model.text_fields):
            found.setdefault(body.row_id, {})[body.field] = body.value
    return found


def _readable(model: type[LedgeredModel], field: str, value: Any) -> Any:
    return REDACTED if field in model.text_fields and _is_personal(value) else value


def since(row: LedgeredModel, revision: int) -> list[Line]:
    """Return what was done to a record after the revision somebody saw, newest first."""
    told = RowImage.objects.filter(model=label_of(type(row)), row_id=row.pk).order_by("-id")
    count = 0
    for image in told.iterator(chunk_size=20):
        if not image.removed and int(image.image["revision"]) <= revision:
            break
        count += 1
    return of(row)[:count]


def as_of(row: LedgeredModel, revision: int) -> LedgeredModel | None:
    """Return a record as it was at a revision, for comparing; None where the book has no such image.

    What is kept apart (personal values, sentences) comes from behind it, empty once it was erased.
    """
    model = type(row)
    told = RowImage.objects.filter(model=label_of(model), row_id=row.pk, removed=False).order_by("-id")
    found = next((one for one in told.iterator(chunk_size=20) if one.image["revision"] == revision), None)
    if found is None:
        return None
    image = upcast(model, found.version, dict(found.image))
    bodies = dict(found.bodies.values_list("field", "value"))
    image |= {name: bodies.get(name, "") for name, value in image.items() if _is_personal(value)}
    return model(**values_from(model, image))


def _changes(row: RowImage, before: Image, after: Image) -> list[Change]:
    if row.removed:
        return []
    found = []
    for field, told in after.items():
        old, new = before.get(field), told
        if _is_personal(told):
            new = HIDDEN
            old = HIDDEN if _is_personal(old) and _same_body(row, field) else None
        if old != new and (before or new not in ("", None)):
            found.append(Change(field, old, new))
    return found


def _is_personal(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"committed"}


def _same_body(row: RowImage, field: str) -> bool:
    """Tell whether a personal value stayed the same; salts differ, so commitments always do."""
    story = PersonalBody.objects.filter(row__model=row.model, row__row_id=row.row_id, field=field, row_id__lte=row.id)
    values = list(story.order_by("-row_id").values_list("value", flat=True)[:2])
    return len(values) == 2 and values[0] == values[1]
