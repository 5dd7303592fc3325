"""Leave: the office of the matrix decides, never the asker."""

from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.programme import actions
from hometown.programme.access import visible_leaves
from hometown.programme.deciding import Deciding, leaves_to_decide
from hometown.programme.models import Leave, Posting
from tests.people import FIRST, World, person


def ask(world: World, user: User, first: date = date(2019, 10, 21), last: date = date(2019, 10, 22)) -> Leave:
    posting = world.officers[user.login].postings.get()
    return actions.ask_leave(user, posting=posting, kind="rest", first_on=first, last_on=last)


@pytest.fixture
def district(world: World) -> User:
    """Somebody of the organisation department of Putuo district."""
    return person(world, "putuo", "邵庭芳", "host_unit", "unit", world.units["putuo"].pk)


def test_the_host_unit_decides_short_leave(world: World, lin: User, guest: User, district: User, meng: User) -> None:
    leave = ask(world, lin)
    assert Deciding(guest).may(leave)
    assert not Deciding(district).may(leave)
    assert not Deciding(meng).may(leave)
    assert actions.decide_leave(guest, leave=leave, approved=True).decided_by == guest.pk


def test_the_district_decides_long_leave(world: World, lin: User, guest: User, district: User) -> None:
    leave = ask(world, lin, last=date(2019, 10, 30))
    with pytest.raises(NotAllowed, match="not_the_office"):
        actions.decide_leave(guest, leave=leave, approved=True)
    actions.decide_leave(district, leave=leave, approved=True)


def test_the_home_city_decides_long_leave_of_who_is_posted_with_the_city(
    world: World, lin: User, guest: User, meng: User
) -> None:
    posting: Posting = world.officers["lin"].postings.get()
    posting.level = "city"
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(posting)
    leave = ask(world, lin, last=date(2019, 10, 30))
    with pytest.raises(NotAllowed, match="not_the_office"):
        actions.decide_leave(guest, leave=leave, approved=True)
    actions.decide_leave(meng, leave=leave, approved=True)


def test_nobody_decides_their_own_leave(world: World, lin: User, lines_written: Any) -> None:
    actions.give_duty(None, user=lin, role="host_unit", unit=world.units["yichuan"], first_on=FIRST)
    leave = ask(world, lin)
    with lines_written() as lines, pytest.raises(NotAllowed, match="own_leave"):
        actions.decide_leave(lin, leave=leave, approved=True)
    assert lines == []
    assert not Deciding(lin).has_office(leave)


def test_the_organisation_writes_down_what_an_office_without_an_account_answered(
    world: World, zhou: User, meng: User, guest: User
) -> None:
    leave = ask(world, zhou)  # at Anting, where nobody has an account
    assert not Deciding(guest).may(leave)
    assert leaves_to_decide(meng) == [leave]
    actions.decide_leave(meng, leave=leave, approved=True)


def test_another_host_unit_neither_sees_nor_decides(world: World, lin: User, zhou: User, guest: User) -> None:
    mine, other = ask(world, lin), ask(world, zhou)
    assert list(visible_leaves(guest)) == [mine]
    with pytest.raises(NotAllowed, match="not_the_office"):
        actions.decide_leave(guest, leave=other, approved=True)


def test_peers_see_no_leave_of_one_another(world: World, lin: User, zhou: User, fang: User) -> None:
    leave = ask(world, lin)
    assert list(visible_leaves(zhou)) == []
    assert list(visible_leaves(fang)) == [leave]  # the secretary of the branch


def test_a_refusal_says_why(world: World, lin: User, guest: User) -> None:
    leave = ask(world, lin)
    with pytest.raises(BadInput) as refusal:
        actions.decide_leave(guest, leave=leave, approved=False)
    assert "note" in refusal.value.fields
    leave.refresh_from_db()
    refused = actions.decide_leave(guest, leave=leave, approved=False, note="当天有接待")
    assert (refused.state, refused.decision_note) == ("refused", "当天有接待")
    with pytest.raises(RuleBroken, match="decided_already"):
        actions.decide_leave(guest, leave=leave, approved=True)


def test_leave_is_asked_for_ones_own_posting_with_a_known_kind(world: World, lin: User, zhou: User) -> None:
    other = world.officers["zhou"].postings.get()
    days = {"first_on": date(2019, 10, 21), "last_on": date(2019, 10, 22)}
    with pytest.raises(NotAllowed):
        actions.ask_leave(lin, posting=other, kind="rest", **days)
    own = world.officers["lin"].postings.get()
    with pytest.raises(BadInput, match="no_such_leave"):
        actions.ask_leave(lin, posting=own, kind="illness", **days)
    assert Leave.objects.count() == 0


def test_leave_asked_on_paper_is_written_on_the_officers_behalf(
    world: World, lin: User, meng: User, lines_written: Any
) -> None:
    posting = world.officers["lin"].postings.get()
    with lines_written() as lines:
        actions.ask_leave(meng, posting=posting, kind="rest", first_on=date(2019, 10, 21), last_on=date(2019, 10, 22))
    assert [(line.actor, line.on_behalf_of) for line in lines] == [(meng.pk, lin.pk)]


def test_withdrawn_and_refused_leave_leaves_its_days_free(world: World, lin: User) -> None:
    actions.withdraw_leave(lin, leave=ask(world, lin))
    again = ask(world, lin)
    with pytest.raises(RuleBroken, match="leave_overlaps"):
        ask(world, lin)
    assert again.state == "asked"


def test_leave_that_has_begun_is_ended_not_withdrawn(world: World, lin: User, guest: User) -> None:
    leave = ask(world, lin, date(2019, 10, 15), date(2019, 10, 18))
    actions.decide_leave(guest, leave=leave, approved=True)
    with pytest.raises(RuleBroken, match="not_withdrawable"):
        actions.withdraw_leave(lin, leave=leave)
    leave.refresh_from_db()
    assert actions.return_from_leave(lin, leave=leave, on=date(2019, 10, 16)).last_on == date(2019, 10, 16)


def test_nobody_withdraws_anothers_leave(world: World, lin: User, zhou: User) -> None:
    leave = ask(world, lin)
    with pytest.raises(NotAllowed):
        actions.withdraw_leave(zhou, leave=leave)
