"""Everything an officer holds passes at once; each who gets something says so; nobody loses what they earned."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hometown.accounts.models import Grant, User
from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.chains import actions as chains
from hometown.chains import labels
from hometown.chains.models import Watch
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact, Introduction
from hometown.companies.revealing import reveal_contact
from hometown.dispatch.actions import supervise_promise
from hometown.dispatch.models import SupervisionItem
from hometown.dispatch.owners import Owners
from hometown.exchange import actions as exchange
from hometown.exchange.models import Question
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Appointment
from hometown.kernel import clock
from hometown.kernel.errors import ChangedMeanwhile, NotAllowed, NotFound, RuleBroken
from hometown.landing.models import Escalation
from hometown.ledger import history, replay
from hometown.ledger.holdings import held
from hometown.ledger.models import Entry
from hometown.meetings import actions as meetings
from hometown.meetings.models import HelpWanted
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, KeyTask, Officer, Posting
from hometown.projects import access as projects
from hometown.projects import actions as projects_actions
from hometown.projects.models import Credit, Filing, Project
from hometown.relay import actions, plans, possessions
from hometown.relay.comparing import Choice
from hometown.relay.models import Handover, HandoverItem
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import a_firm, a_lead, a_visit, put

pytestmark = pytest.mark.django_db
START = datetime(2020, 1, 6, 2, tzinfo=UTC)


@dataclass
class Estate:
    """What Lin holds before leaving."""

    world: World
    firm: Company
    project: Project
    contact: Contact
    appointment: Appointment
    promise: SupervisionItem
    help: HelpWanted
    todo: Task
    key_task: KeyTask

    @property
    def lin(self) -> Officer:
        return self.world.officers["lin"]

    @property
    def zhou(self) -> Officer:
        return self.world.officers["zhou"]


@pytest.fixture
def estate(world: World, lin: User, zhou: User, wang: User) -> Estate:
    firm, officer = a_firm(), world.officers["lin"]
    project = a_lead(world, lin, firm, officer=officer).project
    put(Credit(project=project, officer=officer, share=100))
    contact = companies.add_contact(lin, company=firm, name="郁青禾", phone="13900001234", consent="business")
    companies.ask_introduction(lin, introducer=firm, introduced_name="南京松壑光电有限公司")
    meeting = fieldwork.propose_appointment(
        lin, company=firm, officers=[officer], starts_at=START, ends_at=START + timedelta(hours=1)
    )
    due = date(2020, 2, 1)
    promise = supervise_promise(
        wang, words="给两处厂房图纸", owner_unit=world.units["bureau"], owner=lin, due_on=due,
        activity=a_visit(world, firm),
    )  # fmt: skip
    wanted = meetings.ask_help(lin, batch=world.batch, what="谁认识电池厂", company=firm)
    todo = tasks.set_task(lin, what="回电", due_on=due)
    key = KeyTask(batch=world.batch, text="走遍普陀企业", owner=officer)
    put(key)
    return Estate(world, firm, project, contact, meeting, promise, wanted, todo, key)


def hand_over(actor: User, estate: Estate, to: Officer | None = None) -> Handover:
    done: Handover = actions.hand_over_all(actor, officer=estate.lin, successor=to or estate.zhou)
    return done


def held_by(officer: Officer) -> dict[str, int]:
    return possessions.read(officer).counts()


def test_all_of_it_passes_in_one_line_and_each_record_tells_of_it(estate: Estate, wang: User) -> None:
    before, lines = possessions.read(estate.lin), Entry.objects.count()
    handover = hand_over(wang, estate)
    assert Entry.objects.count() == lines + 1
    assert held_by(estate.lin) == {}
    assert held_by(estate.zhou) == before.counts() == handover.counts
    assert before.counts().keys() == {
        "dispatch.supervisionitem.owner", "meetings.helpwanted.keeper", "projects.project.keeper",
        "fieldwork.appointmentofficer.officer", "companies.contact.keeper", "companies.introduction.keeper",
        "programme.keytask.owner", "tasks.task.owner",
    }  # fmt: skip
    for item in before.items:
        for _held, row in item.parts:
            told = [line for line in history.of(row) if line.entry.verb == "handover.done"]
            assert len(told) == 1, row
    assert list(replay.differences()) == []


def test_what_goes_along_is_no_item_of_its_own(estate: Estate, wang: User) -> None:
    handover = hand_over(wang, estate)
    assert estate.promise.task is not None
    assert not handover.items.filter(about_id=estate.promise.task.pk).exists()
    assert Task.objects.get(pk=estate.promise.task.pk).owner == estate.zhou.user


def test_credit_authors_and_figures_stay(estate: Estate, wang: User) -> None:
    scope = scope_of(estate.world.batch)
    before = {code: one.of(scope).value for code, one in CATALOGUE.items()}
    hand_over(wang, estate)
    assert {code: one.of(scope).value for code, one in CATALOGUE.items()} == before
    assert Credit.objects.get(project=estate.project).officer == estate.lin
    assert Filing.objects.get(project=estate.project).officer == estate.lin
    assert HelpWanted.objects.get(pk=estate.help.pk).raised_by == estate.lin.user_id
    assert Contact.objects.get(pk=estate.contact.pk).known_to == estate.lin.pk


def test_the_successor_sees_the_project_and_the_board_names_them(estate: Estate, wang: User, zhou: User) -> None:
    assert not projects.visible_among(zhou, [estate.project.pk])
    hand_over(wang, estate)
    reader = User.objects.get(pk=zhou.pk)
    assert projects.visible_among(reader, [estate.project.pk])
    assert estate.project in Project.objects.filter(projects.mine(reader))
    assert Owners(clock.today()).of(estate.project.pk) == zhou


def test_details_of_a_contact_pass_only_as_they_agreed(estate: Estate, wang: User, lin: User, zhou: User) -> None:
    assert reveal_contact(zhou, estate.contact, purpose="走访")["phone"] == "13900001234"
    hand_over(wang, estate)
    contact = Contact.objects.get(pk=estate.contact.pk)
    for reader in (zhou, wang):
        with pytest.raises(RuleBroken, match="not_passed_on"):
            reveal_contact(User.objects.get(pk=reader.pk), contact, purpose="走访")
    assert reveal_contact(User.objects.get(pk=lin.pk), contact, purpose="感谢")["phone"] == "13900001234"
    companies.edit_contact(zhou, contact, consent="pass_on")
    assert reveal_contact(User.objects.get(pk=zhou.pk), contact, purpose="走访")["phone"] == "13900001234"


def test_who_is_going_already_is_not_expected_twice(estate: Estate, wang: User, lin: User) -> None:
    fieldwork.edit_appointment(lin, estate.appointment, officers=[estate.lin, estate.zhou])
    handover = hand_over(wang, estate)
    assert [link.officer for link in estate.appointment.officer_links.all()] == [estate.zhou]
    assert not handover.items.filter(kind="fieldwork.appointmentofficer.officer").exists()


def test_others_are_named_for_a_kind_and_for_one_record(estate: Estate, lin: User, wang: User, fang: User) -> None:
    other = tasks.set_task(lin, what="寄样品")
    plan = actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou)
    fang_sent = estate.world.officers["fang"]
    actions.name_successor(lin, plan, kind="companies.contact.keeper", successor=fang_sent)
    actions.name_successor(lin, plan, kind="tasks.task.owner", row=other.pk, successor=fang_sent)
    actions.hand_over(wang, plan)
    assert held_by(fang_sent) == {"companies.contact.keeper": 1, "tasks.task.owner": 1}
    assert Task.objects.get(pk=estate.todo.pk).owner == estate.zhou.user


def test_nobody_confirms_their_own_handover(estate: Estate, lin: User, fang: User) -> None:
    plan = actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou)
    with pytest.raises(NotAllowed, match="somebody_else"):
        actions.hand_over(lin, plan)
    mine = actions.plan_handover(fang, officer=estate.world.officers["fang"], successor=estate.zhou)
    with pytest.raises(NotAllowed, match="somebody_else"):
        actions.hand_over(fang, mine)
    assert actions.hand_over(fang, plan).coordinator == fang


def test_an_officer_prepares_no_other_s(estate: Estate, zhou: User, han: User) -> None:
    for actor in (zhou, han):
        with pytest.raises(NotFound):
            actions.plan_handover(actor, officer=estate.lin, successor=estate.zhou)
        with pytest.raises(NotFound):
            actions.hand_over_all(actor, officer=estate.lin, successor=estate.zhou)


def posted(world: World, name: str, first: date, last: date, user: User | None) -> Officer:
    """An officer with one posting in a second batch."""
    batch = Batch.objects.filter(number=2).first() or Batch(
        number=2, name="第二批", host_city=world.host, first_on=first, last_on=date(2020, 12, 31), state="open"
    )
    sent = Officer(name=name, user=user, home_unit=world.units["civil"])
    put(batch, sent)
    put(Posting(officer=sent, batch=batch, host_unit=world.units["anting"], first_on=first, last_on=last))
    return sent


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2019, 9, 1), date(2019, 12, 1), "serves_no_more"),
        (date(2020, 2, 1), date(2020, 6, 1), "not_yet"),
    ],
)
def test_a_successor_serves(estate: Estate, wang: User, stranger: User, first: date, last: date, code: str) -> None:
    other = posted(estate.world, "过路人", first, last, stranger)
    with pytest.raises(RuleBroken, match=code):
        hand_over(wang, estate, other)
    assert held_by(estate.lin) != {}
    assert not Handover.objects.exists()


def test_a_successor_has_an_account_and_may_have_what_passes(estate: Estate, wang: User, stranger: User) -> None:
    nobody = posted(estate.world, "无号", date(2019, 12, 1), date(2020, 6, 1), None)
    with pytest.raises(RuleBroken, match="without_account"):
        hand_over(wang, estate, nobody)
    without_role = posted(estate.world, "过路人", date(2019, 12, 1), date(2020, 6, 1), stranger)
    with pytest.raises(RuleBroken, match="successor_may_not"):
        hand_over(wang, estate, without_role)


def test_what_a_successor_could_not_see_undoes_all_of_it(estate: Estate, wang: User, stranger: User) -> None:
    """The work priority of another batch is not theirs to read; by then other rows had been written."""
    next_one = posted(estate.world, "温若溪", date(2019, 12, 1), date(2020, 6, 1), stranger)
    over = Batch.objects.get(number=2).pk
    put(Grant(user=stranger, role="secondee", scope_kind="batch", scope_id=over, first_on=date(2019, 12, 1)))
    before, lines = held_by(estate.lin), Entry.objects.count()
    with pytest.raises(RuleBroken, match="cannot_see"):
        hand_over(wang, estate, User.objects.get(pk=stranger.pk).officer)
    assert (held_by(estate.lin), Entry.objects.count()) == (before, lines)
    plan = actions.plan_handover(wang, officer=estate.lin, successor=next_one)
    actions.name_successor(wang, plan, kind="programme.keytask.owner", successor=estate.zhou)
    actions.hand_over(wang, plan)
    assert held_by(estate.lin) == {}
    assert projects.visible_among(User.objects.get(pk=stranger.pk), [estate.project.pk])


def test_of_two_who_confirm_one_wins_and_new_work_is_seen_first(estate: Estate, lin: User, wang: User) -> None:
    plan = actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou)
    looked = held_by(estate.lin)
    tasks.set_task(lin, what="刚答应的事")
    with pytest.raises(RuleBroken, match="counts_changed"):
        actions.hand_over(wang, plan, seen=looked)
    with pytest.raises(ChangedMeanwhile):
        actions.hand_over(wang, plan, revision=plan.revision - 1)
    actions.hand_over(wang, plan, seen=held_by(estate.lin), revision=plan.revision)
    with pytest.raises(RuleBroken, match="no_plan_any_more"):
        actions.hand_over(wang, plan)
    with pytest.raises(RuleBroken, match="holds_nothing"):
        hand_over(wang, estate)


def test_items_are_accepted_given_back_and_given_to_another(estate: Estate, wang: User, zhou: User, fang: User) -> None:
    handover = hand_over(wang, estate)
    todo = handover.items.get(about_id=estate.todo.pk)
    with pytest.raises(NotAllowed):
        actions.accept_items(fang, [todo])
    kept = [one for one in handover.items.all() if one.pk != todo.pk]
    assert actions.accept_items(zhou, kept) == kept
    actions.return_item(zhou, todo, because="不在我区")
    assert Handover.objects.unfinished().get() == handover
    assert Task.objects.get(pk=estate.todo.pk).owner == zhou
    actions.give_to_another(wang, todo, successor=estate.world.officers["fang"])
    assert Task.objects.get(pk=estate.todo.pk).owner == fang
    actions.accept_items(fang, [HandoverItem.objects.get(pk=todo.pk)])
    assert not Handover.objects.unfinished().exists()
    with pytest.raises(RuleBroken, match="accepted_already"):
        actions.return_item(fang, HandoverItem.objects.get(pk=todo.pk), because="晚了")


def test_what_waits_goes_on_with_whoever_leaves_next(estate: Estate, wang: User, fang: User) -> None:
    first = hand_over(wang, estate)
    actions.hand_over_all(wang, officer=estate.zhou, successor=estate.world.officers["fang"])
    assert not first.items.waiting().exists()
    assert held_by(estate.world.officers["fang"]) == first.counts


def test_a_coordinator_who_leaves_hands_on_what_they_see_through(
    estate: Estate, wang: User, fang: User, zhou: User
) -> None:
    handover = hand_over(fang, estate)
    batch = estate.world.batch.pk
    put(Grant(user=zhou, role="branch_secretary", scope_kind="batch", scope_id=batch, first_on=date(2019, 12, 1)))
    appointed = Officer.objects.get(pk=estate.zhou.pk)
    actions.hand_over_all(wang, officer=estate.world.officers["fang"], successor=appointed)
    assert Handover.objects.get(pk=handover.pk).coordinator == zhou


def test_what_is_seen_through_passes_only_to_who_may_see_it_through(estate: Estate, wang: User, fang: User) -> None:
    """An officer without that duty, and the one who left, could neither name another nor confirm anything."""
    handover, sent = hand_over(fang, estate), estate.world.officers["fang"]
    plan, kind = actions.plan_handover(wang, officer=sent, successor=estate.zhou), "relay.handover.coordinator"
    for nobody in (estate.zhou, estate.lin):
        for row in (None, handover.pk):
            with pytest.raises(RuleBroken, match="successor_not_able"):
                actions.name_successor(wang, plan, kind=kind, row=row, successor=nobody)
        with pytest.raises(RuleBroken, match="successor_not_able"):
            actions.hand_over(wang, actions.change_plan(wang, plan, successor=nobody))
    shown = plans.preview(possessions.read(sent), plans.plan_of(plan), clock.today())
    assert [line.refused is not None for line in shown] == [True]
    assert Handover.objects.get(pk=handover.pk).coordinator == fang


def test_a_record_closed_meanwhile_cannot_be_given_on(estate: Estate, wang: User, zhou: User, fang: User) -> None:
    handover = hand_over(wang, estate)
    item = handover.items.get(about_id=estate.todo.pk)
    tasks.close_task(zhou, task=Task.objects.get(pk=estate.todo.pk))
    with pytest.raises(RuleBroken, match="theirs_no_more"):
        actions.give_to_another(wang, item, successor=estate.world.officers["fang"])


def test_what_is_of_another_kind_by_now_is_given_on_all_the_same(
    estate: Estate, wang: User, lin: User, zhou: User, fang: User, han: User
) -> None:
    """A question given back that was answered meanwhile waits for its asker, and somebody still has it."""
    question = exchange.ask(
        han, unit=estate.world.units["suixi"], theme="parks", title="园区怎样配专人", why="企业找不到人",
        due_on=date(2020, 1, 10),
    )  # fmt: skip
    exchange.claim(lin, question=question)
    item = hand_over(wang, estate).items.get(about_id=question.pk)
    exchange.answer(zhou, question=Question.objects.get(pk=question.pk), text="每栋楼设一名服务专员")
    actions.return_item(zhou, item, because="以后由别人跟进")
    actions.give_to_another(wang, item, successor=estate.world.officers["fang"])
    assert Question.objects.get(pk=question.pk).holder == fang
    assert held_by(estate.world.officers["fang"]) == {"exchange.question.holder.answered": 1}


@pytest.mark.parametrize("status", ["lost", "withdrawn"])
def test_a_project_revived_after_its_officer_left_is_the_successor_s(
    estate: Estate, wang: User, fang: User, status: str
) -> None:
    """Closed it was nobody's to hand over; then both its officer and the successor left, and it lives again."""
    reason = {"lost": "went_elsewhere", "withdrawn": "filed_in_error"}[status]
    projects_actions.set_status(wang, project=estate.project, status=status, reason=reason)
    hand_over(wang, estate)
    fang_sent = estate.world.officers["fang"]
    actions.hand_over_all(wang, officer=estate.zhou, successor=fang_sent)
    assert Project.objects.get(pk=estate.project.pk).keeper is None
    told = projects_actions.set_status(wang, project=Project.objects.get(pk=estate.project.pk), status="active")
    assert told.keeper == Project.objects.get(pk=estate.project.pk).keeper == fang_sent
    assert told.revision == Project.objects.get(pk=estate.project.pk).revision
    assert held_by(estate.lin) == held_by(estate.zhou) == {}
    assert held_by(fang_sent)["projects.project.keeper"] == 1
    assert list(replay.differences()) == []


