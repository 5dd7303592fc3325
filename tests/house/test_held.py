"""Whatever names a person either passes on when they leave, or stays with who did it: no record is left without an
owner because a table was forgotten.
"""

import pytest
from django.db import models

from hometown.accounts.models import User
from hometown.ledger import holdings
from hometown.ledger.holdings import Held
from hometown.tasks.access import visible_tasks
from hometown.tasks.models import Task

TELL = (
    "{label} names a person, and no holdings.py says what becomes of it when they leave. Add to the holdings.py of its"
    " app: to HELD where somebody has open rows by it, to AUTHORS where it tells who did it or whose own it is"
)


def untold(known: frozenset[str] | None = None) -> list[str]:
    return [TELL.format(label=label) for label in holdings.unplaced(known)]


def test_every_column_that_names_a_person_passes_or_stays() -> None:
    assert untold() == []


def test_a_forgotten_column_is_seen_and_named() -> None:
    known = {one.label for one in holdings.held()} - {"tasks.task.owner"}
    assert any(line.startswith("tasks.task.owner ") for line in untold(frozenset(known)))


def test_a_column_passes_or_stays_and_never_both() -> None:
    passing = {one.label for one in holdings.held()}
    staying = {f"{model._meta.label_lower}.{column}" for model, column in holdings.authors()}
    assert passing & staying == set()


def wrong(one: Held) -> list[str]:
    """What of a declaration is not there."""
    meta = one.model._meta
    columns = {field.name for field in meta.concrete_fields} | {field.attname for field in meta.concrete_fields}
    found = [f"{one.label}: no column {name}" for name in (one.column, *one.alike, *one.carries) if name not in columns]
    field = meta.get_field(one.column)
    if not isinstance(field, models.ForeignKey) and one.to not in holdings.PEOPLE:
        found.append(f"{one.label}: a plain identifier, and not said of whom")
    if one.written is not None and not getattr(field, "null", False):
        found.append(f"{one.label}: its writer has it while the column is empty, and it never is")
    return found


def test_what_is_declared_is_there() -> None:
    assert [line for one in holdings.held() for line in wrong(one)] == []


def test_every_kind_is_told_apart() -> None:
    codes = [one.code for one in holdings.held()]
    assert len(codes) == len(set(codes))


def test_a_wrong_declaration_is_seen() -> None:
    declared = Held(Task, "set_by", "x", open=Task.objects.open, seen=visible_tasks, carries=("nothing",))
    assert wrong(declared) == [
        "tasks.task.set_by: no column nothing",
        "tasks.task.set_by: a plain identifier, and not said of whom",
    ]


def test_nothing_is_declared_without_saying_who_may_read_it(stranger: User) -> None:
    """Else a successor would be given what they cannot see, and the page of what somebody holds would show it all."""
    with pytest.raises(TypeError, match="seen"):
        Held(Task, "owner", "x", open=Task.objects.open)  # type: ignore[call-arg]
    for one in holdings.held():
        assert one.seen(stranger).model is one.model, one.code


def test_what_is_carried_is_held_itself() -> None:
    """A to-do that goes along with an item is a row its app declares, else it would stay behind."""
    held = {one.model for one in holdings.held()}
    for one in holdings.held():
        for name in one.carries:
            assert one.model._meta.get_field(name).related_model in held, (one.label, name)
