"""A clause of the city's action plan, and what is done under it: each tied once, shown as far as one may see it."""

from datetime import date

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.dispatch import actions as dispatch
from hometown.dispatch.models import SupervisionItem
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.programme import access, actions
from hometown.programme.models import ClauseTask, KeyTask, PlanClause
from hometown.tasks import actions as tasks
from tests.people import World
from tests.projects.conftest import TODAY, a_firm, a_visit, on_day, put


@pytest.fixture
def clause(wang: User) -> PlanClause:
    plan = actions.add_plan(wang, title="行动方案（样例）", year=2019)
    return actions.add_clause(wang, plan=plan, number="（一）", title="承接产业转移", due_on=date(2019, 12, 31))


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_only_who_keeps_plans_writes_them(clause: PlanClause, meng: User, lin: User, guest: User) -> None:
    with pytest.raises(NotAllowed):
        actions.add_plan(lin, title="别的方案", year=2019)
    with pytest.raises(RuleBroken, match="plan_known"):
        actions.add_plan(meng, title="行动方案（样例）", year=2019)
    with pytest.raises(BadInput, match="clause_known"):
        actions.add_clause(meng, plan=clause.plan, number="（一）", title="又一条")
    second = actions.add_clause(meng, plan=clause.plan, number="（二）", title="以商招商")
    assert second.place == 2
    with pytest.raises(NotFound):
        access.clause_for(guest, clause.pk)  # a host unit reads no plan of home


def test_a_clause_is_corrected_and_keeps_its_number(clause: PlanClause, wang: User) -> None:
    corrected = actions.edit_clause(wang, clause=clause, number="（一）", title="承接产业转移，延链补链")
    assert (corrected.title, corrected.due_on) == ("承接产业转移，延链补链", None)


def test_a_key_task_is_tied_where_it_is_written(world: World, clause: PlanClause, fang: User, wang: User) -> None:
    with on_day(TODAY):
        actions.add_key_task(fang, batch=world.batch, text="梳理企业名单", clause=clause)
        assert "梳理企业名单" in page(wang, f"/plans/clauses/{clause.pk}/")
        assert clause.title in page(fang, f"/programme/priorities/{KeyTask.objects.get().pk}/")


def test_a_to_do_is_tied_by_who_has_or_set_it_and_read_by_nobody_else(
    clause: PlanClause, lin: User, wang: User
) -> None:
    with on_day(TODAY):
        todo = tasks.set_task(lin, what="联系蓝鲸样例公司")
        with pytest.raises(NotFound):
            actions.tie_task(wang, clause=clause, task=todo)
        actions.tie_task(lin, clause=clause, task=todo)
        address = f"/plans/clauses/{clause.pk}/"
        assert "蓝鲸" in page(lin, address)
        assert "蓝鲸" not in page(wang, address)


def test_a_to_do_stands_under_one_clause(clause: PlanClause, lin: User, wang: User) -> None:
    other = actions.add_clause(wang, plan=clause.plan, number="（二）", title="以商招商")
    with on_day(TODAY):
        todo = tasks.set_task(lin, what="联系企业")
        actions.tie_task(lin, clause=clause, task=todo)
        tie = actions.tie_task(lin, clause=other, task=todo)
        assert ClauseTask.objects.get() == tie
        assert tie.clause == other
        with pytest.raises(NotFound):
            access.clause_tie_for(wang, tie.pk)
        actions.untie_task(lin, tie=tie)
    assert not ClauseTask.objects.exists()


def test_a_supervised_thing_is_tied_by_who_decides_on_it(
    world: World, clause: PlanClause, wang: User, lin: User, han: User
) -> None:
    with on_day(TODAY):
        item = SupervisionItem(
            activity=a_visit(world, a_firm()), words="一个月内看地", owner_unit=world.units["suixi"], owner=han,
            due_on=date(2019, 12, 30), set_on=TODAY, set_by=wang, batch=world.batch,
        )  # fmt: skip
        put(item)
        with pytest.raises(NotAllowed):
            dispatch.tie_to_clause(han, item=item, clause=clause)
        dispatch.tie_to_clause(wang, item=item, clause=clause)
        fragment = f"/supervision/clauses/{clause.pk}/"
        assert "一个月内看地" in page(wang, fragment)
        assert "一个月内看地" not in page(lin, fragment)
        assert fragment in page(wang, f"/plans/clauses/{clause.pk}/")
        assert clause.title in page(wang, f"/supervision/{item.pk}/")
