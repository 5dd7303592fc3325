"""Questions to the rules, answered from the shipped ones."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.accounts.capabilities import ADMINISTRATIVE, BUSINESS, Capability
from hometown.kernel.errors import RuleBroken
from hometown.policy import rules
from hometown.policy.reading import default_text, read
from hometown.policy.shape import PostingLevel, StageCode, Style, Term

TEXT = default_text()
POLICY = read(TEXT)


def edited(before: str, after: str):
    assert before in TEXT
    return read(TEXT.replace(before, after, 1))


def test_the_road_runs_from_lead_to_performing() -> None:
    road, code = ["lead"], "lead"
    while following := rules.next_stage(POLICY, code):
        code = following.code
        road.append(code)
    assert road == [stage.value for stage in StageCode]


def test_a_retired_stage_is_passed_over_and_still_known() -> None:
    policy = edited("    zh: 注册\n", "    zh: 注册\n    retired: true\n")
    following = rules.next_stage(policy, "signed")
    assert following is not None
    assert following.code == "started"
    assert rules.stage(policy, "registered").zh == "注册"
    assert rules.reached(policy, "registered", "signed")


def test_an_unknown_stage_is_a_refusal() -> None:
    with pytest.raises(RuleBroken):
        rules.stage(POLICY, "married")


def test_a_gate_says_what_it_takes() -> None:
    gate = rules.gate(POLICY, "signed")
    assert gate.fields == ("contract_on", "contract_parties")
    assert {"company", "counterpart", "uscc"} <= set(gate.fields_so_far)
    assert [[kind.code for kind in slot] for slot in gate.evidence] == [["contract"]]
    assert gate.verify == {"verifier"}
    assert rules.gate(POLICY, "talking").needs_visit
    assert rules.gate(POLICY, "talking").evidence == ()
    assert [kind.code for kind in rules.gate(POLICY, "talking").welcome] == ["inspection_report"]


def test_one_kind_of_a_slot_is_enough() -> None:
    gate = rules.gate(POLICY, "intent")
    assert len(rules.missing_evidence(gate, [])) == 1
    assert rules.missing_evidence(gate, ["message_of_intent"]) == ()
    assert rules.missing_evidence(gate, ["contract"]) == gate.evidence


def test_a_ceremony_photograph_is_no_evidence_of_a_contract() -> None:
    kind = rules.evidence_kind(POLICY, "signed", "contract")
    assert kind is not None
    assert "photo" not in kind.media
    assert kind.note


def test_who_reported_never_verifies() -> None:
    assert rules.may_verify(POLICY, {"verifier"}, "signed", reported_it=False)
    assert not rules.may_verify(POLICY, {"verifier"}, "signed", reported_it=True)
    assert not rules.may_verify(POLICY, {"bureau"}, "signed", reported_it=False)


def test_only_the_named_roles_advance() -> None:
    assert rules.may_advance(POLICY, {"secondee"}, "intent")
    assert not rules.may_advance(POLICY, {"secondee"}, "reviewed")
    assert not rules.may_advance(POLICY, {"leader", "system_admin"}, "signed")


def test_a_host_unit_never_sees_leads() -> None:
    may = rules.capabilities(POLICY, "host_unit")
    assert not {c for c in may if "project" in c or "lead" in c or "claim" in c or "compan" in c or "contact" in c}


def test_a_leader_reads_aggregates_and_opens_no_record() -> None:
    may = rules.capabilities(POLICY, "leader")
    assert Capability.READ_AGGREGATES in may
    assert not {c for c in may if c.startswith("see_")}


def test_every_capability_is_held_by_some_role_and_administrators_hold_nothing_else() -> None:
    assert set().union(*(role.may for role in POLICY.roles)) == set(Capability)
    for role in POLICY.roles:
        assert not (role.may & ADMINISTRATIVE and role.may & BUSINESS)


def test_an_unknown_or_retired_role_may_nothing() -> None:
    assert rules.capabilities(POLICY, "emperor") == frozenset()
    retired = edited("    zh: 返任干部\n", "    zh: 返任干部\n    retired: true\n")
    assert rules.capabilities(retired, "alumnus") == frozenset()


@pytest.mark.parametrize(("first", "second"), [("system_admin", "audit_admin"), ("security_admin", "bureau")])
def test_an_administrator_holds_no_other_role(first: str, second: str) -> None:
    assert rules.conflict(POLICY, first, second)
    assert rules.conflict(POLICY, second, first)
    assert not rules.conflict(POLICY, "bureau", "verifier")


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        (date(2019, 9, 27), "3 workdays", date(2019, 10, 8)),  # Sunday 29 was worked, the holiday was long
        (date(2019, 9, 30), "1 workday", date(2019, 10, 8)),
        (date(2019, 12, 18), "3 workdays", date(2019, 12, 23)),
        (date(2019, 9, 1), "14 days", date(2019, 9, 15)),
        (date(2020, 1, 31), "1 month", date(2020, 2, 29)),
        (date(2019, 11, 30), "3 months", date(2020, 2, 29)),
        (date(2019, 9, 1), "0 days", date(2019, 9, 1)),
    ],
)
def test_terms_end_on_the_day_a_clerk_would_count(start: date, term: str, due: date) -> None:
    assert rules.deadline(POLICY, Term.model_validate(term), start) == due


def test_a_year_without_a_calendar_counts_monday_to_friday_and_says_so() -> None:
    day = date(2035, 10, 1)
    assert not rules.calendar_known(POLICY, day)
    assert rules.is_workday(POLICY, day)
    assert rules.calendar_known(POLICY, date(2019, 10, 1))
    assert not rules.is_workday(POLICY, date(2019, 10, 1))
    assert rules.is_workday(POLICY, date(2019, 10, 12))


@given(st.dates(date(2018, 1, 1), date(2028, 12, 31)), st.integers(0, 40))
def test_a_deadline_in_workdays_is_that_many_workdays_away(start: date, count: int) -> None:
    due = rules.deadline(POLICY, Term.model_validate(f"{count} workdays"), start)
    assert rules.workdays_between(POLICY, start, due) == count
    assert count == 0 or rules.is_workday(POLICY, due)


def test_lamps_turn_with_the_days() -> None:
    due = date(2019, 12, 10)
    assert [rules.lamp(POLICY, due, due + timedelta(days=n)) for n in (-4, -3, 0, 1)] == [
        "green",
        "amber",
        "amber",
        "red",
    ]


@pytest.mark.parametrize(
    ("level", "days", "approver", "at"),
    [
        (PostingLevel.CITY, 1, "host_unit", "host_unit"),
        (PostingLevel.CITY, 3, "host_unit", "host_unit"),
        (PostingLevel.CITY, 4, "host_unit", "host_district"),
        (PostingLevel.CITY, 7, "host_unit", "host_district"),
        (PostingLevel.CITY, 8, "organisation", "home_city"),
        (PostingLevel.DISTRICT, 7, "host_unit", "host_unit"),
        (PostingLevel.DISTRICT, 8, "host_unit", "host_district"),
    ],
)
def test_leave_goes_to_who_decides_it(level: PostingLevel, days: int, approver: str, at: str) -> None:
    step = rules.leave_step(POLICY, level, days)
    assert (step.approver, step.at) == (approver, at)


def test_no_days_are_no_leave() -> None:
    with pytest.raises(RuleBroken):
        rules.leave_step(POLICY, PostingLevel.CITY, 0)


def test_a_long_batch_should_set_up_a_formal_branch() -> None:
    assert not rules.should_be_formal(POLICY, date(2019, 9, 1), date(2020, 1, 10))
    assert rules.should_be_formal(POLICY, date(2019, 9, 1), date(2020, 3, 2))
    assert rules.committee_sizes(POLICY, 6) == (0, 0)
    assert rules.committee_sizes(POLICY, 30) == (3, 7)


def test_money_without_a_rate_has_no_value_in_yuan() -> None:
    assert rules.yuan_per_unit(POLICY, "CNY", date(2019, 9, 1)) == 1
    assert rules.yuan_per_unit(POLICY, "USD", date(2019, 9, 1)) is None
    rated = edited(
        "en: US dollar}",
        "en: US dollar, rates: [{starts_on: 2019-09-01, yuan: 7.08}, {starts_on: 2019-11-01, yuan: 7.04}]}",
    )
    days = [date(2019, 8, 31), date(2019, 9, 1), date(2019, 12, 1)]
    assert [rules.yuan_per_unit(rated, "USD", day) for day in days] == [None, Decimal("7.08"), Decimal("7.04")]


def test_grades_follow_the_amount() -> None:
    amounts = [None, Decimal(10**7), Decimal(10**8), Decimal(5 * 10**8)]
    assert [rules.grade_for(POLICY, amount).code for amount in amounts] == ["c", "c", "b", "a"]
    assert rules.grade_for(POLICY, Decimal(10**9)).escalates


def test_firms_print_exact_and_leads_in_tens_and_over() -> None:
    assert rules.style(POLICY, "firms_visited") is Style.EXACT
    assert rules.style(POLICY, "leads") is Style.TENS_AND_OVER


def test_reasons_belong_to_their_status() -> None:
    assert rules.may_have_reason(POLICY, "lost", "went_elsewhere")
    assert not rules.may_have_reason(POLICY, "lost", "site_waiting")
    assert not rules.may_have_reason(POLICY, "paused", "")
    assert rules.may_have_reason(POLICY, "active", "")


def test_a_code_that_records_carry_cannot_vanish() -> None:
    without = read(TEXT.replace("  - {code: chamber, zh: 商会, en: Chamber of commerce}\n", ""))
    assert rules.vanished(POLICY, without) == [(("lead_sources",), "chamber")]
    retired = edited("zh: 商会, en: Chamber of commerce}", "zh: 商会, en: Chamber of commerce, retired: true}")
    assert rules.vanished(POLICY, retired) == []
    assert "chamber" not in [source.code for source in rules.offered(retired.lead_sources)]
