"""Setting, closing and handing on."""

from datetime import date, datetime
from typing import Any

import pytest

from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.tasks import actions
from hometown.tasks.access import colleagues, my_open_tasks, visible_tasks
from hometown.tasks.models import Task


@pytest.fixture(autouse=True)
def _in_october() -> Any:
    with clock.simulated(datetime(2019, 10, 16, 9, tzinfo=clock.CITY_TIME)):
        yield


def test_a_to_do_is_ones_own_unless_somebody_is_named(lin: Any, zhou: Any) -> None:
    assert actions.set_task(lin, what="Send the plan").owner == lin
    assert actions.set_task(lin, what="Send the plan", owner=zhou).owner == zhou


def test_setting_leaves_one_line_of_the_book(lin: Any, lines_written: Any) -> None:
    with lines_written() as lines:
        actions.set_task(lin, what="Send the plan", due_on=date(2019, 10, 20), kind="next_step")
    assert [line.verb for line in lines] == ["task.set"]


def test_nothing_said_is_refused_beside_its_field(lin: Any) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.set_task(lin, what="   ")
    assert "what" in refusal.value.fields


def test_a_to_do_remembers_the_record_it_is_about(world: Any, lin: Any) -> None:
    task = actions.set_task(lin, what="Read it", about=world.batch)
    assert (task.about_model, task.about_id, task.about_name) == ("programme.batch", world.batch.pk, "第一批")
    assert list(Task.objects.about(world.batch)) == [task]


def test_the_one_who_has_it_or_set_it_closes_it_and_nobody_else(lin: Any, zhou: Any, wang: Any) -> None:
    task = actions.set_task(lin, what="Ask the firm", owner=zhou)
    with pytest.raises(NotAllowed):
        actions.close_task(wang, task=task)
    closed = actions.close_task(zhou, task=task, note="Sent on Monday")
    assert closed.closed_on == date(2019, 10, 16)
    assert closed.closing_note == "Sent on Monday"


def test_a_room_above_may_vouch_for_the_actor(lin: Any, wang: Any) -> None:
    task = actions.set_task(lin, what="Ask the firm")
    assert actions.close_task(wang, task=task, vouched=True).closed_on is not None


def test_a_closed_to_do_is_not_closed_or_moved_again(lin: Any, zhou: Any, lines_written: Any) -> None:
    task = actions.close_task(lin, task=actions.set_task(lin, what="Ask the firm"))
    with lines_written() as lines:
        with pytest.raises(RuleBroken, match="closed_already"):
            actions.close_task(lin, task=task)
        with pytest.raises(RuleBroken, match="closed_already"):
            actions.reassign(lin, task=task, owner=zhou)
        with pytest.raises(RuleBroken, match="closed_already"):
            actions.set_due(lin, task=task, due_on=date(2019, 11, 1))
    assert lines == []


def test_handing_on_moves_it_to_the_other_list(lin: Any, zhou: Any) -> None:
    task = actions.set_task(lin, what="Ask the firm", due_on=date(2019, 10, 20))
    actions.reassign(lin, task=task, owner=zhou, due_on=date(2019, 10, 22))
    assert list(my_open_tasks(lin)) == []
    assert [t.due_on for t in my_open_tasks(zhou)] == [date(2019, 10, 22)]


def test_nothing_is_handed_to_a_closed_account(lin: Any, zhou: Any) -> None:
    task = actions.set_task(lin, what="Ask the firm")
    zhou.is_active = False
    with pytest.raises(RuleBroken, match="owner_gone"):
        actions.reassign(lin, task=task, owner=zhou)


def test_the_nearest_day_comes_first_and_no_day_last(lin: Any) -> None:
    later = actions.set_task(lin, what="Later", due_on=date(2019, 12, 1))
    never = actions.set_task(lin, what="Some day")
    soon = actions.set_task(lin, what="Soon", due_on=date(2019, 10, 17))
    assert list(my_open_tasks(lin)) == [soon, later, never]


def test_nobody_sees_anothers_list(lin: Any, wang: Any) -> None:
    actions.set_task(lin, what="My own")
    assert list(visible_tasks(wang)) == []


def test_colleagues_are_those_over_the_same_batch(lin: Any, zhou: Any, han: Any, sun: Any) -> None:
    assert list(colleagues(lin, clock.today())) == [zhou]
