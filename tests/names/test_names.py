"""The spelling of company names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.names import looks_registered, normal, without_legal_form


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("上海澄湖（新材料）有限公司", "上海澄湖(新材料)有限公司"),
        ("上海澄湖【新材料】有限公司", "上海澄湖(新材料)有限公司"),
        ("上海 澄湖 新材料\u3000有限公司", "上海澄湖新材料有限公司"),
        ("上海澄湖\u200b新材料有限公司\ufeff", "上海澄湖新材料有限公司"),
        ("上海澄湖新材料有限公司。", "上海澄湖新材料有限公司"),
        ("ＡＢＣ（上海）有限公司", "abc(上海)有限公司"),
        ("Acme  Holdings Co., Ltd.", "ACME Holdings Co.,Ltd"),
        ("施耐德·上海", "施耐德•上海"),
    ],
)
def test_ways_of_writing_one_name_become_equal(written: str, other: str) -> None:
    assert normal(written) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海澄湖新材料有限公司", "上海澄湖新材料股份有限公司"),
        ("上海澄湖新材料有限公司", "江苏澄湖新材料有限公司"),
        ("Acme Holdings", "Acmeholdings"),
        ("上海澄湖(新材料)有限公司", "上海澄湖新材料有限公司"),
    ],
)
def test_names_that_may_be_of_two_firms_stay_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text(max_size=60))
def test_normal_applied_twice_changes_nothing_more(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@given(st.text(alphabet="上海澄湖（）() aB.\u200b。", max_size=20))
def test_spaces_and_zero_width_signs_around_a_name_do_not_matter(text: str) -> None:
    assert normal(f" \u200b{text}\u3000") == normal(text)


@pytest.mark.parametrize(
    "text",
    [
        "上海澄湖新材料有限公司",
        "上海澄湖股权投资合伙企业（有限合伙）",
        "淮北市相山机械厂",
        "Acme Co., Ltd.",
        "Acme GmbH",
        "澄湖集团有限公司",
    ],
)
def test_a_whole_registered_name_is_known_by_its_form(text: str) -> None:
    assert looks_registered(text)


@pytest.mark.parametrize("text", ["澄湖新材料", "澄湖", "有限公司", "澄湖集团", "Acme", "", "一家做铝箔的企业"])
def test_a_short_name_or_a_bare_form_is_not_taken_for_a_registered_name(text: str) -> None:
    assert not looks_registered(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("上海澄湖新材料股份有限公司", "上海澄湖新材料"),
        ("上海澄湖（集团）有限公司", "上海澄湖（集团）"),
        ("上海澄湖投资合伙企业（有限合伙）", "上海澄湖投资"),
        ("  Acme Holdings Co., Ltd. ", "Acme Holdings"),
        ("有限公司", "有限公司"),
        ("澄湖新材料", "澄湖新材料"),
        ("Tesla", "Tesla"),
    ],
)
def test_the_legal_form_goes_and_the_rest_stays_as_written(text: str, rest: str) -> None:
    assert without_legal_form(text) == rest
