"""The tree of units: what lies below one, what is above it, and the whole of it in order. Each asks one query."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, router

from .models import Unit

_BELOW = (
    "WITH RECURSIVE below (id) AS (SELECT id FROM {table} WHERE parent_id IN ({roots})"
    " UNION SELECT unit.id FROM {table} unit JOIN below ON unit.parent_id = below.id) SELECT id FROM below"
)
KIND_ORDER = ("bureau", "department", "county", "park", "enterprise", "district", "host", "group")


def below(roots: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return these units and all below them, read downwards in one question, whatever other units there are."""
    found = set(roots)
    if not found:
        return frozenset()
    field: Any = Unit._meta.pk
    keys = [field.get_db_prep_value(pk, connections[router.db_for_read(Unit)]) for pk in found]
    question = _BELOW.format(table=Unit._meta.db_table, roots=", ".join(["%s"] * len(keys)))
    return frozenset(found | {unit.pk for unit in Unit.objects.raw(question, keys)})


def way_up(unit: Unit) -> list[Unit]:
    """Return a unit and those above it, nearest first."""
    known = {one.pk: one for one in Unit.objects.all()}
    steps, here = [], known.get(unit.pk, unit)
    while here is not None and here not in steps:
        steps.append(here)
        here = known.get(here.parent_id)
    return steps


@dataclass(frozen=True)
class Leaf:
    """A unit in the drawn tree, with how deep it stands."""

    unit: Unit
    depth: int
    children: tuple["Leaf", ...]


def tree(*, with_closed: bool = False) -> list[Leaf]:
    """Return the units as a forest, by kind and name."""
    rows = Unit.objects.all() if with_closed else Unit.objects.filter(is_active=True)
    by_parent: dict[uuid.UUID | None, list[Unit]] = {}
    listed = list(rows)
    known = {unit.pk for unit in listed}
    for unit in listed:
        by_parent.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    return _grown(by_parent, None, 0)


def _grown(by_parent: dict[uuid.UUID | None, list[Unit]], parent: uuid.UUID | None, depth: int) -> list[Leaf]:
    units = sorted(by_parent.get(parent, ()), key=lambda u: (KIND_ORDER.index(u.kind), u.division_code, u.name))
    return [Leaf(unit, depth, tuple(_grown(by_parent, unit.pk, depth + 1))) for unit in units]
