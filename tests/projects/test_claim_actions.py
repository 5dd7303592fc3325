"""The verbs of first claims: probable matches, keeping, transfers, the investor's choice, objections."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork.models import ActivityOfficer
from hometown.kernel import clock
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.kernel.figures import Scope
from hometown.kernel.money import Amount
from hometown.ledger import replay
from hometown.ledger.models import Entry
from hometown.policy.standing import in_force
from hometown.projects import access, actions, figures
from hometown.projects.commands import claims as claims_command
from hometown.projects.models import Claim, Conflict, Filing, Project
from hometown.projects.progress import held_claim, life_of, lives_of, progress_of
from tests.people import World

from .conftest import TODAY, Walk, a_blob, a_firm, a_lead, a_visit, on_day, put, rules_say

Lines = Callable[[], AbstractContextManager[list[Entry]]]
FACTS: dict[str, Any] = {"name": "电池铝箔", "summary": "年产一万吨电池铝箔"}


def a_subsidiary(firm: Company, name: str = "拾光(张家港)销售有限公司") -> Company:
    return a_firm(name, parent=firm)


def held(project: Project) -> Claim:
    found = held_claim(project.pk)
    assert found is not None
    return found


@pytest.fixture
def disputed(world: World, lin: User, zhou: User) -> Conflict:
    """Lin's unit holds a claim; Zhou has filed what may be the same project, of a firm of the group."""
    parent = a_firm("上海拾光新材料有限公司")
    with on_day(date(2019, 12, 2)):
        a_lead(world, lin, parent, **FACTS)
    with on_day(date(2019, 12, 5)):
        a_lead(world, zhou, a_subsidiary(parent), unit=world.units["jiading_group"], name="动力电池箔材")
    return Conflict.objects.get()


# --- a probable match ---------------------------------------------------------------------------------------------


def test_a_probable_match_keeps_its_project_and_its_time_and_gets_no_claim(
    world: World, lin: User, zhou: User, lines_written: Lines
) -> None:
    parent = a_firm("上海拾光新材料有限公司")
    sub = a_subsidiary(parent)
    a_lead(world, lin, parent, **FACTS)
    with lines_written() as lines:
        filing = a_lead(world, zhou, sub, unit=world.units["jiading_group"], name="动力电池箔材")
    assert [line.verb for line in lines] == ["project.filed"]
    assert (filing.effective_at, filing.is_supporting) == (clock.now(), False)
    assert held_claim(filing.project_id) is None
    asked = Conflict.objects.get()
    assert (asked.filing, asked.other, asked.due_on) == (
        filing,
        Project.objects.get(name="电池铝箔"),
        date(2019, 12, 25),
    )
    assert asked.grounds.split(",")[0] == "group"


def test_a_different_project_gets_its_claim_from_the_time_it_took_effect(disputed: Conflict, wang: User) -> None:
    with on_day(date(2019, 12, 9)):
        actions.decide_conflict(wang, conflict=disputed, verdict="different", reason="两条产线，两块地")
    claim = held(disputed.project)
    assert (claim.unit, claim.first_on, claim.granted_on) == (
        disputed.filing.unit,
        date(2019, 12, 5),
        date(2019, 12, 9),
    )
    assert claim.last_on == date(2019, 12, 5) + timedelta(days=90)
    assert held(disputed.other).unit.name == "普陀小组"


def test_the_same_project_is_supported_and_counted_once(
    world: World, disputed: Conflict, wang: User, zhou: User, lines_written: Lines
) -> None:
    scope = Scope(Period(date(2019, 9, 1), date(2020, 1, 17)), batch=world.batch.pk)
    assert figures.leads.of(scope).value == 2
    with lines_written() as lines:
        actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")
    assert [line.verb for line in lines] == ["conflict.decided"]
    assert figures.leads.of(scope).value == 1
    shell, filing = Project.objects.get(pk=disputed.project_id), Filing.objects.get(pk=disputed.filing_id)
    assert (shell.status, shell.status_reason, shell.merged_into) == ("withdrawn", "same_project", disputed.other)
    assert (filing.project, filing.filed_for, filing.is_supporting) == (disputed.other, shell, True)
    assert held(disputed.other).unit.name == "普陀小组"
    assert access.visible_projects(zhou).filter(pk=shell.pk).exists()
    assert not access.visible_projects(zhou).filter(pk=disputed.other_id).exists()
    assert list(replay.differences()) == []


