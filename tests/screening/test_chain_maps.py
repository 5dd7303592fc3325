"""A chain map is read whole, or every mistake in it is told with its line and field."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from hometown.screening import ChainMapError, chain_map_of, read_chain_map, shipped
from hometown.screening.facts import industry_code
from hometown.screening.mapping import shipped_text
from hometown.screening.shipping import made_ready

from .conftest import MAP


def problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ChainMapError) as refused:
        chain_map_of(text)
    return refused.value.problems


def line_with(text: str, words: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if words in line)


def test_a_weight_beyond_five_is_told_with_its_line_and_field() -> None:
    text = MAP.replace("电池铝箔: 5", "电池铝箔: 9")
    assert problems(text) == [
        (line_with(text, "电池铝箔: 9"), "chains.aluminium.nodes.foil.words.电池铝箔", "must be at most 5.")
    ]


def test_every_mistake_is_told_at_once() -> None:
    text = MAP.replace("place: upstream", "place: top").replace("home: missing", "hom: missing")
    said = {(line, sentence) for line, _, sentence in problems(text)}
    assert (line_with(text, "place: top"), "must be one of 'upstream', 'midstream' or 'downstream'.") in said
    assert any(sentence == "is missing." for _, sentence in said)
    assert (line_with(text, "hom: missing"), "is not a field here.") in said


def test_a_link_to_a_node_that_is_not_there_is_told() -> None:
    text = MAP.replace("from: [sheet]", "from: [shet]")
    assert problems(text) == [
        (line_with(text, "from: [shet]"), "chains.aluminium.nodes.foil.from", "there is no other node shet.")
    ]


def test_a_code_that_stands_twice_is_told() -> None:
    assert [said for _, _, said in problems(MAP.replace("code: foil", "code: sheet"))][:1] == ["sheet stands twice."]


def test_an_exclusion_that_excludes_nothing_is_told() -> None:
    text = MAP.replace("铝箔餐盒", "铜箔餐盒")
    assert problems(text)[0][2] == "“铜箔餐盒” holds no word of the node, so it excludes nothing."


@pytest.mark.parametrize("text", ["", "a: [", "- 1", "\0", "a: &a [*a]", "version: 1\ncity: 340600", "{" * 3000])
def test_what_is_no_chain_map_is_told_in_sentences(text: str) -> None:
    assert all(said.endswith(".") for _, _, said in problems(text))


def test_a_file_that_is_not_there_or_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "chains.yaml").write_bytes(b"\xff\xfe\xb2")
    with pytest.raises(ChainMapError, match="save it as UTF-8"):
        read_chain_map(tmp_path / "chains.yaml")
    with pytest.raises(ChainMapError, match="cannot be read"):
        read_chain_map(tmp_path / "none.yaml")


def test_two_maps_that_say_the_same_have_one_digest() -> None:
    assert chain_map_of(MAP).digest == chain_map_of(MAP + "\n# a remark\n").digest
    assert chain_map_of(MAP).digest != chain_map_of(MAP.replace("铝材: 1", "铝材: 2")).digest


def test_the_map_of_huaibei_is_as_large_as_it_is_said_to_be_and_its_industries_exist() -> None:
    found = shipped()
    assert [chain.code for chain in found.chains] == ["aluminium", "carbon", "silicon", "bio", "equipment", "big_data"]
    assert 40 <= len(found.nodes) <= 60
    assert 400 <= len({word for node in found.nodes for word in node.words}) <= 600
    table = (files("hometown.companies") / "data" / "gbt4754.csv").read_text(encoding="utf-8").splitlines()
    known = {industry_code(line["code"]) or line["code"] for line in csv.DictReader(table)}
    assert {code for node in found.nodes for code in (*node.industries, *node.near)} <= known
    assert all(node.source for node in found.nodes)


def test_the_shipped_map_made_ready_says_what_its_yaml_says() -> None:
    ready = (files("hometown.screening") / "data" / "huaibei.json").read_text(encoding="utf-8")
    assert ready == made_ready(shipped_text()), "run `python -m hometown.screening.shipping`"
    assert shipped().digest == chain_map_of(shipped_text()).digest
