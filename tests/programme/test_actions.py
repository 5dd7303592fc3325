"""Batches, officers, postings, duties and what they hand down."""

from datetime import date, timedelta
from typing import Any

import pytest

from hometown.accounts import actions as accounts
from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.programme import actions
from hometown.programme.models import Batch, City, Division, Officer, Posting
from tests.people import FIRST, LAST, World, person


def account(login: str) -> User:
    return accounts.add_user(None, login=login, name=login.title())


def posted(world: World, login: str = "yu", **changes: Any) -> tuple[Officer, Posting]:
    officer = actions.add_officer(None, name="余清和", home_unit=world.units["civil"], user=account(login))
    days = {"first_on": FIRST, "last_on": LAST} | changes
    return officer, actions.post_officer(
        None,
        officer=officer,
        batch=world.batch,
        host_unit=world.units["yichuan"],
        group=world.units["putuo_group"],
        **days,
    )


def roles(user: User | None, on: date) -> list[str]:
    assert user is not None
    return sorted(user.grants.standing(on).values_list("role", flat=True))


# --- a new home ------------------------------------------------------------------------------------------------------


def test_a_home_begins_with_its_city_and_a_host(db: None, lines_written: Any) -> None:
    with lines_written() as lines:
        actions.begin(home_code="340600", host_code="310000")
    assert [line.verb for line in lines] == ["programme.begun"]
    assert [c.name for c in City.objects.order_by("code")] == ["上海市", "淮北市"]
    assert actions.has_home_city()
    assert actions.city("310000").prefix == "31"
    with pytest.raises(RuleBroken, match="begun_already"):
        actions.begin(home_code="340600", host_code="310000")


def test_divisions_load_once_and_again_changes_nothing(db: None) -> None:
    assert actions.load_divisions() > 3000
    assert actions.load_divisions() == 0
    Division.objects.filter(code="310107").update(name="?")
    assert actions.load_divisions() == 1
    assert Division.objects.get(code="310107").name == "普陀区"


# --- units -----------------------------------------------------------------------------------------------------------


def test_a_unit_stands_once_under_its_parent(world: World, meng: User) -> None:
    first = actions.add_unit(meng, name="招商科", kind="department", parent=world.units["suixi"])
    actions.add_unit(meng, name="招商科", kind="department", parent=world.units["xiangshan"])
    with pytest.raises(BadInput) as refusal:
        actions.add_unit(meng, name="招商科", kind="department", parent=first.parent)
    assert "name" in refusal.value.fields


def test_a_unit_never_stands_below_itself(world: World, meng: User) -> None:
    suixi = world.units["suixi"]
    with pytest.raises(RuleBroken, match="unit_below_itself"):
        actions.edit_unit(meng, unit=suixi, name=suixi.name, kind="county", parent=world.units["suixi_park"])


def test_only_who_runs_the_programme_writes_units(world: World, lin: User, wang: User, lines_written: Any) -> None:
    with lines_written() as lines:
        for person in (lin, wang):
            with pytest.raises(NotAllowed):
                actions.add_unit(person, name="新单位", kind="department")
    assert lines == []


# --- batches ---------------------------------------------------------------------------------------------------------


def test_a_batch_goes_from_planned_to_open_to_closed_and_not_back(world: World, meng: User) -> None:
    batch = actions.plan_batch(
        meng,
        number=2,
        name="第二批",
        host_city=world.host,
        first_on=date(2020, 3, 1),
        last_on=date(2020, 7, 31),
        districts=["310107"],
    )
    actions.start_batch(meng, batch=batch)
    actions.close_batch(meng, batch=batch)
    with pytest.raises(RuleBroken, match="batch_state"):
        actions.start_batch(meng, batch=batch)


def test_a_number_is_given_once_and_a_district_lies_in_the_host_city(world: World, meng: User) -> None:
    days: Any = {"first_on": date(2020, 3, 1), "last_on": date(2020, 7, 31)}
    with pytest.raises(BadInput) as refusal:
        actions.open_batch(meng, number=1, name="又一批", host_city=world.host, **days)
    assert "number" in refusal.value.fields
    with pytest.raises(BadInput, match="district_elsewhere"):
        actions.open_batch(meng, number=2, name="第二批", host_city=world.host, districts=["340603"], **days)
    assert Batch.objects.count() == 1