def test_only_deciders_who_filed_neither_decide_and_with_a_reason(
    world: World, disputed: Conflict, lin: User, wang: User, leader: User
) -> None:
    for stranger in (lin, leader):
        with pytest.raises(NotAllowed):
            actions.decide_conflict(stranger, conflict=disputed, verdict="same", reason="同一条产线")
    with pytest.raises(BadInput) as refused:
        actions.decide_conflict(wang, conflict=disputed, verdict="perhaps", reason=" ")
    assert set(refused.value.fields) == {"verdict", "reason"}
    a_lead(world, wang, disputed.other.company, unit=world.units["jiading_group"], **FACTS)
    with pytest.raises(NotAllowed, match="own_matter"):
        actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")


def test_a_decision_stands_until_it_is_objected_to(disputed: Conflict, wang: User) -> None:
    actions.decide_conflict(wang, conflict=disputed, verdict="different", reason="两条产线")
    with pytest.raises(RuleBroken, match="decided_already"):
        actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")


def test_a_lead_that_learns_its_facts_later_is_compared_before_it_gets_a_claim(
    world: World, lin: User, zhou: User
) -> None:
    parent = a_firm("上海拾光新材料有限公司")
    a_lead(world, lin, parent, **FACTS)
    vague = {"name": "意向线索", "summary": "", "amount": None, "site_need": ""}
    filing = a_lead(world, zhou, a_subsidiary(parent), unit=world.units["jiading_group"], **vague)
    assert not Conflict.objects.exists()
    told = {"summary": "电池铝箔一万吨", "amount": filing.project.amount, "site_need": "标准厂房两万平方米"}

    actions.edit_project(zhou, project=filing.project, **(told | {"amount": Amount(Decimal(110_000_000))}))
    filing.refresh_from_db()
    assert filing.effective_at is not None
    assert Conflict.objects.get().filing == filing
    assert held_claim(filing.project_id) is None


def test_a_firm_called_alike_is_probable_and_never_the_same(world: World, lin: User, zhou: User) -> None:
    a_lead(world, lin, a_firm("上海拾光新材料有限公司"), **FACTS)
    filing = a_lead(world, zhou, a_firm("上海拾广新材料有限公司"), unit=world.units["jiading_group"], **FACTS)
    assert not filing.is_supporting
    assert Conflict.objects.get().grounds.split(",")[0] == "alike"


def test_while_it_is_undecided_nobody_gets_the_known_project_either(
    world: World, disputed: Conflict, lin: User, zhou: User, wang: User
) -> None:
    actions.release_claim(lin, claim=held(disputed.other), reason="人手不够")
    again = a_lead(world, zhou, disputed.other.company, unit=world.units["jiading_group"], **FACTS)
    assert again.is_supporting
    assert held_claim(disputed.other_id) is None
    actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")
    assert held(disputed.other).filing == disputed.filing  # the earlier of the two in effect


def test_within_one_second_the_earlier_contact_with_who_decides_leads(
    world: World, lin: User, zhou: User, wang: User
) -> None:
    parent = a_firm("上海拾光新材料有限公司")
    sub = a_subsidiary(parent)
    boss = Contact(company=sub, name="沈云深", is_decision_maker=True)
    put(boss)
    visit = a_visit(world, sub, on=date(2019, 12, 1), person="")
    put(ActivityOfficer(activity=visit, officer=world.officers["zhou"]))
    from hometown.fieldwork.models import ActivityCompany, Counterpart

    put(Counterpart(link=ActivityCompany.objects.get(activity=visit), contact=boss))
    at = datetime(2019, 12, 20, 4, 0, 0, 100_000, tzinfo=UTC)
    with clock.simulated(at):
        first = a_lead(world, lin, parent, **FACTS, contact_evidence="")
        second = a_lead(world, zhou, sub, unit=world.units["jiading_group"], name="动力电池箔材", contact_evidence="")
        actions.amend_filing(lin, filing=first, contact_evidence="12月20日邮件")
    with clock.simulated(at + timedelta(milliseconds=300)):
        actions.amend_filing(zhou, filing=second, contact_evidence="12月20日邮件")
    assert not Claim.objects.exists()
    actions.decide_conflict(wang, conflict=Conflict.objects.get(), verdict="same", reason="同一条产线")
    claim = Claim.objects.get()
    assert claim.filing == second


