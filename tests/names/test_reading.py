"""Registries and lists read from the files people have."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from openpyxl import Workbook
from pyarrow import parquet

from hometown.names.reading import ReadingError, columns_of, day_of, registry_of

ROWS = [["上海澄湖新材料有限公司", "91310000MA1K00000X"], ["", "91310000MA1K00001X"], ["江苏龙净环保有限公司", ""]]


def _csv(path: Path, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([["企业名称", "统一社会信用代码"], *ROWS])


def _xlsx(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["企业名称", "统一社会信用代码"], *ROWS]:
        sheet.append(row)
    book.save(path)


def _parquet(path: Path) -> None:
    parquet.write_table(pa.table({"name": [row[0] for row in ROWS], "uscc": [row[1] for row in ROWS]}), path)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.csv", lambda path: _csv(path, "utf-8")),
        ("a.csv", lambda path: _csv(path, "utf-8-sig")),
        ("a.csv", lambda path: _csv(path, "gb18030")),
        ("a.xlsx", _xlsx),
        ("a.parquet", _parquet),
    ],
)
def test_a_registry_is_read_and_a_row_without_a_name_is_told(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / name)
    registry, remarks = registry_of(tmp_path / name)
    assert list(registry.names) == ["上海澄湖新材料有限公司", "江苏龙净环保有限公司"]
    assert list(registry.usccs) == ["91310000MA1K00000X", ""]
    assert remarks == ["1 rows have no name and were passed over."]


def test_a_missing_column_is_named_with_what_the_file_has(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n一,二\n", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"甲, 乙.*--map name="):
        registry_of(path)
    registry, _ = registry_of(path, names={"name": "乙"})
    assert list(registry.names) == ["二"]


def test_other_names_join_the_firm_of_their_code_or_name(tmp_path: Path) -> None:
    _csv(tmp_path / "a.csv", "utf-8")
    others = tmp_path / "others.csv"
    others.write_text(
        "alias,name,uscc\n澄湖,,91310000MA1K00000X\n龙净,江苏龙净环保有限公司,\n谁,没有的公司,\n", encoding="utf-8"
    )
    registry, remarks = registry_of(tmp_path / "a.csv", aliases=others)
    assert registry.aliases == [("澄湖", 0), ("龙净", 1)]
    assert "1 rows of others.csv name no firm of the registry and were passed over." in remarks


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(b"\x81\xff\xff\xff\xfe\x00name", ".csv"), (b"no workbook", ".xlsx"), (b"no table", ".parquet")],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(ReadingError):
        columns_of(path, {"name": True})


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2019-11-01", date(2019, 11, 1)),
        ("2019/11/01", date(2019, 11, 1)),
        ("2019年11月01日", date(2019, 11, 1)),
        ("?", None),
        (None, None),
    ],
)
def test_days_are_read_in_the_ways_registries_write_them(cell: object, day: date | None) -> None:
    assert day_of(cell) == day
