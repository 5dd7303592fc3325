"""The verbs of landing: what each writes, who may, and what is refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest

from hometown.accounts.models import User
from hometown.files import storing
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.kernel.money import Amount
from hometown.landing import access, actions, selections
from hometown.landing.actions.escalating import Serving
from hometown.landing.actions.instructing import Told
from hometown.landing.models import Addressee, Routing
from hometown.ledger import replay
from hometown.ledger.models import Entry
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects import actions as project_actions
from hometown.projects.models import Evidence, Project
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task
from tests.people import World

from .conftest import TODAY, a_firm, a_lead, on_day

Lines = Callable[[], AbstractContextManager[list[Entry]]]


# --- routing --------------------------------------------------------------------------------------------------------


def test_a_sent_project_has_three_days_counted_from_the_sending(sent: Routing, lines_written: Lines) -> None:
    assert (sent.respond_due, sent.assess_due) == (date(2019, 12, 23), date(2019, 12, 25))  # over the weekend
    assert sent.feed_back_due == date(2019, 12, 27)
    assert sent.state == "sent"


def test_a_major_project_is_given_longer_to_assess(world: World, wang: User, lin: User) -> None:
    major = a_lead(world, lin, a_firm(), amount=Amount(Decimal(2_000_000_000))).project
    routing = actions.send(wang, project=major, unit=world.units["suixi"])
    assert routing.assess_due == date(2019, 12, 27)


def test_the_county_reads_a_project_from_the_day_it_is_sent_until_it_is_returned(
    world: World, wang: User, han: User, xu: User, project: Project
) -> None:
    assert not projects.visible_projects(han).filter(pk=project.pk).exists()
    routing = actions.send(wang, project=project, unit=world.units["suixi_park"])
    assert projects.visible_projects(han).filter(pk=project.pk).exists()
    assert not projects.visible_projects(xu).filter(pk=project.pk).exists()
    actions.return_(han, routing=routing, reason="land", words="园区无 50 亩以上净地")
    assert not projects.visible_projects(han).filter(pk=project.pk).exists()
    assert access.routing_for(han, routing.pk).state == "returned"  # its own answer stays readable


def test_only_a_coordinator_sends_and_a_stranger_learns_nothing(
    world: World, project: Project, lin: User, zhou: User, han: User
) -> None:
    for actor, refusal in ((lin, NotAllowed), (zhou, NotFound), (han, NotFound)):
        with pytest.raises(refusal):
            actions.send(actor, project=project, unit=world.units["suixi"])
    assert Routing.objects.count() == 0


def test_a_project_is_with_one_unit_at_a_time(world: World, wang: User, sent: Routing) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.send(wang, project=sent.project, unit=world.units["xiangshan"])
    assert refused.value.code == "landing.sent_already"
    actions.recall(wang, routing=sent)
    assert actions.send(wang, project=sent.project, unit=world.units["xiangshan"]).pk != sent.pk


def test_the_database_itself_holds_one_open_routing_a_project(world: World, sent: Routing) -> None:
    from .conftest import put

    twin = Routing(
        project=sent.project, unit=world.units["xiangshan"], sent_on=TODAY, sent_by=sent.sent_by, respond_due=TODAY,
        assess_due=TODAY, feed_back_due=TODAY,
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        put(twin)
    assert refused.value.code == "ledger.written_meanwhile"


def test_nothing_is_sent_to_a_department_or_while_it_is_paused(world: World, wang: User, project: Project) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.send(wang, project=project, unit=world.units["civil"])
    assert refused.value.code == "landing.cannot_land_there"
    project_actions.set_status(wang, project=project, status="paused", reason="firm_waiting")
    with pytest.raises(RuleBroken) as refused:
        actions.send(wang, project=project, unit=world.units["suixi"])
    assert refused.value.code == "landing.not_live"


def test_only_the_unit_it_was_sent_to_answers(sent: Routing, han: User, xu: User, wang: User, lin: User) -> None:
    for actor, refusal in ((xu, NotFound), (wang, NotAllowed), (lin, NotAllowed)):
        with pytest.raises(refusal):
            actions.respond(actor, routing=sent)
    assert actions.respond(han, routing=sent).state == "responded"
    with pytest.raises(RuleBroken):
        actions.respond(han, routing=sent)


def test_a_project_that_fits_lands_there_and_its_assessment_is_on_file(
    sent: Routing, han: User, lines_written: Lines
) -> None:
    with lines_written() as lines:
        actions.assess(han, routing=sent, fits=True, industry="属铝基产业链下游", environment="无新增排放")
    assert [line.verb for line in lines] == ["routing.accepted"]
    sent.refresh_from_db()
    assert (sent.state, sent.responded_on, sent.outcome_on) == ("accepted", TODAY, TODAY)
    project = Project.objects.get(pk=sent.project_id)
    assert project.landing_unit_id == sent.unit_id
    paper = Evidence.objects.get(project=project, stage="assessed", kind="assessment")
    words = storing.blob_path(paper.blob.sha256).read_text(encoding="utf-8")
    assert "属铝基产业链下游" in words
    assert "濉溪经开区" in words
    project_actions.advance(han, project=project, on=TODAY)  # the gate has what it asks for
    assert project.stage == "assessed"


def test_no_sentence_is_demanded_and_none_leaves_no_paper(sent: Routing, han: User) -> None:
    actions.assess(han, routing=sent, fits=True)
    assert Evidence.objects.filter(kind="assessment").count() == 0


def test_what_does_not_fit_waits_to_be_returned_with_its_reason(sent: Routing, han: User) -> None:
    actions.assess(han, routing=sent, fits=False, energy="蒸汽不足")
    assert sent.state == "assessed"
    assert Evidence.objects.filter(kind="assessment").count() == 0
    for reason, words, field in (("", "蒸汽不足", "reason"), ("rain", "蒸汽不足", "reason"), ("load", " ", "words")):
        with pytest.raises(BadInput) as refused:
            actions.return_(han, routing=sent, reason=reason, words=words)
        assert list(refused.value.fields) == [field]
    actions.return_(han, routing=sent, reason="load", words="蒸汽不足")
    assert (sent.state, sent.reason, sent.closed_on) == ("returned", "load", TODAY)


def test_a_project_that_was_taken_and_given_back_lands_nowhere(sent: Routing, han: User) -> None:
    actions.assess(han, routing=sent, fits=True)
    actions.return_(han, routing=sent, reason="land", words="净地没有落实")
    assert Project.objects.get(pk=sent.project_id).landing_unit_id is None


def test_a_project_has_landed_when_it_is_registered(world: World, wang: User, han: User, sent: Routing) -> None:
    actions.assess(han, routing=sent, fits=True, industry="合适")
    routing = Routing.objects.select_related("project", "unit").get(pk=sent.pk)
    with pytest.raises(RuleBroken) as refused:
        actions.land(han, routing=routing)
    assert refused.value.code == "landing.not_registered"
    project = Project.objects.get(pk=sent.project_id)
    project.stage, project.stage_rank, project.registered_on = "registered", 7, date(2019, 12, 18)
    from .conftest import put

    put(project)
    routing = Routing.objects.select_related("project", "unit").get(pk=sent.pk)
    actions.land(han, routing=routing)
    assert (routing.state, routing.outcome_on) == ("landed", date(2019, 12, 18))


def test_two_answers_at_once_leave_one(sent: Routing, han: User) -> None:
    other = Routing.objects.select_related("project__company", "unit").get(pk=sent.pk)
    actions.return_(han, routing=sent, reason="land", words="没有净地")
    with pytest.raises(RuleBroken) as refused:
        actions.assess(han, routing=other, fits=True)
    assert refused.value.code == "ledger.changed_meanwhile"
    assert Project.objects.get(pk=sent.project_id).landing_unit_id is None


def test_the_lamps_of_a_list_are_those_of_its_rows(world: World, wang: User, sent: Routing) -> None:
    policy = in_force(TODAY)
    for day in (TODAY, date(2019, 12, 24), date(2020, 1, 8)):
        shown = selections.routing_light(policy, sent, day)[0]
        for light in ("red", "amber", "green"):
            listed = selections.with_light(Routing.objects.open().with_due(), policy, light, day)
            assert listed.exists() == (light == shown), (day, light)


# --- escalation -----------------------------------------------------------------------------------------------------


@pytest.fixture
def major(world: World, lin: User) -> Project:
    amount = Amount(Decimal(2_000_000_000))
    lead: Project = a_lead(world, lin, a_firm("江苏泽远化学股份有限公司"), name="聚烯烃项目", amount=amount).project
    return lead


def test_a_major_project_without_a_task_force_is_an_exception_of_its_coordinators(
    world: World, major: Project, project: Project, wang: User, fang: User, lin: User
) -> None:
    policy = in_force(TODAY)
    assert list(access.without_task_force(wang, policy)) == [major]
    assert list(access.without_task_force(fang, policy)) == [major]
    assert selections.task_forces_due(policy, [major])[major.pk] == date(2019, 12, 23)
    actions.escalate(wang, project=major, lead_unit=world.units["bureau"])
    assert list(access.without_task_force(wang, policy)) == []


def test_the_answer_is_due_from_the_effective_filing_and_not_from_the_day_told(
    world: World, lin: User, wang: User
) -> None:
    with on_day(date(2019, 12, 2)):
        late = a_lead(world, lin, a_firm(), amount=Amount(Decimal(600_000_000)), contact_evidence="").project
    filing = late.filings.get()
    with on_day(date(2019, 12, 10)):
        project_actions.amend_filing(lin, filing=filing, contact_evidence="12月10日邮件")
    escalation = actions.escalate(wang, project=late, lead_unit=world.units["bureau"])
    assert escalation.respond_due == date(2019, 12, 11)


def test_only_an_escalating_grade_calls_a_task_force(world: World, project: Project, wang: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.escalate(wang, project=project, lead_unit=world.units["bureau"])
    assert refused.value.code == "landing.grade_does_not_escalate"


def test_a_task_force_reads_its_project_until_the_escalation_ends(
    world: World, major: Project, wang: User, bai: User
) -> None:
    serving = [Serving(world.units["ecology"], "环评预审", bai)]
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"], units=serving)
    assert projects.visible_projects(bai).filter(pk=major.pk).exists()
    actions.close_escalation(wang, escalation=escalation, outcome="合同文本已定")
    assert not projects.visible_projects(bai).filter(pk=major.pk).exists()
    assert access.escalation_for(bai, escalation.pk).outcome == "合同文本已定"  # who spoke for a unit keeps the record


def test_a_unit_joins_a_task_force_later_and_leaves_it_again(
    world: World, major: Project, wang: User, bai: User, qian: User
) -> None:
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"])
    ecology = Serving(world.units["ecology"], "环评预审", bai)
    with pytest.raises(NotFound):
        actions.add_unit(bai, escalation=escalation, serving=ecology)
    with pytest.raises(NotAllowed):
        actions.add_unit(qian, escalation=escalation, serving=ecology)
    served = actions.add_unit(wang, escalation=escalation, serving=ecology)
    assert projects.visible_projects(bai).filter(pk=major.pk).exists()
    with pytest.raises(RuleBroken, match="unit_twice"):
        actions.add_unit(wang, escalation=escalation, serving=ecology)
    with pytest.raises(BadInput):
        actions.release_unit(wang, served=served, reason="")
    actions.release_unit(wang, served=served, reason="预审已完成")
    assert not projects.visible_projects(bai).filter(pk=major.pk).exists()
    assert not access.visible_escalations(bai).exists()
    with pytest.raises(RuleBroken, match="unit_left"):
        actions.release_unit(wang, served=served, reason="再一次")
    actions.add_unit(wang, escalation=escalation, serving=ecology)  # and comes back
    assert list(replay.differences()) == []


def test_a_commitment_is_a_to_do_of_who_promised_it(
    world: World, major: Project, wang: User, bai: User, lin: User, zhou: User, lines_written: Lines
) -> None:
    serving = [Serving(world.units["ecology"], "环评预审", bai)]
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"], units=serving)
    with pytest.raises(BadInput):
        actions.commit(wang, escalation=escalation, what="环评预审意见", owner=bai, due_on=date(2019, 12, 1))
    with pytest.raises(NotAllowed):
        actions.commit(bai, escalation=escalation, what="环评预审意见", owner=bai, due_on=TODAY)
    with lines_written() as lines:
        task = actions.commit(wang, escalation=escalation, what="环评预审意见", owner=bai, due_on=date(2019, 12, 24))
    assert [line.verb for line in lines] == ["escalation.committed"]
    assert (task.owner, task.kind, task.about_id) == (bai, "escalation", escalation.pk)
    load = selections.loads(in_force(TODAY), [escalation], date(2019, 12, 30))[escalation.pk]
    assert (load.open, load.late, load.light) == (1, 1, "red")
    with pytest.raises(RuleBroken) as refused:
        actions.close_escalation(wang, escalation=escalation, outcome="办结")
    assert refused.value.code == "landing.commitments_open"
    with pytest.raises(NotAllowed):
        actions.close_commitment(lin, escalation=escalation, task=task)
    with pytest.raises(NotFound):
        actions.close_commitment(zhou, escalation=escalation, task=task)
    actions.close_commitment(bai, escalation=escalation, task=task, note="意见已出")
    assert Task.objects.get(pk=task.pk).closing_note == "意见已出"


def test_a_to_do_of_something_else_is_not_closed_through_an_escalation(
    world: World, major: Project, wang: User
) -> None:
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"])
    other = tasks.set_task(wang, what="别的事")
    with pytest.raises(RuleBroken):
        actions.close_commitment(wang, escalation=escalation, task=other)


def test_who_serves_reports_back_and_who_only_reads_does_not(
    world: World, major: Project, wang: User, bai: User, qian: User
) -> None:
    serving = [Serving(world.units["ecology"], "环评预审", bai)]
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"], units=serving)
    actions.report_back(bai, escalation=escalation, words="已现场踏勘")
    with pytest.raises(NotAllowed):
        actions.report_back(qian, escalation=escalation, words="看了看")
    with pytest.raises(BadInput):
        actions.report_back(bai, escalation=escalation, words="明天去", on=date(2019, 12, 21))
    assert [one.words for one in escalation.reports.all()] == ["已现场踏勘"]


# --- instructions ---------------------------------------------------------------------------------------------------


def test_a_leader_instructs_on_an_escalation_without_reading_its_project(
    world: World, major: Project, wang: User, leader: User, han: User, lines_written: Lines
) -> None:
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"])
    told = access.reported_escalations(leader).get()
    assert not projects.visible_projects(leader).exists()
    with pytest.raises(NotFound):
        access.escalation_for(leader, escalation.pk)
    with lines_written() as lines:
        row = actions.instruct(
            leader,
            escalation=told,
            words="用地一周内落实",
            to=[Told(han, world.units["suixi"])],
            due_on=date(2019, 12, 27),
        )
    assert [line.verb for line in lines] == ["instruction.given"]
    assert row.project_id is None
    task = Task.objects.get(owner=han)
    assert (task.what, task.kind, task.due_on) == ("用地一周内落实", "instruction", date(2019, 12, 27))
    assert major.name not in task.about_name


def test_only_a_leader_instructs_and_only_on_what_they_read(
    world: World, major: Project, wang: User, leader: User, han: User
) -> None:
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"])
    with pytest.raises(NotAllowed):
        actions.instruct(wang, escalation=escalation, words="办", to=[Told(han)])
    with pytest.raises(NotFound):
        actions.instruct(leader, project=major, words="办", to=[Told(han)])
    with pytest.raises(RuleBroken):
        actions.instruct(leader, words="办", to=[Told(han)])
    with pytest.raises(BadInput) as refused:
        actions.instruct(leader, escalation=escalation, words=" ", to=[], due_on=date(2019, 12, 1))
    assert list(refused.value.fields) == ["words", "to", "due_on"]


@pytest.fixture
def addressee(world: World, major: Project, wang: User, leader: User, han: User) -> Addressee:
    escalation = actions.escalate(wang, project=major, lead_unit=world.units["suixi"])
    to = [Told(han, world.units["suixi"])]
    return actions.instruct(leader, escalation=escalation, words="用地一周内落实", to=to).addressees.get()


def test_an_answer_closes_the_to_do_and_the_leader_closes_the_instruction(
    addressee: Addressee, han: User, xu: User, leader: User
) -> None:
    with pytest.raises(NotFound):
        actions.answer(xu, addressee=addressee, words="已办")
    with pytest.raises(RuleBroken) as refused:
        actions.close_instruction(leader, instruction=addressee.instruction)
    assert refused.value.code == "landing.answers_open"
    fresh = access.addressee_for(han, addressee.pk)
    actions.answer(han, addressee=fresh, words="420亩已完成征收", content="征收公告".encode(), file_name="公告.txt")
    assert (fresh.answered_by, fresh.file_name) == (han.pk, "公告.txt")
    assert Task.objects.get(owner=han).closed_on == TODAY
    instruction = access.instruction_for(leader, addressee.instruction_id)
    actions.close_instruction(leader, instruction=instruction)
    assert instruction.closed_on == TODAY


def test_an_instruction_closed_without_an_answer_says_why_and_takes_the_to_do_back(
    addressee: Addressee, han: User, wang: User
) -> None:
    instruction = access.instruction_for(wang, addressee.instruction_id)
    with pytest.raises(NotAllowed):
        actions.close_instruction(han, instruction=access.instruction_for(han, instruction.pk), words="好了")
    actions.close_instruction(wang, instruction=instruction, words="已在会上当面答复")
    assert Task.objects.get(owner=han).closed_on == TODAY


def test_a_to_do_of_an_instruction_names_the_aggregate(addressee: Addressee) -> None:
    assert addressee.task.about_name == "濉溪县 · 重大 · 线索 · 5亿元以上"
