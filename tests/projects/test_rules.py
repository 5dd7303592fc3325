"""Rules of projects, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount
from hometown.policy.reading import default_text, read
from hometown.policy.rules import deadline, gate
from hometown.policy.shape import Rate
from hometown.projects.rules import (
    RANK,
    Candidate,
    Identity,
    Kind,
    Paper,
    Stage,
    Submission,
    claim_days,
    contradictions,
    edit_faults,
    effective_time,
    fits_medium,
    identify,
    is_complete,
    lacking,
    missing_to_advance,
    overdue_before,
    project_key,
    share_faults,
    yuan_value,
)

POLICY = read(default_text())
NOON = datetime(2019, 10, 11, 4, tzinfo=UTC)
LEAD = ["company", "summary", "amount", "site_need", "source", "first_contact_on"]
SAID = Submission("", "拾光新材料", "电池铝箔", frozenset(LEAD), has_contact_evidence=True)


def everything() -> frozenset[str]:
    return frozenset(name.value for stage in POLICY.stages for name in stage.fields)


def test_the_stages_of_the_house_are_those_of_the_rules() -> None:
    assert [stage.value for stage in Stage] == [stage.code.value for stage in POLICY.stages]
    assert [RANK[stage] for stage in Stage] == list(range(11))


# --- gates --------------------------------------------------------------------------------------------------------


def test_a_gate_names_fields_visit_and_papers_that_are_missing() -> None:
    talking = gate(POLICY, "talking")
    found = missing_to_advance(everything() - {"next_step"}, talking, [], was_visited=False)
    assert [(one.kind, one.codes) for one in found] == [(Kind.FIELD, ("next_step",)), (Kind.VISIT, ())]
    assert "bureau" in found[0].who


def test_what_an_earlier_stage_asked_for_is_still_asked() -> None:
    found = missing_to_advance(
        everything() - {"amount"}, gate(POLICY, "intent"), [Paper("intent", "letter_of_intent")], was_visited=True
    )
    assert [one.codes for one in found] == [("amount",)]


def test_one_paper_of_several_alternatives_is_enough() -> None:
    intent = gate(POLICY, "intent")
    for kind in ("letter_of_intent", "minutes_of_intent", "message_of_intent"):
        assert missing_to_advance(everything(), intent, [Paper("intent", kind)], was_visited=True) == ()
    missing = missing_to_advance(everything(), intent, [], was_visited=True)
    assert missing[0].codes == ("letter_of_intent", "minutes_of_intent", "message_of_intent")


def test_a_paper_of_another_stage_or_a_refuted_one_carries_nothing() -> None:
    signed = gate(POLICY, "signed")
    for paper in (Paper("signing", "contract"), Paper("signed", "contract", holds=False)):
        assert [one.kind for one in missing_to_advance(everything(), signed, [paper], was_visited=True)] == [
            Kind.EVIDENCE
        ]


def test_a_stage_is_entered_unverified_and_left_only_verified() -> None:
    signed, registered = gate(POLICY, "signed"), gate(POLICY, "registered")
    licence, contract = Paper("registered", "business_licence"), Paper("signed", "contract")
    assert (
        missing_to_advance(everything(), signed, [contract], was_visited=True, standing=gate(POLICY, "signing")) == ()
    )
    waiting = missing_to_advance(everything(), registered, [licence, contract], was_visited=True, standing=signed)
    assert [(one.kind, one.who) for one in waiting] == [(Kind.VERIFICATION, frozenset({"verifier"}))]
    proven = [licence, replace(contract, holds=True)]
    assert missing_to_advance(everything(), registered, proven, was_visited=True, standing=signed) == ()
    refuted = [licence, replace(contract, holds=False)]
    asked = missing_to_advance(everything(), registered, refuted, was_visited=True, standing=signed)
    assert [(one.kind, one.stage) for one in asked] == [(Kind.EVIDENCE, "signed")]


@given(st.sets(st.sampled_from(sorted(everything()))), st.booleans(), st.sampled_from(list(Stage)[1:]))
def test_more_facts_never_leave_more_missing(held: set[str], was_visited: bool, stage: Stage) -> None:
    ahead = gate(POLICY, stage)
    some = missing_to_advance(held, ahead, [], was_visited=was_visited)
    all_facts = missing_to_advance(everything(), ahead, [], was_visited=True)
    assert set(all_facts) <= set(some)
    papers = [Paper(stage, kind.code) for slot in ahead.evidence for kind in slot[:1]]
    assert missing_to_advance(everything(), ahead, papers, was_visited=True) == ()


def test_a_paper_is_kept_in_the_form_the_rules_name() -> None:
    assert fits_medium(["photo"], "image")
    assert fits_medium(["document", "image"], "document")
    assert fits_medium(["message"], "image")
    assert not fits_medium(["document"], "table")


@given(st.dates(date(2019, 9, 10), date(2020, 12, 20)), st.sampled_from(["assessed", "talking"]))
def test_a_stage_is_over_from_the_day_after_its_last(today: date, stage: str) -> None:
    term = gate(POLICY, stage).due
    assert term is not None
    late = overdue_before(POLICY, term, today)
    assert deadline(POLICY, term, late) < today
    assert deadline(POLICY, term, late + timedelta(days=1)) >= today


# --- money and shares -----------------------------------------------------------------------------------------------


def test_an_amount_without_a_rate_has_no_value_in_yuan() -> None:
    dollars = Amount(Decimal(5_000_000), "USD")
    assert yuan_value(POLICY, dollars, date(2019, 10, 1)) is None
    assert yuan_value(POLICY, Amount(Decimal(7)), date(2019, 10, 1)) == Decimal(7)
    assert yuan_value(POLICY, None, date(2019, 10, 1)) is None


def test_the_rate_of_the_day_counts() -> None:
    rates = (
        Rate(starts_on=date(2019, 9, 1), yuan=Decimal("7.1")),
        Rate(starts_on=date(2019, 12, 1), yuan=Decimal("7.0")),
    )
    currencies = tuple(c.model_copy(update={"rates": rates}) if c.code == "USD" else c for c in POLICY.currencies)
    policy = POLICY.model_copy(update={"currencies": currencies})
    hundred = Amount(Decimal(100), "USD", Bound.ABOUT)
    assert yuan_value(policy, hundred, date(2019, 11, 30)) == Decimal(710)
    assert yuan_value(policy, hundred, date(2019, 12, 1)) == Decimal(700)
    assert yuan_value(policy, hundred, date(2019, 8, 1)) is None


@given(st.dictionaries(st.integers(), st.decimals(0, 101, places=2), max_size=5))
def test_shares_stand_exactly_when_each_is_positive_and_all_are_at_most_the_whole(shares: dict[int, Decimal]) -> None:
    sound = all(0 < share <= 100 for share in shares.values()) and sum(shares.values()) <= 100
    assert (share_faults(shares) == {}) == sound


def test_a_share_finer_than_two_places_is_refused() -> None:
    assert share_faults({1: Decimal("33.333")}) == {1: "projects.share_too_fine"}


# --- first claim ----------------------------------------------------------------------------------------------------


def test_a_submission_is_complete_with_its_facts_and_a_record_of_the_contact() -> None:
    assert is_complete(SAID, LEAD)
    assert lacking(replace(SAID, has_contact_evidence=False), LEAD) == ("contact_evidence",)
    assert lacking(replace(SAID, filled=SAID.filled - {"amount"}), LEAD) == ("amount",)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10_000)), max_size=12))
def test_the_effective_time_is_set_once_and_never_moves(edits: list[tuple[bool, int]]) -> None:
    at, first, now = None, None, NOON
    for complete, minutes in edits:
        now += timedelta(minutes=minutes)
        first = first or (now if complete else None)
        at = effective_time(at, complete=complete, now=now)
        assert at == first


def test_the_same_code_or_name_and_the_same_project_is_the_known_one() -> None:
    known = Candidate("91310114MA1234567X", "拾光新材料", "电池铝箔项目", is_open=True)
    by_code = replace(SAID, uscc="91310114MA1234567X", normal_name="另一个写法")
    assert identify(by_code, [known]).identity is Identity.SAME
    assert identify(replace(SAID, project_name=""), [known]).grounds == ("name", "project_name")
    assert identify(replace(SAID, project_name="光伏玻璃"), [known]).identity is Identity.NEW
    assert identify(replace(SAID, uscc="91310114MA7654321X"), [known]).identity is Identity.NEW
    assert identify(SAID, [replace(known, is_open=False)]).identity is Identity.NEW


@pytest.mark.parametrize("name", ["电池铝箔", "电池 铝箔项目", "「电池铝箔」", "电池铝箔 项目"])
def test_a_project_name_is_compared_without_its_dress(name: str) -> None:
    assert project_key(name) == "电池铝箔"


def test_a_claim_protects_for_the_days_of_the_rules() -> None:
    assert claim_days(POLICY, date(2019, 10, 11)) == (date(2019, 10, 11), date(2020, 1, 9))


# --- edits and hints ------------------------------------------------------------------------------------------------


def test_only_what_was_touched_is_looked_at() -> None:
    today = date(2019, 10, 1)
    assert edit_faults(POLICY, {"summary": "x", "chain": ""}, today) == ()
    faults = edit_faults(
        POLICY,
        {
            "chain": "gone", "industry_code": "ZZ", "started_on": date(2030, 1, 1), "name": "",
            "amount": Amount(Decimal(0)), "registered_region": "34", "registered_uscc": "I" * 18, "source": "nobody",
        },
        today,
    )  # fmt: skip
    assert {fault.field for fault in faults} == {
        "chain", "industry_code", "started_on", "name", "amount", "registered_region", "registered_uscc", "source",
    }  # fmt: skip


def test_a_foreign_currency_must_be_one_of_the_rules() -> None:
    fault = edit_faults(POLICY, {"amount": Amount(Decimal(5), "XTS")}, date(2019, 10, 1))
    assert [one.reason for one in fault] == ["projects.currency_unknown"]


def test_contradictions_warn() -> None:
    nothing = {
        "moves": [(0, date(2019, 10, 1)), (1, date(2019, 10, 2))], "contract_on": None, "registered_on": None,
        "started_on": None, "produced_on": None, "amount_yuan": None, "contract_amount": None,
        "registered_capital": None,
    }  # fmt: skip

    def reasons(**facts: object) -> list[str]:
        return [one.reason for one in contradictions(**(nothing | facts))]  # type: ignore[arg-type]

    assert reasons() == []
    assert reasons(moves=[(0, date(2019, 10, 2)), (1, date(2019, 10, 1))]) == ["stages_out_of_order"]
    assert reasons(contract_on=date(2019, 12, 1), started_on=date(2019, 11, 1)) == ["days_out_of_order"]
    assert reasons(amount_yuan=Decimal(100), contract_amount=Decimal(201)) == ["contract_far_above_plan"]
    assert reasons(amount_yuan=Decimal(5100), registered_capital=Decimal(100)) == ["far_above_capital"]
    assert reasons(papers_elsewhere=["b.pdf"]) == ["paper_used_elsewhere"]
