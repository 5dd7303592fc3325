"""A small chain map, and registries of invented firms."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from hometown.screening import ChainMap, chain_map_of

MAP = """
version: 1
city: "340600"
zh: 试验用
en: For tests
chains:
  - code: aluminium
    zh: 铝基
    en: Aluminium
    nodes:
      - {code: sheet, zh: 铝板带, en: Sheet, place: upstream, home: weak, words: {铝板带: 4, 铝材: 1},
         industries: [C325]}
      - code: foil
        zh: 电池铝箔
        en: Battery foil
        place: midstream
        from: [sheet]
        home: missing
        words: {电池铝箔: 5, 铝箔: 3, PACK铝膜: 4}
        exclude: [铝箔餐盒]
        industries: [C3252]
        near: [C32]
        vetoes: {environment: [电解铝]}
  - code: big_data
    zh: 大数据
    en: Big data
    nodes:
      - {code: data, zh: 数据服务, en: Data, place: midstream, home: weak, makers: false,
         words: {大数据: 3, 数据处理: 2}, industries: [I64, I65]}
"""
ON = date(2026, 1, 1)


@pytest.fixture(scope="session")
def chains() -> ChainMap:
    return chain_map_of(MAP)


def firm(number: int, name: str, scope: str, **more: Any) -> dict[str, Any]:
    """Return a row of a registry; the firm is invented."""
    return {
        "name": name,
        "scope": scope,
        "uscc": f"9131000000000{number:04d}X",
        "status": "存续",
        "city": "上海市",
        **more,
    }


Written = Callable[..., Path]


@pytest.fixture
def registry(tmp_path: Path) -> Written:
    """Write rows as a parquet registry: `registry(rows, group=100)`."""

    def written(rows: list[dict[str, Any]], *, group: int = 1000, name: str = "registry.parquet") -> Path:
        columns = list(dict.fromkeys(column for row in rows for column in row))
        table = pa.table({column: [row.get(column) for row in rows] for column in columns})
        parquet.write_table(table, tmp_path / name, row_group_size=group)
        return tmp_path / name

    return written