def test_a_copy_takes_districts_rules_and_work_along_and_nobody(world: World, meng: User) -> None:
    actions.issue_rulebook(meng, batch=world.batch, title="请假办法", text="第一稿")
    actions.issue_rulebook(meng, batch=world.batch, title="请假办法", text="第二稿")
    actions.add_key_task(meng, batch=world.batch, text="走访在淮投资企业", due_on=FIRST + timedelta(days=30))
    posted(world)
    copy = actions.clone_batch(
        meng, source=world.batch, number=2, name="第二批", first_on=date(2020, 3, 1), last_on=date(2020, 7, 31)
    )
    assert (copy.state, copy.cloned_from) == ("planned", world.batch)
    assert sorted(d.division_code for d in copy.districts.all()) == ["310107", "310112", "310114"]
    version = copy.rulebooks.get().versions.get()
    assert (version.number, version.text, version.issued_on) == (1, "第二稿", date(2020, 3, 1))
    assert copy.key_tasks.get().due_on == date(2020, 3, 31)
    assert copy.postings.count() == 0


def test_postings_that_end_with_the_batch_move_with_its_last_day(world: World, meng: User) -> None:
    officer, posting = posted(world)
    actions.edit_batch(meng, batch=world.batch, name="第一批", first_on=FIRST, last_on=LAST + timedelta(days=14))
    posting.refresh_from_db()
    assert posting.last_on == LAST + timedelta(days=14)
    assert roles(officer.user, LAST + timedelta(days=14)) == ["secondee"]
    assert roles(officer.user, LAST + timedelta(days=15)) == ["alumnus"]


def test_a_batch_does_not_shrink_from_under_a_posting(world: World, meng: User) -> None:
    posted(world, last_on=date(2019, 12, 1))
    with pytest.raises(RuleBroken, match="posting_outside"):
        actions.edit_batch(meng, batch=world.batch, name="第一批", first_on=FIRST, last_on=date(2019, 11, 1))


def test_closing_ends_postings_posts_and_duties(world: World, meng: User) -> None:
    officer, posting = posted(world)
    branch = actions.found_branch(
        meng, batch=world.batch, name="临时党支部", approved_by=world.units["organisation"], founded_on=FIRST
    )
    actions.appoint(meng, branch=branch, officer=officer, post="secretary", appointed_on=FIRST)
    actions.close_batch(meng, batch=world.batch, on=date(2019, 12, 31))
    posting.refresh_from_db()
    branch.refresh_from_db()
    assert posting.last_on == branch.dissolved_on == branch.posts.get().ended_on == date(2019, 12, 31)
    assert roles(officer.user, date(2020, 1, 1)) == ["alumnus"]
    with pytest.raises(RuleBroken, match="batch_closed"):
        actions.post_officer(
            meng, officer=officer, batch=world.batch, host_unit=world.units["anting"], first_on=LAST, last_on=LAST
        )


# --- officers and postings -------------------------------------------------------------------------------------------


def test_a_namesake_in_the_same_unit_must_be_said_to_be_one(world: World, meng: User) -> None:
    unit = world.units["civil"]
    first = actions.add_officer(meng, name="余清和", home_unit=unit)
    actions.add_officer(meng, name="余清和", home_unit=world.units["suixi"])
    with pytest.raises(BadInput, match="officer_known"):
        actions.add_officer(meng, name="余清和", home_unit=unit)
    other = actions.add_officer(meng, name="余清和", home_unit=unit, is_namesake=True)
    assert other.pk != first.pk


def test_an_officer_is_at_one_host_a_day(world: World, meng: User, lines_written: Any) -> None:
    officer, _ = posted(world, last_on=date(2019, 11, 1))
    with lines_written() as lines, pytest.raises(RuleBroken) as refusal:
        actions.post_officer(
            meng,
            officer=officer,
            batch=world.batch,
            host_unit=world.units["anting"],
            first_on=date(2019, 11, 1),
            last_on=LAST,
        )
    assert refusal.value.code == "programme.posted_already"
    assert lines == []
    actions.post_officer(
        meng,
        officer=officer,
        batch=world.batch,
        host_unit=world.units["anting"],
        first_on=date(2019, 11, 2),
        last_on=LAST,
    )


