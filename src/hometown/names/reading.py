"""Registries, alias tables and lists read from parquet, csv (UTF-8 or GB18030) and xlsx, and lists written."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .building import Registry

WORDS = {
    "name": ("name", "company", "company_name", "企业名称", "公司名称", "名称", "单位名称", "企业", "公司"),
    "uscc": ("uscc", "code", "credit_code", "统一社会信用代码", "信用代码", "社会信用代码"),
    "province": ("province", "省份", "省", "所属省份"),
    "city": ("city", "城市", "市", "所属城市"),
    "reg_date": ("reg_date", "registered", "established", "成立日期", "注册日期", "成立时间"),
    "alias": ("alias", "short_name", "aliases", "简称", "别名", "曾用名", "former", "former_name", "old_name"),
}
_LONGEST = 2_000  # characters of a cell that are kept; no name is so long
_ENCODINGS = ("utf-8-sig", "gb18030")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
csv.field_size_limit(1 << 30)


class ReadingError(Exception):
    """A file that cannot be read as what it should be; the message says why and what to do."""


Columns = dict[str, list[Any]]


def columns_of(path: Path, wanted: Mapping[str, bool], names: Mapping[str, str] | None = None) -> Columns:
    """Return the wanted columns of a table, as lists of the same length; a column that is not there is left out.

    `wanted` says of each column whether the file must have it, `names` what the file calls it. Raises ReadingError.
    """
    if not path.is_file():
        msg = f"{path} is not there: say where the file is."
        raise ReadingError(msg)
    kind = path.suffix.lower()
    if kind == ".parquet":
        return _parquet(path, wanted, names or {})
    rows = rows_of(path)
    head = [str(cell or "").strip() for cell in next(rows, [])]
    places = places_of(path.name, head, wanted, names or {})
    found: Columns = {column: [] for column in places}
    for row in rows:
        for column, at in places.items():
            found[column].append(row[at] if at < len(row) else "")
    return found


def rows_of(path: Path) -> Iterator[list[Any]]:
    """Yield the rows of cells of a workbook or a csv, the heads first. Raises ReadingError."""
    return _workbook(path) if path.suffix.lower() in {".xlsx", ".xls", ".xlsm", ".ods"} else _csv(path)


def plain_cell(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def places_of(
    named: str,
    head: list[str],
    wanted: Mapping[str, bool],
    names: Mapping[str, str],
    words: Mapping[str, tuple[str, ...]] = WORDS,
) -> dict[str, int]:
    """Return where each wanted column stands in the heads of a file; `words` are what they are usually called.

    Raises ReadingError if one that must be there, or that `names` names, is not.
    """
    lower = [each.strip().casefold() for each in head]
    found = {}
    for column, must in wanted.items():
        called = (names[column],) if column in names else words.get(column, (column,))
        at = next((lower.index(word.casefold()) for word in called if word.casefold() in lower), None)
        if at is not None:
            found[column] = at
        elif must or column in names:
            has = ", ".join(filter(None, head[:20])) or "nothing"
            msg = (
                f"{named} has no column “{called[0]}” (its first row says: {has}): name it with --map {column}=COLUMN."
            )
            raise ReadingError(msg)
    return found


def _parquet(path: Path, wanted: Mapping[str, bool], names: Mapping[str, str]) -> Columns:
    from pyarrow import ArrowException, parquet

    try:
        file = parquet.ParquetFile(path)
        head = file.schema_arrow.names
        places = places_of(path.name, head, wanted, names)
        table = file.read(columns=[head[at] for at in places.values()])
    except (ArrowException, OSError) as error:
        msg = f"{path.name} cannot be read as parquet ({str(error).splitlines()[0][:120]})."
        raise ReadingError(msg) from error
    return {column: table.column(head[at]).to_pylist() for column, at in places.items()}


def _workbook(path: Path) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        yield from book.get_sheet_by_index(0).iter_rows()
    except (CalamineError, OSError) as error:
        msg = f"{path.name} cannot be read as a workbook ({str(error)[:120]})."
        raise ReadingError(msg) from error


def _encoding(path: Path) -> str:
    """Return in which of the usual encodings a file is written, all of it."""
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    msg = f"{path.name} is neither UTF-8 nor GB18030: save it as CSV UTF-8."
    raise ReadingError(msg)


def _csv(path: Path) -> Iterator[list[Any]]:
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            lines = (line.replace("\0", "") for line in file)
            first = next(lines, "")
            parted_by = max(",\t;", key=first.count)  # the comma where none stands in the heads
            yield from csv.reader(chain((first,), lines), delimiter=parted_by)
    except csv.Error as error:
        msg = f"{path.name} cannot be read as CSV ({error})."
        raise ReadingError(msg) from error


def text_of(cell: Any) -> str:
    """Return a cell as one line of text, cut where no name is so long."""
    return "" if cell is None else " ".join(str(cell)[:_LONGEST].replace("\n", " ").split())


def day_of(cell: Any) -> date | None:
    """Return a cell as a day; nothing if it is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell).replace("/", "-").replace("年", "-").replace("月", "-").replace("日", "")[:10]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def registry_of(
    path: Path, *, aliases: Path | None = None, history: Path | None = None, names: Mapping[str, str] | None = None
) -> tuple["Registry", list[str]]:
    """Read a registry with its other names. Returns it, and what was passed over, in sentences. Raises ReadingError."""
    from .building import Registry

    wanted = {"name": True, "uscc": False, "province": False, "city": False, "reg_date": False, "alias": False}
    columns = columns_of(path, wanted, names)
    texts = [text_of(cell) for cell in columns["name"]]
    keep = [at for at, text in enumerate(texts) if text]
    remarks = [f"{len(texts) - len(keep):,} rows have no name and were passed over."] if len(keep) < len(texts) else []

    def column(name: str) -> list[str]:
        return [text_of(columns[name][at]) for at in keep] if name in columns else []

    registry = Registry(
        names=[texts[at] for at in keep], usccs=column("uscc"), provinces=column("province"), cities=column("city"),
        dates=[day_of(columns["reg_date"][at]) for at in keep] if "reg_date" in columns else (),
        facts={"source": path.name},
    )  # fmt: skip
    own = [(text, row) for row, text in enumerate(column("alias")) if text]
    rows = {name: row for row, name in enumerate(registry.names)} if aliases or history else {}
    codes = {code: row for row, code in enumerate(registry.usccs) if code} if aliases or history else {}
    more, passed = _others(aliases, rows, codes)
    formers, also = _others(history, rows, codes)
    registry.aliases, registry.formers = [*own, *more], formers
    return registry, [*remarks, *passed, *also]


def _others(path: Path | None, rows: dict[str, int], codes: dict[str, int]) -> tuple[list[tuple[str, int]], list[str]]:
    """Return other names with the rows they are of, from a table of `alias` and `name` or `uscc`."""
    if path is None:
        return [], []
    columns = columns_of(path, {"alias": True, "name": False, "uscc": False})
    if not {"name", "uscc"} & columns.keys():
        msg = f"{path.name} must say which firm each alias is of: a column name or uscc."
        raise ReadingError(msg)
    found, lost = [], 0
    blank = [""] * len(columns["alias"])
    for alias, name, code in zip(columns["alias"], columns.get("name", blank), columns.get("uscc", blank), strict=True):
        row = codes.get(text_of(code), rows.get(text_of(name)))
        if row is None or not text_of(alias):
            lost += 1
        else:
            found.append((text_of(alias), row))
    return found, [f"{lost:,} rows of {path.name} name no firm of the registry and were passed over."] if lost else []
