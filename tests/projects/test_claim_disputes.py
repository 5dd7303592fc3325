"""Passing a claim on, and disputing one: three sides of a transfer, objections, appeals."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.kernel.figures import Scope
from hometown.ledger import replay
from hometown.ledger.models import Entry
from hometown.projects import access, actions, figures, selections
from hometown.projects.models import Claim, Conflict, Filing, Objection, Project, Transfer
from tests.people import World

from .conftest import TODAY, a_blob, a_firm, a_lead, on_day
from .test_claim_actions import FACTS, a_subsidiary, held

Lines = Callable[[], AbstractContextManager[list[Entry]]]


@pytest.fixture
def disputed(world: World, lin: User, zhou: User) -> Conflict:
    """Lin's unit holds a claim; Zhou has filed what may be the same project, of a firm of the group."""
    parent = a_firm("上海拾光新材料有限公司")
    with on_day(date(2019, 12, 2)):
        a_lead(world, lin, parent, **FACTS)
    with on_day(date(2019, 12, 5)):
        a_lead(world, zhou, a_subsidiary(parent), unit=world.units["jiading_group"], name="动力电池箔材")
    return Conflict.objects.get()


# --- transfers ----------------------------------------------------------------------------------------------------


def propose(user: User, world: World, claim: Claim, **more: Any) -> Transfer:
    told: dict[str, Any] = {"to_unit": world.units["suixi"], "reason": "land"} | more
    return actions.propose_transfer(user, claim=claim, **told)


def test_a_transfer_completes_with_the_third_word_in_any_order(
    world: World, lin: User, wang: User, han: User, lines_written: Lines
) -> None:
    project = a_lead(world, lin, a_firm(), **FACTS).project
    claim = held(project)
    with lines_written() as lines:
        transfer = propose(wang, world, claim)
        actions.confirm_transfer(han, transfer=transfer)
        actions.confirm_transfer(lin, transfer=transfer)
    assert [line.verb for line in lines] == ["transfer.proposed", "transfer.confirmed", "transfer.completed"]
    done = Transfer.objects.get()
    assert (done.split_giver, done.split_receiver, done.years) == (50, 50, 5)
    assert (held(project), held(project).unit) == (done.new_claim, world.units["suixi"])
    assert held(project).last_on == claim.last_on
    assert selections.statistical_home(project) == world.units["suixi"]
    assert Claim.objects.get(pk=claim.pk).released_because == "transferred"
    assert access.visible_projects(han).filter(pk=project.pk).exists()
    with pytest.raises(RuleBroken, match="transfer_closed"):
        actions.confirm_transfer(lin, transfer=transfer)


def test_a_transfer_counts_no_project_twice(world: World, lin: User, wang: User, han: User) -> None:
    scope = Scope(Period(date(2019, 9, 1), date(2020, 1, 17)), batch=world.batch.pk)
    project = a_lead(world, lin, a_firm(), **FACTS).project
    before = figures.leads.of(scope).value
    transfer = propose(lin, world, held(project), statistical_home=world.units["putuo_group"])
    actions.confirm_transfer(wang, transfer=transfer)
    actions.confirm_transfer(han, transfer=transfer)
    assert figures.leads.of(scope).value == before == 1
    assert selections.statistical_home(project) == world.units["putuo_group"]


def test_each_side_needs_a_person_of_its_own(world: World, lin: User, fang: User, zhou: User, wang: User) -> None:
    transfer = propose(lin, world, held(a_lead(world, lin, a_firm(), **FACTS).project))
    with pytest.raises(RuleBroken, match="confirmed_by_you"):
        actions.confirm_transfer(lin, transfer=transfer)
    with pytest.raises(RuleBroken, match="side_confirmed"):
        actions.confirm_transfer(fang, transfer=transfer)
    with pytest.raises(NotAllowed, match="no_side"):
        actions.confirm_transfer(zhou, transfer=transfer)
    with pytest.raises(NotAllowed, match="no_side"):
        propose(zhou, world, held(a_lead(world, lin, a_firm(), name="别的").project))