@pytest.mark.parametrize("unit", ["putuo_group", "suixi"])
def test_groups_and_counties_receive_nobody(world: World, meng: User, unit: str) -> None:
    officer = actions.add_officer(meng, name="余清和", home_unit=world.units["civil"])
    with pytest.raises(RuleBroken, match="not_a_host"):
        actions.post_officer(
            meng, officer=officer, batch=world.batch, host_unit=world.units[unit], first_on=FIRST, last_on=LAST
        )


def test_a_posting_lies_within_its_batch(world: World, meng: User) -> None:
    with pytest.raises(RuleBroken, match="outside_batch"):
        posted(world, last_on=LAST + timedelta(days=1))


def test_a_posting_makes_a_secondee_and_then_an_alumnus(world: World) -> None:
    officer, _ = posted(world)
    assert roles(officer.user, FIRST - timedelta(days=1)) == []
    assert roles(officer.user, FIRST) == roles(officer.user, LAST) == ["secondee"]
    assert roles(officer.user, LAST + timedelta(days=1)) == ["alumnus"]


def test_a_posting_leaves_one_line_of_the_book(world: World, lines_written: Any) -> None:
    officer = actions.add_officer(None, name="余清和", home_unit=world.units["civil"], user=account("yu"))
    with lines_written() as lines:
        actions.post_officer(
            None, officer=officer, batch=world.batch, host_unit=world.units["yichuan"], first_on=FIRST, last_on=LAST
        )
    assert [line.verb for line in lines] == ["officer.posted"]


def test_changing_host_ends_one_posting_and_begins_another(world: World, meng: User) -> None:
    officer, posting = posted(world)
    new = actions.change_host(meng, posting=posting, host_unit=world.units["anting"], on=date(2019, 11, 1))
    posting.refresh_from_db()
    assert (posting.last_on, new.first_on, new.last_on) == (date(2019, 10, 31), date(2019, 11, 1), LAST)
    assert roles(officer.user, date(2019, 10, 31)) == roles(officer.user, date(2019, 11, 1)) == ["secondee"]
    assert roles(officer.user, LAST + timedelta(days=1)) == ["alumnus"]
    with pytest.raises(RuleBroken, match="change_outside"):
        actions.change_host(meng, posting=new, host_unit=world.units["yichuan"], on=date(2019, 10, 1))


def test_an_ended_posting_takes_its_grant_back(world: World, meng: User) -> None:
    officer, posting = posted(world)
    actions.end_posting(meng, posting=posting, on=date(2019, 10, 20), because="调回")
    assert roles(officer.user, date(2019, 10, 20)) == ["secondee"]
    assert roles(officer.user, date(2019, 10, 21)) == ["alumnus"]


def test_an_account_linked_later_gets_what_the_postings_hand_down(world: World, meng: User) -> None:
    officer = actions.add_officer(meng, name="余清和", home_unit=world.units["civil"])
    actions.post_officer(
        meng, officer=officer, batch=world.batch, host_unit=world.units["yichuan"], first_on=FIRST, last_on=LAST
    )
    user = account("yu")
    actions.link_account(meng, officer=officer, user=user)
    assert roles(user, FIRST) == ["secondee"]
    actions.link_account(meng, officer=officer, user=user)
    assert user.grants.count() == 2
    with pytest.raises(RuleBroken, match="account_linked"):
        actions.link_account(meng, officer=officer, user=account("other"))


def test_an_administrator_is_posted_nowhere(world: World, meng: User, sun: User, lines_written: Any) -> None:
    officer = actions.add_officer(meng, name="孙守一", home_unit=world.units["civil"], user=sun)
    with lines_written() as lines, pytest.raises(RuleBroken, match="roles_clash"):
        actions.post_officer(
            meng, officer=officer, batch=world.batch, host_unit=world.units["yichuan"], first_on=FIRST, last_on=LAST
        )
    assert lines == []
    assert Posting.objects.count() == 0


def test_an_officer_corrects_their_own_phone_and_not_their_unit(world: World, lin: User) -> None:
    officer = world.officers["lin"]
    actions.edit_officer(lin, officer=officer, name=officer.name, home_unit=officer.home_unit, phone="13900010001")
    with pytest.raises(NotAllowed):
        actions.edit_officer(lin, officer=officer, name=officer.name, home_unit=world.units["suixi"])


# --- duties ----------------------------------------------------------------------------------------------------------


