"""What presses most, when an answer moves a day: without a database."""

from dataclasses import dataclass
from datetime import date, timedelta

from hometown.dispatch import rules

TODAY = date(2019, 12, 20)


@dataclass(frozen=True)
class Row:
    light: str
    due_on: date | None
    who: str = ""


def test_rows_stand_as_they_press_whoever_has_them() -> None:
    calm, soon, late = Row("green", TODAY, "a"), Row("amber", TODAY, "b"), Row("red", TODAY, "z")
    later, undated = Row("red", TODAY + timedelta(days=1), "a"), Row("red", None, "a")
    assert rules.in_order([calm, soon, undated, later, late]) == [late, later, undated, soon, calm]


def test_not_before_moves_a_day_and_never_brings_it_nearer() -> None:
    due = TODAY + timedelta(days=3)
    assert rules.moved_day(due, TODAY + timedelta(days=5)) == TODAY + timedelta(days=5)
    assert rules.moved_day(due, TODAY + timedelta(days=1)) == due
    assert rules.moved_day(None, TODAY) == TODAY


def test_an_extension_ends_later() -> None:
    assert rules.may_extend_to(TODAY, TODAY + timedelta(days=1))
    assert not rules.may_extend_to(TODAY, TODAY)