def test_a_refused_transfer_leaves_the_claim_where_it_is(world: World, lin: User, han: User) -> None:
    project = a_lead(world, lin, a_firm(), **FACTS).project
    transfer = propose(lin, world, held(project))
    with pytest.raises(BadInput):
        actions.refuse_transfer(han, transfer=transfer, reason="")
    actions.refuse_transfer(han, transfer=transfer, reason="园区没有地")
    assert held(project).unit.name == "普陀小组"
    again = propose(lin, world, held(project))
    assert again.refused_on is None


def test_a_transfer_of_a_claim_that_ends_goes_no_further(world: World, lin: User, wang: User) -> None:
    claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    transfer = propose(lin, world, claim)
    with pytest.raises(RuleBroken, match="transfer_open"):
        propose(wang, world, claim)
    actions.release_claim(lin, claim=claim, reason="人手不够")
    assert Transfer.objects.get(pk=transfer.pk).refused_because == "claim_ended"


def test_a_transfer_is_by_the_reasons_and_splits_of_the_rules(world: World, lin: User) -> None:
    claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    with pytest.raises(BadInput) as refused:
        propose(
            lin, world, claim, to_unit=world.units["putuo_group"], reason="friendship", split_giver=80,
            statistical_home=world.units["suixi"],
        )  # fmt: skip
    assert set(refused.value.fields) == {"to_unit", "reason", "split_giver", "statistical_home"}


def test_a_transfer_does_not_pass_to_a_unit_the_firm_refused_meanwhile(
    world: World, lin: User, wang: User, han: User
) -> None:
    project = a_lead(world, lin, a_firm(), **FACTS).project
    transfer = propose(wang, world, held(project))
    actions.confirm_transfer(han, transfer=transfer)
    actions.record_choice(
        wang, project=project, on=TODAY, refused=world.units["suixi"], paper_blob=a_blob(), paper_name="函.pdf"
    )
    with pytest.raises(RuleBroken, match="refused_by_firm"):
        actions.confirm_transfer(lin, transfer=transfer)
    assert held(project).unit == world.units["putuo_group"]


# --- objections ---------------------------------------------------------------------------------------------------


@pytest.fixture
def supporting(world: World, lin: User, zhou: User) -> Claim:
    """Lin's unit holds a claim; Zhou's has filed the same project after it."""
    firm = a_firm()
    with on_day(date(2019, 12, 18)):
        project = a_lead(world, lin, firm, **FACTS).project
        a_lead(world, zhou, firm, unit=world.units["jiading_group"], **FACTS)
    return held(project)


def objected(user: User, world: World, claim: Claim) -> Objection:
    return actions.object_to(user, unit=world.units["jiading_group"], claim=claim, grounds="我们十月就见过董事长")


def test_an_upheld_objection_moves_the_claim_and_an_appeal_may_undo_it(
    world: World, supporting: Claim, lin: User, zhou: User, wang: User, leader: User, lines_written: Lines
) -> None:
    jiading = world.units["jiading_group"]
    with lines_written() as lines:
        objection = objected(zhou, world, supporting)
        actions.decide_objection(wang, objection=objection, upheld=True, reasons="证据在前", to_unit=jiading)
        assert held(supporting.project).unit == jiading
        assert held(supporting.project).first_on == supporting.first_on
        actions.appeal(lin, objection=objection, unit=world.units["putuo_group"], grounds="证据是后补的")
        actions.decide_appeal(leader, objection=objection, upheld=True, reasons="原件日期在后")
    assert [line.verb for line in lines] == [
        "objection.filed", "objection.decided", "objection.appealed", "objection.appeal_decided",
    ]  # fmt: skip
    assert held(supporting.project).unit == world.units["putuo_group"]
    with pytest.raises(RuleBroken, match="appealed_already"):
        actions.appeal(zhou, objection=objection, unit=jiading, grounds="再来一次")
    assert list(replay.differences()) == []