def test_a_duty_hands_down_a_grant_over_its_scope(world: World, meng: User) -> None:
    user = account("yu")
    actions.give_duty(meng, user=user, role="county", unit=world.units["suixi"], first_on=FIRST)
    actions.give_duty(meng, user=user, role="bureau", unit=world.units["bureau"], first_on=FIRST)
    actions.give_duty(meng, user=user, role="branch_member", batch=world.batch, first_on=FIRST)
    held = {g.role: (g.scope_kind, g.scope_id, g.last_on) for g in user.grants.all()}
    assert held == {
        "county": ("unit", world.units["suixi"].pk, None),
        "bureau": ("", None, None),
        "branch_member": ("batch", world.batch.pk, LAST),
    }


def test_the_same_duty_twice_is_one(world: World, meng: User, lines_written: Any) -> None:
    user = account("yu")
    first = actions.give_duty(meng, user=user, role="bureau", first_on=FIRST)
    with lines_written() as lines:
        assert actions.give_duty(meng, user=user, role="bureau", first_on=FIRST) == first
    assert lines == []
    assert user.grants.count() == 1


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("county", "role_needs_unit"),
        ("branch_secretary", "role_needs_batch"),
        ("security_admin", "administrators_apart"),
        ("emperor", "no_such_role"),
    ],
)
def test_a_duty_names_what_its_role_needs(world: World, meng: User, role: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        actions.give_duty(meng, user=account("yu"), role=role, first_on=FIRST)


def test_nobody_gives_themselves_a_duty(world: World, meng: User) -> None:
    with pytest.raises(RuleBroken, match="not_oneself"):
        actions.give_duty(meng, user=meng, role="bureau", first_on=FIRST)


def test_an_ended_duty_takes_its_grant_back(world: World, meng: User) -> None:
    user = account("yu")
    duty = actions.give_duty(meng, user=user, role="bureau", first_on=FIRST)
    actions.end_duty(meng, duty=duty, on=date(2019, 10, 16))
    assert roles(user, date(2019, 10, 16)) == ["bureau"]
    assert roles(user, date(2019, 10, 17)) == []
    with pytest.raises(RuleBroken, match="duty_ended"):
        actions.end_duty(meng, duty=duty)


# --- branch, work, rulebooks -----------------------------------------------------------------------------------------


def test_a_post_in_the_branch_hands_down_its_role(world: World, meng: User) -> None:
    officer, _ = posted(world)
    branch = actions.found_branch(
        meng, batch=world.batch, name="临时党支部", approved_by=world.units["organisation"], founded_on=FIRST
    )
    post = actions.appoint(meng, branch=branch, officer=officer, post="secretary", appointed_on=FIRST)
    assert roles(officer.user, FIRST) == ["branch_secretary", "secondee"]
    assert officer.user is not None
    given = actions.give_duty(
        meng, user=officer.user, role="branch_secretary", batch=world.batch, first_on=FIRST, last_on=LAST
    )
    assert officer.user.duties.get() == given  # the demo and a wary coordinator give it again: it is the same
    actions.end_appointment(meng, post=post, on=date(2019, 10, 16))
    assert roles(officer.user, date(2019, 10, 17)) == ["secondee"]


def test_a_branch_has_one_secretary_from_the_batch(world: World, meng: User) -> None:
    branch = actions.found_branch(
        meng, batch=world.batch, name="临时党支部", approved_by=world.units["organisation"], founded_on=FIRST
    )
    stranger = actions.add_officer(meng, name="未派出", home_unit=world.units["civil"])
    with pytest.raises(RuleBroken, match="not_of_the_batch"):
        actions.appoint(meng, branch=branch, officer=stranger, post="secretary", appointed_on=FIRST)
    actions.appoint(meng, branch=branch, officer=posted(world)[0], post="secretary", appointed_on=FIRST)
    second = actions.add_officer(meng, name="钟灵", home_unit=world.units["civil"])
    actions.post_officer(
        meng, officer=second, batch=world.batch, host_unit=world.units["anting"], first_on=FIRST, last_on=LAST
    )
    with pytest.raises(RuleBroken, match="secretary_held"):
        actions.appoint(meng, branch=branch, officer=second, post="secretary", appointed_on=FIRST)
    with pytest.raises(RuleBroken, match="branch_exists"):
        actions.found_branch(
            meng, batch=world.batch, name="又一个", approved_by=world.units["organisation"], founded_on=FIRST
        )


def test_a_work_priority_is_a_to_do_of_its_owner_until_it_is_finished(world: World, fang: User, lin: User) -> None:
    task = actions.add_key_task(fang, batch=world.batch, text="梳理名单", owner=world.officers["lin"], due_on=LAST)
    assert lin.tasks.get().what == "梳理名单"
    actions.finish_key_task(lin, task=task, result="已梳理")
    assert lin.tasks.get().closing_note == "已梳理"
    with pytest.raises(RuleBroken, match="done_already"):
        actions.finish_key_task(fang, task=task, result="又一遍")
    actions.reopen_key_task(fang, task=task)
    assert lin.tasks.filter(closed_on__isnull=True).count() == 1


def test_a_work_priority_reopened_after_its_owner_left_finds_an_owner_who_serves(
    world: World, fang: User, lin: User, zhou: User, meng: User
) -> None:
    tasks = [
        actions.add_key_task(fang, batch=world.batch, text=f"梳理名单{number}", owner=world.officers["lin"])
        for number in (1, 2)
    ]
    for task in tasks:
        actions.finish_key_task(fang, task=task, result="已梳理")
    branch = actions.found_branch(
        meng, batch=world.batch, name="临时党支部", approved_by=world.units["organisation"], founded_on=FIRST
    )
    actions.appoint(meng, branch=branch, officer=world.officers["zhou"], post="secretary", appointed_on=FIRST)
    accounts.lock(person(world, "sec", "谢安", "security_admin"), user=lin)
    by_officer, by_bureau = tasks
    actions.reopen_key_task(fang, task=by_officer)
    assert by_officer.owner == world.officers["fang"]
    assert fang.tasks.get(closed_on=None).what == "梳理名单1"
    actions.reopen_key_task(None, task=by_bureau)
    assert by_bureau.owner == world.officers["zhou"]
    assert zhou.tasks.get(closed_on=None).what == "梳理名单2"
    assert not lin.tasks.filter(closed_on=None).exists()


def test_a_work_priority_that_changes_hands_moves_its_to_do(world: World, fang: User, lin: User, zhou: User) -> None:
    task = actions.add_key_task(fang, batch=world.batch, text="梳理名单", owner=world.officers["lin"])
    actions.edit_key_task(fang, task=task, text="梳理名单", owner=world.officers["zhou"])
    assert lin.tasks.filter(closed_on__isnull=True).count() == 0
    assert zhou.tasks.get().closed_on is None


def test_officers_do_not_set_the_branchs_work(world: World, lin: User) -> None:
    with pytest.raises(NotAllowed):
        actions.add_key_task(lin, batch=world.batch, text="自己定")
    with pytest.raises(NotAllowed):
        actions.issue_rulebook(lin, batch=world.batch, title="办法", text="自己定")


def test_versions_of_a_rulebook_are_each_read_once(world: World, fang: User, lin: User, lines_written: Any) -> None:
    first = actions.issue_rulebook(fang, batch=world.batch, title="办法", text="第一稿")
    with pytest.raises(RuleBroken, match="same_text"):
        actions.issue_rulebook(fang, batch=world.batch, title="办法", text="第一稿")
    second = actions.issue_rulebook(fang, batch=world.batch, title="办法", text="第二稿")
    assert (first.number, second.number, first.rulebook) == (1, 2, second.rulebook)
    read = actions.acknowledge(lin, version=second)
    with lines_written() as lines:
        assert actions.acknowledge(lin, version=second) == read
    assert lines == []


def test_only_officers_of_the_batch_acknowledge(world: World, fang: User, wang: User) -> None:
    version = actions.issue_rulebook(fang, batch=world.batch, title="办法", text="第一稿")
    with pytest.raises(RuleBroken, match="not_yours_to_read"):
        actions.acknowledge(wang, version=version)


def test_a_milestone_is_written_and_taken_back(world: World, fang: User, lin: User) -> None:
    milestone = actions.add_milestone(fang, batch=world.batch, kind="mid_term", on=date(2019, 11, 1))
    with pytest.raises(BadInput, match="no_such_milestone"):
        actions.add_milestone(fang, batch=world.batch, kind="party", on=date(2019, 11, 1))
    with pytest.raises(NotAllowed):
        actions.remove_milestone(lin, milestone=milestone)
    actions.remove_milestone(fang, milestone=milestone)
    assert world.batch.milestones.count() == 0
