"""From a registry to a list with reasons: who stands in it, who does not and why, whatever the order or the form."""

import csv
import json
import random
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from hometown.screening import ChainMap, ReadingError, Result, ScreeningError, screen
from hometown.screening.batch import screen_batch
from hometown.screening.listing import Shortlist
from hometown.screening.plan import Plan

from .conftest import ON, Written, firm

MAKER = firm(1, "上海甲箔材有限公司", "电池铝箔制造；铝板带生产", industry_code="C3252", capital_wan=6000.0)
ROWS = [
    MAKER,
    firm(2, "上海乙贸易有限公司", "铝箔销售；铝板带批发", industry_code="F5164"),
    firm(3, "上海丙餐具有限公司", "铝箔餐盒制造", industry_code="C3382"),
    firm(4, "上海丁鋁業有限公司", "電池鋁箔的生產、銷售", industry_code="3252"),
    firm(5, "上海戊金属有限公司", "金属制品制造（不含铝箔）"),
    firm(6, "上海己箔材有限公司", "电池铝箔制造", status="注销"),
    firm(7, "淮北庚箔材有限公司", "电池铝箔制造", city="淮北市", uscc="91340600000000007X"),
    firm(8, "上海辛数据有限公司", "大数据服务；数据处理服务", industry_code="I6550"),
    MAKER,
    firm(9, "上海壬商贸有限公司", "金属材料、铝箔、建筑材料、五金交电、日用百货", industry_code=None),
]  # fmt: skip


PIECES = ["铝箔", "电池铝箔制造", "；", "铝板带销售", "不含", "（", "）", "大数据", "😀", "生产", "餐盒"]


def listed(result: Result, node: str) -> list[str]:
    return [line["name"] for line in result.lines if line["node"] == node]


def run(path: Path, chains: ChainMap, **more: Any) -> Result:
    return screen(path, path.parent / "list.parquet", chains=chains, on=ON, **{"workers": 1, **more})


def test_makers_in_business_are_listed_best_first_and_nobody_else(chains: ChainMap, registry: Written) -> None:
    result = run(registry(ROWS), chains)
    assert listed(result, "foil") == ["上海甲箔材有限公司", "上海丁鋁業有限公司"]
    assert listed(result, "sheet") == ["上海甲箔材有限公司"]
    assert listed(result, "data") == ["上海辛数据有限公司"]
    assert [line["rank"] for line in result.lines if line["node"] == "foil"] == [1, 2]


def test_the_funnel_tells_who_was_left_out_and_why(chains: ChainMap, registry: Written) -> None:
    funnel = run(registry(ROWS), chains).funnel
    assert funnel["steps"] == {"rows": 10, "bad_rows": 0, "dissolved": 1, "in_business": 9, "hit": 9}
    assert funnel["nodes"]["foil"] == {
        "hit": 8, "excluded": 1, "negated": 1, "at_home": 1, "traded_only": 2, "unfit": 0, "fit": 3, "duplicates": 1,
        "listed": 2,
    }  # fmt: skip
    for node in funnel["nodes"].values():
        left_out = sum(node[why] for why in ("excluded", "negated", "at_home", "traded_only", "unfit"))
        assert node["hit"] == left_out + node["fit"]


def test_each_reason_is_the_phrase_as_it_stands_at_its_place(chains: ChainMap, registry: Written) -> None:
    texts = {(row["name"]): row for row in ROWS}
    result = run(registry(ROWS), chains)
    assert any(each["phrase"] == "電池鋁箔" for line in result.lines for each in line["reasons"])
    for line in result.lines:
        assert line["reasons"]
        for each in line["reasons"]:
            assert texts[line["name"]][each["field"]][each["start"] : each["end"]] == each["phrase"]


