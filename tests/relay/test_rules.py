"""What two records make together, from their values alone."""

from typing import Any

import pytest

from hometown.relay import rules
from hometown.relay.rules import CodeConflict, Side

EMPTY: dict[str, Any] = dict.fromkeys(rules.COLUMNS, "") | {
    "capital": None,
    "parent": None,
    "parent_share": None,
    "registered_on": None,
}
ONE, OTHER = "91310114MA1GW0H496", "91310107MA1GX1J58L"


def sides(source: dict[str, Any], target: dict[str, Any], chosen: dict[str, str] | None = None) -> frozenset[str]:
    return rules.taken(rules.values(EMPTY | source, EMPTY | target), chosen or {}, Side.TARGET)


def test_a_gap_is_filled_and_a_value_stays() -> None:
    assert sides({"address": "一号", "name": "甲"}, {"name": "乙"}) == {"address"}


def test_a_choice_counts_only_where_both_say_something() -> None:
    assert sides({"name": "甲"}, {"name": "乙"}, {"name": "source"}) == {"name"}
    assert sides({"address": "一号"}, {}, {"address": "target"}) == {"address"}
    assert sides({}, {"address": "一号"}, {"address": "source"}) == frozenset()


def test_a_share_goes_with_its_parent() -> None:
    known = {"parent": 1, "parent_share": 60}
    assert sides(known, {}) == {"parent", "parent_share"}
    assert sides(known, {"parent": 2}) == frozenset()
    assert sides(known, {"parent": 2, "parent_share": 30}, {"parent": "source"}) == {"parent", "parent_share"}


@pytest.mark.parametrize(
    ("source", "target", "source_adds_up", "target_adds_up", "conflict"),
    [
        ("", OTHER, False, True, CodeConflict.NONE),
        (ONE, ONE, True, True, CodeConflict.NONE),
        (ONE, OTHER, True, True, CodeConflict.BOTH_VALID),
        (ONE, OTHER, False, False, CodeConflict.BOTH_VALID),  # nothing tells which is right: a person says
        (ONE, OTHER, True, False, CodeConflict.ONE_DOUBTFUL),
    ],
)
def test_codes_stand_to_each_other(
    source: str, target: str, source_adds_up: bool, target_adds_up: bool, conflict: CodeConflict
) -> None:
    found = rules.code_conflict(source, target, source_adds_up=source_adds_up, target_adds_up=target_adds_up)
    assert found is conflict


@pytest.mark.parametrize(
    ("conflict", "source_adds_up", "wrong", "kept"),
    [
        (CodeConflict.ONE_DOUBTFUL, True, "", Side.SOURCE),
        (CodeConflict.ONE_DOUBTFUL, False, "", Side.TARGET),
        (CodeConflict.ONE_DOUBTFUL, True, "source", Side.TARGET),
        (CodeConflict.BOTH_VALID, True, "target", Side.SOURCE),
        (CodeConflict.BOTH_VALID, True, "source", Side.TARGET),
    ],
)
def test_the_code_that_is_not_wrong_stays(conflict: CodeConflict, source_adds_up: bool, wrong: str, kept: Side) -> None:
    assert rules.side_of_code(ONE, OTHER, conflict, source_adds_up=source_adds_up, wrong=wrong) is kept


def test_a_sentence_loses_the_longest_word_first() -> None:
    assert rules.searched(["郁", "郁青", "郁青禾", " "]) == ["郁青禾", "郁青"]
    assert rules.without("郁青禾和郁青", ["郁青", "郁青禾"]) == "某某和某某"
    assert rules.names_person("郁青禾来了", ["郁青禾"])
    assert not rules.names_person("某某来了", ["郁青禾", "某"])
