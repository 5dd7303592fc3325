"""Names taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.names.folding import flatten
from hometown.names.parsing import parse, parse_all

SIGNS = st.text(alphabet="上海市江苏淮北相山区宏达澄湖科技贸易有限公司集团股份分公司（）()店厂a1", max_size=24)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("上海澄湖新材料有限公司南京分公司",
         {"region": "上海", "trade": "澄湖", "industry": "新材料", "form": "有限公司", "branch": "南京分公司"}),
        ("江苏龙净环保科技股份有限公司",
         {"region": "江苏", "trade": "龙净", "industry": "环保科技", "form": "股份有限公司"}),
        ("上海市浦东新区宏达五金店", {"region": "上海市浦东新区", "trade": "宏达", "industry": "五金", "form": "店"}),
        ("和平药业有限公司", {"region": "", "trade": "和平", "industry": "药业", "form": "有限公司"}),
        ("宏达（上海）贸易有限公司", {"region": "", "trade": "宏达", "industry": "上海贸易", "form": "有限公司"}),
        ("张三", {"trade": "张三", "form": ""}),
        ("", {"trade": ""}),
    ],
)  # fmt: skip
def test_a_name_has_region_trade_name_industry_form_and_branch(name: str, parts: dict[str, str]) -> None:
    parsed = parse(name)
    assert {kind: parsed.part(kind) for kind in parts} == parts


@given(SIGNS)
def test_parts_cover_a_name_without_gap_or_overlap(text: str) -> None:
    parsed = parse(text)
    assert "".join(part.text for part in parsed.parts) == parsed.bare


def test_each_part_says_where_it_stands_in_the_original() -> None:
    text = "上海 澄湖（集團）有限公司"
    for part in parse(text).parts:
        assert part.text in text[part.start : part.end].replace("（", "").replace("團", "团").replace("）", "").replace(
            " ", ""
        )


@given(st.lists(SIGNS, min_size=1, max_size=6))
def test_many_names_are_taken_apart_as_one_by_one(texts: list[str]) -> None:
    together = parse_all(flatten(texts))
    for at, text in enumerate(texts):
        alone = parse_all(flatten([text]))
        for kind in ("region", "trade", "form", "branch"):
            assert getattr(together, kind)[at] == getattr(alone, kind)[0]


def test_an_unclosed_bracket_harms_nothing() -> None:
    assert parse("盛珍（宜宾国企有限公司").part("form") == "有限公司"
