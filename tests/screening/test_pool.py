"""A pool keeps so much of a registry that a changed map lists of it what it would list of the whole."""

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from hometown.screening import ChainMap, ReadingError, chain_map_of, screen
from hometown.screening import pool as pools
from hometown.screening import samples as sampled
from hometown.screening.comparing import Change, changed_nodes, changes, only_falls
from hometown.screening.local import screen_locally
from hometown.screening.plan import Ties
from hometown.screening.pool import Pool, keep_rows, read_pool
from hometown.screening.registry import open_registry
from hometown.screening.running import plan_of
from hometown.screening.samples import drawn_of
from hometown.screening.spark import part_of
from hometown.screening.trying import effects, tried

from .conftest import MAP, ON, Written, firm

WORDS = ("电池铝箔", "铝箔", "铝板带", "铝材", "大数据", "数据处理", "铝箔餐盒", "铜箔", "餐饮服务", "机械零件")
DEEDS = ("制造", "销售", "的研发", "加工、销售", "技术服务")


def invented(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """A registry of firms whose scopes are put together by chance, with every kind of fact."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        items = [chance.choice(WORDS) + chance.choice(DEEDS) for _ in range(chance.randint(1, 4))]
        rows.append(
            firm(
                number, f"上海{number}号{chance.choice(('铝业', '贸易', '科技', '餐饮'))}有限公司", "；".join(items),
                capital_wan=float(chance.choice((10, 300, 20_000))),
                reg_date=ON.replace(year=chance.randint(1990, 2025)),
                industry_code=chance.choice(("C3252", "F5164", "I6450", "H6210")),
                status=chance.choice(("存续", "存续", "注销")),
            )
        )  # fmt: skip
    return rows


def changed(old: str, new: str) -> ChainMap:
    assert MAP.count(old) == 1
    return chain_map_of(MAP.replace(old, new))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pool be so small that a registry of a test is larger."""
    monkeypatch.setattr(pools, "BEST", 12)
    monkeypatch.setattr("hometown.screening.running.MOST", 20)
    monkeypatch.setattr(sampled.Samples.__init__, "__defaults__", (20,))


def a_pool(path: Path, out: Path, chains: ChainMap, *, top: int = 5, workers: int = 1) -> Pool:
    screen(path, out / "o.parquet", chains=chains, on=ON, top=top, workers=workers, pool=out / "pool.parquet")
    return read_pool(out / "pool.parquet")


def named(listed: dict[str, list[Any]]) -> dict[str, list[tuple[str, int]]]:
    return {node: [(one.name, one.score) for one in firms] for node, firms in listed.items()}


@pytest.mark.usefixtures("few")
class TestThePool:
    def test_a_pool_changes_nothing_of_the_list_and_its_map_lists_the_same_of_it(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        path = registry(invented(900), group=100)
        plain = screen(path, tmp_path / "p.parquet", chains=chains, on=ON, top=5, workers=1)
        found = a_pool(path, tmp_path, chains)
        again = screen(
            path, tmp_path / "o.parquet", chains=chains, on=ON, top=5, workers=1, pool=tmp_path / "x.parquet"
        )
        assert (again.lines, again.funnel) == (plain.lines, plain.funnel)
        expected: dict[str, list[tuple[str, int]]] = {node.code: [] for node in chains.nodes}
        for line in plain.lines:
            expected[line["node"]].append((line["name"], round(line["score"] * 10)))
        assert named(tried(found, chains)) == expected
        assert found.rows < 100
        assert (found.in_business, found.hit) == (plain.funnel["steps"]["in_business"], plain.funnel["steps"]["hit"])

    def test_neither_order_nor_cuts_nor_processes_change_which_rows_are_kept(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        rows = invented(600)
        kept = []
        for at, (group, workers) in enumerate(((1000, 1), (37, 1))):
            random.Random(at).shuffle(rows)
            (tmp_path / str(at)).mkdir()
            kept.append(a_pool(registry(rows, group=group), tmp_path / str(at), chains, workers=workers).table)
        assert kept[0].equals(kept[1])

    def test_the_sample_is_drawn_of_firms_in_business_with_a_word_and_without(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        found = a_pool(registry(invented(900)), tmp_path, chains)
        told = found.table.to_pylist()
        assert [sum(row["drawn"] == kind for row in told) for kind in ("hit", "rest")] == [20, 20]
        assert not any(row["status"] == "注销" for row in told)
        assert not any(word in row["scope"] for row in told if row["drawn"] == "rest" for word in WORDS[:6])

    def test_rows_of_one_firm_are_drawn_once_whatever_comes_first(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        rows = [firm(1, "上海甲有限公司", "餐饮服务"), firm(1, "上海甲有限公司", "住宿服务")]
        kept = []
        for at, order in enumerate((rows, rows[::-1])):
            (tmp_path / str(at)).mkdir()
            kept.append(a_pool(registry(order), tmp_path / str(at), chains).table)
        assert kept[0].equals(kept[1])
        assert kept[0].num_rows == 1

    def test_spark_and_the_local_engine_draw_the_same(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        opened = open_registry(registry(invented(300), group=100), {}, tmp_path / "w.parquet")
        plan = plan_of(chains, ON, 5, Ties(), is_pooled=True)
        batches = (batch for group in range(3) for batch in opened.batches(group))
        (row,) = [row for batch in part_of(batches, plan) for row in pa.Table.from_batches([batch]).to_pylist()]
        shortlist, _ = screen_locally(opened, plan, tmp_path / "parts", workers=1)
        drawn = [drawn_of(one) for one in json.loads(row["part"])[2]]
        assert sorted(drawn) == sorted(shortlist.samples.every())

    def test_a_broken_off_run_goes_on_to_the_same_pool(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        path = registry(invented(600), group=100)
        whole = a_pool(path, tmp_path, chains).table
        (tmp_path / "pool.parquet").unlink()

        def stop(rows: int, _of: int) -> None:
            if rows >= 300:
                raise KeyboardInterrupt

        where: dict[str, Any] = {"chains": chains, "on": ON, "top": 5, "workers": 1, "pool": tmp_path / "pool.parquet"}
        with pytest.raises(KeyboardInterrupt):
            screen(path, tmp_path / "o.parquet", progress=stop, **where)
        assert not (tmp_path / "pool.parquet").exists()
        screen(path, tmp_path / "o.parquet", **where)
        assert read_pool(tmp_path / "pool.parquet").table.equals(whole)

    def test_rows_are_taken_out_of_a_pool_and_counted(
        self, chains: ChainMap, registry: Written, tmp_path: Path
    ) -> None:
        before = a_pool(registry(invented(300)), tmp_path, chains)
        gone = keep_rows(tmp_path / "pool.parquet", tmp_path / "q.parquet", lambda row: "餐饮" not in row["name"])
        after = read_pool(tmp_path / "q.parquet")
        assert gone == before.rows - after.rows > 0
        assert not any("餐饮" in name for name in after.table.column("name").to_pylist())

    def test_another_file_is_no_pool(self, registry: Written, tmp_path: Path) -> None:
        (tmp_path / "text.parquet").write_text("x")
        odd = pa.table({"name": ["甲"], "scope": [""]}).replace_schema_metadata({"hometown.pool": "{}"})
        parquet.write_table(odd, tmp_path / "odd.parquet")
        for path in (
            registry(invented(3)),
            tmp_path / "text.parquet",
            tmp_path / "gone.parquet",
            tmp_path / "odd.parquet",
        ):
            with pytest.raises(ReadingError, match="cannot be read as a pool"):
                read_pool(path)


@pytest.mark.usefixtures("few")
class TestTrying:
    @pytest.fixture
    def pool(self, chains: ChainMap, registry: Written, tmp_path: Path) -> Pool:
        return a_pool(registry(invented(900), group=100), tmp_path, chains)

    def test_the_same_map_does_nothing(self, pool: Pool, chains: ChainMap) -> None:
        assert effects(pool, chains, chains) == []
        assert effects(pool, chains, changed("zh: 试验用", "zh: 试用")) == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("铝箔: 3", "铝箔: 1"), ("电池铝箔: 5, ", ""), ("[铝箔餐盒]", "[铝箔餐盒, 铝箔制造]"),
            ("near: [C32]", "near: []"), ("industries: [C325]", "industries: []"),
            ("大数据: 3, 数据处理: 2", "大数据: 1, 数据处理: 1"),
        ],
    )  # fmt: skip
    def test_where_it_says_sure_the_whole_registry_lists_the_same(
        self, pool: Pool, chains: ChainMap, tmp_path: Path, old: str, new: str
    ) -> None:
        other = changed(old, new)
        (effect,) = effects(pool, chains, other)
        whole = screen(tmp_path / "registry.parquet", tmp_path / "w.csv", chains=other, on=ON, top=5, workers=1)
        expected = [(line["name"], line["score"]) for line in whole.lines if line["node"] == effect.node]
        tried_ = [(one.name, one.score / 10) for one in tried(pool, other)[effect.node]]
        assert not effect.may_rise
        if effect.is_sure:
            assert tried_ == expected
        assert len(effect.entered) + len(effect.moved) + effect.stays == len(tried_)

    def test_some_changes_are_sure(self, pool: Pool, chains: ChainMap) -> None:
        assert effects(pool, chains, changed("near: [C32]", "near: []"))[0].is_sure

    def test_what_may_rise_is_said_with_how_often_the_sample_holds_the_word(
        self, pool: Pool, chains: ChainMap, tmp_path: Path
    ) -> None:
        (effect,) = effects(pool, chains, changed("铝箔: 3", "铝箔: 3, 铜箔: 5"))
        assert (effect.node, effect.may_rise, effect.is_sure) == ("foil", True, False)
        (heard,) = effect.heard
        assert heard.said == "铜箔"
        assert (heard.drawn_hit, heard.drawn_rest) == (20, 20)
        real = sum("铜箔" in row["scope"] and row["status"] == "存续"
                   for row in parquet.read_table(tmp_path / "registry.parquet").to_pylist())  # fmt: skip
        assert 0 < heard.about < 3 * real

    def test_who_enters_leaves_and_moves_is_told_with_phrases(self, registry: Written, tmp_path: Path) -> None:
        rows = [
            firm(1, "甲有限公司", "电池铝箔制造"), firm(2, "乙有限公司", "铝箔制造"),
            firm(3, "丙有限公司", "PACK铝膜制造"),
        ]  # fmt: skip
        pool = a_pool(registry(rows), tmp_path, chain_map_of(MAP), top=2)
        (effect,) = effects(pool, chain_map_of(MAP), changed("电池铝箔: 5, 铝箔: 3", "铝箔: 3"))
        assert [(one.name, one.after and one.after.rank, one.gained) for one in effect.entered] == []
        assert [(one.name, one.lost) for one in effect.moved] == [("丙有限公司", ()), ("甲有限公司", ("电池铝箔",))]
        (effect,) = effects(pool, chain_map_of(MAP), changed("[铝箔餐盒]", "[铝箔餐盒, 电池铝箔]"))
        assert [(one.name, one.after and one.after.phrases) for one in effect.entered] == [("乙有限公司", ("铝箔",))]
        assert [(one.name, one.before and one.before.rank) for one in effect.left] == [("甲有限公司", 1)]
        assert effect.is_sure

    def test_of_a_registry_that_is_all_in_the_pool_everything_is_known(self, registry: Written, tmp_path: Path) -> None:
        pool = a_pool(registry([firm(1, "甲有限公司", "铜箔制造")]), tmp_path, chain_map_of(MAP))
        (effect,) = effects(pool, chain_map_of(MAP), changed("铝箔: 3", "铝箔: 3, 铜箔: 5"))
        assert [one.name for one in effect.entered] == ["甲有限公司"]
        assert (effect.is_sure, effect.may_rise) == (True, False)

    def test_a_new_node_lists_firms_and_a_node_struck_out_loses_all(self, pool: Pool, chains: ChainMap) -> None:
        node = "- {code: copper, zh: 铜箔, en: Copper, place: midstream, home: weak, words: {铜箔: 5}}\n      "
        other = changed("- code: foil\n", node + "- code: foil\n")
        (added,) = effects(pool, chains, other)
        (removed,) = effects(pool, other, chains)
        assert added.node == removed.node == "copper"
        assert added.may_rise
        assert added.entered
        assert {one.name for one in added.entered} == {one.name for one in removed.left}


class TestComparing:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("铝箔: 3", "铝箔: 2", Change("weight", "foil", "铝箔", "3", "2")),
            ("电池铝箔: 5, ", "", Change("word", "foil", "电池铝箔", "5")),
            ("铝箔: 3", "铝箔: 3, 铜箔: 5", Change("word", "foil", "铜箔", "", "5")),
            ("[铝箔餐盒]", "[铝箔餐盒, 铝箔袋]", Change("exclude", "foil", "铝箔袋", "", "铝箔袋")),
            ("[C3252]", "[]", Change("industries", "foil", "C3252", "C3252")),
            ("{environment: [电解铝]}", "{energy: [电解铝], environment: [电解铝]}",
             Change("veto_energy", "foil", "电解铝", "", "电解铝")),
            ("home: missing", "home: strong", Change("home", "foil", "", "missing", "strong")),
            ("makers: false", "makers: true", Change("makers", "data", "", "no", "yes")),
            ("en: Battery foil", "en: Foil", Change("en", "foil", "", "Battery foil", "Foil")),
            ('city: "340600"', 'city: "340100"', Change("map_city", "", "", "340600", "340100")),
        ],
    )  # fmt: skip
    def test_each_change_is_said_by_its_place(self, chains: ChainMap, old: str, new: str, said: Change) -> None:
        assert changes(chains, changed(old, new)) == [said]

    def test_a_node_added_moved_or_struck_out_is_one_change(self, chains: ChainMap) -> None:
        node = "- {code: data, zh: 数据服务"
        other = changed(node, "- {code: other, zh: 数据服务")
        assert changes(chains, other) == [
            Change("node", "other", "", "", "数据服务"),
            Change("node", "data", "", "数据服务"),
        ]
        assert changed_nodes(chains, other) == ["other", "data"]

    def test_the_scale_concerns_every_node(self, chains: ChainMap) -> None:
        other = chain_map_of(MAP + "\nscoring: {full: {words: 50}}\n")
        assert changes(chains, other) == [Change("scoring", "", "full.words", "40", "50")]
        assert changed_nodes(chains, other) == ["sheet", "foil", "data"]

    def test_what_can_only_fall_is_told_from_what_may_rise(self, chains: ChainMap) -> None:
        was = chains.nodes[1]
        for old, new, falls in (
            ("铝箔: 3", "铝箔: 2", True), ("铝箔: 3", "铝箔: 4", False), ("[铝箔餐盒]", "[]", False),
            ("[C3252]", "[C325]", False), ("[铝箔餐盒]", "[铝箔餐盒, 铝箔袋]", True),
            ("电池铝箔: 5, ", "", True), ("near: [C32]", "near: [C3252]", True), ("near: [C32]", "near: [C33]", False),
        ):  # fmt: skip
            assert only_falls(was, changed(old, new).nodes[1]) is falls, (old, new)

    def test_a_phrase_that_goes_with_its_only_word_lets_nobody_rise(self, chains: ChainMap) -> None:
        words = chains.nodes[1].model_copy(update={"words": {"PACK铝膜": 4}, "exclude": ()})
        assert only_falls(chains.nodes[1], words)