def test_where_the_order_cannot_tell_somebody_arbitrates(world: World, lin: User, zhou: User, wang: User) -> None:
    parent = a_firm("上海拾光新材料有限公司")
    first = a_lead(world, lin, parent, **FACTS, contact_evidence="")
    second = a_lead(
        world, zhou, a_subsidiary(parent), unit=world.units["jiading_group"], name="动力电池箔材", contact_evidence=""
    )
    for user, filing in ((lin, first), (zhou, second)):
        actions.amend_filing(user, filing=filing, contact_evidence="12月20日邮件")
    conflict = Conflict.objects.get()
    with pytest.raises(BadInput) as refused:
        actions.decide_conflict(wang, conflict=conflict, verdict="same", reason="同一条产线")
    assert set(refused.value.fields) == {"leads"}
    assert Conflict.objects.get().verdict == ""
    actions.decide_conflict(wang, conflict=conflict, verdict="same", reason="同一条产线", leads=second)
    assert Claim.objects.get().unit.name == "嘉定小组"


def test_what_was_asked_about_a_project_that_ended_is_asked_of_the_one_it_is(
    world: World, disputed: Conflict, fang: User, wang: User
) -> None:
    actions.edit_project(wang, project=disputed.other, chain="silicon", industry_code="C3041")  # no longer like it
    third = a_lead(
        world, fang, a_firm("清晏(张家港)贸易有限公司", parent=disputed.project.company), name="动力电池箔材",
        unit=world.units["putuo_group"],
    )  # fmt: skip
    asked = Conflict.objects.get(filing=third)
    assert asked.other == disputed.project
    actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")
    asked.refresh_from_db()
    assert (asked.other, asked.verdict) == (disputed.other, "")
    assert held_claim(third.project_id) is None
    actions.decide_conflict(wang, conflict=asked, verdict="different", reason="只做贸易")
    assert held(third.project).filing == third


def test_of_two_questions_that_became_one_only_one_is_left(
    world: World, disputed: Conflict, fang: User, wang: User
) -> None:
    firm = a_firm("清晏(张家港)贸易有限公司", parent=disputed.project.company)
    third = a_lead(world, fang, firm, name="动力电池箔材", unit=world.units["putuo_group"])
    assert Conflict.objects.open().filter(filing=third).count() == 2
    actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")
    assert [one.other for one in Conflict.objects.open().filter(filing=third)] == [disputed.other]


@pytest.fixture
def third(world: World, disputed: Conflict, fang: User, wang: User) -> Filing:
    """A lead that may mean either of two known projects."""
    actions.decide_conflict(wang, conflict=disputed, verdict="different", reason="两条产线")
    firm = a_firm("清晏(张家港)贸易有限公司", parent=disputed.other.company)
    return a_lead(world, fang, firm, name="铝箔新材", unit=world.units["jiading_group"])


def asked_about(filing: Filing, other: Project) -> Conflict:
    found: Conflict = Conflict.objects.get(filing=filing, other=other)
    return found


def test_a_lead_that_may_mean_several_known_projects_is_asked_about_each(third: Filing, disputed: Conflict) -> None:
    asked = Conflict.objects.filter(filing=third)
    assert {one.other for one in asked} == {disputed.other, disputed.project}
    assert held_claim(third.project_id) is None


