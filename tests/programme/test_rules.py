"""Rules of the programme: codes, postings, duties, leave, the branch, batches."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.policy.reading import default_text, read
from hometown.policy.shape import ApprovalPlace
from hometown.programme.rules import batches, branch, divisions, duties, leave, postings
from tests.people import FIRST, LAST

POLICY = read(default_text())
DAYS = st.dates(date(2019, 1, 1), date(2020, 12, 31))


def span(first: date, days: int = 0) -> Period:
    return Period(first, first + timedelta(days=days))


# --- divisions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "prefix", "prefecture", "province"),
    [
        ("310000", "31", "310000", "310000"),
        ("310107", "310107", "310000", "310000"),
        ("340600", "3406", "340600", "340000"),
        ("340621", "340621", "340600", "340000"),
    ],
)
def test_a_code_tells_what_it_lies_in(code: str, prefix: str, prefecture: str, province: str) -> None:
    assert divisions.prefix_of(code) == prefix
    assert divisions.prefecture_of(code) == prefecture
    assert divisions.province_of(code) == province


def test_a_division_contains_its_own_and_no_neighbours() -> None:
    assert divisions.contains("310000", "310107")
    assert divisions.contains("340600", "340600")
    assert not divisions.contains("340600", "340703")
    assert not divisions.contains("310107", "310000")


@pytest.mark.parametrize("text", ["", "31010", "3101077", "31010a", "３１０１０７"])
def test_what_is_no_code_is_seen(text: str) -> None:
    assert not divisions.is_code(text)


# --- postings --------------------------------------------------------------------------------------------------------


@given(DAYS, st.integers(0, 90), DAYS, st.integers(0, 90))
def test_spans_overlap_exactly_when_they_share_a_day(a: date, m: int, b: date, n: int) -> None:
    one, other = span(a, m), span(b, n)
    days = {one.first + timedelta(days=i) for i in range(m + 1)}
    shared = days & {other.first + timedelta(days=i) for i in range(n + 1)}
    assert postings.overlaps(one, other) is bool(shared)


@given(DAYS, st.integers(1, 200), st.integers(0, 220))
def test_a_split_posting_loses_no_day_and_doubles_none(first: date, length: int, after: int) -> None:
    days, on = span(first, length), first + timedelta(days=after)
    if not 1 <= after <= length:
        with pytest.raises(RuleBroken, match="change_outside"):
            postings.split(days, on)
        return
    before, rest = postings.split(days, on)
    assert (before.first, rest.last) == (days.first, days.last)
    assert rest.first - before.last == timedelta(days=1)


def test_who_is_posted_is_a_secondee_for_the_days_and_an_alumnus_after() -> None:
    handed = postings.handed_down(
        [("a", Period(FIRST, date(2019, 10, 31))), ("b", Period(date(2019, 11, 1), LAST))], "x"
    )
    assert [(h.role, h.first_on, h.last_on) for h in handed] == [
        ("secondee", FIRST, date(2019, 10, 31)),
        ("secondee", date(2019, 11, 1), LAST),
        ("alumnus", LAST + timedelta(days=1), None),
    ]


def test_nobody_posted_nothing_handed_down() -> None:
    assert postings.handed_down([], "x") == []


def test_days_that_end_before_they_begin_are_refused_beside_their_field() -> None:
    with pytest.raises(BadInput) as refusal:
        postings.period(LAST, FIRST)
    assert set(refusal.value.fields) == {"last_on"}


# --- duties ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "has_unit", "has_batch", "expected"),
    [
        ("bureau", True, False, duties.Over.CITY),
        ("county", True, False, duties.Over.UNIT),
        ("host_unit", True, True, duties.Over.UNIT),
        ("branch_member", False, True, duties.Over.BATCH),
    ],
)
def test_a_duty_is_held_over_what_its_role_says(role: str, has_unit: bool, has_batch: bool, expected: str) -> None:
    known = duties.require_given_by_duty(POLICY, role)
    assert duties.over(known, duties.Given(has_unit, has_batch)) is expected


def test_administrators_and_posted_roles_are_not_offered() -> None:
    offered = {role.code for role in duties.offered(POLICY)}
    assert {"bureau", "county", "branch_secretary"} <= offered
    assert offered.isdisjoint({"system_admin", "security_admin", "audit_admin", "secondee", "alumnus"})


# --- leave -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "days", "role", "place"),
    [
        ("district", 1, "host_unit", ApprovalPlace.HOST_UNIT),
        ("district", 7, "host_unit", ApprovalPlace.HOST_UNIT),
        ("district", 8, "host_unit", ApprovalPlace.HOST_DISTRICT),
        ("city", 3, "host_unit", ApprovalPlace.HOST_UNIT),
        ("city", 4, "host_unit", ApprovalPlace.HOST_DISTRICT),
        ("city", 7, "host_unit", ApprovalPlace.HOST_DISTRICT),
        ("city", 8, "organisation", ApprovalPlace.HOME_CITY),
    ],
)
def test_days_and_level_choose_who_decides(level: str, days: int, role: str, place: ApprovalPlace) -> None:
    assert leave.approver(POLICY, level, span(FIRST, days - 1)) == leave.Approver(role, place)


@pytest.mark.parametrize(
    ("at", "way", "expected"),
    [
        (ApprovalPlace.HOST_UNIT, "town district", {"town"}),
        (ApprovalPlace.HOST_UNIT, "desk town district", {"desk", "town"}),
        (ApprovalPlace.HOST_UNIT, "district", {"district"}),
        (ApprovalPlace.HOST_DISTRICT, "town district", {"district"}),
        (ApprovalPlace.HOST_DISTRICT, "firm group", {"group"}),
        (ApprovalPlace.HOME_CITY, "town district", set()),
    ],
)
def test_the_office_that_decides_stands_on_the_way_up(at: ApprovalPlace, way: str, expected: set[str]) -> None:
    steps = [leave.Place(key, key == "district") for key in way.split()]
    assert leave.offices(at, steps) == expected


def test_leave_lies_in_its_posting_and_over_no_other() -> None:
    posting, taken = Period(FIRST, LAST), [Period(date(2019, 10, 1), date(2019, 10, 7))]
    leave.require_askable(Period(date(2019, 10, 8), date(2019, 10, 9)), posting, taken)
    with pytest.raises(RuleBroken, match="leave_overlaps"):
        leave.require_askable(Period(date(2019, 10, 7), date(2019, 10, 9)), posting, taken)
    with pytest.raises(RuleBroken, match="leave_outside"):
        leave.require_askable(Period(LAST, LAST + timedelta(days=1)), posting, [])


def test_who_is_back_early_took_fewer_days() -> None:
    assert leave.days(leave.require_back_within(Period(date(2019, 10, 1), date(2019, 10, 7)), date(2019, 10, 3))) == 3
    with pytest.raises(RuleBroken, match="back_outside"):
        leave.require_back_within(Period(date(2019, 10, 1), date(2019, 10, 7)), date(2019, 10, 8))


# --- the branch ------------------------------------------------------------------------------------------------------

FULL = ("secretary", "deputy_secretary", "organisation", "publicity", "discipline")


def codes(today: date = date(2019, 10, 16), last: date = LAST, **facts: Any) -> list[str]:
    known: dict[str, Any] = {"is_founded": True, "members": 30, "posts": FULL[:3]} | facts
    found = branch.warnings(POLICY, branch.BranchFacts(FIRST, last, **known), today)
    return [one.code for one in found]


def test_a_branch_in_order_has_no_warning() -> None:
    assert codes() == []


def test_a_batch_longer_than_six_months_should_have_a_formal_branch() -> None:
    assert codes(last=date(2020, 3, 1)) == []
    assert codes(last=date(2020, 3, 2)) == ["formal_branch"]


def test_a_batch_at_work_without_a_branch_is_told() -> None:
    assert codes(is_founded=False, posts=()) == ["no_branch"]
    assert codes(is_founded=False, posts=(), today=FIRST - timedelta(days=1)) == []


def test_a_branch_dissolves_with_its_batch() -> None:
    assert codes(today=LAST + timedelta(days=1)) == ["dissolves"]
    assert codes(today=LAST + timedelta(days=1), dissolved_on=LAST) == []


def test_a_branch_has_one_secretary() -> None:
    assert codes(posts=("deputy_secretary", "organisation", "publicity")) == ["no_secretary"]
    assert codes(posts=("secretary", "secretary", "organisation")) == ["secretaries"]


@pytest.mark.parametrize(
    ("members", "posts", "expected"),
    [
        (2, FULL[:1], ["few_members"]),
        (3, FULL[:1], []),
        (6, FULL[:2], []),
        (6, FULL[:3], ["committee_unneeded"]),
        (7, FULL[:2], ["committee_small"]),
        (7, FULL[:3], []),
        (30, FULL, []),
        (30, (*FULL, "publicity"), ["committee_unusual"]),
        (30, (*FULL, "publicity", "publicity", "publicity"), ["committee_large"]),
    ],
)
def test_the_committee_fits_the_members(members: int, posts: tuple[str, ...], expected: list[str]) -> None:
    assert codes(members=members, posts=posts) == expected


def test_what_a_temporary_branch_may_not_do_is_known_and_never_offered() -> None:
    from hometown.programme import actions

    assert branch.may_not(POLICY) == ("admit_members", "discipline", "collect_dues", "hold_elections")
    offered = " ".join(actions.__all__)
    assert not any(word in offered for word in ("admit", "dues", "elect", "disciplin"))


# --- batches ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "to"), [("open", "planned"), ("closed", "open"), ("closed", "closed"), ("open", "open")]
)
def test_a_batch_never_goes_back(state: str, to: str) -> None:
    with pytest.raises(RuleBroken, match="batch_state"):
        batches.require_move(state, to)


def test_a_copied_priority_keeps_its_place_in_the_batch_and_never_outlasts_it() -> None:
    first, last = date(2020, 3, 1), date(2020, 3, 20)
    copied = batches.copied_task("a", "", FIRST + timedelta(days=9), FIRST, first, last)
    assert copied.due_on == date(2020, 3, 10)
    assert batches.copied_task("a", "", LAST, FIRST, first, last).due_on == last
    assert batches.copied_task("a", "", None, FIRST, first, last).due_on is None
