"""What an officer holds: every open row that is theirs, by kind, with what goes along. Read-only.

The apps say in their `holdings.py` which rows those are (`HELD`); here nothing of any trade is known.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from typing import Any

from hometown.accounts.models import User
from hometown.kernel.clock import CITY_TIME
from hometown.ledger import holdings
from hometown.ledger.holdings import Held, Holder
from hometown.ledger.models import LedgeredModel, label_of
from hometown.programme.models import Officer

CHUNK = 500  # keys in one question: SQLite takes a thousand
Part = tuple[Held, LedgeredModel]


@dataclass(frozen=True)
class Possession:
    """One record somebody holds, with the rows of other kinds that go along."""

    held: Held
    row: Any
    carried: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The record and what goes along."""
        return ((self.held, self.row), *self.carried)

    @property
    def key(self) -> tuple[str, uuid.UUID]:
        """The code of its kind and its own key."""
        return self.held.code, self.row.pk

    @property
    def due_on(self) -> date | None:
        """The day it is due, if it has one."""
        found = value_at(self.row, self.held.due)
        return found.astimezone(CITY_TIME).date() if isinstance(found, datetime) else found

    @property
    def firm(self) -> Any:
        """The company it is about, if there is one."""
        return value_at(self.row, self.held.firm)


@dataclass
class Possessions:
    """Everything one officer holds. `quiet` passes along and waits for nobody."""

    officer: Officer
    items: list[Possession] = field(default_factory=list)
    quiet: list[Part] = field(default_factory=list)

    def by_kind(self) -> list[tuple[Held, list[Possession]]]:
        """Return the records kind by kind, in the order of the floors."""
        found: dict[str, tuple[Held, list[Possession]]] = {}
        for one in self.items:
            found.setdefault(one.held.code, (one.held, []))[1].append(one)
        return list(found.values())

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind."""
        return {held.code: len(items) for held, items in self.by_kind()}


def holder_of(officer: Officer) -> Holder:
    """Return the keys by which rows name an officer."""
    return Holder(officer.pk, officer.user_id)


def read(officer: Officer) -> Possessions:
    """Return what an officer holds at this moment."""
    found = _found(holder_of(officer))
    by_row: dict[tuple[str, uuid.UUID], list[tuple[str, uuid.UUID]]] = {}
    for key, (held, row) in found.items():
        by_row.setdefault((label_of(held.model), row.pk), []).append(key)
    below = {key: list(_carried(part, by_row)) for key, part in found.items()}
    carried = {one for ones in below.values() for one in ones}
    mine = Possessions(officer)
    for key, (held, row) in found.items():
        if key in carried:
            continue
        if held.quiet(row):
            mine.quiet.append((held, row))
            continue
        mine.items.append(Possession(held, row, tuple(found[one] for one in _along(key, below))))
    return mine


def _found(holder: Holder) -> dict[tuple[str, uuid.UUID], Part]:
    """Return every row by the column that names the holder, each once; one instance for a row held in two ways."""
    found: dict[tuple[str, uuid.UUID], Part] = {}
    rows: dict[tuple[Any, uuid.UUID], LedgeredModel] = {}
    for held in holdings.held():
        for row in held.rows(holder):
            one = rows.setdefault((held.model, row.pk), row)
            found.setdefault((held.label, row.pk), (held, one))
    return found


def _carried(part: Part, by_row: dict[Any, list[tuple[str, uuid.UUID]]]) -> Iterator[tuple[str, uuid.UUID]]:
    held, row = part
    for name in held.carries:
        model: Any = held.model._meta.get_field(name).related_model
        yield from by_row.get((label_of(model), getattr(row, f"{name}_id")), ())


def _along(key: tuple[str, uuid.UUID], below: dict[Any, list[Any]]) -> list[tuple[str, uuid.UUID]]:
    """Return what goes along with a row, and with that; each once."""
    seen: dict[Any, None] = {}
    ahead = list(below[key])
    while ahead:
        one = ahead.pop(0)
        if one not in seen and one != key:
            seen[one] = None
            ahead += below[one]
    return list(seen)


def value_at(row: Any, path: str) -> Any:
    """Return what stands at a path of a row, None where there is none."""
    if not path:
        return None
    return reduce(lambda one, name: getattr(one, name, None), path.split("__"), row)


def kinds() -> dict[str, Held]:
    """Return every kind by its code."""
    return {held.code: held for held in holdings.held()}


def visible(reader: User, items: Iterable[Possession]) -> frozenset[tuple[str, uuid.UUID]]:
    """Return the keys of those records that a person may read: a question for each kind and each few hundred."""
    by_kind: dict[str, tuple[Held, list[uuid.UUID]]] = {}
    for one in items:
        by_kind.setdefault(one.held.code, (one.held, []))[1].append(one.row.pk)
    seen: set[tuple[str, uuid.UUID]] = set()
    for code, (held, keys) in by_kind.items():
        seen |= {(code, pk) for pk in seen_of(reader, held, keys)}
    return frozenset(seen)


def seen_of(reader: User, held: Held, keys: list[uuid.UUID]) -> set[uuid.UUID]:
    """Return those keys of a kind that a person may read."""
    found: set[uuid.UUID] = set()
    for start in range(0, len(keys), CHUNK):
        found |= set(held.seen(reader).filter(pk__in=keys[start : start + CHUNK]).values_list("pk", flat=True))
    return found


def rows_of(held: Held, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """Return rows of a kind by their keys, closed ones too, with what their kind reads along."""
    wanted: list[uuid.UUID] = list(keys)
    found: dict[uuid.UUID, Any] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = held.model._default_manager.filter(pk__in=wanted[start : start + CHUNK])
        rows.query.select_related = held.open().query.select_related
        found |= {row.pk: row for row in rows}
    return found
