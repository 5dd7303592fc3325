"""Reading the result of a screening: parquet, csv and xlsx say the same, and a bad row is told by row and column."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from pyarrow import parquet

from hometown.accounts.models import User
from hometown.chains.commands import shortlist
from hometown.chains.models import ScreeningRun
from hometown.chains.results import NodeName, funnel_of, node_names, result_of
from hometown.names.reading import ReadingError
from hometown.screening import chain_map_of, screen

MAP = """
version: 1
city: "340600"
zh: 图谱
en: Map
chains:
  - code: aluminium
    zh: 铝基
    en: Aluminium-based
    nodes:
      - {code: battery_foil, zh: 电池铝箔, en: Battery foil, place: midstream, home: missing, words: {电池铝箔: 5}}
      - {code: al_profile, zh: 工业铝型材, en: Profiles, place: midstream, home: weak, words: {工业铝型材: 5}}
"""
NODES = node_names(chain_map_of(MAP))
GOOD: dict[str, Any] = {
    "node": "battery_foil", "rank": 1, "score": 72.5, "name": "上海甲铝业有限公司", "uscc": "91310114MA1GT0000X",
    "city": "上海市", "parts": [{"part": "words", "points": 33.25, "of": 40.0}],
    "reasons": [{"phrase": "铝业", "field": "name", "start": 3, "end": 5}], "unknown": ["capital"],
}  # fmt: skip
LISTS = ("parts", "reasons", "unknown")


def written(path: Path, *rows: dict[str, Any]) -> Path:
    """Write rows as the screening does: lists in parquet, JSON text elsewhere."""
    if path.suffix == ".parquet":
        parquet.write_table(pa.Table.from_pylist(list(rows)), path)
        return path
    flat = [
        {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in one.items()} for one in rows
    ]
    lines = [list(GOOD), *(list(one.values()) for one in flat)]
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    else:
        book = Workbook()
        for line in lines:
            book.active.append(line)  # type: ignore[union-attr]
        book.save(path)
    return path


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx"])
def test_each_kind_of_file_says_the_same(tmp_path: Path, kind: str) -> None:
    other = GOOD | {"rank": 2, "name": "乙铝业有限公司", "uscc": ""}
    found = result_of(written(tmp_path / f"out.{kind}", GOOD, other), NODES)
    assert found.faults == ()
    first, second = found.firms
    assert (first.rank, first.score, first.called) == (
        1,
        Decimal("72.5"),
        NodeName("aluminium", "电池铝箔", "Battery foil"),
    )
    assert first.parts == ({"part": "words", "points": 33.2, "of": 40},)
    assert first.reasons == ({"phrase": "铝业", "field": "name", "start": 3, "end": 5},)
    assert (first.unknown, second.uscc) == (("capital",), "")


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("node", "no_such_node", "no_node"),
        ("rank", 0, "no_rank"),
        ("rank", 1.5, "no_rank"),
        ("score", 100.1, "no_score"),
        ("score", "NaN", "no_score"),
        ("score", "", "no_score"),
        ("name", "", "no_name"),
        ("name", "铝" * 201, "no_name"),
        ("uscc", "92310114MA1GT0000X", "individual"),
        ("parts", "{", "no_list"),
        ("parts", [{"part": "words", "points": "many", "of": 40}], "no_list"),
        ("parts", '[{"part": "words", "points": NaN, "of": 40}]', "no_list"),
        ("reasons", [{"phrase": "铝", "field": "address", "start": 0, "end": 1}], "no_list"),
        ("reasons", [{"phrase": "铝", "field": "name", "start": 4, "end": 4}], "no_list"),
        ("unknown", ["<script>"], "no_list"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column_and_the_rest_goes_in(
    tmp_path: Path, column: str, cell: Any, code: str
) -> None:
    bad = GOOD | {"uscc": "", "name": "丙铝业有限公司", column: cell}
    found = result_of(written(tmp_path / "out.csv", bad, GOOD), NODES)
    assert [(one.row, one.column, one.code) for one in found.faults] == [(2, column, code)]
    assert [one.name for one in found.firms] == [GOOD["name"]]


def test_a_firm_stands_in_a_node_once_and_in_another_too(tmp_path: Path) -> None:
    again = GOOD | {"rank": 2, "name": "换了名称的有限公司"}
    elsewhere = GOOD | {"node": "al_profile"}
    found = result_of(written(tmp_path / "out.csv", GOOD, again, elsewhere), NODES)
    assert [(one.row, one.code) for one in found.faults] == [(3, "twice")]
    assert [one.node for one in found.firms] == ["battery_foil", "al_profile"]


def test_a_file_that_is_no_result_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "registry.csv"
    path.write_text("name,scope\n甲,铝材\n", encoding="utf-8")
    with pytest.raises(ReadingError, match="node"):
        result_of(path, NODES)


def test_of_a_funnel_only_what_counts_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "funnel.json"
    said = {
        "registry": {"file": "名录.parquet", "rows": 9, "read_on": "2019-12-01"},
        "chains": {"city": "340600", "digest": "ab"},
        "steps": {"rows": 9, "hit": -1, "odd": 3}, "nodes": {"battery_foil": {"hit": 4, "fit": "many"}, "x": []},
    }  # fmt: skip
    path.write_text(json.dumps(said), encoding="utf-8")
    found = funnel_of(path)
    assert (found.registry_file, str(found.read_on), found.map_digest) == ("名录.parquet", "2019-12-01", "ab")
    assert found.numbers == {"steps": {"rows": 9}, "nodes": {"battery_foil": {"hit": 4}, "x": {}}}
    path.write_text("[", encoding="utf-8")
    with pytest.raises(ReadingError):
        funnel_of(path)


def test_a_firm_with_an_older_number_goes_in_without_it_and_that_is_said(tmp_path: Path) -> None:
    found = result_of(written(tmp_path / "out.csv", GOOD | {"uscc": "310114000123456"}), NODES)
    assert [(one.name, one.uscc) for one in found.firms] == [(GOOD["name"], "")]
    assert [(one.column, one.code, one.goes_in) for one in found.faults] == [("uscc", "odd_uscc", True)]
    assert found.passed_over == 0


def test_a_name_written_behind_an_apostrophe_is_read_as_it_was(tmp_path: Path) -> None:
    (firm,) = result_of(written(tmp_path / "out.csv", GOOD | {"name": "'=甲铝业有限公司"}), NODES).firms
    assert firm.name == "=甲铝业有限公司"


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx"])
def test_what_the_screening_writes_is_read_whole(tmp_path: Path, kind: str) -> None:
    registry, out, counts = tmp_path / "registry.csv", tmp_path / f"out.{kind}", tmp_path / "funnel.json"
    scope = "一般项目：电池铝箔制造；有色金属压延加工；金属材料销售。"
    rows = [
        {
            "name": "上海甲铝业有限公司",
            "scope": scope,
            "uscc": "91310114MA1GT0000X",
            "city": "上海市",
            "status": "存续",
        },
        {"name": "=乙箔业有限公司", "scope": scope, "uscc": "", "city": "", "status": "存续"},
        {"name": "丙铝业有限公司", "scope": scope, "uscc": "", "city": "", "status": "注销"},
    ]
    with registry.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    chains = chain_map_of(MAP)
    said = screen(registry, out, chains=chains, funnel=counts)
    found, funnel = result_of(out, NODES), funnel_of(counts)
    assert found.faults == ()
    assert [(one.node, one.rank, one.name) for one in found.firms] == [
        (line["node"], line["rank"], line["name"]) for line in said.lines
    ]
    assert {one.name for one in found.firms} == {"上海甲铝业有限公司", "=乙箔业有限公司"}
    for firm, line in zip(found.firms, said.lines, strict=True):
        assert float(firm.score) == line["score"]
        assert list(firm.reasons) == line["reasons"]
        assert list(firm.unknown) == line["unknown"]
        assert [one["part"] for one in firm.parts] == [one["part"] for one in line["parts"]]
    assert funnel.map_digest == chains.digest
    assert funnel.numbers["steps"]["dissolved"] == 1
    assert funnel.numbers["nodes"]["battery_foil"]["listed"] == 2


@pytest.mark.django_db
def test_the_command_loads_a_result_once_and_says_what_it_passed_over(tmp_path: Path, wang: User) -> None:
    chains = tmp_path / "chains.yaml"
    chains.write_text(MAP, encoding="utf-8")
    out = written(tmp_path / "out.csv", GOOD, GOOD | {"rank": "first", "name": "丙铝业有限公司", "uscc": ""})
    command = ["load", str(out), "--chains", str(chains), "--as", "wang"]
    first = CliRunner().invoke(shortlist, command)
    assert first.exit_code == 0, first.output
    assert "rank" in first.stderr
    run = ScreeningRun.objects.get()
    assert (run.rows, run.passed_over, run.registry_file) == (1, 1, "out.csv")
    again = CliRunner().invoke(shortlist, command)
    assert again.exit_code == 0, again.output
    assert ScreeningRun.objects.count() == 1
    assert str(run.loaded_on) in again.stdout
