"""When a firm is taken for the one that is meant without asking anybody."""

from pathlib import Path

import pytest

from hometown.names import Index, Registry, resolving

FIRM = "上海澄湖新材料有限公司"
OTHERS = ["江苏龙净环保科技股份有限公司", "安徽岚川铝业有限公司", "宁波宏达贸易有限公司", "合肥宏达物流有限公司"]


@pytest.fixture
def _knows_what_is_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "ENOUGH", 4)


def outcome(folder: Path, names: list[str], written: str) -> str:
    return Index.build(Registry(names=names), folder / "x.names").resolve(written).outcome


@pytest.mark.usefixtures("_knows_what_is_usual")
@pytest.mark.parametrize(
    "written",
    [
        "上海城湖新材料有限公司", "上海登湖新材料有限公司", "上海湖澄新材料有限公司", "上海澄湖新才料有限公司",
        "上海城湖新材料", "海上澄湖新材料有限公司", "上海澄湖新材料有很公司", "红海澄湖新材料有限公司",
        "上海澄湖新材风有限公司", "上海澄湖新材料有限司",
    ],
)  # fmt: skip
def test_one_slip_of_the_pen_is_the_same_firm(tmp_path: Path, written: str) -> None:
    assert outcome(tmp_path, [FIRM, *OTHERS], written) == "same"


@pytest.mark.usefixtures("_knows_what_is_usual")
@pytest.mark.parametrize(
    "written", ["上海利湖新材料有限公司", "上海澄江新材料有限公司", "上海澄山新材料", "上海新澄湖新材料有限公司"]
)
def test_a_character_neither_heard_nor_seen_alike_is_asked_about(tmp_path: Path, written: str) -> None:
    assert outcome(tmp_path, [FIRM, *OTHERS], written) == "ask"


def test_a_small_registry_does_not_know_which_trade_names_are_usual_and_asks(tmp_path: Path) -> None:
    assert outcome(tmp_path, [FIRM, *OTHERS], "上海城湖新材料有限公司") == "ask"


@pytest.mark.usefixtures("_knows_what_is_usual")
@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("合肥十岚川贸易有限公司", "合肥市岚川贸易有限公司"),
        ("澄湖（上海）新材风有限公司", "澄湖（上海）新材料有限公司"),
        ("平四岚川贸易有限公司", "四平岚川贸易有限公司"),
    ],
)
def test_a_misprint_that_makes_no_word_is_the_same_firm(tmp_path: Path, written: str, registered: str) -> None:
    assert outcome(tmp_path, [registered, *OTHERS], written) == "same"


@pytest.mark.usefixtures("_knows_what_is_usual")
def test_a_misprint_that_makes_a_word_of_other_names_is_asked_about(tmp_path: Path) -> None:
    words = [f"{city}沐川新材风有限公司" for city in ("合肥", "南京", "苏州")]
    assert outcome(tmp_path, [FIRM, *words, *OTHERS], "上海澄湖新材风有限公司") == "ask"


@pytest.mark.usefixtures("_knows_what_is_usual")
def test_a_misprint_that_another_firm_may_have_is_asked_about(tmp_path: Path) -> None:
    names = ["江门澄湖贸易有限公司", "红山澄湖贸易有限公司", *OTHERS]
    assert outcome(tmp_path, names, "红门澄湖贸易有限公司") == "ask"


@pytest.mark.usefixtures("_knows_what_is_usual")
def test_a_slip_that_another_firm_may_have_made_too_is_asked_about(tmp_path: Path) -> None:
    assert outcome(tmp_path, [FIRM, "上海城河新材料有限公司", *OTHERS], "上海城湖新材料有限公司") == "ask"


@pytest.mark.usefixtures("_knows_what_is_usual")
def test_a_trade_name_that_other_firms_have_is_no_slip(tmp_path: Path) -> None:
    usual = [f"{city}城湖{line}有限公司" for city in ("合肥", "南京", "苏州") for line in ("贸易", "物流")]
    assert outcome(tmp_path, [FIRM, *usual], "上海城湖新材料有限公司") == "ask"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("澄湖四局集团第四工程有限公司", "澄湖四局集团第二工程有限公司"),
        ("澄湖四局集团第二工程有限公司", "澄湖三局集团第二工程有限公司"),
        ("上海澄湖集团有限公司", "上海澄湖新材料有限公司"),
        ("上海澄湖电气集团有限公司", "上海澄湖电气有限公司"),
        ("上海澄湖贸易商行", "上海澄湖贸易有限公司"),
        ("上海澄湖技术有限公司", "上海澄湖艺术有限公司"),
        ("上海澄湖科技有限公司", "上海澄湖贸易有限公司"),
        ("上海ABC科技有限公司", "上海ACB科技有限公司"),
        ("云南锡业股份有限公司", "云南铝业股份有限公司"),
        ("上海澄湖钢业有限公司", "上海澄湖铜业有限公司"),
        ("上海澄湖电气风电集团股份有限公司", "上海澄湖电气集团股份有限公司"),
        ("江苏澄湖国际集团股份有限公司", "江苏澄湖国际集团有限公司"),
        ("返利科技", "黄石返利电子科技有限公司"),
        ("晶湖新材", "纳溪晶湖新材料工作室"),
    ],
)
@pytest.mark.usefixtures("_knows_what_is_usual")
def test_another_number_form_or_line_of_business_is_another_firm(tmp_path: Path, written: str, registered: str) -> None:
    assert outcome(tmp_path, [registered, *OTHERS], written) != "same"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("上海澄湖新材料有限公司", "上海澄湖新材料股份有限公司"),
        ("上海澄湖新材料有限责任公司", "上海澄湖新材料有限公司"),
        ("长岭商业银行", "重庆长岭商业银行股份有限公司"),
        ("澄湖科技有限公司", "澄湖科技（上海）有限公司"),
    ],
)
def test_what_changes_while_a_firm_stays_itself_does_not_matter(tmp_path: Path, written: str, registered: str) -> None:
    assert outcome(tmp_path, [registered, *OTHERS], written) == "same"


@pytest.mark.parametrize("written", ["澄湖地铁", "上海澄湖地铁"])
def test_a_short_name_of_two_firms_is_asked_about_and_says_so(tmp_path: Path, written: str) -> None:
    names = ["上海澄湖地铁股份有限公司", "上海澄湖地铁集团有限公司", *OTHERS]
    found = Index.build(Registry(names=names), tmp_path / "x.names").resolve(written)
    assert (found.outcome, found.note) == ("ask", "several firms have this name")


def test_a_branch_of_a_firm_that_is_no_company_leads_to_it(tmp_path: Path) -> None:
    index = Index.build(Registry(names=["淮北澄湖商行", *OTHERS]), tmp_path / "x.names")
    found = index.resolve("淮北澄湖商行濉溪第一分公司")
    assert (found.outcome, found.candidates[0].name, found.branch) == ("same", "淮北澄湖商行", "濉溪第一分公司")
