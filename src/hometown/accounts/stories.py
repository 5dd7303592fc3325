"""A record's story in words: ids become names, codes what their room calls them, long texts are cut."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from hometown.face.sentences import written
from hometown.ledger import records
from hometown.ledger.history import HIDDEN, Line
from hometown.ledger.models import Entry
from hometown.ledger.records import Record

from . import access
from .models import User
from .verbs import verb_name

LONG = 120


@dataclass(frozen=True)
class ToldChange:
    """One column before and after, as people read it."""

    field: str
    before: str
    after: str
    column: str


@dataclass(frozen=True)
class ToldLine:
    """One line of a story."""

    entry: Entry
    verb: str
    actor: str
    changes: tuple[ToldChange, ...]
    is_first: bool


def told(record: Record, lines: Iterable[Line], reader: User | None = None) -> list[ToldLine]:
    """Return a story in words, newest first. Related records are read in one query a model.

    What the reader may not see has no name here either, and neither has who is named only through a logged reveal.
    """
    lines = list(lines)
    people = access.names_of(line.entry.actor for line in lines)
    names = _names(record, lines, reader)
    return [
        ToldLine(
            line.entry,
            verb_name(line.entry.verb),
            people.get(line.entry.actor, "") if line.entry.actor else "",
            tuple(_told(record, change.field, change.before, change.after, names) for change in line.changes),
            line.is_first,
        )
        for line in lines
    ]


def _told(record: Record, column: str, before: Any, after: Any, names: dict[str, str]) -> ToldChange:
    label = record.fields.get(column.removesuffix("_id")) or record.fields.get(column)
    before, after = _called(record, column, before), _called(record, column, after)
    return ToldChange(str(label or column.replace("_", " ")), _words(before, names), _words(after, names), column)


def _called(record: Record, column: str, value: Any) -> Any:
    """Return a code as its room calls it, and a moment as the clock of the city shows it: the book keeps it in UTC."""
    if not isinstance(value, str) or not value or value == HIDDEN:
        return value
    if column in record.codes:
        return str(record.codes[column](value) or value)
    field = next((one for one in record.model._meta.concrete_fields if one.attname == column), None)
    return written(datetime.fromisoformat(value)) if isinstance(field, models.DateTimeField) else value


def _words(value: Any, names: dict[str, str]) -> str:
    if value in (None, ""):
        return "—"
    if value is HIDDEN or not isinstance(value, str):
        return str(value)
    text = names.get(value, value)
    return text if len(text) <= LONG else text[:LONG] + "…"


def _names(record: Record, lines: list[Line], reader: User | None) -> dict[str, str]:
    """Return the names of every related record and account that the story mentions, by id."""
    wanted: dict[type[models.Model], set[str]] = {}
    people: set[uuid.UUID] = set()
    related = {f.attname: f.related_model for f in record.model._meta.concrete_fields if f.is_relation}
    for change in (c for line in lines for c in line.changes):
        for value in (change.before, change.after):
            target = related.get(change.field)
            if isinstance(value, str) and isinstance(target, type) and issubclass(target, models.Model):
                wanted.setdefault(target, set()).add(value)
            elif isinstance(value, str) and _is_id(value):
                people.add(uuid.UUID(value))
    names = {str(pk): name for pk, name in access.names_of(people).items()}
    for target, ids in wanted.items():
        names |= dict.fromkeys(ids, HIDDEN) | _named(target, ids, reader)
    return names


def _named(target: type[models.Model], ids: set[str], reader: User | None) -> dict[str, str]:
    if getattr(target, "is_masked", False):
        return {}
    related = records.known(target._meta.label_lower)
    if related is None or related.is_named_freely or reader is None:
        seen = target._default_manager.all()
    else:
        seen = related.visible(reader)
    return {str(row.pk): str(row) for row in seen.filter(pk__in=ids)}


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
