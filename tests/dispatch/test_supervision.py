"""Supervision: from an instruction or a promise to a proof that somebody else confirms."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.dispatch import access, actions, proof
from hometown.dispatch.board import Board
from hometown.dispatch.models import SupervisionItem
from hometown.fieldwork.models import Activity
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.landing import actions as landing
from hometown.landing.actions.instructing import Told
from hometown.landing.models import Addressee, Escalation
from hometown.projects.models import Project
from hometown.tasks.models import Task
from tests.people import World, person
from tests.projects.conftest import a_visit

from .conftest import TODAY, a_firm, put

Lines = Callable[[], AbstractContextManager[list[Any]]]
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def visit(world: World, lin: User) -> Activity:
    return a_visit(world, a_firm(), on=date(2019, 12, 18))


@pytest.fixture
def item(world: World, fang: User, han: User, visit: Activity) -> SupervisionItem:
    return actions.supervise_promise(
        fang, words="两周内给出供地方案", promised_to="沈总", owner_unit=world.units["suixi"], owner=han, due_on=SOON,
        activity=visit,
    )  # fmt: skip


@pytest.fixture
def addressee(world: World, leader: User, wang: User, han: User, project: Project) -> Addressee:
    put(Escalation(
        project=project, grade="A", opened_on=TODAY, opened_by=wang.pk, lead_unit=world.units["suixi"], lead_person=han
    ))  # fmt: skip
    landing.instruct(
        leader, words="用地和蒸汽一周内定下来", escalation=Escalation.objects.get(),
        to=[Told(han, world.units["suixi"])], due_on=SOON,
    )  # fmt: skip
    found: Addressee = Addressee.objects.get()
    return found


def test_a_promise_is_owed_by_one_unit_and_one_person_who_get_a_to_do(item: SupervisionItem, han: User) -> None:
    task = Task.objects.get()
    assert (task.owner, task.due_on, task.what) == (han, SOON, "两周内给出供地方案")
    assert item.batch is not None
    assert [one.pk for one in access.visible_supervision(han)] == [item.pk]


def test_an_item_on_an_instruction_writes_nothing_of_it_again(
    addressee: Addressee, leader: User, world: World, lines_written: Lines
) -> None:
    with lines_written() as lines:
        item = actions.supervise_instruction(leader, addressee=addressee, owner_unit=world.units["suixi"])
    assert [line.verb for line in lines] == ["supervision.set"]
    assert (item.words, item.what, item.due_on) == ("", "用地和蒸汽一周内定下来", SOON)
    assert Task.objects.count() == 1  # the instruction's own
    with pytest.raises(RuleBroken, match="supervised_already"):
        actions.supervise_instruction(leader, addressee=addressee, owner_unit=world.units["suixi"])


def test_an_officer_has_nothing_supervised(lin: User, world: World, han: User, visit: Activity) -> None:
    with pytest.raises(NotAllowed):
        actions.supervise_promise(
            lin, words="x", owner_unit=world.units["suixi"], owner=han, due_on=SOON, activity=visit
        )


def test_nothing_is_reported_done_without_a_proof(item: SupervisionItem, han: User) -> None:
    with pytest.raises(BadInput, match="proof_needed"):
        actions.report(han, item=item, words="办好了")
    assert SupervisionItem.objects.get().reported_on is None


def test_a_file_proves_it_and_who_set_it_confirms(item: SupervisionItem, han: User, fang: User) -> None:
    actions.report(han, item=item, words="方案已送达", content=b"the plan", file_name="plan.txt")
    with pytest.raises(NotAllowed):
        actions.confirm(han, item=item)
    actions.confirm(fang, item=item, words="属实")
    closed = SupervisionItem.objects.get()
    assert (closed.closed_on, closed.closed_by) == (TODAY, fang.pk)
    assert Task.objects.get().closed_on == TODAY


def test_a_record_of_the_house_proves_it_if_the_reporter_may_see_it(
    item: SupervisionItem, han: User, wang: User, leader: User, project: Project
) -> None:
    address = f"https://hometown.example/projects/{project.pk}/"
    with pytest.raises(BadInput):
        proof.record_at(han, address)  # the project was never sent to Han's county
    assert proof.record_at(wang, address) == project
    for nowhere in (
        "/projects/",
        "/nowhere/",
        "not an address",
        "http://[",
        "/projects/00000000-0000-0000-0000-000000000000/",
    ):
        with pytest.raises(BadInput):
            proof.record_at(wang, nowhere)
    landing.send(wang, project=project, unit=item.owner_unit)
    actions.report(han, item=item, shown_by=proof.record_at(han, address))
    reported = SupervisionItem.objects.get()
    assert reported.about_id == project.pk
    assert proof.shown_to(wang, reported) == (str(project), f"/projects/{project.pk}/")
    assert proof.shown_to(leader, reported) == ("本系统的一条记录", "")


def test_the_paper_of_the_answer_proves_an_item_on_an_instruction(
    addressee: Addressee, leader: User, han: User, world: World
) -> None:
    item = actions.supervise_instruction(leader, addressee=addressee, owner_unit=world.units["suixi"])
    with pytest.raises(BadInput):
        actions.report(han, item=item)
    landing.answer(han, addressee=addressee, words="已定", content=b"minutes", file_name="minutes.txt")
    actions.report(han, item=SupervisionItem.objects.get())
    actions.confirm(leader, item=SupervisionItem.objects.get())
    assert SupervisionItem.objects.get().closed_on == TODAY


def test_the_owner_never_confirms_even_as_who_set_it(world: World, fang: User, visit: Activity, wang: User) -> None:
    own = actions.supervise_promise(
        fang, words="回访", owner_unit=world.units["putuo_group"], owner=fang, due_on=SOON, activity=visit
    )
    actions.report(fang, item=own, content=b"note", file_name="note.txt")
    with pytest.raises(NotAllowed):
        actions.confirm(fang, item=own)
    actions.confirm(wang, item=SupervisionItem.objects.get())  # the bureau does


def test_who_reported_it_never_confirms_it_even_as_who_set_it(world: World, wang: User, visit: Activity) -> None:
    colleague, other = person(world, "xu", "徐问渠", "bureau"), person(world, "he", "何见山", "bureau")
    shared = actions.supervise_promise(
        wang, words="回访", owner_unit=world.units["bureau"], owner=colleague, due_on=SOON, activity=visit
    )
    actions.report(wang, item=shared, content=b"note", file_name="note.txt")
    reported = SupervisionItem.objects.get()
    with pytest.raises(NotAllowed, match="you_reported_it"):
        actions.confirm(wang, item=reported)
    client = Client()
    client.force_login(wang)
    assert f"/supervision/{shared.pk}/confirm/" not in client.get(f"/supervision/{shared.pk}/").content.decode()
    actions.confirm(other, item=reported)
    assert SupervisionItem.objects.get().closed_by == other.pk


def test_what_is_given_back_is_open_again_and_says_why(item: SupervisionItem, han: User, fang: User) -> None:
    with pytest.raises(RuleBroken, match="not_reported"):
        actions.give_back(fang, item=item, words="还没有图")
    actions.report(han, item=item, content=b"draft", file_name="draft.txt")
    actions.give_back(fang, item=item, words="还没有图")
    again = SupervisionItem.objects.get()
    assert (again.reported_on, again.returned_words) == (None, "还没有图")
    with pytest.raises(RuleBroken, match="not_reported"):
        actions.confirm(fang, item=again)
    with pytest.raises(BadInput) as refused:
        actions.report(han, item=again)
    assert set(refused.value.fields) == {"words"}
    assert actions.report(han, item=again, words="图已补上").reported_on == TODAY


def test_an_extension_keeps_every_earlier_day_and_its_reason(item: SupervisionItem, fang: User, han: User) -> None:
    with pytest.raises(NotAllowed):
        actions.extend(han, item=item, due_on=SOON + timedelta(days=7), reason="来不及")
    with pytest.raises(BadInput) as refused:
        actions.extend(fang, item=item, due_on=SOON, reason=" ")
    assert set(refused.value.fields) == {"due_on", "reason"}
    actions.extend(fang, item=item, due_on=SOON + timedelta(days=7), reason="等规委会")
    row = item.extensions.get()
    assert (row.before_on, row.due_on, row.reason) == (SOON, SOON + timedelta(days=7), "等规委会")
    assert Task.objects.get().due_on == SOON + timedelta(days=7)


def test_a_late_item_is_red_on_the_board_and_a_reported_one_waits_for_who_set_it(
    item: SupervisionItem, fang: User, han: User, world: World
) -> None:
    assert Board(access.sight(fang, world.batch), TODAY).group("supervision") is None
    late = Board(access.sight(fang, world.batch), SOON + timedelta(days=20)).group("supervision")
    assert late is not None
    assert [(row.light, row.person) for row in late.rows] == [("red", han)]
    actions.report(han, item=item, content=b"plan", file_name="plan.txt")
    waits = Board(access.sight(fang, world.batch), TODAY).group("supervision")
    assert waits is not None
    assert [row.person for row in waits.rows] == [fang]


def test_an_item_is_not_there_for_who_has_no_part_in_it(item: SupervisionItem, zhou: User, guest: User) -> None:
    for other in (zhou, guest):
        with pytest.raises(NotFound):
            access.item_for(other, item.pk)


def test_who_may_not_read_the_activity_is_not_told_of_it(item: SupervisionItem, visit: Activity, han: User) -> None:
    client = Client()
    client.force_login(han)
    page = client.get(f"/supervision/{item.pk}/").content.decode()
    assert "一次活动" in page
    assert f"/activities/{visit.pk}/" not in page
