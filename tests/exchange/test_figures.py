"""The numbers of learning: what they count, what they leave out and why, and that none is of a person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.exchange import actions, figures
from hometown.exchange.models import Practice, Question
from hometown.exchange.rules import Step
from hometown.kernel.dates import Period
from hometown.kernel.figures import Result, Scope
from tests.people import World

from .conftest import TODAY, a_practice, an_answer, asked, on_day

pytestmark = pytest.mark.django_db


def scope_of(world: World, **more: Any) -> Scope:
    return Scope(Period(world.batch.first_on, world.batch.last_on), batch=world.batch.pk, **more)


def left_out(result: Result) -> dict[str, int]:
    return {str(one.reason): one.count for one in result.exclusions if one.count}


def adopted(user: User, world: World, practice: Practice, unit: str, *, dropped_on: date | None = None) -> None:
    adoption = actions.begin_adoption(user, practice=practice, unit=world.units[unit])
    actions.move_adoption(user, adoption=adoption, step=Step.PILOT)
    actions.move_adoption(user, adoption=adoption, step=Step.ADOPTED, result="成了")
    if dropped_on is not None:
        with on_day(dropped_on):
            actions.move_adoption(user, adoption=adoption, step=Step.DROPPED, result="停了")


def test_questions_are_counted_once_and_not_when_taken_back(world: World, han: User, lin: User) -> None:
    first, second, third = (asked(han, world, title=title) for title in ("甲", "乙", "丙"))
    an_answer(lin, first)
    actions.accept(han, answer=an_answer(lin, Question.objects.get(pk=first.pk)))
    an_answer(lin, second)
    actions.withdraw_question(han, question=third, reason="不问了")
    scope = scope_of(world)
    said = {one.code: one.of(scope) for one in figures.FIGURES[:3]}
    assert {code: int(one.value) for code, one in said.items()} == {
        "questions_asked": 2, "questions_answered": 2, "answers_accepted": 1,
    }  # fmt: skip
    assert left_out(said["questions_asked"]) == {"已撤回": 1}
    assert left_out(said["answers_accepted"]) == {"已作答、尚未采纳": 1}


def test_a_practice_adopted_by_two_units_counts_once_and_a_dropped_one_not(
    world: World, han: User, wang: User, lin: User
) -> None:
    kept, dropped, tried = (a_practice(lin, title=title) for title in ("甲", "乙", "丙"))
    adopted(han, world, kept, "suixi")
    adopted(wang, world, kept, "bureau")
    adopted(han, world, dropped, "suixi", dropped_on=TODAY + timedelta(days=1))
    actions.begin_adoption(han, practice=tried, unit=world.units["suixi"])
    result = figures.practices_adopted.of(scope_of(world))
    assert result.value == 1
    assert set(result.members.values_list("pk", flat=True)) == {kept.pk}
    assert left_out(result) == {"后又停止": 1, "仍为设想或试点": 1}
    before = replace(scope_of(world), period=Period(world.batch.first_on, TODAY))
    assert figures.practices_adopted.of(before).value == 2  # what was dropped later still stood then


def test_a_practice_dropped_and_adopted_again_on_one_day_counts(world: World, han: User, lin: User) -> None:
    practice = a_practice(lin)
    adopted(han, world, practice, "suixi", dropped_on=TODAY)
    assert figures.practices_adopted.of(scope_of(world)).value == 0
    adoption = practice.adoptions.get()
    for step in (Step.IDEA, Step.PILOT, Step.ADOPTED):
        adoption = type(adoption).objects.get(pk=adoption.pk)
        actions.move_adoption(han, adoption=adoption, step=step, result="成了")
    assert figures.practices_adopted.of(scope_of(world)).value == 1


def test_no_figure_of_learning_counts_by_person(world: World, han: User, lin: User) -> None:
    actions.accept(han, answer=an_answer(lin, asked(han, world)))
    a_practice(lin)
    scope = scope_of(world, officer=world.officers["lin"].pk)
    assert [one.of(scope).value for one in figures.FIGURES] == [0] * len(figures.FIGURES)
