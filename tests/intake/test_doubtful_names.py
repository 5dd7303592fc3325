"""Names that may mean a firm wait for somebody to decide; what was decided is known by the next import."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from hometown.accounts.models import User
from hometown.companies import matching
from hometown.companies.actions import add_company, edit_company
from hometown.companies.commands import registry as registry_command
from hometown.companies.models import Company, CompanyName, NameKind
from hometown.intake import access, actions, rules
from hometown.intake.actions.naming import Linked
from hometown.intake.commands import doubtful
from hometown.intake.models import DoubtfulName
from hometown.intake.rules import Decision
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import replay
from hometown.ledger.models import Entry
from hometown.projects.models import Project
from hometown.relay.actions import unmerge_companies
from hometown.relay.models import Merge
from tests.companies.test_rules import made_code
from tests.intake.books import LEAD_HEADERS, workbook
from tests.people import World

FULL, SLIP = "江苏龙净环保科技股份有限公司", "江苏龙俊环保科技股份有限公司"
CODE = "91310000MA1K35KW6W"
OTHER = Linked("澄湖新材", 2, (("上海澄湖新材料有限公司", "", 0.5, ()),))
Take = Callable[..., Any]


# ── Pure ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("now", "wanted", "may"),
    [
        ("open", Decision.SAME, True),
        ("open", Decision.OPEN, False),
        ("same", Decision.NEW, False),
        ("left", Decision.OPEN, True),
    ],
)
def test_a_decision_follows_an_open_name_and_a_decided_one_is_first_taken_up(
    now: str, wanted: Decision, may: bool
) -> None:
    assert rules.may_become(now, wanted) is may


@pytest.mark.parametrize(
    ("written", "candidate"), [("龙俊环保", "江苏龙净环保科技"), ("", "龙净"), ("澄湖", "澄湖"), ("A公司", "B公司")]
)
def test_the_pieces_of_both_names_make_the_names_again_and_agree_where_they_are_not_marked(
    written: str, candidate: str
) -> None:
    mine, its = rules.compared(written, candidate)
    assert "".join(text for text, _ in mine) == written
    assert "".join(text for text, _ in its) == candidate
    assert [text for text, differs in mine if not differs] == [text for text, differs in its if not differs]


# ── With records ─────────────────────────────────────────────────────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMETOWN_HOME = tmp_path
    return tmp_path


def load_registry(home: Path, rows: str) -> None:
    (home / "list.csv").write_text("name,uscc\n" + rows, encoding="utf-8")
    assert CliRunner().invoke(registry_command, ["load", str(home / "list.csv")]).exit_code == 0


@pytest.fixture
def take(world: World, home: Path) -> Take:
    """Import a workbook in which these firms stand one below the other."""

    def taken(actor: User, *firms: str, name: str = "台账.xlsx") -> Any:
        lines = [[firm, 1, "在谈", "2019-11-06", ""] for firm in firms]
        workbook([LEAD_HEADERS, *lines], title="线索").save(home / name)
        return actions.import_workbook(
            actor, path=home / name, file_name=name, unit=world.units["putuo_group"], batch=world.batch
        )

    return taken


@pytest.fixture
def doubted(take: Take, wang: User) -> DoubtfulName:
    """A name with a slip of the pen, which the import took as a firm of its own beside the one on record."""
    add_company(wang, name=FULL, source="走访")
    take(wang, SLIP)
    return DoubtfulName.objects.get()


def record_of(name: DoubtfulName) -> Company:
    found: Company = Company.objects.get(pk=str(name.company_id))
    return found


def test_a_name_like_one_on_record_is_kept_with_where_it_stands_and_whom_it_may_mean(doubted: DoubtfulName) -> None:
    assert (doubted.written, doubted.source, doubted.decision) == (SLIP, "台账.xlsx", Decision.OPEN)
    assert doubted.places == [["线索", 2, "A"]]
    assert [one[0] for one in doubted.candidates] == [FULL]
    assert ["trade-differs", "龙俊", "龙净"] in doubted.candidates[0][3]
    assert record_of(doubted).name == SLIP
    assert list(replay.differences()) == []


def test_a_name_the_registry_is_not_sure_of_is_kept_too(home: Path, take: Take, wang: User) -> None:
    load_registry(home, f"{FULL},{CODE}\n")
    take(wang, SLIP, SLIP)
    name = DoubtfulName.objects.get()
    assert [one[:2] for one in name.candidates] == [[FULL, CODE]]
    assert [row for _sheet, row, _column in name.places] == [2, 3]


def test_a_firm_of_another_place_or_line_is_not_doubted(take: Take, wang: User) -> None:
    add_company(wang, name=FULL, source="走访")
    take(wang, "安徽岚川铝业有限公司", "浙江龙净环保科技股份有限公司", "江苏龙净食品股份有限公司")
    assert not DoubtfulName.objects.exists()
    assert Company.objects.count() == 4


def test_a_firm_that_the_registry_has_as_it_is_written_is_not_likened_to_those_on_record(
    home: Path, take: Take, wang: User
) -> None:
    load_registry(home, f"{SLIP},\n")
    add_company(wang, name=FULL, source="走访")
    take(wang, SLIP)
    assert not DoubtfulName.objects.exists()


def test_this_one_joins_the_records_and_the_next_import_and_typing_know_the_name(
    doubted: DoubtfulName, take: Take, wang: User
) -> None:
    firm = matching.find(FULL)
    assert firm is not None
    before = Entry.objects.count()
    actions.say_same(wang, doubted, firm=firm)
    assert Entry.objects.count() == before + 1
    assert Project.objects.get().company == firm
    assert record_of(doubted).merged_into == firm
    decided = DoubtfulName.objects.get()
    assert (decided.decision, decided.meant, decided.decided_by) == (Decision.SAME, firm, wang.pk)
    assert matching.find(SLIP) == firm
    assert [one.company for one in matching.candidates("龙俊环保")] == [firm]
    take(wang, SLIP, name="下月.xlsx")
    assert DoubtfulName.objects.count() == 1
    assert Company.objects.current().count() == 1
    assert list(replay.differences()) == []


def test_a_merge_is_undone_first_and_then_the_decision_is_taken_back(doubted: DoubtfulName, wang: User) -> None:
    actions.say_same(wang, doubted, firm=FULL)
    with pytest.raises(RuleBroken, match="undo_merge_first"):
        actions.take_up_name(wang, doubted)
    unmerge_companies(wang, Merge.objects.get(), reason="两家")
    actions.take_up_name(wang, doubted)
    assert DoubtfulName.objects.get().decision == Decision.OPEN
    found = matching.find(SLIP)
    assert found is not None
    assert found.pk == doubted.company_id


def test_a_firm_that_is_not_on_record_takes_the_record_over_with_name_and_code(
    home: Path, take: Take, wang: User
) -> None:
    load_registry(home, f"{FULL},{CODE}\n")
    take(wang, SLIP)
    name = DoubtfulName.objects.get()
    actions.say_same(wang, name, firm=FULL)
    own = record_of(name)
    assert (own.name, own.uscc) == (FULL, CODE)
    assert CompanyName.objects.get(company=own).kind == NameKind.ALIAS
    assert matching.find(SLIP) == own
    actions.take_up_name(wang, name)
    own.refresh_from_db()
    assert (own.name, own.uscc) == (SLIP, "")
    assert not CompanyName.objects.exists()
    assert list(replay.differences()) == []


def test_a_new_firm_is_asked_about_no_more(home: Path, take: Take, wang: User) -> None:
    add_company(wang, name=FULL, source="走访")
    linked = Linked(SLIP, 2, ((FULL, "", 0.8, ()),))
    assert actions.keep_doubtful(wang, source="协会名录", linked=[linked]) == 1
    actions.say_new(wang, DoubtfulName.objects.get())
    take(wang, SLIP)
    assert DoubtfulName.objects.count() == 1
    assert Company.objects.count() == 2


def test_what_is_left_goes_out_of_the_pile_and_may_be_taken_up_again(doubted: DoubtfulName, wang: User) -> None:
    actions.leave_name(wang, doubted)
    assert not DoubtfulName.objects.open().exists()
    with pytest.raises(RuleBroken, match="name_decided"):
        actions.say_new(wang, doubted)
    actions.take_up_name(wang, doubted)
    assert DoubtfulName.objects.open().count() == 1
    with pytest.raises(RuleBroken, match="name_open"):
        actions.take_up_name(wang, doubted)


def test_a_list_is_kept_once_and_a_firm_of_it_enters_the_records_when_it_is_chosen(wang: User) -> None:
    add_company(wang, name="上海澄湖新材料有限公司", source="走访")
    linked = [
        Linked(SLIP, 2, ((FULL, "", 0.8, (("trade-differs", "龙俊", "龙净"),)),)),
        Linked("上海澄湖新材料有限公司", 3, ((FULL, "", 0.1, ()),)),
        Linked(SLIP, 4, ((FULL, "", 0.8, ()),)),
    ]
    assert actions.keep_doubtful(wang, source="协会名录", linked=linked) == 1
    assert actions.keep_doubtful(wang, source="协会名录", linked=linked) == 0
    name = DoubtfulName.objects.get()
    actions.say_same(wang, name, firm=FULL)
    firm = matching.find(SLIP)
    assert firm is not None
    assert firm.name == FULL
    actions.take_up_name(wang, name)
    assert matching.find(SLIP) is None
    assert matching.find(FULL) == firm


def test_two_records_with_valid_codes_are_not_joined_by_a_key(take: Take, wang: User, world: World) -> None:
    firm = add_company(wang, name=FULL, uscc=made_code("310000"), source="走访")
    take(wang, SLIP)
    name = DoubtfulName.objects.get()
    edit_company(wang, record_of(name), uscc=made_code("340600"), source="执照")
    with pytest.raises(RuleBroken, match="two_codes"):
        actions.say_same(wang, name, firm=firm)
    assert DoubtfulName.objects.get().decision == Decision.OPEN


def test_the_name_as_it_is_written_is_no_other_firm(doubted: DoubtfulName, home: Path, take: Take, wang: User) -> None:
    with pytest.raises(BadInput, match="own_name"):
        actions.say_same(wang, doubted, firm=record_of(doubted))


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_secretary_decides_about_the_imports_of_the_batch_and_leaves_joining_to_the_bureau(
    doubted: DoubtfulName, fang: User, lin: User, wang: User
) -> None:
    with pytest.raises(NotFound):
        actions.say_new(lin, doubted)
    with pytest.raises(NotAllowed):
        actions.say_same(fang, doubted, firm=FULL)
    with pytest.raises(NotAllowed):
        actions.keep_doubtful(fang, source="名录", linked=[])
    actions.say_new(fang, doubted)
    assert DoubtfulName.objects.get().decided_by == fang.pk


def test_the_names_of_a_list_are_for_who_imports_for_the_whole_city(fang: User, wang: User) -> None:
    actions.keep_doubtful(wang, source="名录", linked=[Linked(SLIP, 2, ((FULL, "", 0.8, ()),))])
    assert not access.visible_names(fang).exists()
    assert access.visible_names(wang).count() == 1


# ── From the command line ────────────────────────────────────────────────────────────────────────────────────────
LINKED = (
    "query,outcome,name,uscc,score,why,branch,others\n"
    f"{SLIP},ask,{FULL},{CODE},0.8123,trade name differs,,江苏龙净科技有限公司; 江苏龙景环保有限公司\n"
    f"{FULL},same,{FULL},{CODE},1.0000,the same name,,\n"
    "安徽岚川铝业,new,,,,,,\n"
)


def test_what_a_list_asks_about_is_loaded_once_with_its_candidates(home: Path, wang: User) -> None:
    (home / "out.csv").write_text(LINKED, encoding="utf-8-sig")
    words = ["load", str(home / "out.csv"), "--as", "wang", "--source", "协会名录"]
    assert CliRunner().invoke(doubtful, words).output.startswith("1个")
    name = DoubtfulName.objects.get()
    assert (name.written, name.source, name.places) == (SLIP, "协会名录", [["", 2, ""]])
    assert [one[:3] for one in name.candidates] == [
        [FULL, CODE, 0.8123],
        ["江苏龙净科技有限公司", "", 0.0],
        ["江苏龙景环保有限公司", "", 0.0],
    ]
    assert ["trade-differs", "龙俊", "龙净"] in name.candidates[0][3]
    assert CliRunner().invoke(doubtful, words).output.startswith("0个")


def test_a_file_that_is_no_result_is_refused_in_a_sentence(home: Path, wang: User) -> None:
    (home / "out.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    said = CliRunner().invoke(doubtful, ["load", str(home / "out.csv"), "--as", "wang"])
    assert said.exit_code == 1
    assert "query" in said.output


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def asked(doubted: DoubtfulName, wang: User, client: Client) -> Client:
    client.force_login(wang)
    return client


def test_a_page_marks_the_characters_that_differ_and_says_why_and_what_would_move(
    asked: Client, doubted: DoubtfulName
) -> None:
    page = asked.get(f"/import/names/{doubted.pk}/").content.decode()
    assert "<mark>净</mark>" in page
    assert "<mark>俊</mark>" in page
    assert "龙俊，那边是龙净" in page
    assert 'data-key="1"' in page
    assert "A2" in page
    assert "并入库里的那家企业" in page
    assert "项目" in page


def test_a_choice_leads_on_to_the_next_name_and_may_be_taken_back_from_there(
    asked: Client, doubted: DoubtfulName, wang: User
) -> None:
    actions.keep_doubtful(wang, source="名录", linked=[OTHER])
    following = DoubtfulName.objects.get(source="名录")
    answer: Any = asked.post(f"/import/names/{doubted.pk}/new/", {"source": ""})
    assert answer.url == f"/import/names/{following.pk}/?decided={doubted.pk}"
    assert f'action="/import/names/{doubted.pk}/take-up/"' in asked.get(answer.url).content.decode()
    asked.post(f"/import/names/{doubted.pk}/take-up/")
    assert DoubtfulName.objects.open().count() == 2
    answer = asked.post(f"/import/names/{following.pk}/leave/", {"source": "名录"})
    assert answer.url == f"/import/names/{following.pk}/?source=%E5%90%8D%E5%BD%95"


def test_another_firm_is_chosen_by_its_name_and_a_refusal_stands_beside_the_field(
    asked: Client, doubted: DoubtfulName, wang: User
) -> None:
    other = add_company(wang, name="上海澄湖新材料有限公司", source="走访")
    url = f"/import/names/{doubted.pk}/same/"
    told = {"firm": "", "firm_text": SLIP, "revision": str(doubted.revision)}
    refused = asked.post(url, told)
    assert refused.status_code == 422
    assert "field--error" in refused.content.decode()
    assert asked.post(url, told | {"firm": str(other.pk), "firm_text": other.name}).status_code == 302
    assert DoubtfulName.objects.get().meant == other


def test_the_pile_is_narrowed_by_source_and_by_decision(asked: Client, doubted: DoubtfulName, wang: User) -> None:
    actions.keep_doubtful(wang, source="名录", linked=[OTHER])
    page = asked.get("/import/names/").content.decode()
    assert SLIP in page
    assert "澄湖新材" in page
    page = asked.get("/import/names/?source=名录").content.decode()
    assert f"{SLIP}</a>" not in page
    actions.leave_name(wang, doubted)
    assert SLIP in asked.get("/import/names/?show=left").content.decode()


def test_a_name_of_another_batch_is_not_there(doubted: DoubtfulName, lin: User, client: Client) -> None:
    client.force_login(lin)
    assert client.get(f"/import/names/{doubted.pk}/").status_code in {403, 404}
    assert client.post(f"/import/names/{doubted.pk}/new/").status_code in {403, 404}
