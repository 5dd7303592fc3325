"""What else a registry says of firms: state, code, capital, age, kind, region, tags, ties. Unknown stays unknown."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hometown.names.divisions import divisions

from .plan import Plan

Shares = NDArray[np.int64]  # per mille of a part's full marks; -1 where it is not known
UNKNOWN = -1
NOT_ASKED = -2  # the node does not ask for it
COLUMNS = (
    "name", "scope", "uscc", "reg_date", "ent_type", "capital_wan", "province", "city", "industry_code", "status",
    "tags", "expansion",
)  # fmt: skip
_SECTIONS = (
    (1, "A"), (6, "B"), (13, "C"), (44, "D"), (47, "E"), (51, "F"), (53, "G"), (61, "H"), (63, "I"), (66, "J"),
    (70, "K"), (71, "L"), (73, "M"), (76, "N"), (80, "O"), (83, "P"), (84, "Q"), (86, "R"), (91, "S"), (97, "T"),
    (98, ""),
)  # fmt: skip
_MONEY = re.compile(
    r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*[(（]?\s*(?P<unit>万亿|亿|千万|百万|万)?\s*(?P<coin>[\u4e00-\u9fff]{0,6})"
)
_NAMED_GONE = "注销|吊销|清算|破产"
NO_CODES = frozenset({"N/A", "NA", "NULL", "NONE", "NAN", "-", "--", "—", "——", "无", "暂无", "不详", "未公示"})
_UNITS = {"": 1e-4, "万": 1.0, "百万": 100.0, "千万": 1000.0, "亿": 10_000.0, "万亿": 100_000_000.0}


def gone(batch: Any, plan: Plan) -> NDArray[np.bool_]:
    """Tell which rows are of firms that are dissolved, revoked or moved away."""
    if "status" not in batch.schema.names:
        return np.zeros(batch.num_rows, bool)
    words = plan.chains.scoring.gone
    state = _by_value(batch.column("status"), lambda text: int(any(word in text for word in words)))
    return np.asarray(state == 1)


def _by_value(column: Any, reckon: Callable[[str], int]) -> Shares:
    """Return what a text column says, reckoned once for each different text; UNKNOWN where it is empty."""
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(pc.cast(column, pa.large_string()))
    values = [(text or "").strip() for text in column.dictionary.to_pylist()]
    table = np.array([*(reckon(text) if text else UNKNOWN for text in values), UNKNOWN], np.int64)
    places = column.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    return np.asarray(table[places])


def shares_of(batch: Any, plan: Plan) -> dict[str, Shares]:
    """Return per part what is known of each row of a batch; parts that depend on the node are not among them."""
    rules, names = plan.chains.scoring, set(batch.schema.names)
    unknown = np.full(batch.num_rows, UNKNOWN, np.int64)

    def by_value(column: str, reckon: Callable[[str], int]) -> Shares:
        return _by_value(batch.column(column), reckon) if column in names else unknown

    return {
        "capital": _steps(capital_of(batch, plan), rules.capital_wan),
        "age": _steps(years_of(batch, plan.on), rules.years),
        "form": by_value("ent_type", lambda text: next((mark for word, mark in rules.forms if word in text), UNKNOWN)),
        "region": _region(batch, plan),
        "tags": np.maximum(by_value("tags", lambda text: max((m for w, m in rules.tags if w in text), default=0)),
                           0 if "tags" in names else UNKNOWN),
        "ties": _ties(batch, plan),
        "expansion": np.maximum(by_value("expansion", lambda _: 1000), 0 if "expansion" in names else UNKNOWN),
    }  # fmt: skip


def _steps(values: NDArray[np.float64], steps: tuple[tuple[float, int], ...]) -> Shares:
    """Return the share of the last step a value reaches; zero below the first."""
    ordered = sorted(steps)
    marks = np.array([0, *(mark for _, mark in ordered)], np.int64)
    found = marks[np.searchsorted([at for at, _ in ordered], np.nan_to_num(values), side="right")]
    return np.where(np.isnan(values), UNKNOWN, found)


def code_of(text: Any) -> str:
    """Return a credit code as it is compared; nothing where the registry writes that it has none."""
    code = str(text or "").strip().upper()
    return "" if code in NO_CODES else code


def capital_of(batch: Any, plan: Plan) -> NDArray[np.float64]:
    """Return the registered capital in 万元; NaN where it is not said."""
    if "capital_wan" not in batch.schema.names:
        return np.full(batch.num_rows, np.nan)
    column = batch.column("capital_wan")
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        found = pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False).astype(float)
        return np.where(found > 0, found, np.nan)
    values = pc.dictionary_encode(pc.cast(column, pa.large_string()))
    table = np.array([*(wan_of(text, plan.chains.scoring.yuan_per) for text in values.dictionary.to_pylist()), np.nan])
    return np.asarray(table[values.indices.fill_null(len(table) - 1).to_numpy(zero_copy_only=False)])


def wan_of(text: str | None, yuan_per: dict[str, float]) -> float:
    """Return an amount as registries write it in 万元: 1,000万美元, 500万元人民币, 300 (then 万元). NaN if none."""
    found = _MONEY.search(text or "")
    if not found:
        return float("nan")
    number = float(re.sub("[,，]", "", found["number"]))
    is_bare = not found["unit"] and not found["coin"]
    factor = 1.0 if is_bare else _UNITS[found["unit"] or ""]
    coin = next((rate for name, rate in yuan_per.items() if name in found["coin"]), 1.0)
    return number * factor * coin if number > 0 else float("nan")


def years_of(batch: Any, on: date) -> NDArray[np.float64]:
    """Return the age of firms in years; NaN where the day of registration is not said or not yet come."""
    if "reg_date" not in batch.schema.names:
        return np.full(batch.num_rows, np.nan)
    column = batch.column("reg_date")
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        days = pc.cast(pc.cast(column, pa.date32(), safe=False), pa.int32()).fill_null(-(1 << 30))
        since = days.to_numpy(zero_copy_only=False).astype(np.float64)
    else:
        values = pc.dictionary_encode(pc.cast(column, pa.large_string()))
        table = np.array([*(_day(text) for text in values.dictionary.to_pylist()), -(1 << 30)], np.float64)
        since = table[values.indices.fill_null(len(table) - 1).to_numpy(zero_copy_only=False)]
    age = ((on - date(1970, 1, 1)).days - since) / 365.2425
    return np.where((age >= 0) & (age < 400), age, np.nan)


def _day(text: str | None) -> int:
    parts = re.findall(r"\d+", text or "")
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    try:
        return (date(*(int(part) for part in (*parts[:3], "1", "1")[:3])) - date(1970, 1, 1)).days
    except (ValueError, TypeError, OverflowError):
        return -(1 << 30)


def divisions_of(batch: Any) -> tuple[NDArray[np.int64], list[str]]:
    """Return for each row which of the listed division codes it is of; -1 where neither place nor code tells.

    The city tells first, then where the credit code was given, then the province.
    """
    codes: dict[str, int] = {}
    names, found = set(batch.schema.names), np.full(batch.num_rows, UNKNOWN, np.int64)

    def number(code: str) -> int:
        return codes.setdefault(code, len(codes)) if code else UNKNOWN

    def place(text: str) -> int:
        return number(division_code(text))

    for column in ("city", "uscc", "province"):
        open_ = np.flatnonzero(found < 0)
        if column in names and len(open_):
            here = batch.column(column).take(pa.array(open_))
            if column == "uscc":
                here = pc.utf8_slice_codeunits(pc.cast(here, pa.large_string()), 2, 8)
            found[open_] = _by_value(here, _registered_at(number) if column == "uscc" else place)
    return found, list(codes)


def _registered_at(number: Callable[[str], int]) -> Callable[[str], int]:
    return lambda text: number(text if text.isdigit() and len(text) == 6 else "")


@lru_cache(maxsize=4096)
def division_code(place: str) -> str:
    """Return the GB/T 2260 code of a province or city as registries name it; nothing if there is none."""
    return _places().get(place, "") or _places().get(place.removesuffix("市").removesuffix("省"), "")


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for each in sorted(divisions().values(), key=lambda one: -one.level):
        if each.level < 3:
            found[each.name] = found[each.short_name] = each.code
    return found


def _region(batch: Any, plan: Plan) -> Shares:
    regions = plan.chains.scoring.regions
    if not regions:
        return np.full(batch.num_rows, UNKNOWN, np.int64)
    where, codes = divisions_of(batch)
    marks = [_by_prefix(code, regions) for code in codes]
    return np.array([*marks, UNKNOWN], np.int64)[where]


def _by_prefix(code: str, marks: dict[str, int]) -> int:
    """Return the mark of the longest beginning of a code that has one; zero if none has."""
    return next((marks[code[:size]] for size in range(len(code), 0, -1) if code[:size] in marks), 0)


def at_home(batch: Any, plan: Plan) -> NDArray[np.bool_]:
    """Tell which firms are of the home city already: nobody travels for them."""
    where, codes = divisions_of(batch)
    here = np.array([*(code[:4] == plan.chains.city[:4] for code in codes), False], bool)
    return here[where]


def _ties(batch: Any, plan: Plan) -> Shares:
    """A firm is tied to the home city if the list of ties names it, or its own name says the city."""
    found = np.zeros(batch.num_rows, bool)
    if plan.home_name:
        found |= _flags(pc.match_substring(batch.column("name"), plan.home_name))
    if plan.ties.names:
        found |= _flags(pc.is_in(pc.cast(batch.column("name"), pa.large_string()), _set(plan.ties.names)))
    if plan.ties.codes and "uscc" in batch.schema.names:
        found |= _flags(pc.is_in(pc.cast(batch.column("uscc"), pa.large_string()), _set(plan.ties.codes)))
    return np.where(found, 1000, 0 if plan.ties.known else UNKNOWN)


def no_firms(batch: Any, plan: Plan) -> NDArray[np.bool_]:
    """Tell which rows are branches, shops, cooperatives, individual businesses or schools: none settles elsewhere."""
    rules, names = plan.chains.scoring, set(batch.schema.names)
    found = np.zeros(batch.num_rows, bool)
    called = pc.utf8_rtrim(pc.cast(batch.column("name"), pa.large_string()), characters=" 　*）)")
    if endings := rules.no_firm_names:
        ends = pc.utf8_slice_codeunits(called, -max(map(len, endings)))
        found |= _by_value(ends, lambda text: int(text.endswith(endings))) == 1
    found |= _flags(pc.match_substring_regex(called, _NAMED_GONE))
    if "uscc" in names and rules.no_firm_codes:
        codes = pc.utf8_slice_codeunits(pc.cast(batch.column("uscc"), pa.large_string()), 0, 2)
        found |= _flags(pc.is_in(codes, _set(frozenset(rules.no_firm_codes))))
    if "ent_type" in names:
        kinds = rules.no_firm_kinds
        found |= _by_value(batch.column("ent_type"), lambda text: int(any(word in text for word in kinds))) == 1
    return found


def _set(texts: frozenset[str]) -> Any:
    return pa.array(sorted(texts), pa.large_string())


def _flags(column: Any) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return found


@lru_cache(maxsize=8192)
def industry_code(text: str) -> str:
    """Return a code of GB/T 4754 with its section before it, as C3252; nothing if it is none."""
    found = re.search(r"([A-Ta-t]?)\s*(\d{2,4})", text)
    if not found:
        return text.strip().upper()[:1] if re.fullmatch(r"[A-Ta-t]", text.strip()) else ""
    division = int(found[2][:2])
    section = next((letter for first, letter in reversed(_SECTIONS) if division >= first), "")
    return f"{section}{found[2]}" if section else ""


def industries_of(batch: Any) -> tuple[NDArray[np.int64], list[str]]:
    """Return for each row which of the listed industry codes it has; -1 where none is said."""
    codes: dict[str, int] = {}
    if "industry_code" not in batch.schema.names:
        return np.full(batch.num_rows, UNKNOWN, np.int64), []

    def number(text: str) -> int:
        code = industry_code(text)
        return codes.setdefault(code, len(codes)) if code else UNKNOWN

    return _by_value(batch.column("industry_code"), number), list(codes)
