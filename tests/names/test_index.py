"""Which firm a name means."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.names import Index, Registry
from hometown.names.columns import INITIALS
from hometown.names.folding import bare
from hometown.names.pinyin import initials
from hometown.names.searching import Searcher, queries

from .conftest import CODES, NAMES


def first(index: Index, text: str) -> str:
    found = index.resolve(text).candidates
    return found[0].name if found else ""


@pytest.mark.parametrize("name", NAMES)
def test_a_registered_name_is_itself(index: Index, name: str) -> None:
    found = index.resolve(name)
    assert (found.outcome, found.candidates[0].name) == ("same", name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("上海澄湖新材料（有限公司）", "上海澄湖新材料有限公司"),
        ("上海澄湖新材料有限公司 ", "上海澄湖新材料有限公司"),
        ("江蘇龍淨環保科技股份有限公司", "江苏龙净环保科技股份有限公司"),
        ("澄湖新材", "上海澄湖新材料有限公司"),
        ("上海旧澄材料厂", "上海澄湖新材料有限公司"),
        (CODES[2], NAMES[2]),
        ("江苏龙净环保科技", "江苏龙净环保科技股份有限公司"),
        ("上海澄湖新材料有限公司苏州分公司", "上海澄湖新材料有限公司"),
    ],
)
def test_another_writing_of_a_name_is_the_same_firm(index: Index, written: str, meant: str) -> None:
    found = index.resolve(written)
    assert (found.outcome, found.candidates[0].name) == ("same", meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("江苏龙俊环保", "江苏龙净环保科技股份有限公司"),
        ("江苏净龙环保科技股份有限公司", "江苏龙净环保科技股份有限公司"),
        ("江苏龙环保科技股份有限公司", "江苏龙净环保科技股份有限公司"),
        ("上海城湖新材料有限公司", "上海澄湖新材料有限公司"),
        ("沐川电气", "上海沐川电气集团股份有限公司"),
        ("沐川石化", "中国沐川石油化工股份有限公司"),
        ("shanghaichenghuxincailiao", "上海澄湖新材料有限公司"),
        ("shchxcl", "上海澄湖新材料有限公司"),
        ("chongqingchanglingyinhang", "重庆长岭银行股份有限公司"),
        ("tcl蓝汀", "TCL蓝汀科技集团股份有限公司"),
    ],
)
def test_what_people_write_finds_the_firm_that_is_meant(index: Index, written: str, meant: str) -> None:
    assert first(index, written) == meant


@pytest.mark.parametrize(
    ("written", "other"),
    [("上海利发贸易有限公司", "上海兴发贸易有限公司"), ("上海兴发贸易有限公司", "上海利发贸易有限公司")],
)
def test_two_firms_with_one_other_character_in_the_trade_name_are_never_the_same(
    tmp_path: Path, written: str, other: str
) -> None:
    alone = Index.build(Registry(names=[other]), tmp_path / "one.names")
    assert alone.resolve(written).outcome == "ask"
    assert alone.resolve(written.removesuffix("有限公司")).outcome == "ask"
    assert alone.resolve("新" + written[2:]).outcome != "same"


TRADE = st.text(alphabet="兴发利达宏泰瑞祥金亿丰万康安", min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    trade=TRADE,
    at=st.integers(0, 3),
    sign=st.sampled_from("龙鑫盛源博"),
    tail=st.sampled_from(["贸易有限公司", "科技股份有限公司", "有限公司"]),
)
def test_a_changed_trade_name_is_asked_about(
    tmp_path_factory: pytest.TempPathFactory, trade: str, at: int, sign: str, tail: str
) -> None:
    at %= len(trade)
    other = trade[:at] + sign + trade[at + 1 :]
    index = Index.build(Registry(names=[f"上海{trade}{tail}"]), tmp_path_factory.mktemp("one") / "x.names")
    assert index.resolve(f"上海{other}{tail}").outcome != "same"
    assert index.resolve(f"{other}{tail}").outcome != "same"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("韶关泰万又商贸有限公司", "韶关泰万信息技术商贸有限公司"),
        ("东方财富", "东方集团股份有限公司"),
        ("宏达矿业", "南宁宏达实业有限公司"),
        ("上海新兴发贸易有限公司", "上海兴发贸易有限公司"),
        ("江苏兴发贸易有限公司", "浙江兴发贸易有限公司"),
        ("中信银行", "安庆市中信外企商行"),
        ("金力泰", "重庆金力泰商贸股份有限公司"),
        ("金力泰股份", "重庆金力泰商贸股份有限公司"),
        ("上海凯鑫", "上海凯鑫磁业有限公司"),
    ],
)
def test_what_only_shares_a_part_with_a_firm_is_not_the_same(tmp_path: Path, written: str, registered: str) -> None:
    assert Index.build(Registry(names=[registered]), tmp_path / "x.names").resolve(written).outcome != "same"


def test_a_name_of_several_firms_is_asked_about(index: Index) -> None:
    found = index.resolve("沐川")
    assert found.outcome == "ask"
    assert {each.name for each in found.candidates[:2]} == {NAMES[10], NAMES[12]}
    assert found.note == "several firms have this name"


def test_a_branch_is_kept_beside_the_firm_it_is_of(index: Index) -> None:
    assert index.resolve("上海澄湖新材料有限公司苏州分公司").branch == "苏州分公司"


def test_a_firm_that_nobody_registered_is_new_or_asked_about(index: Index) -> None:
    assert index.resolve("新疆天山雪莲乳业有限公司").outcome == "new"


def test_the_reasons_name_what_differs(index: Index) -> None:
    assert "trade name 龙俊, there 龙净" in index.resolve("江苏龙俊环保").candidates[0].why


def test_rows_that_are_added_are_found_at_once_and_after_opening_again(tmp_path: Path) -> None:
    index = Index.build(Registry(names=NAMES[:3]), tmp_path / "x.names")
    more = index.add(Registry(names=["安徽岚川铝业有限公司"], usccs=["91340600MA2K00001X"]))
    again = Index.open(tmp_path / "x.names").add(Registry(names=["安徽岚溪碳业有限公司"]))
    assert index.resolve("岚川铝业").outcome == "new"
    assert first(more, "岚川铝业") == "安徽岚川铝业有限公司"
    assert first(again, "岚溪碳业") == "安徽岚溪碳业有限公司"
    assert first(again, "岚川铝业") == "安徽岚川铝业有限公司"
    assert first(again, "澄湖新材料") == NAMES[0]
    assert len(again) == 5
    assert again.name(4) == "安徽岚溪碳业有限公司"
    assert again.resolve("91340600MA2K00001X").candidates[0].name == "安徽岚川铝业有限公司"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30) | st.text(alphabet="上海澄湖新材料有限公司分0aZ（ \ud800🙂", max_size=40))
def test_whatever_is_asked_is_answered(index: Index, text: str) -> None:
    found = index.resolve(text)
    assert found.outcome in {"same", "ask", "new"}
    assert found.outcome != "same" or found.candidates
    assert all(0 <= each.score <= 1 for each in found.candidates)


def test_many_are_answered_as_one_by_one(index: Index) -> None:
    texts = [*NAMES, "澄湖新材", "龙俊环保", "shchxcl", "", "x" * 10_000]
    assert index.resolve_all(texts) == [index.resolve(text) for text in texts]


def test_only_the_exact_name_is_exact(index: Index) -> None:
    assert [each.uscc for each in index.exact("上海澄湖新材料（有限公司）")] == [CODES[0]]
    assert index.exact("上海澄湖新材料") == ()
    assert index.exact("x" * 10_000) == ()


def test_an_empty_registry_answers_new(tmp_path: Path) -> None:
    index = Index.build(Registry(names=[]), tmp_path / "x.names")
    assert index.resolve("上海澄湖新材料有限公司").outcome == "new"
    assert index.resolve("shch").outcome == "new"


@pytest.mark.parametrize("name", ["苏州新锐澜投资合伙企业（有限合伙）", "上海沐川电气集团股份有限公司"])
def test_first_letters_of_a_whole_long_name_find_it(tmp_path: Path, name: str) -> None:
    letters = initials(bare(name))
    assert len(letters) >= INITIALS
    many = [f"苏州新锐{sign}投资合伙企业（有限合伙）" for sign in "东南西北中山水江河湖海天地风雨云雪冰火土"]
    index = Index.build(Registry(names=[*many, *NAMES]), tmp_path / "x.names")
    assert first(index, letters) == name


def test_a_name_that_begins_with_all_the_letters_asked_is_a_candidate(index: Index) -> None:
    searcher = Searcher(index.segments[0])
    for row, name in enumerate(NAMES):
        letters = initials(bare(name))
        for length in (4, INITIALS - 1, INITIALS, INITIALS + 1):
            assert row in searcher._by_letters(queries([letters[:length]])[0].whole), (name, length)