def test_what_is_unknown_is_pending_neither_zero_nor_full(chains: ChainMap, registry: Written) -> None:
    known = firm(1, "上海甲箔材有限公司", "电池铝箔制造", capital_wan=20000.0, industry_code="C3252")
    unknown = known | {"uscc": "913100000000000022", "capital_wan": None}
    poor = known | {"uscc": "913100000000000033", "capital_wan": 10.0}
    lines = run(registry([poor, unknown, known]), chains).lines
    by_code = {line["uscc"]: line for line in lines if line["node"] == "foil"}
    scores = [by_code[row["uscc"]]["score"] for row in (poor, unknown, known)]
    assert scores[0] < scores[1] < scores[2]
    assert "capital" in by_code[unknown["uscc"]]["unknown"]
    assert "capital" not in {each["part"] for each in by_code[unknown["uscc"]]["parts"]}


def test_a_score_is_the_points_of_what_is_known_and_half_of_what_is_pending(
    chains: ChainMap, registry: Written
) -> None:
    full = chains.scoring.full.model_dump()
    for line in run(registry(ROWS), chains).lines:
        points, marks = (sum(each[of] for each in line["parts"]) for of in ("points", "of"))
        pending = sum(full[part] for part in line["unknown"])
        assert abs(line["score"] - 100 * (points + pending / 2) / (marks + pending)) < 0.2


def test_a_scope_that_calls_for_a_second_look_says_so(chains: ChainMap, registry: Written) -> None:
    rows = [firm(1, "上海甲箔材有限公司", "电池铝箔制造；电解铝冶炼")]
    assert {"part": "veto_environment", "points": 0.0, "of": 0} in run(registry(rows), chains).lines[0]["parts"]


def test_ties_to_the_home_city_count_and_are_unknown_where_nobody_said(
    chains: ChainMap, registry: Written, tmp_path: Path
) -> None:
    path = registry([MAKER, firm(4, "上海丁铝业有限公司", "电池铝箔制造", industry_code="C3252", capital_wan=6000.0)])
    home = registry([{"name": "淮北子公司", "investor": "上海丁铝业有限公司"}], name="home.parquet")
    assert "ties" in run(path, chains).lines[0]["unknown"]
    tied = [line for line in run(path, chains, home=home).lines if line["name"] == "上海丁铝业有限公司"]
    assert {"part": "ties", "points": 5.0, "of": 5} in tied[0]["parts"]


def test_neither_the_order_of_rows_nor_the_number_of_processes_changes_the_list(
    chains: ChainMap, registry: Written
) -> None:
    mixed = random.Random(7)
    rows = [
        firm(n, f"上海{mixed.choice('甲乙丙丁戊')}{n % 17}有限公司", mixed.choice([row["scope"] for row in ROWS]),
             capital_wan=mixed.choice([None, 50.0, 600.0, 20000.0]), industry_code=mixed.choice(["C3252", "C32", None]))
        for n in range(600)
    ]  # fmt: skip
    rows += rows[::7]  # doubles
    expected = run(registry(rows), chains, top=15)
    assert len(expected.lines) == 45
    for seed in range(3):
        mixed = random.Random(seed)
        again = run(registry(mixed.sample(rows, len(rows)), group=97), chains, top=15, workers=1 + seed)
        assert again.lines == expected.lines
        assert again.funnel["nodes"] == expected.funnel["nodes"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 6), st.sampled_from([row["name"] for row in ROWS]),
            st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
            st.sampled_from([None, "C3252", "F51", "I65", "x"]),
        ), max_size=40,
    ),
    cuts=st.lists(st.integers(0, 40), max_size=4),
)  # fmt: skip
def test_batches_of_any_size_come_to_the_same(chains: ChainMap, rows: list[Any], cuts: list[int]) -> None:
    plan = Plan(chains, ON, 3, "淮北")
    table = pa.table(
        {"name": [row[1] for row in rows], "scope": [row[2] for row in rows], "uscc": [f"{row[0]}" for row in rows],
         "industry_code": [row[3] for row in rows]},
        schema=pa.schema([(name, pa.string()) for name in ("name", "scope", "uscc", "industry_code")]),
    )  # fmt: skip

    def shortlist(bounds: list[int]) -> list[Any]:
        found = Shortlist(len(plan.nodes), plan.top)
        for begin, end in pairwise(bounds):
            for batch in table.slice(begin, end - begin).combine_chunks().to_batches():
                found.add(screen_batch(batch, plan, found.floors).candidates)
        return [found.listed(node) for node in range(len(plan.nodes))]

    whole = shortlist([0, len(rows)])
    assert shortlist(sorted({0, len(rows), *(min(cut, len(rows)) for cut in cuts)})) == whole


