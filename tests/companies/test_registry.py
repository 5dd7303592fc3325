"""The registry a city loads, and firms that people name in their own way."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client

from hometown.accounts.models import User
from hometown.companies import duplicates, matching, registry, spoken
from hometown.companies.actions import add_company, edit_company, rename_company
from hometown.companies.commands import registry as command
from hometown.companies.likeness import Ground
from hometown.companies.models import Company, FactSource
from hometown.config.installing import upgrade

pytestmark = pytest.mark.django_db
CODE = "91310000MA1K35KW6W"
ROWS = f"name,uscc,alias\n上海澄湖新材料有限公司,{CODE},澄湖新材\n江苏龙净环保科技股份有限公司,,\n"


@pytest.fixture
def loaded(tmp_path: Path, settings) -> Path:
    settings.HOMETOWN_HOME = tmp_path
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    said = CliRunner().invoke(command, ["load", str(tmp_path / "list.csv"), "--source", "省局名录（样例）"])
    assert said.exit_code == 0, said.output
    assert said.output.startswith("2 companies and 1 other names")
    return tmp_path


def test_without_a_registry_nothing_is_meant(tmp_path: Path, settings) -> None:
    settings.HOMETOWN_HOME = tmp_path
    assert registry.opened() is None
    assert registry.meant(["澄湖新材"]) == {}
    assert CliRunner().invoke(command, ["show"]).exit_code == 1


def test_what_is_loaded_says_its_source_and_day(loaded: Path) -> None:
    said = CliRunner().invoke(command, ["show"])
    assert "省局名录（样例）" in said.output
    assert "2 companies" in said.output


def test_an_upgrade_says_that_a_registry_of_another_version_is_to_be_loaded_again(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert registry.fault() == ""
    assert "registry" not in CliRunner().invoke(upgrade).output
    monkeypatch.setattr("hometown.names.store.VERSION", 99)
    assert "version" in registry.fault()
    said = CliRunner().invoke(upgrade)
    assert said.exit_code == 0, said.output
    assert "hometown registry load FILE" in said.output


def test_loading_again_takes_the_place_of_the_registry_at_once(loaded: Path) -> None:
    assert registry.meant(["安徽岚川铝业"])["安徽岚川铝业"].outcome == "new"
    (loaded / "list.csv").write_text("name\n安徽岚川铝业有限公司\n", encoding="utf-8")
    assert CliRunner().invoke(command, ["load", str(loaded / "list.csv")]).exit_code == 0
    assert registry.meant(["安徽岚川铝业"])["安徽岚川铝业"].candidates[0].name == "安徽岚川铝业有限公司"


def test_a_damaged_registry_is_as_none_and_show_says_why(loaded: Path) -> None:
    whole = registry.path().read_bytes()
    registry.path().write_bytes(whole[: len(whole) // 2])
    assert registry.opened() is None
    assert "cut short" in CliRunner().invoke(command, ["show"]).output


def test_a_firm_that_is_touched_has_its_code_from_the_registry(loaded: Path, lin: User) -> None:
    company = add_company(lin, name="上海澄湖新材料有限公司", source="走访")
    assert company.uscc == CODE
    assert FactSource.objects.get(company=company, field="uscc").source.startswith("省局名录（样例）")
    other = add_company(lin, name="上海澄湖新材料贸易有限公司", source="走访")
    assert other.uscc == ""


def _offered(client: Client, typed: str) -> list[dict[str, str]]:
    answer = client.get("/companies/suggest/", {"q": typed}, headers={"accept": "application/json"})
    found: list[dict[str, str]] = answer.json()["options"]
    return found


def test_the_typeahead_offers_what_the_registry_knows_and_is_not_on_record(
    loaded: Path, client: Client, lin: User
) -> None:
    client.force_login(lin)
    offered = client.get("/companies/suggest/", {"q": "龙俊环保"}, headers={"accept": "application/json"}).json()[
        "options"
    ]
    assert [(one["value"], one["label"]) for one in offered] == [("", "江苏龙净环保科技股份有限公司")]
    company = add_company(lin, name="江苏龙净环保科技股份有限公司", source="走访")
    offered = client.get("/companies/suggest/", {"q": "龙俊环保"}, headers={"accept": "application/json"}).json()[
        "options"
    ]
    assert [one["value"] for one in offered] == [str(company.pk)]


@pytest.mark.parametrize("typed", ["lchx", "lanchuanhuaxue", "岚穿化学", "岚川化", "嵐川化學"])
def test_a_company_on_record_is_found_by_sound_first_letters_and_a_wrong_character(lin: User, typed: str) -> None:
    company = add_company(lin, name="上海岚川化学有限公司", source="走访")
    assert [one.company for one in matching.candidates(typed)] == [company]


def test_a_company_renamed_or_corrected_is_found_by_its_new_name(lin: User) -> None:
    company = add_company(lin, name="上海岚川化学有限公司", source="走访")
    assert matching.candidates("lchx")
    rename_company(lin, company, name="上海沐溪光电有限公司", source="公示")
    assert [one.company for one in matching.candidates("mxgd")] == [company]
    edit_company(lin, company, name="上海澄浦光电有限公司", source="执照")
    assert [one.company for one in matching.candidates("cpgd")] == [company]
    assert [one.company for one in matching.candidates("lchx")] == [company]  # a former name still finds it


def test_names_kept_of_another_book_are_read_anew(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    company = add_company(lin, name="上海岚川化学有限公司", source="走访")
    other = spoken._Kept((1, b"of another book"), (lin.pk,), (spoken._piece(["浙江旧名录有限公司"]),))
    monkeypatch.setattr(spoken, "_kept", dict.fromkeys([str(connection.settings_dict["NAME"])], other))
    assert spoken.meant("lchx", 5) == [company.pk]
    assert spoken.meant("jml", 5) == []


def test_an_individual_business_of_the_registry_is_never_offered(loaded: Path, client: Client, lin: User) -> None:
    rows = "name,uscc\n淮北市相山区岚汀五金店,92340603MA2N00000X\n"
    (loaded / "list.csv").write_text(rows, encoding="utf-8")
    assert CliRunner().invoke(command, ["load", str(loaded / "list.csv")]).exit_code == 0
    client.force_login(lin)
    for typed in ("岚汀五金", "岚汀五金店", "lantingwujin"):
        assert _offered(client, typed) == []
        assert registry.meant([typed])[typed].outcome == "new"
    assert registry.meant(["淮北市相山区岚汀五金店"])["淮北市相山区岚汀五金店"].outcome == "same"


def test_a_company_recorded_a_moment_ago_is_found_and_one_taken_back_is_not(lin: User) -> None:
    add_company(lin, name="上海岚川化学有限公司", source="走访")
    assert matching.candidates("lchx")
    later = add_company(lin, name="上海沐溪光电有限公司", source="走访")
    assert [one.company for one in matching.candidates("mxgd")] == [later]
    assert Company.objects.count() == 2


def test_a_record_with_a_slip_of_the_pen_is_suggested_as_a_duplicate(lin: User) -> None:
    kept = add_company(lin, name="江苏龙净环保科技股份有限公司", source="走访")
    for name in ("浙江龙净环保科技股份有限公司", "江苏宏泰环保科技股份有限公司"):
        add_company(lin, name=name, source="走访")
    slip = add_company(lin, name="江苏龙竞环保科技股份有限公司", source="名片")
    suggested = duplicates.of(slip)
    assert [one.second for one in suggested] == [kept]
    assert suggested[0].likeness.first is Ground.ALIKE