def test_one_decision_settles_every_known_project_that_was_asked_about(
    third: Filing, disputed: Conflict, wang: User, lines_written: Lines
) -> None:
    with lines_written() as lines:
        actions.decide_conflict(
            wang, conflict=asked_about(third, disputed.project), verdict="same", reason="同一条产线"
        )
    assert [line.verb for line in lines] == ["conflict.decided"]
    assert not Conflict.objects.open().exists()
    assert asked_about(third, disputed.other).verdict == "different"
    third.refresh_from_db()
    assert (third.project, third.is_supporting) == (disputed.project, True)
    assert held(disputed.project).unit.name == "嘉定小组"
    assert held(disputed.other).unit.name == "普陀小组"


def test_a_lead_that_is_none_of_them_gets_its_claim_by_one_decision(
    third: Filing, disputed: Conflict, wang: User
) -> None:
    actions.decide_conflict(wang, conflict=asked_about(third, disputed.other), verdict="different", reason="另一条线")
    assert not Conflict.objects.open().exists()
    assert held(third.project).filing == third


def test_nobody_decides_who_filed_one_of_the_known_projects(
    world: World, third: Filing, disputed: Conflict, wang: User
) -> None:
    a_lead(world, wang, disputed.project.company, unit=world.units["jiading_group"], name=disputed.project.name)
    with pytest.raises(NotAllowed, match="own_matter"):
        actions.decide_conflict(wang, conflict=asked_about(third, disputed.other), verdict="different", reason="否")


def test_an_objection_moves_a_lead_from_one_known_project_to_the_other(
    world: World, third: Filing, disputed: Conflict, wang: User, zhou: User
) -> None:
    actions.decide_conflict(wang, conflict=asked_about(third, disputed.other), verdict="same", reason="同一条产线")
    objection = actions.object_to(
        zhou, unit=world.units["jiading_group"], conflict=asked_about(third, disputed.project), grounds="是我们那条线"
    )
    actions.decide_objection(wang, objection=objection, upheld=True, reasons="查实")
    third.refresh_from_db()
    assert (third.project, third.is_supporting) == (disputed.project, True)
    assert asked_about(third, disputed.other).verdict == "different"
    assert third.filed_for is not None
    assert third.filed_for.merged_into == disputed.project
    assert list(replay.differences()) == []


def test_a_project_that_stopped_meanwhile_gets_no_claim(disputed: Conflict, wang: User) -> None:
    actions.set_status(wang, project=disputed.project, status="lost", reason="went_elsewhere")
    actions.decide_conflict(wang, conflict=disputed, verdict="different", reason="两条产线")
    assert held_claim(disputed.project_id) is None


# --- what the rules do not protect --------------------------------------------------------------------------------

LEAST = ("  protection: 90 days", "  least_amount: 500000000\n  protection: 90 days")


def yuan(millions: int) -> Amount:
    return Amount(Decimal(millions * 1_000_000))


def test_a_project_under_the_least_amount_is_filed_without_a_claim_until_it_grows(world: World, lin: User) -> None:
    rules_say(LEAST)
    filing = a_lead(world, lin, a_firm(), amount=yuan(499))
    assert filing.effective_at is not None
    assert held_claim(filing.project_id) is None
    actions.edit_project(lin, project=Project.objects.get(pk=filing.project_id), amount=yuan(500))
    assert held(filing.project).first_on == TODAY


def test_a_unit_that_lets_too_many_claims_go_without_evidence_gets_no_further_one(world: World, lin: User) -> None:
    rules_say(("  neglected_most: 15", "  neglected_most: 2"))
    firms = [a_firm(), a_firm()]
    with on_day(date(2019, 12, 1)):
        for firm in firms:
            a_lead(world, lin, firm)
    with on_day(date(2019, 12, 15)):  # the last day for the evidence
        assert held(a_lead(world, lin, a_firm()).project)
    with on_day(date(2019, 12, 16)):
        third = a_lead(world, lin, a_firm())
        assert third.effective_at is not None
        assert held_claim(third.project_id) is None
        assert "given" not in CliRunner().invoke(claims_command, ["sweep"], catch_exceptions=False).output
        visit = a_visit(world, firms[0], on=date(2019, 12, 15))
        put(ActivityOfficer(activity=visit, officer=world.officers["lin"]))
        told = CliRunner().invoke(claims_command, ["sweep"], catch_exceptions=False).output
    assert "1 claims that the rules had held back were given." in told
    assert (held(third.project).unit.name, held(third.project).first_on) == ("普陀小组", date(2019, 12, 16))
    assert list(replay.differences()) == []


