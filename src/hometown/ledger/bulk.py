"""Writes many new rows of a table at once, for what comes by the ten thousand: the images of the book, a workbook.

Django's own `bulk_create` spends most of its time on what new rows with known keys do not need (expressions, returned
columns, related objects). Values pass through the same column conversions here.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connections, models, router

Convert = Callable[[Any, Any], Any]
# Columns of exactly these types store what they are given.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.PositiveIntegerField,
          models.PositiveSmallIntegerField, models.BigIntegerField, models.IntegerField)  # fmt: skip


def insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert new rows whose keys are set, in one statement run once for each."""
    if not rows:
        return
    using = router.db_for_write(model)
    readers = _readers(model)
    insert_values(model, ([read(row) for read in readers] for row in rows), using)
    for row in rows:
        row._state.adding, row._state.db = False, using


def update(model: type[models.Model], rows: Sequence[models.Model], columns: Sequence[str]) -> int:
    """Write some columns of rows, each where it still has the revision it was read with; returns how many were written.

    The revision grows by one in the table; the instances keep theirs.
    """
    using = router.db_for_write(model)
    connection = connections[using]
    fields = [model._meta.get_field(name) for name in columns]
    names = [connection.ops.quote_name(str(one.column)) for one in fields]  # type: ignore[union-attr]
    key = model._meta.pk
    table = connection.ops.quote_name(model._meta.db_table)
    told = ", ".join(f"{name} = %s" for name in names)
    statement = f"UPDATE {table} SET {told}, revision = revision + 1 WHERE id = %s AND revision = %s"  # noqa: S608
    lines = [
        [
            *(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields),  # type: ignore[union-attr]
            key.get_db_prep_save(row.pk, connection),
            row.revision,  # type: ignore[attr-defined]
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, lines)
        return int(cursor.rowcount)


def insert_values(model: type[models.Model], rows: Iterable[Sequence[Any]], using: str | None = None) -> None:
    """Insert rows given as values in the order of the model's columns; a key the database makes is left out."""
    connection = connections[using or router.db_for_write(model)]
    converters = _converters(model, connection.vendor)
    lines = [
        [
            value if convert is None else convert(value, connection)
            for value, convert in zip(row, converters, strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, connection.vendor), lines)


@cache
def _insertable(model: type[models.Model]) -> tuple["models.Field[Any, Any]", ...]:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))


@cache
def _readers(model: type[models.Model]) -> tuple[Callable[[Any], Any], ...]:
    """Return for each column how a row tells its value; only a column that makes its own is asked through the field."""
    return tuple(
        attrgetter(field.attname) if type(field).pre_save in _READ_ONLY else _asking(field)
        for field in _insertable(model)
    )


_READ_ONLY = (models.Field.pre_save, models.ForeignKey.pre_save)


def _asking(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    return lambda row: field.pre_save(row, True)


@cache
def _statement(model: type[models.Model], vendor: str) -> str:
    quote = next(c for c in connections.all(initialized_only=True) if c.vendor == vendor).ops.quote_name
    names = [quote(str(field.column)) for field in _insertable(model)]
    places = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) VALUES ({places})"  # noqa: S608


@cache
def _converters(model: type[models.Model], vendor: str) -> tuple[Convert | None, ...]:
    return tuple(_converter(field, vendor) for field in _insertable(model))


def _converter(field: "models.Field[Any, Any]", vendor: str) -> Convert | None:
    stored = field
    while stored.is_relation:
        stored = stored.target_field  # type: ignore[attr-defined]
    if type(stored) in _PLAIN:
        return None
    if type(stored) is models.UUIDField and vendor == "sqlite":
        return lambda value, _: value.hex if type(value) is UUID else value and stored.to_python(value).hex
    if type(stored) is models.DateField and vendor == "sqlite":
        return lambda value, connection: (
            value.isoformat() if type(value) is date else field.get_db_prep_save(value, connection)
        )
    if type(stored) is models.JSONField and vendor == "sqlite":
        return lambda value, connection: (
            value.text if isinstance(value, Text) else field.get_db_prep_save(value, connection)
        )
    return lambda value, connection: field.get_db_prep_save(
        value.value if isinstance(value, Text) else value, connection
    )


class Text:
    """A JSON value together with its text, so that a database that stores text need not write it again."""

    __slots__ = ("text", "value")

    def __init__(self, value: Any, text: str) -> None:
        self.value, self.text = value, text