def test_a_handover_before_a_project_was_closed_moves_nothing_when_it_lives_again(estate: Estate, wang: User) -> None:
    """Lin left and came back, and closed and revived what is Lin's since: it stays with Lin."""
    hand_over(wang, estate)
    project = Project.objects.get(pk=estate.project.pk)
    project.keeper = estate.lin
    put(project)
    with clock.simulated(clock.now() + timedelta(days=1)):
        for status, reason in (("lost", "went_elsewhere"), ("withdrawn", "filed_in_error"), ("active", "")):
            project = projects_actions.set_status(wang, project=project, status=status, reason=reason)
    assert Project.objects.get(pk=project.pk).keeper == estate.lin


def test_a_plan_is_dropped_and_begun_again(estate: Estate, lin: User) -> None:
    plan = actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou)
    with pytest.raises(RuleBroken, match="planned_already"):
        actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou)
    actions.drop_plan(lin, plan)
    assert actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou).is_plan


def test_every_kind_can_be_held(estate: Estate, lin: User, wang: User) -> None:
    """Every declared kind answers, also those this estate has none of: an escalation's lead is one."""
    put(Escalation(
        project=estate.project, grade="A", opened_on=clock.today(), opened_by=wang.pk,
        lead_unit=estate.world.units["bureau"], lead_person=lin,
    ))  # fmt: skip
    hand_over(wang, estate)
    for kind in held():
        assert not list(kind.rows(possessions.holder_of(estate.lin))), kind.code
    assert Escalation.objects.get().lead_person == estate.zhou.user


