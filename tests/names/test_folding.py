"""The spelling under which names are indexed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.names.folding import bare, flatten

ANY = st.text(max_size=40)
CHINESE = st.text(alphabet="上海澄湖集團（）()〔〕 龍淨ＴＣＬⅡ①㈱𠮷、。·AZ09〇", max_size=20)


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("上海澄湖（集團）有限公司 ", "上海澄湖集团有限公司"),
        ("ＴＣＬ 科技", "tcl科技"),
        ("龍 淨·環保－廠", "龙净环保厂"),
        ("Ⅱ号", "ii号"),
        ("", ""),
        ("（）。", ""),
    ],
)
def test_traditional_wide_and_marked_names_have_one_bare_spelling(written: str, spelled: str) -> None:
    assert bare(written) == spelled


@given(CHINESE | ANY)
def test_a_bare_name_is_bare_already(text: str) -> None:
    assert bare(bare(text)) == bare(text)


@given(st.lists(CHINESE | ANY, max_size=6))
def test_many_names_are_folded_as_one_by_one(texts: list[str]) -> None:
    names = flatten(texts)
    assert len(names) == len(texts)
    for at, text in enumerate(texts):
        assert names.text(at) == bare(text)


def test_the_place_of_the_first_brackets_is_kept() -> None:
    names = flatten(["宏达（上海）贸易", "宏达（上海", "宏达"])
    assert names.opens.tolist() == [2, 2, 255]
    assert names.closes.tolist() == [4, 255, 255]
