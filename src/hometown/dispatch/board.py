"""The board of a day: what is an exception, what is due, each with its next action and one person.

Made of the records of the floors below, nothing of it is written down twice. It never groups, sums or orders by person.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from hometown.ledger.heads import with_few
from hometown.policy.standing import in_force
from hometown.tasks.models import Task

from . import labels, rules
from .access import Sight
from .exceptions import BUILDERS
from .models import KIND
from .owners import Owners
from .rows import Group, Item, Look

Groups = list[tuple[str, list[Item]]]


class Board:
    """The exceptions of one day, as the sight shows them. `day` may be past, inside `moments.as_known_at`."""

    def __init__(self, seen: Sight, day: date) -> None:
        self.sight, self.day = seen, day

    @property
    def groups(self) -> list[Group]:
        """What is not empty, exceptions first; of a long group the most pressing rows."""
        most = rules.GROUP_ROWS
        return [
            Group(code, labels.GROUPS[code], rows[:most], max(0, len(rows) - most), len(rows) >= rules.LOOKED_AT)
            for code, rows in self._rows([code for code, _build in BUILDERS], rules.LOOKED_AT)
            if rows
        ]

    def group(self, code: str) -> Group | None:
        """Return the whole of one group, None where nothing is in it."""
        for one, rows in self._rows([code], rules.GROUP_MOST):
            if rows:
                return Group(one, labels.GROUPS[one], rows, is_cut=len(rows) >= rules.GROUP_MOST)
        return None

    def items(self) -> list[Item]:
        """Return every row in the board's order, for paper."""
        every = self._rows([code for code, _build in BUILDERS], rules.GROUP_MOST)
        return [item for _code, rows in every for item in rows]

    def _rows(self, codes: Collection[str], most: int) -> Groups:
        look, known = Look(self.sight, self.day, in_force(self.day), most), Owners(self.day)
        groups = [(code, rules.in_order(build(look, known))) for code, build in BUILDERS if code in codes]
        return _assigned(_owned(groups, known))


def _owned(groups: Groups, known: Owners) -> Groups:
    """Say who has the projects of all rows that wait for it: they are looked up together."""
    known.learn(item.project for _code, rows in groups for item in rows if item.project is not None)
    return [(code, [_of_owner(item, known) for item in rows]) for code, rows in groups]


def _of_owner(item: Item, known: Owners) -> Item:
    return item if item.project is None else replace(item, person=known.of(item.project), project=None)


def _assigned(groups: Groups) -> Groups:
    """Say beside each row whether somebody has its record from the dispatch already: one query."""
    named = [item.about for _code, rows in groups for item in rows if item.about is not None]
    given = Task.objects.open().filter(
        kind=KIND, about_model__in={one.model for one in named}, about_id__in={one.pk for one in named}
    )
    known = {task.about_id: task for task in sorted(with_few(given, owner=("name",)), key=lambda one: one.pk)}
    return [(code, [_with(item, known) for item in rows]) for code, rows in groups]


def _with(item: Item, known: dict[Any, Task]) -> Item:
    task = known.get(item.about.pk) if item.about is not None else None
    return item if task is None else replace(item, assigned=task)