def test_a_firm_followed_for_others_passes_and_what_is_private_stays(estate: Estate, lin: User, wang: User) -> None:
    shared = chains.watch(lin, company=estate.firm, why="总部要扩产")
    chains.share_watch(lin, watched=shared, is_shared=True)
    private = chains.watch(lin, company=a_firm("上海蓝鲸样例有限公司"), why="只是想想")
    chain = chains.watch(lin, chain=next(iter(labels.chains(in_force(clock.today())))), why="本行")
    chains.share_watch(lin, watched=chain, is_shared=True)
    done = hand_over(wang, estate)
    owners = [Watch.objects.get(pk=one.pk).owner for one in (shared, private, chain)]
    assert owners == [estate.zhou.user, lin, lin]
    assert done.items.filter(about_id=shared.pk).count() == 1


def test_history_tells_who_had_it(estate: Estate, wang: User) -> None:
    hand_over(wang, estate)
    newest: Any = history.of(Project.objects.get(pk=estate.project.pk))[0]
    assert [change.field for change in newest.changes] == ["keeper_id"]


def test_what_an_undone_merge_brings_back_is_the_successor_s(estate: Estate, lin: User, wang: User) -> None:
    """A merge takes an introduction of a firm by its double away; Lin leaves; then it turns out they were two."""
    double = a_firm()
    asked = companies.ask_introduction(lin, introducer=estate.firm, introduced=double)
    merge = actions.merge_companies(wang, source=double, target=estate.firm, reason="同一家")
    assert not Introduction.objects.filter(pk=asked.pk).exists()
    hand_over(wang, estate)
    actions.unmerge_companies(wang, merge, reason="看错了")
    assert Introduction.objects.get(pk=asked.pk).keeper == estate.zhou
    assert held_by(estate.lin) == {}
    assert list(replay.differences()) == []


def test_a_contact_merged_into_another_passes_along_unseen(estate: Estate, lin: User, wang: User) -> None:
    double = a_firm()
    twin = companies.add_contact(lin, company=double, name="郁青禾")
    choice = Choice(contacts=((twin, estate.contact),))
    merge = actions.merge_companies(wang, source=double, target=estate.firm, reason="同一家", choice=choice)
    handover = hand_over(wang, estate)
    assert handover.items.filter(kind="companies.contact.keeper").count() == 1
    actions.unmerge_companies(wang, merge, reason="看错了")
    assert held_by(estate.zhou)["companies.contact.keeper"] == 2