def test_an_objection_turned_down_moves_nothing_and_its_appeal_may(
    world: World, supporting: Claim, lin: User, zhou: User, wang: User, leader: User
) -> None:
    objection = objected(zhou, world, supporting)
    assert objection.due_on == date(2019, 12, 27)
    actions.decide_objection(wang, objection=objection, upheld=False, reasons="没有原件")
    assert held(supporting.project).unit.name == "普陀小组"
    with pytest.raises(NotAllowed, match="not_the_loser"):
        actions.appeal(lin, objection=objection, unit=world.units["putuo_group"], grounds="我们赢了也要申诉")
    actions.appeal(zhou, objection=objection, unit=world.units["jiading_group"], grounds="原件在此")
    with pytest.raises(NotAllowed, match="appeal_judges_only"):
        actions.decide_appeal(wang, objection=objection, upheld=True, reasons="自己改自己")
    actions.decide_appeal(
        leader, objection=objection, upheld=True, reasons="原件属实", to_unit=world.units["jiading_group"]
    )
    assert held(supporting.project).unit.name == "嘉定小组"


def test_no_decision_gives_the_claim_to_a_unit_the_firm_refused(
    world: World, supporting: Claim, zhou: User, wang: User, leader: User
) -> None:
    jiading = world.units["jiading_group"]
    actions.record_choice(
        wang, project=supporting.project, on=TODAY, refused=jiading, paper_blob=a_blob(), paper_name="函.pdf"
    )
    objection = objected(zhou, world, supporting)
    with pytest.raises(RuleBroken, match="refused_by_firm"):
        actions.decide_objection(wang, objection=objection, upheld=True, reasons="证据在前", to_unit=jiading)
    actions.decide_objection(wang, objection=objection, upheld=False, reasons="企业不愿意")
    actions.appeal(zhou, objection=objection, unit=jiading, grounds="原件在此")
    with pytest.raises(RuleBroken, match="refused_by_firm"):
        actions.decide_appeal(leader, objection=objection, upheld=True, reasons="原件属实", to_unit=jiading)
    assert held(supporting.project).unit == world.units["putuo_group"]


def test_an_objection_comes_in_time_with_a_stake_and_once(
    world: World, supporting: Claim, lin: User, zhou: User, han: User
) -> None:
    with pytest.raises(RuleBroken, match="no_stake"):
        actions.object_to(han, unit=world.units["suixi"], claim=supporting, grounds="想要")
    with pytest.raises(RuleBroken, match="own_claim"):
        actions.object_to(lin, unit=world.units["putuo_group"], claim=supporting, grounds="想要")
    with on_day(date(2019, 12, 26)), pytest.raises(RuleBroken, match="objection_late"):
        objected(zhou, world, supporting)
    objected(zhou, world, supporting)
    with pytest.raises(RuleBroken, match="objection_open"):
        objected(zhou, world, supporting)


def test_an_upheld_objection_turns_a_verdict_round_and_nothing_is_lost(
    world: World, disputed: Conflict, zhou: User, wang: User
) -> None:
    actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")
    objection = actions.object_to(
        zhou, unit=world.units["jiading_group"], conflict=Conflict.objects.get(), grounds="两块地，两份意向书"
    )
    actions.decide_objection(wang, objection=objection, upheld=True, reasons="确是两个项目")
    shell, filing = Project.objects.get(pk=disputed.project_id), Filing.objects.get(pk=disputed.filing_id)
    assert (shell.status, shell.merged_into, filing.project, filing.is_supporting) == ("active", None, shell, False)
    assert (held(shell).unit.name, held(shell).first_on) == ("嘉定小组", date(2019, 12, 5))
    assert held(disputed.other).unit.name == "普陀小组"
    assert list(replay.differences()) == []
