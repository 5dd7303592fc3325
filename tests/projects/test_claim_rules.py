"""Rules of first claims, without a database: whose project it is, who leads, how long a claim lives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.policy.reading import default_text, read
from hometown.policy.shape import ClaimOrder
from hometown.projects.rules import (
    Candidate,
    ClaimState,
    Contender,
    Fingerprint,
    Identity,
    Submission,
    alike,
    decide_by,
    first_of,
    identify,
    is_guessed,
    life,
    object_until,
    overlap,
    renewed_to,
    sides_missing,
    split_fault,
    trade_name,
    warning_days,
)

POLICY = read(default_text())
PLACES = frozenset({"上海", "江苏", "张家港", "淮北", "安徽"})
FOIL = Fingerprint("C3252", "aluminium", "电池铝箔 年产1.2万吨电池铝箔", Decimal(120_000_000), "标准厂房两万平方米")
SAID = Submission("", "上海澄湖新材料有限公司", "电池铝箔", frozenset(), has_contact_evidence=True, fingerprint=FOIL)
KNOWN = Candidate("91310114MA1234567X", "江苏澄湖科技有限公司", "动力电池箔材", is_open=True, fingerprint=FOIL)
FIRST = date(2019, 10, 8)
LAST = date(2020, 1, 6)


def like(one: str, other: str) -> float:
    return alike(one, other, PLACES)


# --- whose project it is ------------------------------------------------------------------------------------------


def test_a_firm_of_the_group_with_a_project_that_looks_the_same_is_probable() -> None:
    found = identify(SAID, [replace(KNOWN, is_kin=True)])
    assert found.identity is Identity.PROBABLE
    assert found.grounds == ("group", "line", "product", "amount", "site")


def test_a_firm_that_the_engine_of_names_finds_is_probable_with_a_project_that_looks_the_same_and_never_the_same() -> (
    None
):
    found = identify(SAID, [replace(KNOWN, normal_name="远舟铝箔有限公司", is_near=True)])
    assert found.identity is Identity.PROBABLE
    assert found.grounds == ("alike", "line", "product", "amount", "site")
    named = replace(KNOWN, normal_name="远舟铝箔有限公司", is_near=True, project_name=SAID.project_name)
    assert identify(SAID, [named]).identity is Identity.PROBABLE
    assert identify(SAID, [replace(KNOWN, normal_name="远舟铝箔有限公司")]).identity is Identity.NEW


def test_a_firm_of_the_group_with_another_project_is_new() -> None:
    glass = Fingerprint("C3042", "silicon", "光伏玻璃镀膜", Decimal(24_000_000), "三十亩")
    assert identify(SAID, [replace(KNOWN, is_kin=True, fingerprint=glass)]).identity is Identity.NEW


def test_the_same_firm_with_a_differently_named_project_that_looks_the_same_is_probable() -> None:
    known = replace(KNOWN, normal_name=SAID.normal_name, uscc="")
    assert identify(SAID, [known]).grounds[0] == "name"
    assert identify(SAID, [known]).identity is Identity.PROBABLE


def test_another_firms_project_is_new_however_much_it_looks_the_same() -> None:
    stranger = replace(KNOWN, normal_name="上海拾光新材料有限公司", project_name="电池铝箔")
    assert identify(SAID, [stranger], like).identity is Identity.NEW


def test_a_sure_match_goes_before_an_older_probable_one() -> None:
    probable = replace(KNOWN, is_kin=True, record="probable")
    sure = Candidate("", SAID.normal_name, "电池铝箔项目", is_open=True, record="sure")
    found = identify(SAID, [probable, sure])
    assert (found.identity, found.candidate and found.candidate.record) == (Identity.SAME, "sure")


def test_of_several_probable_ones_none_is_left_out() -> None:
    near, nearer = replace(KNOWN, is_kin=True, record="near"), replace(KNOWN, is_kin=True, record="nearer")
    found = identify(SAID, [near, replace(nearer, project_name=SAID.project_name)])
    assert found.candidate is not None
    assert found.candidate.record == "nearer"
    assert [one.candidate.record for one in found.besides if one.candidate] == ["near"]


def test_what_is_lost_or_withdrawn_is_neither_the_same_nor_probable() -> None:
    assert identify(SAID, [replace(KNOWN, is_kin=True, is_open=False)]).identity is Identity.NEW


@given(st.text("澄湖拾光新材料科技化工", min_size=3, max_size=8), st.data())
def test_names_one_character_apart_are_never_the_same_firm(trade: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(trade) - 1))
    sign = data.draw(st.sampled_from("甲乙丙丁"))
    other = trade[:at] + sign + trade[at + 1 :]
    said = replace(SAID, normal_name=f"上海{trade}有限公司")
    known = replace(KNOWN, uscc="", normal_name=f"上海{other}有限公司", project_name=SAID.project_name)
    assert identify(said, [known], like).identity is not Identity.SAME


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("上海澄湖新材料有限公司", "江苏澄湖新材料股份有限公司", 1.0),
        ("澄湖新材料(上海)有限公司", "上海市澄湖新材料有限公司", 1.0),
        ("上海澄湖新材料有限公司", "上海澄湖", 0.9),
        ("上海澄湖新材料有限公司", "上海澄明新材料有限公司", 0.8),
        ("上海澄湖新材料有限公司", "上海拾光电子有限公司", 0.0),
        ("上海有限公司", "江苏有限公司", 0.0),
        ("上海澄湖第一新材料有限公司", "上海澄湖第二新材料有限公司", 0.0),
        ("上海澄湖新材料1有限公司", "上海澄湖新材料10有限公司", 0.0),
    ],
)
def test_names_are_alike_by_their_trade_name(one: str, other: str, how: float) -> None:
    assert like(one, other) == like(other, one) == how


def test_a_place_that_is_the_whole_name_stays() -> None:
    assert trade_name("上海汽车有限公司", PLACES) == "汽车"
    assert trade_name("淮北", PLACES) == "淮北"


# --- fingerprints -------------------------------------------------------------------------------------------------


def test_what_one_side_does_not_tell_neither_agrees_nor_differs() -> None:
    found = overlap(FOIL, Fingerprint(chain="aluminium", yuan=Decimal(100_000_000)))
    assert (found.agreed, found.differing) == (("line", "amount"), ())
    assert found.is_enough
    assert not overlap(FOIL, Fingerprint(chain="aluminium")).is_enough
    assert not overlap(Fingerprint(), Fingerprint()).is_enough


def test_another_line_of_business_is_another_project() -> None:
    other = replace(FOIL, industry="I6450", chain="big_data")
    assert overlap(FOIL, other).agreed == ("product", "amount", "site")
    assert not overlap(FOIL, other).is_enough


def test_one_chain_makes_one_line_even_where_the_codes_differ() -> None:
    assert "line" in overlap(FOIL, replace(FOIL, industry="C3670")).agreed


def test_idle_words_make_no_product() -> None:
    one, other = Fingerprint(words="年产5000吨生产基地项目"), Fingerprint(words="新建生产基地项目，年产5000吨")
    assert overlap(one, other).agreed == ()


prints = st.builds(
    Fingerprint,
    industry=st.sampled_from(["", "C3252", "C3259", "I6450"]),
    chain=st.sampled_from(["", "aluminium", "bio"]),
    words=st.text("电池铝箔光伏玻璃", max_size=8),
    yuan=st.none() | st.integers(1, 10**9).map(Decimal),
    site=st.sampled_from(["", "标准厂房两万平方米", "五十亩"]),
)


@given(prints, prints)
def test_an_overlap_does_not_ask_who_came_first(one: Fingerprint, other: Fingerprint) -> None:
    assert overlap(one, other) == overlap(other, one)


# --- who leads ----------------------------------------------------------------------------------------------------

AT = datetime(2019, 10, 11, 4, 0, 0, tzinfo=UTC)
contenders = st.builds(
    Contender,
    effective_at=st.integers(0, 3_000).map(lambda thousandth: AT + timedelta(milliseconds=thousandth)),
    decision_maker_on=st.none() | st.sampled_from([date(2019, 10, 1), date(2019, 10, 5)]),
    level=st.none() | st.integers(0, 3),
    record=st.uuids(),
)


def test_within_one_second_the_earlier_contact_with_who_decides_leads() -> None:
    first = Contender(AT + timedelta(milliseconds=100), record="first")
    second = Contender(AT + timedelta(milliseconds=900), date(2019, 10, 1), record="second")
    ruling = first_of(POLICY.claims.order, [first, second])
    assert (ruling.first, ruling.by) == (second, ClaimOrder.DECISION_MAKER_CONTACT)
    later = replace(second, effective_at=AT + timedelta(seconds=1))
    assert first_of(POLICY.claims.order, [first, later]).first == first


def test_after_the_contact_comes_its_level_and_then_somebody_arbitrates() -> None:
    owner, manager = Contender(AT, level=0), Contender(AT, level=2)
    assert first_of(POLICY.claims.order, [manager, owner]).first == owner
    assert first_of(POLICY.claims.order, [owner, replace(owner, record="x")]).first is None


@given(st.lists(contenders, min_size=1, max_size=4))
def test_who_leads_does_not_depend_on_the_order_of_looking(found: list[Contender]) -> None:
    rulings = {first_of(POLICY.claims.order, one) for one in permutations(found)}
    assert len({(ruling.first, ruling.by) for ruling in rulings}) == 1


@given(st.lists(contenders, min_size=2, max_size=5))
def test_who_leads_all_leads_each(found: list[Contender]) -> None:
    ruling = first_of(POLICY.claims.order, found)
    for other in found:
        if ruling.first is not None and other is not ruling.first:
            assert first_of(POLICY.claims.order, [ruling.first, other]).first == ruling.first


# --- how long a claim lives ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "state", "lamp"),
    [
        (0, ClaimState.FRESH, "green"), (9, ClaimState.FRESH, "green"), (10, ClaimState.WARNED, "amber"),
        (14, ClaimState.WARNED, "amber"), (15, ClaimState.AMBER, "amber"), (28, ClaimState.AMBER, "amber"),
        (29, ClaimState.RED, "red"), (35, ClaimState.RED, "red"), (36, ClaimState.LAPSED, "red"),
    ],
)  # fmt: skip
def test_a_claim_without_progress_is_warned_missed_and_lapses(day: int, state: ClaimState, lamp: str) -> None:
    found = life(POLICY, FIRST, LAST, [], FIRST + timedelta(days=day))
    assert (found.state, found.lamp) == (state, lamp)
    assert (found.returns_on, found.because) == (FIRST + timedelta(days=36), "no_evidence")


def test_progress_sets_the_clock_back_and_the_protection_still_ends() -> None:
    marks = [FIRST + timedelta(days=step) for step in range(7, 91, 7)]
    fresh = life(POLICY, FIRST, LAST, marks, FIRST + timedelta(days=80))
    assert (fresh.state, fresh.last_progress) == (ClaimState.FRESH, FIRST + timedelta(days=77))
    assert (fresh.returns_on, fresh.because) == (LAST + timedelta(days=1), "expired")
    assert life(POLICY, FIRST, LAST, marks, LAST).is_ending
    assert life(POLICY, FIRST, LAST, marks, LAST).lamp == "amber"
    assert life(POLICY, FIRST, LAST, marks, LAST + timedelta(days=1)).is_lapsed


def test_a_lapsed_claim_does_not_come_back_by_later_work() -> None:
    late = FIRST + timedelta(days=40)
    assert life(POLICY, FIRST, LAST, [late], late).is_lapsed


def test_a_signed_contract_keeps_a_claim() -> None:
    assert life(POLICY, FIRST, LAST, [], LAST + timedelta(days=99), is_kept=True).state is ClaimState.KEPT


def test_evidence_is_due_by_the_next_day_of_the_rules() -> None:
    assert life(POLICY, FIRST, LAST, [], FIRST).evidence_due == FIRST + timedelta(days=14)
    assert life(POLICY, FIRST, LAST, [], FIRST + timedelta(days=15)).evidence_due == FIRST + timedelta(days=28)
    assert life(POLICY, FIRST, LAST, [], FIRST + timedelta(days=30)).evidence_due == FIRST + timedelta(days=35)
    assert warning_days(POLICY, FIRST) == (FIRST + timedelta(days=10), FIRST + timedelta(days=14))


_RANK = {state: place for place, state in enumerate(ClaimState)}
offsets = st.lists(st.integers(0, 120), max_size=12)


@given(offsets, st.integers(0, 120), st.integers(0, 120))
def test_more_evidence_never_makes_a_claim_worse(marks: list[int], more: int, today: int) -> None:
    day = FIRST + timedelta(days=today)
    before = life(POLICY, FIRST, LAST, [FIRST + timedelta(days=n) for n in marks], day)
    after = life(POLICY, FIRST, LAST, [FIRST + timedelta(days=n) for n in [*marks, more]], day)
    assert _RANK[after.state] <= _RANK[before.state]
    assert after.returns_on >= before.returns_on
    assert after.quiet_days <= before.quiet_days


@given(offsets, st.integers(0, 120))
def test_a_claim_that_lapsed_stays_lapsed(marks: list[int], today: int) -> None:
    days = [FIRST + timedelta(days=n) for n in marks]
    if life(POLICY, FIRST, LAST, days, FIRST + timedelta(days=today)).is_lapsed:
        assert life(POLICY, FIRST, LAST, days, FIRST + timedelta(days=today + 1)).is_lapsed


@given(offsets, st.integers(0, 120))
def test_a_claim_is_back_in_the_pool_on_the_day_it_said(marks: list[int], today: int) -> None:
    days = [FIRST + timedelta(days=n) for n in marks if n <= today]
    found = life(POLICY, FIRST, LAST, days, FIRST + timedelta(days=today))
    if not found.is_lapsed:
        assert life(POLICY, FIRST, LAST, days, found.returns_on).is_lapsed
        assert not life(POLICY, FIRST, LAST, days, found.returns_on - timedelta(days=1)).is_lapsed


def test_a_renewal_adds_one_protection() -> None:
    assert renewed_to(POLICY, LAST) == LAST + timedelta(days=90)


# --- terms and sides ----------------------------------------------------------------------------------------------


def test_terms_count_workdays_by_the_published_calendar() -> None:
    eve = date(2019, 9, 30)  # the holiday of October lies between, and a Saturday that is worked
    assert decide_by(POLICY, eve) == date(2019, 10, 10)
    assert object_until(POLICY, eve) == date(2019, 10, 12)


def test_a_year_whose_calendar_is_not_listed_is_said() -> None:
    term = POLICY.claims.decide_probable
    assert not is_guessed(POLICY, term, date(2019, 10, 10))
    assert is_guessed(POLICY, term, date(2031, 1, 3))
    assert not is_guessed(POLICY, POLICY.claims.protection, date(2031, 1, 3))


def test_a_transfer_needs_three_sides_and_a_whole_split() -> None:
    assert sides_missing({"coordinator"}) == ("giver", "receiver")
    assert sides_missing({"coordinator", "giver", "receiver"}) == ()
    assert split_fault(50, 50) == split_fault(0, 100) == ""
    assert split_fault(60, 50) == split_fault(-10, 110) == "projects.split_not_whole"
