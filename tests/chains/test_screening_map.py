"""The screening map is changed in the product: drafted, tried on a pool, proposed by one, put in force by another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils.translation import override

from hometown.accounts.models import User
from hometown.chains import access, actions, drafting, pools, standing, trying
from hometown.chains.commands import shortlist
from hometown.chains.map_commands import chain_map
from hometown.chains.models import ChainMapDraft, ChainMapVersion, ScreeningRun
from hometown.chains.results import Funnel
from hometown.config.cli import hometown
from hometown.intake.demo.firms import unified_code
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import replay
from hometown.ledger.models import Entry
from hometown.screening import Mistake, screen, shipped, shipped_text
from hometown.screening.comparing import by_code
from hometown.screening.editing import without_node
from tests.chains.conftest import TODAY
from tests.chains.test_shortlist import a_run, listed, row
from tests.people import World, person

pytestmark = pytest.mark.django_db
NODE = "al_foil"


def with_weight(weight: int) -> str:
    """The shipped text, in which 铝箔 weighs otherwise."""
    words = dict(by_code(shipped())[NODE].words) | {"铝箔": weight}
    return drafting.edited(shipped_text(), NODE, {"words": words})


def mistakes_of(refusal: BadInput) -> list[Mistake]:
    found: Any = refusal.facts["mistakes"]
    return list(found)


@pytest.fixture
def adopter(world: World) -> User:
    """Another of the home bureau, who adopts rules too."""
    return person(world, "tang", "唐若谷", "bureau")


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[None]:
    """A pool of invented firms, kept in the home of the tests."""
    import csv

    rows = [("name", "scope", "uscc", "ent_type")]
    for at, (name, scope) in enumerate(
        (("甲箔业有限公司", "铝箔制造；双零铝箔生产"), ("乙箔业有限公司", "铝箔制造；亲水铝箔制造"),
         ("丙铝业有限公司", "电解铜箔制造；铝箔销售及制造"), ("丁餐饮有限公司", "餐饮服务"))
    ):  # fmt: skip
        rows.append((name, scope, unified_code("310114", 7_000_000 + at), "有限责任公司"))
    rows.append(("戊铝箔加工部", "铝箔制造", "92310114MA1K000001", "个体工商户"))
    with (tmp_path / "r.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    screen(tmp_path / "r.csv", tmp_path / "o.csv", on=TODAY, top=2, workers=1, pool=tmp_path / "pool.parquet")
    pools.keep(tmp_path / "pool.parquet")
    yield
    pools.path().unlink()


class TestVersions:
    def test_the_shipped_map_stands_until_another_puts_a_proposal_in_force(self, wang: User, adopter: User) -> None:
        assert standing.in_force().number == 0
        lines = Entry.objects.count()
        made = actions.propose_map(wang, text=with_weight(1), why="Too many traders.")
        assert (made.number, standing.in_force().number, Entry.objects.count()) == (1, 0, lines + 1)
        with pytest.raises(NotAllowed, match="own_map"):
            actions.adopt_map(wang, version=made)
        actions.adopt_map(adopter, version=made)
        assert standing.in_force().number == 1
        assert by_code(standing.in_force().chains)[NODE].words["铝箔"] == 1
        assert [one.verb for one in Entry.objects.order_by("-seq")[:2]] == ["map.adopted", "map.proposed"]
        assert list(replay.differences()) == []

    def test_a_version_made_before_another_was_put_in_force_undoes_nothing(self, wang: User, adopter: User) -> None:
        first, second = (actions.propose_map(wang, text=with_weight(weight), why="x") for weight in (1, 2))
        actions.adopt_map(adopter, version=first)
        with pytest.raises(RuleBroken, match="map_overtaken"):
            actions.adopt_map(adopter, version=second)
        drafting.take_over(wang, second.text)
        again = actions.propose_map(wang, text=drafting.text_of(wang), why="x")
        actions.adopt_map(adopter, version=again)
        assert standing.in_force().number == 3

    def test_a_text_with_mistakes_or_no_change_is_not_proposed(self, wang: User) -> None:
        with pytest.raises(BadInput) as refused:
            actions.propose_map(wang, text=shipped_text().replace("铝箔: 3}", "铝箔: 9}"), why="x")
        (mistake,) = mistakes_of(refused.value)
        assert mistake.field.endswith("words.铝箔")
        with pytest.raises(RuleBroken, match="map_same"):
            actions.propose_map(wang, text="# only a remark\n" + shipped_text(), why="x")
        with pytest.raises(BadInput, match="look_over"):
            actions.propose_map(wang, text=with_weight(1), why=" ")

    def test_who_does_not_coordinate_neither_proposes_nor_reads(self, lin: User, wang: User, adopter: User) -> None:
        made = actions.propose_map(wang, text=with_weight(1), why="x")
        for verb in (lambda: actions.propose_map(lin, text=with_weight(2), why="x"),
                     lambda: actions.adopt_map(lin, version=made), lambda: drafting.keep(lin, "x")):  # fmt: skip
            with pytest.raises(NotAllowed):
                verb()
        with pytest.raises(NotFound):
            access.map_version_for(lin, made.pk)
        assert access.map_version_for(adopter, made.pk) == made

    def test_a_proposal_is_withdrawn_once_and_what_stands_never(self, wang: User, adopter: User) -> None:
        made = actions.propose_map(wang, text=with_weight(1), why="x")
        actions.withdraw_map(wang, version=made, reason="Wrong word.")
        for verb in (lambda: actions.withdraw_map(wang, version=made, reason="x"),
                     lambda: actions.adopt_map(adopter, version=made)):  # fmt: skip
            with pytest.raises(RuleBroken, match="map_decided"):
                verb()

    def test_a_run_names_the_version_it_was_screened_with(self, wang: User, adopter: User, client: Client) -> None:
        made = actions.propose_map(wang, text=with_weight(1), why="x")
        actions.adopt_map(adopter, version=made)
        client.force_login(wang)
        for digest, number in ((made.map_digest, 1), (shipped().digest, 0), ("e" * 64, None)):
            run = a_run(
                wang,
                listed("甲铝业有限公司"),
                digest=str(number if number is not None else 7),
                funnel=Funnel("r", None, digest, {}),
            )
            assert standing.number_of(digest) == number
            told = [one for one in client.get(f"/chains/runs/{run.pk}/").context["facts"] if one.url]
            assert [str(number) in str(one.value) for one in told] == ([] if number is None else [True])


class TestDrafts:
    def test_a_change_of_one_word_is_kept_and_gone_on_with(self, wang: User, fang: User) -> None:
        words = dict(by_code(shipped())[NODE].words) | {"铝箔": 1}
        drafting.change_node(wang, NODE, {"words": words}, seen=0)
        assert drafting.text_of(wang) == with_weight(1)
        drafting.change_node(wang, NODE, {"home": "weak"})
        assert by_code(standing.map_of(drafting.text_of(wang)))[NODE].words["铝箔"] == 1
        assert drafting.text_of(fang) == shipped_text()
        drafting.discard(wang)
        assert ChainMapDraft.objects.count() == 0

    def test_another_window_is_not_overwritten(self, wang: User) -> None:
        drafting.keep(wang, with_weight(1), seen=0)
        for edit in (lambda: drafting.keep(wang, with_weight(2), seen=0),
                     lambda: drafting.change_node(wang, NODE, {"home": "weak"}, seen=0)):  # fmt: skip
            with pytest.raises(RuleBroken, match="draft_changed"):
                edit()

    def test_a_change_that_makes_a_mistake_is_refused_with_its_line(self, wang: User) -> None:
        with pytest.raises(BadInput) as refused:
            drafting.change_node(wang, NODE, {"exclude": ["铜箔"]})
        (mistake,) = mistakes_of(refused.value)
        assert mistake.code == "excludes_nothing"
        assert drafting.of(wang) is None

    def test_a_text_that_cannot_be_read_is_kept_and_no_word_of_it_is_changed(self, wang: User) -> None:
        drafting.keep(wang, "version: 1\nchains: [")
        with pytest.raises(RuleBroken, match="draft_unsound"):
            drafting.change_node(wang, NODE, {"home": "weak"})
        assert drafting.text_of(wang) == "version: 1\nchains: [\n"

    def test_the_last_node_of_a_chain_stays(self, wang: User) -> None:
        text = shipped_text()
        for node in shipped().chains[-1].nodes[1:]:
            text = without_node(text, node.code)
        drafting.keep(wang, text)
        with pytest.raises(RuleBroken, match="last_node"):
            drafting.remove_node(wang, shipped().chains[-1].nodes[0].code)


@pytest.mark.usefixtures("pool")
class TestTrying:
    def test_businesses_of_individuals_are_not_kept(self) -> None:
        found = pools.opened()
        assert found is not None
        assert "戊铝箔加工部" not in found.table.column("name").to_pylist()
        assert "丁餐饮有限公司" in found.table.column("name").to_pylist()

    def test_a_draft_shows_who_enters_and_who_leaves(self) -> None:
        before = shipped()
        after = trying.with_node(before, NODE, {"words": {"铜箔": 5}})
        assert after is not None
        (shown,) = trying.shown(before, after) or []
        assert [line.name for line in shown.groups[0].first] == ["丙铝业有限公司"]
        assert {line.name for line in shown.groups[1].first} == {"甲箔业有限公司", "乙箔业有限公司"}

    def test_the_page_of_a_node_shows_what_is_typed_and_keeps_nothing_until_it_is_kept(
        self, client: Client, wang: User
    ) -> None:
        client.force_login(wang)
        address = f"/chains/map/nodes/{NODE}/"
        typed = typed_of(client, address)
        typed[weight_of(typed, "铝箔")] = "0"
        typed[weight_of(typed, "亲水铝箔")] = "0"
        live = client.post(f"{address}effect/", typed).content.decode()
        assert "乙箔业有限公司" in live
        assert ChainMapDraft.objects.count() == 0
        answer = client.post(address, typed | {"keep": "1"})
        assert answer.status_code == 302
        node = by_code(standing.map_of(drafting.text_of(wang)))[NODE]
        assert "亲水铝箔" not in node.words
        assert all(any(word in one for word in node.words) for one in node.exclude)


def typed_of(client: Client, address: str) -> dict[str, str]:
    """What the form of a node is filled with."""
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {
        name: "on" if value is True else str(value)
        for name, value in typed.items()
        if value is not None and value is not False
    }


def weight_of(typed: dict[str, str], word: str) -> str:
    (name,) = [name for name, value in typed.items() if value == word and name.startswith("word-")]
    return name.replace("word", "weight")


class TestPages:
    def test_a_draft_goes_from_one_word_to_a_version_in_force(self, client: Client, wang: User, adopter: User) -> None:
        client.force_login(wang)
        address = f"/chains/map/nodes/{NODE}/"
        typed = typed_of(client, address)
        client.post(address, typed | {weight_of(typed, "铝箔"): "1", "keep": "1"})
        page = client.get("/chains/map/draft/").content.decode()
        assert "铝箔" in page
        answer = client.post("/chains/map/draft/", {"why": "只做贸易的太多"})
        made = ChainMapVersion.objects.get()
        assert answer["Location"] == f"/chains/map/versions/{made.pk}/"
        assert drafting.of(wang) is None
        assert client.post(f"/chains/map/versions/{made.pk}/adopt/").status_code == 403
        client.force_login(adopter)
        assert "只做贸易的太多" in client.get(f"/chains/map/versions/{made.pk}/").content.decode()
        assert client.post(f"/chains/map/versions/{made.pk}/adopt/").status_code == 302
        assert standing.in_force().number == 1
        assert client.get("/chains/map/map.yaml").content.decode() == with_weight(1)

    def test_a_phrase_that_excludes_nothing_comes_back_with_its_field_and_all_that_was_typed(
        self, client: Client, wang: User
    ) -> None:
        client.force_login(wang)
        address = f"/chains/map/nodes/{NODE}/"
        typed = typed_of(client, address)
        typed |= {"exclude": typed["exclude"] + "\n钢管", "new-0": "铝箔纸", "keep": "1"}
        answer = client.post(address, typed)
        assert answer.status_code == 422
        assert "chains.aluminium.nodes.al_foil.exclude" in answer.content.decode()
        form = answer.context["form"]
        assert (form["exclude"].value().splitlines()[-1], form["new-0"].value()) == ("钢管", "铝箔纸")
        assert drafting.of(wang) is None

    def test_a_link_fills_a_change_in_and_applies_nothing(self, client: Client, wang: User) -> None:
        client.force_login(wang)
        page = client.get(f"/chains/map/nodes/{NODE}/?lower=铝箔")
        form = page.context["form"]
        (filled,) = [one for one in form.known if one.is_filled]
        assert (filled.said, filled.weight.value()) == ("铝箔", "2")
        assert ChainMapDraft.objects.count() == 0

    def test_a_suggestion_of_a_run_leads_to_the_word_that_found_the_firms(self, client: Client, wang: User) -> None:
        names = [f"{sign}铝业有限公司" for sign in "甲乙丙"]
        run = a_run(wang, *(listed(name, rank, node="al_profile") for rank, name in enumerate(names, 1)))
        for name in names:
            actions.dismiss_firm(wang, firm=row(name), reason="trader")
        client.force_login(wang)
        page = client.get(f"/chains/runs/{run.pk}/").content.decode()
        assert "/chains/map/nodes/al_profile/?lower=铝材" in page

    def test_a_text_with_mistakes_comes_back_whole_with_line_and_field(self, client: Client, wang: User) -> None:
        client.force_login(wang)
        text = shipped_text().replace("铝箔: 3}", "铝箔: 9}")
        for button in ("look", "keep"):
            answer = client.post("/chains/map/text/", {"text": text, "revision": "0", button: "1"}, follow=True)
            page = answer.content.decode()
            line = next(at for at, one in enumerate(text.split("\n"), 1) if "铝箔: 9}" in one)
            assert f'id="line-{line}"' in page
            assert "chains.aluminium.nodes.al_foil.words.铝箔" in page
            assert "铝箔: 9}" in answer.context["form"]["text"].value()
        assert drafting.text_of(wang) == text
        assert client.get(f"/chains/map/nodes/{NODE}/")["Location"] == "/chains/map/text/"
        assert client.get("/chains/map/").status_code == 200

    def test_a_node_is_added_and_struck_out_of_the_draft(self, client: Client, wang: User) -> None:
        client.force_login(wang)
        told = {"chain": "aluminium", "code": "copper_foil", "zh": "铜箔", "en": "Copper foil", "place": "midstream",
                "home": "missing", "words": "铜箔\n电解铜箔"}  # fmt: skip
        answer = client.post("/chains/map/nodes/add/", told)
        assert answer["Location"] == "/chains/map/nodes/copper_foil/"
        assert by_code(standing.map_of(drafting.text_of(wang)))["copper_foil"].words == {"铜箔": 4, "电解铜箔": 4}
        client.post("/chains/map/nodes/copper_foil/remove/")
        assert standing.map_of(drafting.text_of(wang)) == shipped()

    def test_a_word_is_found_in_the_nodes_that_look_for_it(self, client: Client, wang: User) -> None:
        client.force_login(wang)
        page = client.get("/chains/map/?q=针状焦").content.decode()
        assert "/chains/map/nodes/needle_coke/" in page
        assert "/chains/map/nodes/pla/" not in page


class TestCommands:
    def said(self, *arguments: Any) -> tuple[int, str]:
        answer = CliRunner().invoke(chain_map, [str(each) for each in arguments])
        return answer.exit_code, answer.output

    def test_a_text_is_exported_checked_and_proposed(self, wang: User, adopter: User, tmp_path: Path) -> None:
        file = tmp_path / "map.yaml"
        assert self.said("export", "-o", file)[0] == 0
        assert file.read_text(encoding="utf-8") == shipped_text()
        file.write_text(with_weight(1), encoding="utf-8")
        code, output = self.said("check", file)
        assert (code, "铝箔" in output) == (0, True)
        assert self.said("propose", file, "--as", "wang", "--why", "x")[0] == 0
        actions.adopt_map(adopter, version=ChainMapVersion.objects.get())
        assert self.said("export")[1] == with_weight(1)
        assert self.said("export", "--version", "0")[1] == shipped_text()
        assert self.said("export", "--version", "9")[0] == 1
        assert "1" in self.said("show")[1]

    def test_mistakes_are_told_by_line_and_field(self, tmp_path: Path) -> None:
        file = tmp_path / "map.yaml"
        file.write_text(shipped_text().replace("铝箔: 3}", "铝箔: 9}"), encoding="utf-8")
        code, output = self.said("check", file)
        assert code == 1
        assert "chains.aluminium.nodes.al_foil.words.铝箔" in output

    def test_a_registry_is_screened_by_the_map_in_force(self, wang: User, adopter: User, tmp_path: Path) -> None:
        actions.adopt_map(adopter, version=actions.propose_map(wang, text=with_weight(1), why="x"))
        (tmp_path / "r.csv").write_text("name,scope\n甲箔业有限公司,铝箔制造；空调箔制造\n", encoding="utf-8")
        scores = []
        for more in ([], ["--chains", "current"]):
            out = tmp_path / f"{len(more)}.csv"
            answer = CliRunner().invoke(hometown, ["screen", str(tmp_path / "r.csv"), "-o", str(out), *more])
            assert answer.exit_code == 0, answer.output
            (line,) = [one for one in out.read_text(encoding="utf-8-sig").splitlines() if one.startswith(NODE)]
            scores.append(float(line.split(",")[2]))
        assert scores[1] < scores[0]

    def test_a_pool_is_kept_with_a_run_and_again_with_one_loaded_before(self, wang: User, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text("name,scope\n甲箔业有限公司,铝箔制造\n", encoding="utf-8")
        pool, out, funnel = (tmp_path / name for name in ("pool.parquet", "o.parquet", "f.json"))
        screen(tmp_path / "r.csv", out, on=TODAY, workers=1, pool=pool, funnel=funnel)
        command = ["load", str(out), "--funnel", str(funnel), "--as", "wang", "--pool"]
        assert CliRunner().invoke(shortlist, [*command, str(out)]).exit_code == 1
        assert pools.opened() is None
        assert ScreeningRun.objects.count() == 0
        for _turn in range(2):
            answer = CliRunner().invoke(shortlist, [*command, str(pool)])
            assert answer.exit_code == 0, answer.output
            found = pools.opened()
            assert found is not None
            assert found.rows == 1
            pools.path().unlink()
        assert standing.number_of(ScreeningRun.objects.get().map_digest) == 0


@pytest.mark.parametrize(("language", "told"), [("en", "“铝箔” and “箔材”"), ("zh-hans", "“铝箔”、“箔材”")])
def test_phrases_are_listed_as_the_reader_writes_lists(language: str, told: str) -> None:
    with override(language):
        assert trying._quoted(["铝箔", "箔材"]) == told
