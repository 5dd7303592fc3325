"""Writes rows and their images straight into an embedded database: by the ten thousand, past models and the book.

Only for an invented city. Values come as SQLite keeps them (keys as 32 digits, days as text, booleans as 0 and 1); an
image is made of the same values as the book would make it.
"""

import hashlib
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from django.db import models

from hometown.ledger import book, bulk, images
from hometown.ledger.models import Entry, LedgeredModel, PersonalBody, RowImage, label_of

AT_ONCE = 20_000
Values = dict[str, Any]


class Keys:
    """Keys as `kernel.ids` makes them, of a moment that is told: the same from the same seed."""

    def __init__(self, rng: Random) -> None:
        self._rng, self._last = rng, 0

    def at(self, moment_ms: int) -> str:
        """Return a further key, greater than every one before."""
        head = max(self._last + 1, moment_ms << 12)
        self._last = head
        return f"{head >> 12:012x}7{head & 0xFFF:03x}{8 << 60 | self._rng.getrandbits(60):016x}"


def dashed(key: str) -> str:
    """Return a key as JSON spells it."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


class Table:
    """The columns of one model, what a new row holds where nothing else is said, and the rows that wait."""

    def __init__(self, connection: sqlite3.Connection, model: type[models.Model]) -> None:
        self.model, self._connection = model, connection
        fields = bulk._insertable(model)
        self.names = tuple(field.attname for field in fields)
        self.blank: Values = {field.attname: _start(field) for field in fields} | {"revision": 1}
        columns = ", ".join(f'"{field.column}"' for field in fields)
        places = ", ".join("?" * len(fields))
        self._statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})'  # noqa: S608
        self._waiting: list[tuple[Any, ...]] = []
        self.count = 0

    def add(self, values: Mapping[str, Any]) -> None:
        """Keep a whole row to be written."""
        self._waiting.append(tuple(map(values.__getitem__, self.names)))
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def add_values(self, values: tuple[Any, ...]) -> None:
        """Keep a row given in the order of the columns."""
        self._waiting.append(values)
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._connection.executemany(self._statement, self._waiting)
        self.count += len(self._waiting)
        self._waiting = []


def _start(field: "models.Field[Any, Any]") -> Any:
    value = field.get_default() if field.name != "id" else None
    return int(value) if isinstance(value, bool) else value


class Writer:
    """Everything that is written: tables by model, and the book beside them."""

    def __init__(self, connection: sqlite3.Connection, rng: Random, *, next_seq: int, everything: bool) -> None:
        self.connection, self._rng, self._seq, self._everything = connection, rng, next_seq - 1, everything
        self.keys = Keys(rng)
        self._tables: dict[type[models.Model], Table] = {}
        self._plans: dict[type[LedgeredModel], _Plan] = {}
        self._line: tuple[Entry, list[bytes]] | None = None
        self._entries, self._images, self._bodies = (self.table(m) for m in (Entry, RowImage, PersonalBody))
        self.told: frozenset[type[models.Model]] = frozenset()  # the models whose images are always kept

    def table(self, model: type[models.Model]) -> Table:
        """Return the table of a model."""
        if model not in self._tables:
            self._tables[model] = Table(self.connection, model)
        return self._tables[model]

    def blank(self, model: type[models.Model], **values: Any) -> Values:
        """Return a new row of a model with these values."""
        return {**self.table(model).blank, **values}

    def open(self, verb: str, *, actor: str | None, at: datetime, occurred_on: str | None = None) -> None:
        """Begin the next line of the book; the rows put from now on are its."""
        self.close()
        self._seq += 1
        line = Entry(seq=self._seq, verb=verb, recorded_at=at, policy_version=1, is_demo=True)
        line.id, line.actor, line.occurred_on = dashed(self.key(at)), dashed(actor) if actor else None, occurred_on
        self._line = (line, [])

    def key(self, at: datetime) -> str:
        """Return a key made at a moment."""
        return self.keys.at(int(at.timestamp() * 1000))

    def add(self, model: type[LedgeredModel], **values: Any) -> None:
        """Write a new row with these values, and its image into the open line."""
        self.put(model, self.blank(model, **values))

    def put(self, model: type[LedgeredModel], values: Values, *, again: bool = False) -> None:
        """Write a new row, and its image into the open line; `again` writes the image of a row to be written later."""
        if not again:
            self.table(model).add(values)
        if self._line is None or not (self._everything or model in self.told):
            return
        plan = self._plans.get(model) or self._plans.setdefault(model, _Plan(model))
        line, commitments = self._line
        row_id = line.seq * book.ROWS_PER_ENTRY + len(commitments)
        image = plan.image(values)
        for name in plan.personal:
            salt, said = self._salt(), images.canonical(image[name])
            self._bodies.add_values((row_id, name, salt, said.decode()))
            image[name] = {"committed": hashlib.sha256(salt + said).hexdigest()}
        salt, text = self._salt(), images.canonical(image)
        key = values["id"]
        sealed = images.commitment_of_row(salt, text, model=plan.label, row=dashed(key), removed=False)
        kept = (row_id, line.seq, plan.label, key, 0, plan.version, text.decode(), salt, sealed)
        self._images.add_values((*kept, 1, ""))  # the first form: the tree is caught up by the next line or upgrade
        commitments.append(sealed)

    def _salt(self) -> bytes:
        return self._rng.getrandbits(128).to_bytes(16)

    def close(self) -> None:
        """End the open line."""
        if self._line is None:
            return
        line, commitments = self._line
        digest = book.digest_of(line, commitments)
        key, actor = str(line.id).replace("-", ""), str(line.actor).replace("-", "") if line.actor else None
        at = f"{line.recorded_at:%Y-%m-%d %H:%M:%S}"
        self._entries.add_values((line.seq, key, line.verb, actor, None, at, line.occurred_on, 1, "", 1, digest))
        self._line = None

    def flush(self) -> None:
        """Write everything that waits."""
        self.close()
        for table in self._tables.values():
            table.flush()

    @property
    def counts(self) -> dict[str, int]:
        return {table.model._meta.label: table.count for table in self._tables.values() if table.count}


class _Plan:
    """How the values of a model become an image."""

    def __init__(self, model: type[LedgeredModel]) -> None:
        self.label, self.version, self.personal = label_of(model), model.image_version, sorted(model.personal_fields)
        plain: list[str] = []
        keys: list[str] = []
        others: list[str] = []
        for field in images.columns(model):
            stored: Any = field
            while stored.is_relation:
                stored = stored.target_field
            kind = keys if type(stored) is models.UUIDField else plain if _is_plain(stored) else others
            kind.append(field.attname)
        self._plain, self._keys, self._others = plain, keys, [(n, model._meta.get_field(n)) for n in others]

    def image(self, values: Values) -> images.Image:
        """Return the image of a row."""
        image = {name: values[name] for name in self._plain}
        for name in self._keys:
            key = values[name]
            image[name] = dashed(key) if key else None
        for name, field in self._others:
            image[name] = _told(field, values[name])
        return image


def _is_plain(field: Any) -> bool:
    return isinstance(field, (models.CharField, models.TextField, models.DateField, models.IntegerField)) and not (
        isinstance(field, models.DateTimeField) or type(field).__name__ == "MoneyField"
    )


def _told(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BooleanField):
        return bool(value)
    if isinstance(field, models.DateTimeField):
        return f"{value.replace(' ', 'T')}.000000+00:00"
    if type(field).__name__ == "MoneyField":
        return f"{value // 100}.{value % 100:02d}"
    if isinstance(field, models.DecimalField):
        return f"{float(value):.{field.decimal_places}f}"
    return value
