"""Assigning and answering, what stands in the way, sheets: what is done, what is refused, what the book says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.dispatch import access, actions
from hometown.dispatch.board import Board
from hometown.dispatch.models import Answer, Assignment, DispatchSheet
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.projects.models import Project
from hometown.tasks.models import Task
from tests.people import World

from .conftest import TODAY, a_firm, a_lead, on_day

Lines = Callable[[], AbstractContextManager[list[Any]]]
SOON = TODAY + timedelta(days=2)


def given(fang: User, world: World, lin: User, project: Project | None = None) -> Assignment:
    return actions.assign(fang, what="约韩总回访", owner=lin, due_on=SOON, batch=world.batch, about=project)


def test_an_assignment_is_one_line_of_the_book_and_a_to_do_of_whoever_has_it(
    world: World, fang: User, lin: User, project: Project, lines_written: Lines
) -> None:
    with lines_written() as lines:
        assignment = given(fang, world, lin, project)
    assert [line.verb for line in lines] == ["assignment.given"]
    task = Task.objects.get()
    assert (task.owner, task.due_on, task.kind, task.about_id) == (lin, SOON, "dispatch", project.pk)
    assert list(access.my_assignments(lin)) == [assignment]


def test_only_who_dispatches_the_batch_assigns(world: World, lin: User, zhou: User, han: User) -> None:
    for actor in (lin, han):
        with pytest.raises(NotAllowed):
            actions.assign(actor, what="回访", owner=zhou, due_on=SOON, batch=world.batch)
    assert Task.objects.count() == 0


def test_nothing_is_assigned_to_somebody_outside_the_batch(world: World, fang: User, han: User) -> None:
    with pytest.raises(RuleBroken, match="not_serving"):
        actions.assign(fang, what="回访", owner=han, due_on=SOON, batch=world.batch)


def test_a_day_gone_by_is_refused_beside_its_field(world: World, fang: User, lin: User) -> None:
    with pytest.raises(BadInput) as refused:
        actions.assign(fang, what=" ", owner=lin, due_on=TODAY - timedelta(days=1), batch=world.batch)
    assert set(refused.value.fields) == {"what", "due_on"}


@pytest.mark.parametrize(("said", "verb"), [(Answer.DONE, "assignment.done"), (Answer.HELP, "assignment.help_wanted")])
def test_an_answer_is_one_line_like_any_other(
    world: World, fang: User, lin: User, said: Answer, verb: str, lines_written: Lines
) -> None:
    assignment = given(fang, world, lin)
    with lines_written() as lines:
        actions.answer(lin, assignment=assignment, said=said)
    assert [line.verb for line in lines] == [verb]
    assert (Task.objects.get().closed_on is not None) == (said is Answer.DONE)


def test_not_before_a_day_moves_the_to_do(world: World, fang: User, lin: User) -> None:
    assignment = given(fang, world, lin)
    later = SOON + timedelta(days=5)
    actions.answer(lin, assignment=assignment, said=Answer.LATER, not_before=later, words="对方出差")
    assert Task.objects.get().due_on == later
    with pytest.raises(BadInput, match="say_when"):
        actions.answer(lin, assignment=assignment, said=Answer.LATER)


def test_nobody_answers_for_another(world: World, fang: User, lin: User, zhou: User) -> None:
    assignment = given(fang, world, lin)
    for other in (fang, zhou):
        with pytest.raises(NotAllowed):
            actions.answer(other, assignment=assignment, said=Answer.DONE)


def test_what_is_closed_is_not_answered_again(world: World, fang: User, lin: User) -> None:
    assignment = given(fang, world, lin)
    actions.answer(lin, assignment=assignment, said=Answer.DONE)
    with pytest.raises(RuleBroken, match="closed_already"):
        actions.answer(lin, assignment=assignment, said=Answer.HELP)


# --- what stands in the way -----------------------------------------------------------------------------------------


def test_what_stands_in_the_way_is_on_the_board_until_it_is_cleared(
    world: World, lin: User, fang: User, project: Project
) -> None:
    blocker = actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    group = Board(access.sight(fang, world.batch), TODAY).group("blockers")
    assert group is not None
    assert [(row.title, row.person) for row in group.rows] == [("园区蒸汽不够", lin)]
    actions.clear_blocker(fang, blocker=blocker, how="改由经开区供汽")
    assert Board(access.sight(fang, world.batch), TODAY).group("blockers") is None
    with pytest.raises(RuleBroken, match="cleared_already"):
        actions.clear_blocker(fang, blocker=blocker, how="又一次")


def test_a_stranger_to_the_project_raises_nothing(zhou: User, project: Project) -> None:
    with pytest.raises(NotFound):
        actions.raise_blocker(zhou, project=project, text="x")


# --- sheets ---------------------------------------------------------------------------------------------------------


def test_a_sheet_keeps_its_rows_when_the_board_moves_on(
    world: World, lin: User, fang: User, project: Project, lines_written: Lines
) -> None:
    blocker = actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    with lines_written() as lines:
        sheet = actions.issue_sheet(fang, batch=world.batch, line="先解决供汽")
    assert [line.verb for line in lines] == ["sheet.issued"]
    before = [(row.group, row.title) for row in sheet.rows.all()]
    assert ("blockers", "园区蒸汽不够") in before
    actions.clear_blocker(lin, blocker=blocker, how="已解决")
    assert [(row.group, row.title) for row in DispatchSheet.objects.get().rows.all()] == before


def test_one_sheet_is_issued_a_day_by_who_dispatches(world: World, lin: User, fang: User, project: Project) -> None:
    with pytest.raises(NotAllowed):
        actions.issue_sheet(lin, batch=world.batch, line="x")
    actions.issue_sheet(fang, batch=world.batch, line="今天先跑园区")
    with pytest.raises(RuleBroken, match="issued_already"):
        actions.issue_sheet(fang, batch=world.batch, line="再来一次")
    with on_day(TODAY + timedelta(days=1)):
        actions.issue_sheet(fang, batch=world.batch, line="第二天")
    assert DispatchSheet.objects.count() == 2


def test_an_officer_reads_only_the_rows_of_their_own_work(
    world: World, lin: User, zhou: User, fang: User, project: Project
) -> None:
    other = a_lead(world, zhou, a_firm(), name="硅微粉项目", unit=world.units["jiading_group"]).project
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    actions.raise_blocker(zhou, project=other, text="环评排队")
    sheet = actions.issue_sheet(fang, batch=world.batch)
    assert {"园区蒸汽不够", "环评排队"} <= {row.title for row in access.rows_of(fang, sheet)}
    seen = {row.title for row in access.rows_of(lin, access.sheet_for(lin, sheet.pk))}
    assert "园区蒸汽不够" in seen
    assert "环评排队" not in seen


def test_an_empty_board_without_a_line_is_not_issued(world: World, fang: User) -> None:
    with pytest.raises(RuleBroken, match="nothing_to_issue"):
        actions.issue_sheet(fang, batch=world.batch)


# --- the board ------------------------------------------------------------------------------------------------------


def codes(user: User, batch: Any, day: date = TODAY) -> set[str]:
    return {group.code for group in Board(access.sight(user, batch), day).groups}


def test_a_request_for_help_is_red_on_the_board_of_who_dispatches(world: World, fang: User, lin: User) -> None:
    assignment = given(fang, world, lin)
    assert "help" not in codes(fang, world.batch)
    actions.answer(lin, assignment=assignment, said=Answer.HELP, words="要经信局一起去")
    group = Board(access.sight(fang, world.batch), TODAY).group("help")
    assert group is not None
    assert [(row.light, row.person) for row in group.rows] == [("red", lin)]
    assert "要经信局一起去" in str(group.rows[0].why)


def test_a_project_past_its_term_is_first_and_names_its_officer(
    world: World, fang: User, lin: User, project: Project
) -> None:
    with on_day(TODAY + timedelta(days=60)):
        board = Board(access.sight(fang, world.batch), TODAY + timedelta(days=60))
        group = board.group("gates")
    assert group is not None
    assert [(row.title, row.light, row.person) for row in group.rows] == [("电池铝箔项目", "red", lin)]


def test_an_officer_sees_no_row_of_another(world: World, lin: User, zhou: User, project: Project) -> None:
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    assert "blockers" in codes(lin, None)
    assert "blockers" not in codes(zhou, None)


def test_a_row_says_who_has_it_already(world: World, fang: User, lin: User, project: Project) -> None:
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    given(fang, world, lin, project)
    group = Board(access.sight(fang, world.batch), TODAY).group("blockers")
    assert group is not None
    assert group.rows[0].assigned is not None
    assert group.rows[0].assigned.owner == lin


def test_who_may_not_open_the_register_is_led_to_the_project_instead(
    world: World, fang: User, zhao: User, project: Project
) -> None:
    day = TODAY + timedelta(days=20)
    doors = {}
    for user, batch in ((fang, world.batch), (zhao, None)):
        group = Board(access.sight(user, batch), day).group("claims")
        assert group is not None
        doors[user.login] = group.rows[0].url
    assert doors["fang"].startswith("/claims/")
    assert doors["zhao"] == f"/projects/{project.pk}/"
