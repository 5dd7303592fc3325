"""A registry read in batches: parquet as it is; csv and workbooks are turned into parquet once, beside the result."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from hometown.names.reading import ReadingError, places_of, rows_of

from .facts import COLUMNS

BATCH = 1 << 16  # rows scored at once
_GROUP = 1 << 17  # rows of a row group of what is turned into parquet
_LONGEST = 50_000_000  # characters of a cell; a longer one is cut, and said
_WORDS = {
    "name": ("name", "company", "company_name", "企业名称", "公司名称", "名称", "单位名称"),
    "scope": ("scope", "business_scope", "经营范围", "业务范围", "主营业务"),
    "uscc": ("uscc", "credit_code", "统一社会信用代码", "信用代码", "社会信用代码", "统一信用代码"),
    "reg_date": ("reg_date", "registered", "established", "成立日期", "注册日期", "成立时间", "注册时间", "登记日期"),
    "ent_type": ("ent_type", "type", "企业类型", "类型", "公司类型", "登记类型", "企业(机构)类型", "企业（机构）类型"),
    "capital_wan": (
        "capital_wan",
        "capital",
        "注册资本",
        "注册资金",
        "注册资本(万元)",
        "注册资本（万元）",
        "注册资金(万元)",
        "注册资金（万元）",
    ),
    "province": ("province", "省份", "省", "所属省份", "所在省份", "所属省", "省级"),
    "city": ("city", "城市", "市", "所属城市", "所在城市", "地区", "所属地区", "所在地区", "所属市", "地市"),
    "industry_code": (
        "industry_code",
        "industry",
        "行业代码",
        "行业代码(GB/T 4754)",
        "国标行业代码",
        "国民经济行业代码",
        "行业分类代码",
    ),
    "status": ("status", "经营状态", "登记状态", "企业状态", "状态", "存续状态", "营业状态", "企业登记状态"),
    "tags": ("tags", "标签", "企业标签", "资质"),
    "expansion": ("expansion", "扩产信号", "扩产"),
}
_TEXTS = ("name", "scope", "uscc")
_FEW_VALUES = ("ent_type", "province", "city", "industry_code", "status", "tags", "expansion")


@dataclass(frozen=True)
class Registry:
    """A parquet file with the names of its columns: ours → theirs."""

    path: Path
    columns: tuple[tuple[str, str], ...]
    groups: tuple[int, ...]  # rows of each row group
    remarks: tuple[str, ...] = ()  # what was passed over or cut, in sentences
    bad_rows: int = 0
    named: str = ""  # the file the user gave
    few: tuple[str, ...] = ()  # columns of few different texts, by their names

    @property
    def rows(self) -> int:
        return sum(self.groups)

    def batches(self, group: int, part: int = 0, parts: int = 1) -> Iterator[Any]:
        """Yield the rows of a row group by and by, with our names; of `parts` that share it, only one's turns."""
        wanted = [theirs for _, theirs in self.columns]
        file = parquet.ParquetFile(self.path, read_dictionary=self.few, memory_map=True, pre_buffer=False)
        turns = file.iter_batches(BATCH, row_groups=[group], columns=wanted, use_threads=False)
        for turn, batch in enumerate(turns):
            if turn % parts == part:
                ours = [name for name, _ in self.columns]
                yield readable(pa.RecordBatch.from_arrays([batch.column(theirs) for _, theirs in self.columns], ours))


def open_registry(path: Path, names: Mapping[str, str], work: Path) -> Registry:
    """Return a registry ready to be read. `names` says what the file calls a column; `work` is where to put a parquet.

    Raises ReadingError.
    """
    if not path.is_file():
        msg = f"{path} is not there: say where the registry is."
        raise ReadingError(msg)
    if path.suffix.lower() == ".parquet":
        return _of_parquet(path, names, path.name)
    turned = _Turned(path, names)
    turned.write(rows_of(path), work)
    found = _of_parquet(work, {}, path.name)
    return replace(found, remarks=tuple(turned.remarks()), bad_rows=turned.bad_rows)