# --- kept up by progress, renewed, given up -----------------------------------------------------------------------


def test_progress_is_read_off_the_records_of_the_holder(world: World, lin: User, zhou: User, wang: User) -> None:
    firm = a_firm()
    with on_day(date(2019, 11, 1)):
        mine = a_lead(world, lin, firm, **FACTS).project
        other = a_lead(world, zhou, a_firm(), unit=world.units["jiading_group"], name="光伏玻璃").project
    own = a_visit(world, firm, on=date(2019, 11, 12))
    put(ActivityOfficer(activity=own, officer=world.officers["lin"]))
    theirs = a_visit(world, firm, on=date(2019, 11, 20))
    put(ActivityOfficer(activity=theirs, officer=world.officers["zhou"]))
    nameless = a_visit(world, firm, on=date(2019, 11, 21), person="")
    put(ActivityOfficer(activity=nameless, officer=world.officers["lin"]))
    with on_day(date(2019, 11, 25)):
        actions.report_evidence(
            lin, project=mine, stage="assessed", kind="assessment", file_name="研判.pdf", blob=a_blob()
        )
        actions.advance(wang, project=mine, on=date(2019, 11, 25))
    claims = list(Claim.objects.with_life_needs().order_by("pk"))
    marks = progress_of(claims, TODAY)
    assert [(mark.on, mark.kind) for mark in marks[held(mine).pk]] == [
        (date(2019, 11, 12), "activity"),
        (date(2019, 11, 25), "evidence"),
        (date(2019, 11, 25), "move"),
    ]
    assert marks[held(other).pk] == []


def test_the_life_of_many_claims_asks_no_more_than_that_of_one(
    world: World, lin: User, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        a_lead(world, lin, a_firm(), name=f"项目{number}")
    claims = list(Claim.objects.with_life_needs())
    with django_assert_num_queries(4):
        assert len(lives_of(claims, in_force(TODAY), TODAY)) == 6


def test_a_claim_is_renewed_once_with_a_reason_by_its_own_people(
    world: World, lin: User, zhou: User, lines_written: Lines
) -> None:
    claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    with pytest.raises(NotAllowed):
        actions.renew_claim(zhou, claim=claim, reason="还在谈")
    with pytest.raises(BadInput):
        actions.renew_claim(lin, claim=claim, reason=" ")
    with lines_written() as lines:
        renewed = actions.renew_claim(lin, claim=claim, reason="企业年后定址")
    assert [line.verb for line in lines] == ["claim.renewed"]
    assert (renewed.last_on, renewed.renewals) == (TODAY + timedelta(days=180), 1)
    with pytest.raises(RuleBroken, match="renewed_enough"):
        actions.renew_claim(lin, claim=claim, reason="企业年后定址")


def test_a_lapsed_claim_is_not_renewed_though_no_sweep_came_by(world: World, lin: User) -> None:
    with on_day(date(2019, 11, 1)):
        claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    with pytest.raises(RuleBroken, match="claim_gone"):
        actions.renew_claim(lin, claim=claim, reason="企业年后定址")


def test_the_sweep_gives_back_what_lapsed_each_in_a_line_and_again_nothing(
    world: World, lin: User, lines_written: Lines
) -> None:
    with on_day(date(2019, 11, 1)):
        gone = [a_lead(world, lin, a_firm(), name=f"旧项目{n}").project for n in range(2)]
    a_lead(world, lin, a_firm(), name="新项目")
    with lines_written() as lines:
        assert "2 claims would go" in CliRunner().invoke(claims_command, ["sweep", "--dry-run"]).output
    assert lines == []
    with lines_written() as lines:
        answer = CliRunner().invoke(claims_command, ["sweep"])
    assert answer.exit_code == 0, answer.output
    assert [line.verb for line in lines] == ["claim.lapsed", "claim.lapsed"]
    assert {one.released_because for one in Claim.objects.filter(project__in=gone)} == {"no_evidence"}
    with lines_written() as lines:
        CliRunner().invoke(claims_command, ["sweep"])
    assert lines == []


def test_a_signed_project_keeps_its_claim_and_nobody_else_gets_it(
    world: World, lin: User, zhou: User, walk: Walk
) -> None:
    with on_day(date(2019, 10, 22)):
        project = walk("signed", name="电池铝箔")
    with on_day(date(2020, 1, 16)):
        assert life_of(held(project), in_force(TODAY), date(2020, 1, 16)).state == "kept"
        filing = a_lead(world, lin, project.company, name="电池铝箔")
    assert filing.is_supporting
    assert not filing.claims.exists()


def test_a_claim_that_is_given_up_is_the_next_ones(world: World, lin: User, zhou: User) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm, **FACTS).project
    actions.release_claim(lin, claim=held(project), reason="人手不够")
    with pytest.raises(RuleBroken, match="claim_gone"):
        actions.release_claim(lin, claim=Claim.objects.get(), reason="再说一次")
    a_lead(world, zhou, firm, unit=world.units["jiading_group"], **FACTS)
    assert held(project).unit.name == "嘉定小组"
    assert Claim.objects.get(unit=world.units["putuo_group"]).released_note == "人手不够"


