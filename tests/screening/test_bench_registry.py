"""The registry that screening is measured on: the same bytes for the same seed, valid codes, as dense as asked."""

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from benchmarks.screening import contenders, reading
from benchmarks.screening.registry import Wanted, Writer, make, truth_of
from benchmarks.screening.vocabulary import told
from pyarrow import parquet

from hometown.companies.rules import has_uscc_shape, uscc_doubts

ROWS, MORE_ROWS = 200, 3_000


def rows_of(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def said(path: Path, words: set[str]) -> int:
    """How often words stand in a registry's scopes."""
    return sum(row["scope"].count(word) for row in rows_of(path) for word in words)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(Wanted(ROWS), tmp_path_factory.mktemp("registry") / "one.parquet")


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(Wanted(MORE_ROWS), tmp_path_factory.mktemp("longer") / "longer.parquet")


def test_a_registry_has_the_same_bytes_for_the_same_seed_and_others_for_another(registry: Path, tmp_path: Path) -> None:
    same, other = make(Wanted(ROWS), tmp_path / "same.parquet"), make(Wanted(ROWS, seed=7), tmp_path / "other.parquet")
    assert registry.read_bytes() == same.read_bytes()
    assert truth_of(registry).read_bytes() == truth_of(same).read_bytes()
    assert rows_of(registry) != rows_of(other)


def test_a_longer_registry_begins_with_the_rows_of_a_shorter_one(registry: Path, longer: Path) -> None:
    rows = rows_of(longer)
    assert len(rows) == MORE_ROWS
    assert rows[:ROWS] == rows_of(registry)


def test_every_code_is_valid_and_only_copies_share_one(registry: Path) -> None:
    rows, truth = rows_of(registry), rows_of(truth_of(registry))
    assert len(rows) == len(truth) == ROWS
    assert [row["uscc"] for row in rows if not has_uscc_shape(row["uscc"]) or uscc_doubts(row["uscc"])] == []
    assert [row["uscc"] for row in rows] == [row["uscc"] for row in truth]
    own = [row["uscc"] for row in truth if row["copy_of"] is None]
    assert len(own) == len(set(own))
    assert all(row["uscc"] == truth[row["copy_of"]]["uscc"] for row in truth if row["copy_of"] is not None)


def test_a_dense_registry_says_the_words_many_times_more(longer: Path, tmp_path: Path) -> None:
    words = {word for words in contenders.words_of(None).values() for word in words}
    dense = make(Wanted(MORE_ROWS, density=10), tmp_path / "dense.parquet")
    assert said(dense, words) > said(longer, words) * 4


@pytest.mark.parametrize("order", ["hits_first", "hits_last"])
def test_an_order_of_hits_has_the_same_rows_with_all_hits_at_one_end(order: str, longer: Path, tmp_path: Path) -> None:
    ordered = make(Wanted(MORE_ROWS, order=order), tmp_path / "ordered.parquet")
    hits = [[row["role"] != "none" for row in rows_of(truth_of(path))] for path in (longer, ordered)]
    assert 0 < sum(hits[0]) < MORE_ROWS
    assert hits[1] == sorted(hits[0], reverse=order == "hits_first")
    before, after = (Counter(row["name"] for row in rows_of(path)) for path in (longer, ordered))
    assert before == after


def test_row_groups_have_one_size_whatever_pieces_come(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "groups.parquet", 10)
    for start, end in ((0, 3), (3, 8), (8, 31), (31, 34)):
        writer.add(pa.table({"row": list(range(start, end))}))
    writer.close()
    file = parquet.ParquetFile(tmp_path / "groups.parquet")
    assert [file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)] == [10, 10, 10, 4]
    assert file.read()["row"].to_pylist() == list(range(34))


def test_the_registry_knows_nothing_of_the_engine() -> None:
    folder = Path(reading.__file__).parent
    for name in ("vocabulary", "trades", "firms", "scopes", "odd_forms", "registry"):
        assert "hometown.screening" not in (folder / f"{name}.py").read_text(encoding="utf-8"), name


def test_a_listed_firm_is_judged_by_what_it_was_made_to_be() -> None:
    maker = {"role": "maker", "nodes": ["pla"], "arguable": ["biodegradable"]}
    verdicts = [reading.verdict(node, maker) for node in ("pla", "biodegradable", "graphene")]
    assert verdicts == ["right", "arguable", "other maker"]
    assert reading.verdict("pla", maker | {"role": "dissolved"}) == "dissolved"
    assert reading.verdict("pla", None) == "unknown"
    rows = [{"node": "pla", "uscc": code} for code in "abc"]
    truth = {"a": maker, "b": maker | {"role": "trader"}}
    assert reading.judged(rows, truth, {"pla": 1}) == [reading.Judged("pla", 3, 1, 0, 1, 1)]


def test_the_nodes_of_the_kinds_are_nodes_of_the_shipped_map() -> None:
    nodes = set(contenders.words_of(contenders.SHIPPED))
    kinds = told("kinds")["kind"]
    assert {node for kind in kinds for node in kind["nodes"] + kind["arguable"]} - nodes == set()
