"""The exchange is held: minutes, follow-ups that become to-dos, attendance where it is asked, an end that freezes."""

from datetime import date, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, RuleBroken
from hometown.meetings import actions, rules
from hometown.meetings.composing import Numbers
from hometown.meetings.models import Attendance, Exchange, Minutes
from hometown.programme import actions as programme
from hometown.projects.models import Project
from hometown.tasks import actions as tasks
from hometown.tasks.access import my_open_tasks
from hometown.tasks.models import Task
from tests.people import World

from .conftest import MONDAY, TODAY, a_firm, a_lead, a_pack, items, on_day

pytestmark = pytest.mark.django_db
NEXT = date(2019, 12, 27)


def agreed(exchange: Exchange, fang: User, owner: User, what: str = "联系供电公司") -> Task:
    task: Task = actions.follow_up(fang, exchange=exchange, what=what, owner=owner, due_on=NEXT).task
    return task


def test_a_follow_up_is_a_to_do_of_one_person_about_the_exchange(world: World, fang: User, lin: User) -> None:
    exchange = a_pack(fang, world)
    agreed(exchange, fang, lin)
    todo = my_open_tasks(lin).get()
    assert (todo.what, todo.due_on, todo.kind) == ("联系供电公司", NEXT, "exchange")
    assert (todo.about_model, todo.about_id) == ("meetings.exchange", exchange.pk)


def test_a_follow_up_names_one_person_of_the_batch_and_a_day_to_come(world: World, fang: User, han: User) -> None:
    exchange = a_pack(fang, world)
    with pytest.raises(BadInput) as refused:
        actions.follow_up(fang, exchange=exchange, what=" ", owner=han, due_on=TODAY - timedelta(days=1))
    assert set(refused.value.fields) == {"what", "owner", "due_on"}


def test_the_next_pack_tells_what_came_of_what_was_agreed(world: World, fang: User, lin: User, zhou: User) -> None:
    exchange = a_pack(fang, world)
    done, still_open = agreed(exchange, fang, lin), agreed(exchange, fang, zhou, "核实用地")
    with on_day(date(2019, 12, 23)):
        tasks.close_task(lin, task=done, note="已对接，周三上门")
    with on_day(NEXT):
        after = items(a_pack(fang, world, NEXT), rules.FOLLOW_UPS)
    assert [(one.line, one.facts["closed"]) for one in after] == [
        ("联系供电公司\n已对接，周三上门", "2019-12-23"),
        (still_open.what, ""),
    ]


def test_what_was_done_before_the_last_exchange_is_not_told_again(
    world: World, fang: User, lin: User, zhou: User
) -> None:
    exchange = a_pack(fang, world)
    tasks.close_task(lin, task=agreed(exchange, fang, lin), note="办好")
    agreed(exchange, fang, zhou, "核实用地")
    with on_day(NEXT):
        a_pack(fang, world, NEXT)
    with on_day(date(2020, 1, 3)):
        later = items(a_pack(fang, world, date(2020, 1, 3)), rules.FOLLOW_UPS)
    assert [one.line for one in later] == ["核实用地"]


def test_what_a_cancelled_exchange_agreed_is_not_forgotten(world: World, fang: User, lin: User) -> None:
    exchange = a_pack(fang, world)
    agreed(exchange, fang, lin)
    actions.cancel(fang, exchange=exchange, reason="改到下周")
    with on_day(NEXT):
        assert [one.line for one in items(a_pack(fang, world, NEXT), rules.FOLLOW_UPS)] == ["联系供电公司"]


def test_an_item_that_led_to_something_stays_when_its_record_does_not(
    world: World, fang: User, lin: User, lead: Project
) -> None:
    from .conftest import withdrawn

    exchange = a_pack(fang, world)
    item = items(exchange, rules.LEADS)[0]
    actions.follow_up(fang, exchange=exchange, what="再约一次", owner=lin, due_on=NEXT, item=item)
    withdrawn(Project.objects.get(pk=lead.pk))
    actions.gather_again(fang, exchange=Exchange.objects.get(pk=exchange.pk))
    assert items(exchange, rules.LEADS)[0].is_past