# --- the investor's choice ----------------------------------------------------------------------------------------


def choose(wang: User, project: Project, **who: Any) -> Any:
    return actions.record_choice(
        wang, project=project, words="请嘉定小组对接", paper_blob=a_blob(), paper_name="函.pdf", **{"on": TODAY} | who
    )


def test_what_the_firm_writes_goes_before_every_claim(
    world: World, lin: User, wang: User, lines_written: Lines
) -> None:
    project = a_lead(world, lin, a_firm(), **FACTS).project
    with lines_written() as lines:
        choose(wang, project, chosen=world.units["jiading_group"])
    assert [line.verb for line in lines if line.verb != "test.prepared"] == ["choice.recorded"]
    assert held(project).unit == world.units["jiading_group"]
    assert Claim.objects.get(unit=world.units["putuo_group"]).released_because == "investor"


def test_a_refused_unit_loses_the_claim_and_does_not_get_it_again(
    world: World, lin: User, zhou: User, wang: User
) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm, **FACTS).project
    choose(wang, project, refused=world.units["putuo_group"])
    a_lead(world, lin, firm, **FACTS)
    assert held_claim(project.pk) is None
    a_lead(world, zhou, firm, unit=world.units["jiading_group"], **FACTS)
    assert held(project).unit.name == "嘉定小组"
    assert Project.objects.get(pk=project.pk).status == "active"


def test_an_older_letter_that_arrives_late_undoes_no_newer_one(world: World, lin: User, zhou: User, wang: User) -> None:
    putuo, jiading = world.units["putuo_group"], world.units["jiading_group"]
    project = a_lead(world, lin, a_firm(), **FACTS).project
    choose(wang, project, chosen=jiading)
    choose(wang, project, chosen=putuo, on=TODAY - timedelta(days=9))
    assert held(project).unit == jiading
    choose(wang, project, refused=jiading, on=TODAY - timedelta(days=8))
    assert held(project).unit == jiading


def test_a_choice_needs_its_paper_a_unit_and_somebody_who_decides(world: World, lin: User, wang: User) -> None:
    project = a_lead(world, lin, a_firm(), **FACTS).project
    with pytest.raises(BadInput) as refused:
        actions.record_choice(wang, project=project, on=TODAY + timedelta(days=1))
    assert set(refused.value.fields) == {"chosen", "on", "paper"}
    with pytest.raises(NotAllowed):
        choose(lin, project, chosen=world.units["putuo_group"])