def test_a_csv_in_gb18030_and_a_workbook_give_what_parquet_gives(
    chains: ChainMap, registry: Written, tmp_path: Path
) -> None:
    rows = [{key: "" if value is None else value for key, value in row.items()} for row in ROWS]
    head = ["name", "scope", "uscc", "status", "city", "industry_code", "capital_wan"]
    theirs = ["企业名称", "经营范围", "统一社会信用代码", "登记状态", "城市", "行业代码", "注册资本"]
    with (tmp_path / "r.csv").open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(theirs)
        writer.writerows([row.get(column, "") for column in head] for row in rows)
    book = openpyxl.Workbook()
    sheet = book.create_sheet("registry", 0)
    sheet.append(theirs)
    for row in rows:
        sheet.append([row.get(column, "") for column in head])
    book.save(tmp_path / "r.xlsx")
    expected = run(registry(ROWS), chains)
    for name in ("r.csv", "r.xlsx"):
        found = run(tmp_path / name, chains)
        assert found.lines == expected.lines
        assert found.funnel["nodes"] == expected.funnel["nodes"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.parquet", "r.csv", "r.xlsx", "registry.parquet"]


def test_a_bad_row_is_told_by_its_number_and_the_rest_goes_in(chains: ChainMap, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "name,scope\n上海甲箔材有限公司,电池铝箔制造\n坏,行,太,长\n,没有名称的电池铝箔制造\n", encoding="utf-8"
    )
    result = run(tmp_path / "r.csv", chains)
    assert listed(result, "foil") == ["上海甲箔材有限公司"]
    assert "1 rows of r.csv have more cells" in result.remarks[0]
    assert "row 3" in result.remarks[0]
    assert result.funnel["steps"]["bad_rows"] == 2


def test_the_list_says_the_same_as_parquet_csv_and_workbook(
    chains: ChainMap, registry: Written, tmp_path: Path
) -> None:
    path = registry([*ROWS, firm(11, "=HYPERLINK(1)铝业", "电池铝箔制造")])
    expected = screen(path, tmp_path / "o.parquet", chains=chains, on=ON, workers=1, funnel=tmp_path / "f.json")
    assert parquet.read_table(tmp_path / "o.parquet").to_pylist() == expected.lines
    assert json.loads((tmp_path / "f.json").read_text(encoding="utf-8")) == expected.funnel
    screen(path, tmp_path / "o.csv", chains=chains, on=ON, workers=1)
    screen(path, tmp_path / "o.xlsx", chains=chains, on=ON, workers=1)
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["shortlist"]
    cells = [dict(zip(lines[0], row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    for said in (lines, cells):
        assert [json.loads(line["reasons"]) for line in said] == [line["reasons"] for line in expected.lines]
        assert [float(line["score"]) for line in said] == [line["score"] for line in expected.lines]
        assert any(line["name"] == "'=HYPERLINK(1)铝业" for line in said)


def test_a_scope_of_ten_megabytes_does_no_harm(chains: ChainMap, registry: Written) -> None:
    long = firm(12, "上海癸有限公司", "金属制品销售；" * 500_000 + "电池铝箔制造")
    result = run(registry([*ROWS, long]), chains)
    assert "上海癸有限公司" in listed(result, "foil")
    place = next(line for line in result.lines if line["name"] == "上海癸有限公司" and line["node"] == "foil")
    assert place["reasons"][0]["start"] == 7 * 500_000


def test_ten_times_as_many_words_are_found_as_surely(chains: ChainMap, registry: Written) -> None:
    rows = [row | {"scope": "；".join([row["scope"]] * 10)} for row in ROWS]
    result = run(registry(rows), chains)
    assert listed(result, "foil") == ["上海甲箔材有限公司", "上海丁鋁業有限公司"]


@pytest.mark.parametrize("value", [None, "", "不详", "-5", "1,000万美元", "5亿元人民币", "12345678901234567890"])
def test_any_capital_is_read_or_pending(chains: ChainMap, registry: Written, value: str | None) -> None:
    line = run(registry([firm(1, "甲", "电池铝箔制造", capital_wan=value)]), chains).lines[0]
    has = {each["part"]: each["points"] for each in line["parts"]}
    assert ("capital" in has) == (value in {"1,000万美元", "5亿元人民币", "12345678901234567890", "-5"})


@pytest.mark.parametrize(
    ("value", "known"),
    [("2012-05-06", True), ("2012/5/6", True), ("2012年5月6日", True), ("20120506", True), ("2999-01-01", False),
     ("0000-00-00", False), ("", False), (date(2012, 5, 6), True)],
)  # fmt: skip
def test_any_day_of_registration_is_read_or_pending(
    chains: ChainMap, registry: Written, value: Any, known: bool
) -> None:
    line = run(registry([firm(1, "甲", "电池铝箔制造", reg_date=value)]), chains).lines[0]
    assert ("age" not in line["unknown"]) == known


def test_an_empty_registry_gives_an_empty_list(chains: ChainMap, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("name,scope\n", encoding="utf-8")
    result = run(tmp_path / "r.csv", chains)
    assert result.lines == []
    assert parquet.read_table(tmp_path / "list.parquet").num_rows == 0


def test_what_is_no_registry_is_one_sentence(chains: ChainMap, tmp_path: Path) -> None:
    (tmp_path / "r.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(ReadingError, match="cannot be read as parquet"):
        run(tmp_path / "r.parquet", chains)
    (tmp_path / "r.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadingError, match="has no column “name”"):
        run(tmp_path / "r.csv", chains)
    with pytest.raises(ReadingError, match="is not there"):
        run(tmp_path / "none.csv", chains)
    with pytest.raises(ScreeningError, match="no ending"):
        screen(tmp_path / "r.csv", tmp_path / "o.txt", chains=chains)


def test_columns_of_odd_kinds_are_read_as_what_they_say(chains: ChainMap, tmp_path: Path) -> None:
    table = pa.table({
        "name": pa.array(["上海甲箔材有限公司", "上海乙箔材有限公司"]).dictionary_encode(),
        "scope": pa.array(["电池铝箔制造", "电池铝箔制造"], pa.large_string()),
        "uscc": pa.array([b"91310000000000001X", None], pa.binary()),
        "注册资金": pa.array(["1,088(万元人民币)", "N/A"]).dictionary_encode(),
        "注册日期": pa.array([datetime(2003, 6, 10), None], pa.timestamp("ns")),
        "行业代码": pa.array([3252, None], pa.int32()),
        "tags": pa.array([["专精特新", "高新技术"], None]),
        "地区": pa.nulls(2),
    })  # fmt: skip
    parquet.write_table(table, tmp_path / "odd.parquet")
    first, second = (line for line in run(tmp_path / "odd.parquet", chains).lines if line["node"] == "foil")
    assert first["uscc"] == "91310000000000001X"
    assert {"part": "tags", "points": 3.5, "of": 5} in first["parts"]
    assert {"part": "capital", "points": 4.0, "of": 8} in first["parts"]
    assert {"capital", "age", "industry"} <= set(second["unknown"])


def test_a_column_that_holds_no_texts_is_told_in_one_sentence(chains: ChainMap, tmp_path: Path) -> None:
    parquet.write_table(pa.table({"name": ["甲"], "scope": [{"text": "铝箔"}]}), tmp_path / "r.parquet")
    with pytest.raises(ReadingError, match="is to be “scope”, but holds no texts or numbers"):
        run(tmp_path / "r.parquet", chains)


def test_nothing_that_is_read_is_written_over(chains: ChainMap, registry: Written) -> None:
    path = registry(ROWS)
    before = path.read_bytes()
    with pytest.raises(ScreeningError, match="is read in this run"):
        screen(path, path, chains=chains, on=ON)
    with pytest.raises(ScreeningError, match="is written twice in this run"):
        run(path, chains, funnel=path.parent / "list.parquet")
    with pytest.raises(ScreeningError, match="--workers must be"):
        run(path, chains, workers=-1)
    assert path.read_bytes() == before


def test_heads_and_values_as_public_registries_write_them_are_understood(chains: ChainMap, tmp_path: Path) -> None:
    """N/A stands where nothing is known, a firm stands under its code twice, and the place is its region."""
    (tmp_path / "r.csv").write_text(
        "企业名称;统一社会信用代码;注册日期;企业类型;注册资金;经营范围;所在省份;地区\n"
        "上海甲箔材有限公司;N/A;2003-06-10;N/A;N/A;电池铝箔制造;上海;上海\n"
        "上海乙箔材有限公司;N/A;2003-06-10;有限责任公司;50(万元人民币);电池铝箔制造;上海;上海\n"
        "淮北丙箔材有限公司;91340600000000007X;2003-06-10;N/A;880(万);电池铝箔制造;安徽;淮北\n",
        encoding="utf-8",
    )
    result = run(tmp_path / "r.csv", chains)
    assert set(listed(result, "foil")) == {"上海甲箔材有限公司", "上海乙箔材有限公司"}
    assert result.funnel["nodes"]["foil"]["at_home"] == 1
    assert {line["uscc"] for line in result.lines} == {""}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("上海甲箔材有限公司苏州分公司", {}),
        ("上海甲箔材有限公司昆山营业部", {}),
        ("上海甲箔材专业合作社", {}),
        ("甲箔材加工厂", {"uscc": "92310000000000001X"}),
        ("甲箔材加工厂", {"ent_type": "个体工商户"}),
        ("上海甲箔材有限公司（已注销）", {}),
    ],
)
def test_branches_cooperatives_and_individual_businesses_are_no_firms_to_win(
    chains: ChainMap, registry: Written, name: str, more: dict[str, Any]
) -> None:
    result = run(registry([firm(1, name, "电池铝箔制造；铝板带生产", **more)]), chains)
    assert result.lines == []
    assert result.funnel["nodes"]["foil"]["unfit"] == 1


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("上海甲贸易有限公司", "电池铝箔生产、销售"),
        ("上海甲建筑安装工程有限公司", "电池铝箔加工；门窗安装"),
        ("上海甲有限公司", "批发、零售：家具、五金、电池铝箔、建材；机械加工"),
        ("上海甲有限公司", "电池铝箔设备制造"),
    ],
)
def test_who_only_trades_builds_or_makes_something_else_of_it_is_no_maker(
    chains: ChainMap, registry: Written, name: str, scope: str
) -> None:
    assert listed(run(registry([firm(1, name, scope)]), chains), "foil") == []


def test_broad_words_alone_do_not_list_a_firm(chains: ChainMap, registry: Written) -> None:
    rows = [firm(1, "上海甲有限公司", "铝材制造"), firm(2, "上海乙有限公司", "铝材、铝板带制造")]
    result = run(registry(rows), chains)
    assert listed(result, "sheet") == ["上海乙有限公司"]
    assert result.funnel["nodes"]["sheet"]["unfit"] == 1


def test_a_thing_that_begins_the_next_row_changes_nothing(chains: ChainMap, registry: Written) -> None:
    rows = [firm(1, "上海甲有限公司", "生产电池铝箔"), firm(2, "上海乙有限公司", "设备制造；铝箔用油制造；PACK铝膜")]
    result = run(registry(rows), chains)
    assert listed(result, "foil") == ["上海甲有限公司"]
    assert result.funnel["nodes"]["foil"]["unfit"] == 1  # of the other only PACK铝膜 counts, for half


def test_a_word_counts_for_half_where_nothing_is_said_of_it_but_not_in_a_name(
    chains: ChainMap, registry: Written
) -> None:
    rows = [
        firm(1, "上海甲有限公司", "PACK铝膜、铝箔；电池铝箔；铜材制造"),
        firm(2, "上海乙有限公司", "PACK铝膜、铝箔、电池铝箔制造"),
        firm(3, "电池铝箔厂", "铜材制造"),
    ]
    lines = {line["name"]: line for line in run(registry(rows), chains).lines if line["node"] == "foil"}
    points = {name: line["parts"][0]["points"] for name, line in lines.items()}
    assert points["上海甲有限公司"] < points["上海乙有限公司"] == 40.0
    assert points["电池铝箔厂"] == 40.0
