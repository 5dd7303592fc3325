"""Pointing what one officer holds at others, inside an open line of the book."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import UniqueConstraint

from hometown.kernel.errors import RuleBroken
from hometown.ledger import holdings
from hometown.ledger.book import OpenEntry
from hometown.ledger.holdings import Held
from hometown.ledger.models import LedgeredModel, RowImage, label_of
from hometown.programme.models import Officer
from hometown.projects.models import Project
from hometown.projects.rules import Status

from . import possessions
from .models import Handover
from .plans import Plan, plan_of
from .possessions import Possession, Possessions, holder_of


@dataclass
class Passing:
    """Rows pointed anew and not yet written, and who was given what."""

    entry: OpenEntry
    changed: dict[tuple[type[LedgeredModel], uuid.UUID], tuple[LedgeredModel, set[str]]] = field(default_factory=dict)
    given: dict[uuid.UUID, tuple[Officer, dict[str, tuple[Held, list[uuid.UUID]]]]] = field(default_factory=dict)
    gone: list[LedgeredModel] = field(default_factory=list)

    def give(self, held: Held, row: Any, successor: Officer) -> None:
        """Point a row at its new owner; where they have the same already, it goes.

        Raises RuleBroken `relay.has_it_already` where nobody can have two of them and neither can go.
        """
        key = held.key_of(holder_of(successor))
        if held.alike and _has_twin(held, row, key, held.alike):
            self.gone.append(row)
            return
        for columns in _once(held):
            if _has_twin(held, row, key, columns):
                facts = {"person": successor.name, "kind": held.words, "record": held.title(row)}
                raise RuleBroken("relay.has_it_already", **facts)
        setattr(row, held.attname, key)
        self.changed.setdefault((held.model, row.pk), (row, set()))[1].add(held.column)
        if not held.quiet(row):
            self.given.setdefault(successor.pk, (successor, {}))[1].setdefault(held.code, (held, []))[1].append(row.pk)

    def write(self, *, is_past: bool = False) -> None:
        """Write what was pointed anew, then see that every new owner may read it; of the past that is not asked.

        Raises RuleBroken `relay.successor_cannot_see`: then nothing of the whole line stands.
        """
        by_shape: dict[tuple[type[LedgeredModel], tuple[str, ...]], list[LedgeredModel]] = {}
        for (model, _pk), (row, columns) in self.changed.items():
            by_shape.setdefault((model, tuple(sorted(columns))), []).append(row)
        for (_model, shape), rows in by_shape.items():
            self.entry.put_changed(rows, *shape)
        for row in self.gone:
            self.entry.remove(row)
        if is_past:  # whoever had it then may have left since
            return
        for successor, kinds in self.given.values():
            for held, keys in kinds.values():
                _require_seen(successor, held, keys)


def pass_on(entry: OpenEntry, mine: Possessions, plan: Plan) -> list[tuple[Possession, Officer]]:
    """Let everything an officer holds pass by a plan; returns each record with its new owner."""
    run, passed = Passing(entry), []
    for item in mine.items:
        successor = plan.successor(item)
        for held, row in item.parts:
            run.give(held, row, successor)
        if item.row not in run.gone:  # what the successor has already waits for nobody
            passed.append((item, successor))
    for held, row in mine.quiet:
        run.give(held, row, plan.of_kind(held))
    run.write()
    _require_nothing_left(mine.officer)
    return passed


def give_one(entry: OpenEntry, item: Possession, successor: Officer) -> None:
    """Let one record, with what goes along, pass to somebody."""
    run = Passing(entry)
    for held, row in item.parts:
        run.give(held, row, successor)
    run.write()


@cache
def _once(held: Held) -> tuple[tuple[str, ...], ...]:
    """Return the columns of which a person has each combination once at most, as the table says."""
    rules = [one for one in held.model._meta.constraints if isinstance(one, UniqueConstraint)]
    sets = [tuple(one.fields) for one in rules if held.column in one.fields and one.condition is None]
    return tuple(tuple(name for name in fields if name != held.column) for fields in sets)


def _has_twin(held: Held, row: Any, key: Any, columns: Iterable[str]) -> bool:
    same = {name: getattr(row, name) for name in columns}
    return bool(held.model._default_manager.filter(**same, **{held.column: key}).exclude(pk=row.pk).exists())


def _require_seen(successor: Officer, held: Held, keys: Iterable[uuid.UUID]) -> None:
    assert successor.user is not None
    wanted = list(keys)
    hidden = set(wanted) - possessions.seen_of(successor.user, held, wanted)
    if hidden:
        row = held.model._default_manager.get(pk=min(hidden))
        facts = {"person": successor.name, "kind": held.words, "record": held.title(row), "count": len(hidden)}
        raise RuleBroken("relay.successor_cannot_see", **facts)


def _require_nothing_left(officer: Officer) -> None:
    """Raise RuleBroken if anything is still the officer's: no handover leaves a record behind."""
    left = possessions.read(officer)
    for held, row in [*((one.held, one.row) for one in left.items), *left.quiet]:
        raise RuleBroken("relay.left_behind", kind=held.words, record=label_of(type(row)))


def follow_handovers(entry: OpenEntry, rows: Iterable[tuple[type[LedgeredModel], uuid.UUID]], since: datetime) -> None:
    """Let rows that come back from the past pass as they would have, had they been there at the handovers since.

    Undoing a merge brings rows back as they were; whose they were then may have left meanwhile.
    """
    back = list(rows)
    done = Handover.objects.done().filter(done_at__gte=since).select_related("officer", "successor__user")
    for handover in done.order_by("done_at", "pk"):
        plan, holder, run = plan_of(handover), holder_of(handover.officer), Passing(entry)
        for model, pk in back:
            for held in (one for one in holdings.held() if one.model is model):
                row = held.rows(holder).filter(pk=pk).first()
                if row is not None:
                    run.give(held, row, plan.of_kind(held))
        run.write(is_past=True)


def follow_revived(entry: OpenEntry, project: Project) -> None:
    """Let a project that lives again pass as it would have, had it been open while it was closed.

    A handover passes what is open; whose it was when it was closed may have left meanwhile.
    """
    since = _closed_since(project)
    if since is not None:
        follow_handovers(entry, [(Project, project.pk)], since)


def _closed_since(project: Project) -> datetime | None:
    """Return when the book says a project was closed, for as long as it has been; None if it was open until now."""
    since = None
    told = RowImage.objects.filter(model=label_of(Project), row_id=project.pk).select_related("entry").order_by("-id")
    for row in told.iterator(chunk_size=20):
        if row.image["status"] in {Status.ACTIVE, Status.PAUSED}:
            break
        since = row.entry.recorded_at
    return since
