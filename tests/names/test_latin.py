"""What is typed in Latin letters."""

from pathlib import Path

import numpy as np
import pytest

from hometown.names import Index, Registry, latin
from hometown.names.columns import packed_letters
from hometown.names.folding import bare
from hometown.names.pinyin import cut_initials, initials, read, syllables_of, typed_letters
from hometown.names.searching import Searcher

SIGNS = "澄湖沐川岚溪龙净汀兰远山近水长岭宏达"


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("shanghaichenghu", "shch"),
        ("shanghaichenghux", "shchx"),
        ("jinanshi", "jns"),
        ("lianyungang", "lyg"),
        ("shdq", None),
        ("", ""),
    ],
)
def test_pinyin_is_cut_into_syllables_of_which_few_are_likelier(typed: str, cut: str | None) -> None:
    assert next(iter(cut_initials(typed)), None) == cut


@pytest.mark.parametrize("text", ["上海澄湖", "重庆银行", "tcl科技", "第3工程", "长沙行"])
def test_what_is_typed_for_a_text_is_how_it_is_read(text: str) -> None:
    assert syllables_of(text) == read(text)
    assert typed_letters(text) == "".join(each[0] for each in read(text))


@pytest.mark.parametrize("name", ["重庆长岭银行股份有限公司", "TCL蓝汀科技集团股份有限公司", "上海澄湖新材料有限公司"])
@pytest.mark.parametrize("letters", ["shchxcl", "zqclyh", "tcl", "clyh", "ltkjjt", "chxcl", "zzz"])
def test_first_letters_fit_as_they_do_beside_pinyin(name: str, letters: str) -> None:
    shape = (2, 4, 7)
    assert latin.fit_of_letters(letters, bare(name), shape) <= latin.fit(letters, bare(name), shape)
    if latin.fit(letters, bare(name), shape) >= 0.86:
        assert latin.fit_of_letters(letters, bare(name), shape) == latin.fit(letters, bare(name), shape)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gannanzangzuzizhizhoulanxijixieyouxiangongsi", "甘南藏族自治州岚溪机械有限公司"),
        ("lanxijixie", "甘南藏族自治州岚溪机械有限公司"),
        ("lanxijixe", "甘南藏族自治州岚溪机械有限公司"),
    ],
)
def test_pinyin_finds_a_firm_among_others_of_its_place(tmp_path: Path, typed: str, meant: str) -> None:
    names = [f"甘南藏族自治州{one}{other}贸易有限公司" for one in SIGNS for other in SIGNS]
    index = Index.build(Registry(names=[*names, meant]), tmp_path / "x.names")
    assert index.resolve(typed).candidates[0].name == meant


def test_a_place_in_an_order_by_letters_is_where_all_letters_would_put_it(tmp_path: Path) -> None:
    names = [f"上海{one}{other}{line}有限公司" for one in SIGNS for other in SIGNS for line in ("贸易", "物流")]
    searcher = Searcher(Index.build(Registry(names=names), tmp_path / "x.names").segments[0])
    packed = np.sort(np.array([packed_letters(initials(bare(name))) for name in names], np.uint64))
    for wanted in (0, *packed[::37].tolist(), *(packed[::41] + np.uint64(1)).tolist(), (1 << 60) + 1):
        assert searcher._place("whole", wanted) == np.searchsorted(packed, np.uint64(wanted))
