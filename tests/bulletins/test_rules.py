"""The rules of bulletins, without a database: what may stand in a text, whose hands it takes, how a code reads."""

from datetime import date

import pytest

from hometown.bulletins.rules import (
    Standing,
    Step,
    asked,
    fault_of_return,
    fault_of_step,
    faults,
    month_of,
    parts_differ,
)

KNOWN = {"visited", "month"}


@pytest.mark.parametrize(
    "text",
    [
        "走访 59 家",
        "走访５９家",
        "签约五家企业",
        "线索一百八十余条",
        "先后三次",
        "占八成",
        "增长百分之二十",
        "They visited fifty firms",
        "some 12 firms",
        "a dozen leads",
    ],
)
def test_a_typed_number_is_found(text: str) -> None:
    assert [fault.what for fault in faults(text, KNOWN)][:1] == ["typed"]


@pytest.mark.parametrize(
    "text",
    [
        "{month}走访企业{visited}。",
        "第一批干部进一步走访，一是看园区，二是问政策。",
        "下一个月再看",
        "They visited {visited}.",
        "",
    ],
)
def test_words_with_figures_in_their_places_may_stand(text: str) -> None:
    assert faults(text, KNOWN) == []


def test_an_unknown_place_and_a_single_brace_are_found() -> None:
    assert [(one.what, one.text) for one in faults("{visits} {visited", KNOWN)] == [
        ("unknown", "visits"),
        ("unpaired", "{"),
    ]


def test_who_wrote_does_not_review_and_who_signs_did_neither() -> None:
    draft = Standing(Step.DRAFT, frozenset({"wang"}))
    assert fault_of_step(draft, Step.REVIEWED, "wang") == "bulletins.wrote_it"
    assert fault_of_step(draft, Step.REVIEWED, "qian") == ""
    reviewed = Standing(Step.REVIEWED, frozenset({"wang"}), "qian")
    assert fault_of_step(reviewed, Step.SIGNED, "wang") == "bulletins.wrote_it"
    assert fault_of_step(reviewed, Step.SIGNED, "qian") == "bulletins.reviewed_it"
    assert fault_of_step(reviewed, Step.SIGNED, "lu") == ""


def test_no_step_is_left_out_and_none_follows_the_seal() -> None:
    assert fault_of_step(Standing(Step.DRAFT), Step.SIGNED, "lu") == "bulletins.not_reviewed"
    assert fault_of_step(Standing(Step.REVIEWED), Step.SEALED, "lu") == "bulletins.not_signed"
    assert fault_of_step(Standing(Step.SIGNED), Step.SEALED, "lu") == ""
    assert {fault_of_step(Standing(Step.SEALED), step, "lu") for step in Step} == {"bulletins.sealed_already"}


def test_it_goes_back_with_a_reason_until_it_is_sealed() -> None:
    assert fault_of_return(Standing(Step.SIGNED), "口径") == ""
    assert fault_of_return(Standing(Step.SIGNED), " ") == "bulletins.why_returned"
    assert fault_of_return(Standing(Step.DRAFT), "口径") == "bulletins.is_draft"
    assert fault_of_return(Standing(Step.SEALED), "口径") == "bulletins.sealed_already"


def test_a_code_says_time_and_part() -> None:
    assert (asked("visited").base, asked("since_visited").since) == ("visited", True)
    one = asked("former_since_leads__chain__big_data")
    assert (one.former, one.since, one.base, one.by, one.part) == (True, True, "leads", "chain", "big_data")
    assert one.figure == "leads__chain__big_data"


def test_a_month_is_read_and_nothing_else() -> None:
    assert month_of("2019-11") == date(2019, 11, 1)
    assert [month_of(text) for text in ("2019-13", "0000-01", "2019-1", "x", "2019-11\n")] == [None] * 5


def test_what_changed_is_told_by_code() -> None:
    assert parts_differ({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "3", "d": "4"}) == ["b", "c", "d"]