def test_two_writers_of_minutes_do_not_overwrite_each_other(world: World, fang: User) -> None:
    exchange = a_pack(fang, world)
    first, second = (Minutes.objects.get(exchange=exchange) for _ in range(2))
    actions.write_minutes(fang, minutes=first, text="先说线索")
    with pytest.raises(ChangedMeanwhile):
        actions.write_minutes(fang, minutes=second, text="另一份")
    assert Minutes.objects.get(exchange=exchange).text == "先说线索"


def test_keeping_unchanged_minutes_leaves_no_line(world: World, fang: User, lines_written: Any) -> None:
    minutes = Minutes.objects.get(exchange=a_pack(fang, world))
    actions.write_minutes(fang, minutes=minutes, text="先说线索")
    with lines_written() as lines:
        actions.write_minutes(fang, minutes=Minutes.objects.get(pk=minutes.pk), text="先说线索 ")
    assert lines == []


def test_an_exchange_is_closed_on_its_day_and_not_before(world: World, fang: User) -> None:
    exchange = a_pack(fang, world, date(2019, 12, 21))
    with pytest.raises(RuleBroken) as refused:
        actions.close(fang, exchange=exchange, chair=fang)
    assert refused.value.code == "meetings.not_held_yet"


def test_closing_keeps_pack_and_figures_as_they_were(world: World, lin: User, fang: User, lead: Project) -> None:
    exchange = a_pack(fang, world)
    actions.close(fang, exchange=exchange, chair=fang)
    a_lead(world, lin, a_firm(), occurred_on=MONDAY)
    closed = Exchange.objects.get(pk=exchange.pk)
    assert Numbers.of(closed).printed("leads").value == 1
    assert Numbers(closed.batch, closed.of_week).printed("leads").value == 2
    minutes, item = Minutes.objects.get(exchange=closed), items(closed, rules.LEADS)[0]
    for refused in (
        lambda: actions.gather_again(fang, exchange=closed),
        lambda: actions.word_item(fang, item=item, words="晚了"),
        lambda: actions.leave_out(fang, item=item),
        lambda: actions.write_minutes(fang, minutes=minutes, text="晚了"),
        lambda: agreed(closed, fang, lin),
        lambda: actions.close(fang, exchange=closed, chair=fang),
    ):
        with pytest.raises(RuleBroken):
            refused()


def test_an_exchange_is_moved_within_its_week_with_a_reason(world: World, fang: User) -> None:
    exchange = a_pack(fang, world)
    with pytest.raises(BadInput) as refused:
        actions.move(fang, exchange=exchange, held_on=date(2019, 12, 23), reason="")
    assert set(refused.value.fields) == {"held_on", "reason"}
    moved = actions.move(fang, exchange=exchange, held_on=date(2019, 12, 19), reason="周五有推介会", place="普陀")
    assert (moved.held_on, moved.place, moved.moved_because) == (date(2019, 12, 19), "普陀", "周五有推介会")


def test_attendance_is_written_only_where_a_rulebook_asks_it(world: World, fang: User, lin: User) -> None:
    exchange = a_pack(fang, world)
    with pytest.raises(RuleBroken):
        actions.write_attendance(fang, exchange=exchange, officers=[world.officers["lin"]])
    programme.issue_rulebook(
        fang, batch=world.batch, title="周交流制度", text="周交流记到会人员。", asks_attendance=True
    )
    actions.write_attendance(fang, exchange=exchange, officers=[world.officers["lin"]])
    assert [row.officer for row in Attendance.objects.all()] == [world.officers["lin"]]
    programme.issue_rulebook(fang, batch=world.batch, title="周交流制度", text="周交流不记到会人员。")
    with pytest.raises(RuleBroken):
        actions.write_attendance(fang, exchange=exchange, officers=[])


def test_help_is_asked_by_the_batchs_own_people_with_what_they_may_read(
    world: World, lin: User, zhou: User, han: User, lead: Project
) -> None:
    from hometown.kernel.errors import NotFound

    with pytest.raises(NotAllowed):
        actions.ask_help(han, batch=world.batch, what="问问")
    with pytest.raises(NotFound):
        actions.ask_help(zhou, batch=world.batch, what="问问", project=lead)
    wanted = actions.ask_help(lin, batch=world.batch, what="想找人", project=lead)
    with pytest.raises(NotAllowed):
        actions.withdraw_help(zhou, wanted=wanted)
    assert actions.answer_help(zhou, wanted=wanted, answer="我认识").answered_by == zhou.pk
    with pytest.raises(RuleBroken):
        actions.answer_help(lin, wanted=wanted, answer="再答")
