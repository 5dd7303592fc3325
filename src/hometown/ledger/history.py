"""The story of one record: who wrote it, when, and what changed, field by field."""

import uuid
from dataclasses import dataclass
from typing import Any

from .images import Image, upcast
from .models import Entry, LedgeredModel, PersonalBody, RowImage, label_of

_UNTOLD = {"id", "revision"}
HIDDEN = "•••"  # stands for personal data, told only through a logged reveal


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
    lines: list[Line] = []
    before: Image = {}
    for row in told:
        after = {k: v for k, v in upcast(model, row.version, dict(row.image)).items() if k not in _UNTOLD}
        changes = tuple(_changes(row, before, after))
        lines.append(Line(row.entry, changes, is_first=not lines, removed=row.removed))
        before = after
    return lines[::-1]


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