def _of_parquet(path: Path, names: Mapping[str, str], named: str) -> Registry:
    try:
        file = parquet.ParquetFile(path)
        head = file.schema_arrow.names
        groups = tuple(file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups))
    except (pa.ArrowException, OSError) as error:
        msg = f"{named} cannot be read as parquet ({str(error).splitlines()[0][:120]})."
        raise ReadingError(msg) from error
    places = _places(named, head, names)
    for ours, at in places.items():
        if not _is_readable(kind := file.schema_arrow.field(at).type):
            msg = f"the column {head[at]} of {named} is to be “{ours}”, but holds no texts or numbers ({kind})."
            raise ReadingError(msg)
    columns = tuple((ours, head[at]) for ours, at in places.items())
    few = (
        name for ours, name in columns if ours in _FEW_VALUES and pa.types.is_string(file.schema_arrow.field(name).type)
    )
    return Registry(path, columns, groups, named=named, few=tuple(few))


def _is_readable(kind: Any) -> bool:
    """Tell whether cells of a kind of column can be read: texts, numbers, days, or lists of texts."""
    if pa.types.is_dictionary(kind) or pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return bool(pa.types.is_string(kind.value_type) or pa.types.is_large_string(kind.value_type))
    return not pa.types.is_nested(kind)


def readable(batch: Any) -> Any:
    """Return a batch with our names, every column as what is read of it."""
    names = batch.schema.names
    return pa.RecordBatch.from_arrays([_readable(batch.column(name), name) for name in names], names)


def _readable(column: Any, ours: str) -> Any:
    """Return a column as what is read of it: lists of texts as one text each, bytes and what names a firm as texts."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pc.binary_join(column, "、")
    if pa.types.is_dictionary(kind):
        return column if ours in _FEW_VALUES else column.dictionary_decode()
    is_bytes = pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)
    if is_bytes or (ours in _TEXTS and not (pa.types.is_string(kind) or pa.types.is_large_string(kind))):
        return pc.cast(column, pa.large_string(), safe=not is_bytes)
    return column


def _places(named: str, head: list[str], names: Mapping[str, str]) -> dict[str, int]:
    """Return where each column of ours stands. Raises ReadingError."""
    if unknown := sorted(set(names) - set(COLUMNS)):
        msg = f"--map knows no column {unknown[0]}: it can be {', '.join(COLUMNS)}."
        raise ReadingError(msg)
    return places_of(named, head, {column: column in {"name", "scope"} for column in COLUMNS}, names, _WORDS)


@dataclass
class _Turned:
    """Rows of cells turned into parquet; what does not fit is counted and told."""

    path: Path
    names: Mapping[str, str]
    bad_rows: int = 0
    bad_first: list[int] = field(default_factory=list)
    cut: int = 0

    def write(self, rows: Iterator[list[Any]], work: Path) -> None:
        """Write them beside the result; whoever asked takes the file away."""
        head = [str(cell or "").strip() for cell in next(rows, [])]
        places = _places(self.path.name, head, self.names)
        schema = pa.schema([(column, pa.large_string()) for column in places])
        with parquet.ParquetWriter(work, schema, compression="zstd") as writer:
            for table in self._tables(rows, places, len(head), schema):
                writer.write_table(table)

    def _tables(self, rows: Iterator[list[Any]], places: dict[str, int], width: int, schema: Any) -> Iterator[Any]:
        columns: list[list[str]] = [[] for _ in places]
        for number, row in enumerate(rows, 2):
            if not any(str(cell or "").strip() for cell in row):
                continue
            if len(row) > width and any(str(cell or "").strip() for cell in row[width:]):
                self.bad_rows += 1
                self.bad_first = [*self.bad_first, number][:5]
                continue
            for column, at in zip(columns, places.values(), strict=True):
                column.append(self._text(row[at] if at < len(row) else ""))
            if len(columns[0]) == _GROUP:
                yield pa.table([pa.array(column, pa.large_string()) for column in columns], schema=schema)
                columns = [[] for _ in places]
        yield pa.table([pa.array(column, pa.large_string()) for column in columns], schema=schema)

    def _text(self, cell: Any) -> str:
        text = "" if cell is None else str(cell)
        if isinstance(cell, float) and cell.is_integer():
            text = str(int(cell))
        if len(text) > _LONGEST:
            self.cut += 1
            text = text[:_LONGEST]
        return text.strip()

    def remarks(self) -> Iterator[str]:
        """Say what was passed over or cut."""
        if self.bad_rows:
            rows = ", ".join(map(str, self.bad_first))
            yield (
                f"{self.bad_rows:,} rows of {self.path.name} have more cells than the first row has names and were "
                f"passed over (row {rows}{' …' if self.bad_rows > len(self.bad_first) else ''})."
            )
        if self.cut:
            yield f"{self.cut:,} cells of {self.path.name} were longer than {_LONGEST:,} characters and were cut."
