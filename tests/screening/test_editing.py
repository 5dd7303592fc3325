"""One change to the text of a map changes one place of it, and the map says what was meant."""

import difflib
from importlib.resources import files
from typing import Any

import pytest

from hometown.screening import chain_map_of
from hometown.screening.comparing import by_code, changes
from hometown.screening.editing import with_fields, with_node, without_node

from .conftest import MAP

SHIPPED = (files("hometown.screening") / "data" / "huaibei.yaml").read_text(encoding="utf-8")
ODD = (
    "5G基站",
    "C++软件",
    "a: b",
    "#铝",
    "[铝]",
    "no",
    "1e5",
    "铝，箔",
    "“铝”箔",
    "铝'箔",
    '铝"箔',
    "{x}",
    "- 铝",
    "铝 箔",
    "null",
    "PACK",
)


def differing(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("text", [SHIPPED, MAP])
def test_a_field_written_anew_as_it_was_changes_nothing_that_is_said(text: str) -> None:
    was = chain_map_of(text)
    for node in was.nodes[:3]:
        said = {"words": dict(node.words), "exclude": list(node.exclude), "home": node.home, "zh": node.zh}
        assert changes(was, chain_map_of(with_fields(text, node.code, said))) == []


def test_one_weight_changes_one_line_of_the_shipped_map() -> None:
    words = dict(by_code(chain_map_of(SHIPPED))["al_foil"].words) | {"铝箔": 1}
    before, after = differing(SHIPPED, with_fields(SHIPPED, "al_foil", {"words": words}))
    assert (before[0], after[0]) == ("-", "+")
    assert before[1:].replace(" 铝箔: 3}", " 铝箔: 1}") == after[1:]


def test_a_line_of_words_is_broken_as_the_shipped_map_breaks_it() -> None:
    for node in chain_map_of(SHIPPED).nodes[:4]:
        assert with_fields(SHIPPED, node.code, {"words": dict(node.words), "exclude": list(node.exclude)}) == SHIPPED


@pytest.mark.parametrize("text", [SHIPPED, MAP])
def test_words_of_any_signs_are_read_back_as_they_were_written(text: str) -> None:
    words, exclude = dict.fromkeys(ODD, 2), [f"{word}箔" for word in ODD]
    other = chain_map_of(with_fields(text, chain_map_of(text).nodes[0].code, {"words": words, "exclude": exclude}))
    assert other.nodes[0].words == words
    assert list(other.nodes[0].exclude) == exclude


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("makers", False, False), ("note", "只看：制造。", "只看：制造。"), ("note_en", "Look: twice", "Look: twice"),
        ("near", ["C32"], ("C32",)), ("vetoes", {"energy": ["电解铝"]}, None), ("place", "downstream", "downstream"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", [SHIPPED, MAP])
def test_a_field_that_was_not_there_finds_its_place(text: str, name: str, value: Any, kept: Any) -> None:
    for node in chain_map_of(text).nodes[::30]:
        other = by_code(chain_map_of(with_fields(text, node.code, {name: value})))[node.code]
        found = getattr(other, name)
        assert found == kept if name != "vetoes" else dict(found.by_head()) == {"energy": "电解铝"}


def test_remarks_stay_where_they_are() -> None:
    text = MAP.replace("home: missing", "home: missing  # seen in 2024\n        # as the report says")
    assert "# seen in 2024\n        # as the report says" in with_fields(text, "foil", {"home": "weak", "zh": "箔"})


@pytest.mark.parametrize("text", [SHIPPED, MAP])
def test_a_node_is_put_at_the_end_of_its_chain_and_taken_out_again(text: str) -> None:
    was = chain_map_of(text)
    fields = {
        "code": "new_one",
        "zh": "新",
        "en": "New",
        "place": "midstream",
        "home": "weak",
        "words": {"铝钪合金": 5},
    }
    for chain in was.chains[:2]:
        more = with_node(text, chain.code, fields)
        (found,) = [one for one in chain_map_of(more).chains if one.code == chain.code]
        assert found.nodes[-1].words == {"铝钪合金": 5}
        assert changes(was, chain_map_of(without_node(more, "new_one"))) == []


def test_a_node_taken_out_flows_into_no_other() -> None:
    other = chain_map_of(without_node(MAP, "sheet"))
    assert [(node.code, node.flows_from) for node in other.nodes] == [("foil", ()), ("data", ())]
    for node in chain_map_of(SHIPPED).nodes[:9:8]:
        left = chain_map_of(without_node(SHIPPED, node.code))
        assert [one.code for one in left.nodes] == [one.code for one in chain_map_of(SHIPPED).nodes if one != node]


def test_the_last_node_of_a_chain_stays_and_a_node_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="data"):
        without_node(MAP, "data")
    for edit in (lambda: with_fields(MAP, "gone", {"zh": "x"}), lambda: with_node(MAP, "gone", {}),
                 lambda: without_node(MAP, "gone")):  # fmt: skip
        with pytest.raises(KeyError):
            edit()
